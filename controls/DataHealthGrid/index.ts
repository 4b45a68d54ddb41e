import { DataSetReader } from "../../shared/form/dataSet";
import { FormControl } from "../../shared/form/FormControl";
import { Grid } from "./DataHealthGrid";
import type { IInputs, IOutputs } from "./generated/ManifestTypes";
import { readGrid, type GridReading } from "./reading";

/** What the framework makes of the Data Health Grid. */
export class DataHealthGrid
  extends FormControl<IInputs, IOutputs, GridReading>
  implements ComponentFramework.ReactControl<IInputs, IOutputs>
{
  constructor() {
    super({
      name: "data-health-grid",
      reader: () => {
        const records = new DataSetReader();
        return (context) => readGrid(context, records);
      },
      Root: Grid,
    });
  }
}
