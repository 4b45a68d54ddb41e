import type { DataSetReader, DataSetReading } from "../../shared/form/dataSet";
import { rawOf, type Given } from "../../shared/form/parameters";
import type { HealthSettings } from "../../shared/health/configure";
import type { IInputs } from "./generated/ManifestTypes";

/** What the grid shows of the form. */
export interface GridReading {
  readonly records: DataSetReading;
  readonly settings: HealthSettings;
  readonly readOnly: boolean;
}

export function readGrid(context: ComponentFramework.Context<IInputs>, records: DataSetReader): GridReading {
  const given: Given<IInputs> = context.parameters;
  return {
    records: records.read(context.parameters.records, "records", context.updatedProperties),
    settings: {
      scope: rawOf(given.scope),
      severities: rawOf(given.severities),
      goodFrom: rawOf(given.goodFrom),
      fairFrom: rawOf(given.fairFrom),
    },
    readOnly: context.mode.isControlDisabled,
  };
}
