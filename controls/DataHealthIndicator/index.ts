import { FormControl } from "../../shared/form/FormControl";
import { Indicator } from "./DataHealthIndicator";
import type { IInputs, IOutputs } from "./generated/ManifestTypes";
import { indicatorReader, type IndicatorReading } from "./reading";

/** What the framework makes of the Data Health Indicator. */
export class DataHealthIndicator
  extends FormControl<IInputs, IOutputs, IndicatorReading>
  implements ComponentFramework.ReactControl<IInputs, IOutputs>
{
  constructor() {
    super({
      name: "data-health-indicator",
      reader: (form) => indicatorReader(() => form.context.utils),
      Root: Indicator,
    });
  }
}
