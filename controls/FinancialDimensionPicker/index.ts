import { FormControl } from "../../shared/form/FormControl";
import { Picker } from "./FinancialDimensionPicker";
import type { IInputs, IOutputs } from "./generated/ManifestTypes";
import { readPicker, type PickerReading } from "./reading";

/** What the framework makes of the Financial Dimension Picker. */
export class FinancialDimensionPicker
  extends FormControl<IInputs, IOutputs, PickerReading>
  implements ComponentFramework.ReactControl<IInputs, IOutputs>
{
  constructor() {
    super({
      name: "picker",
      reader: () => readPicker,
      Root: Picker,
      init: (context) => context.mode.trackContainerResize(true),
    });
  }
}
