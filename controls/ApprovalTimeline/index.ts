import * as React from "react";
import { instanceId } from "../../shared/form/ControlRoot";
import { Outputs } from "../../shared/form/outputs";
import { recordOf } from "../../shared/form/record";
import { Timeline } from "./ApprovalTimeline";
import type { Context, Inputs, OutputValues } from "./parameters";

/** The framework's interface: context in, element out. */
export class ApprovalTimeline implements ComponentFramework.ReactControl<Inputs, OutputValues> {
  private readonly id = instanceId("approval-timeline");
  private notify: () => void = () => undefined;
  private readonly outputs = new Outputs<OutputValues>(() => this.notify());
  private recordKey: string | null = null;

  init(_context: Context, notifyOutputChanged?: () => void): void {
    this.notify = notifyOutputChanged ?? this.notify;
  }

  updateView(context: Context): React.ReactElement {
    this.outputs.settle();
    const record = recordOf(context, context.parameters);
    if (this.recordKey !== null && this.recordKey !== record.key) this.outputs.drop();
    this.recordKey = record.key;
    return React.createElement(Timeline, {
      context,
      record,
      id: this.id,
      onWrite: (summary: string) => this.outputs.write({ summary }),
    });
  }

  getOutputs(): OutputValues {
    return this.outputs.take();
  }

  destroy(): void {
    this.outputs.drop();
  }
}
