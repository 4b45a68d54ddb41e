import { FormControl } from "../../shared/form/FormControl";
import { Timeline } from "./ApprovalTimeline";
import type { IInputs, IOutputs } from "./generated/ManifestTypes";
import { readTimeline, type TimelineReading } from "./reading";

/** What the framework makes of the Approval Timeline. */
export class ApprovalTimeline
  extends FormControl<IInputs, IOutputs, TimelineReading>
  implements ComponentFramework.ReactControl<IInputs, IOutputs>
{
  constructor() {
    super({ name: "approval-timeline", reader: () => readTimeline, Root: Timeline });
  }
}
