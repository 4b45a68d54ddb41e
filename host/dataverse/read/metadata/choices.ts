import type { ChoiceOption, Column } from "../../../../solution/model/types";
import type { CatalogTable } from "../../catalog";
import { type JsonObject, labelJson, managed, metadataId } from "./json";

/** The choices of a column, or null for a column without. */
export function optionSetJson(table: CatalogTable, column: Column, languageId: number): JsonObject | null {
  if (column.type === "boolean") {
    const option = (value: number): JsonObject | null => {
      const found = column.options.find((one) => one.value === value);
      return found === undefined ? null : optionJson(column, found, languageId);
    };
    return { ...optionSetHead(table, column, languageId), TrueOption: option(1), FalseOption: option(0) };
  }
  if (
    column.type === "choice" ||
    column.type === "multichoice" ||
    column.type === "state" ||
    column.type === "status"
  ) {
    return {
      ...optionSetHead(table, column, languageId),
      Options: column.options.map((option) => optionJson(column, option, languageId)),
    };
  }
  return null;
}

function kindOf(column: Column): string {
  switch (column.type) {
    case "boolean":
      return "Boolean";
    case "state":
      return "State";
    case "status":
      return "Status";
    default:
      return "Picklist";
  }
}

/** The name of the global choice that a column uses. */
export function globalChoiceOf(column: Column): string | undefined {
  return column.type === "choice" || column.type === "multichoice" ? column.globalChoice : undefined;
}

/** What all kinds of choices have: `OptionSetMetadataBase`. */
function optionSetHead(table: CatalogTable, column: Column, languageId: number): JsonObject {
  const kind = kindOf(column);
  const global = globalChoiceOf(column);
  const name = global ?? `${table.logicalName}_${column.logicalName}`;
  return {
    MetadataId: metadataId(`choice ${name}`),
    HasChanged: null,
    Name: name,
    DisplayName: labelJson(column.displayName, languageId),
    Description: labelJson(column.description, languageId),
    ExternalTypeName: null,
    IntroducedVersion: "1.0.0.0",
    IsCustomizable: managed(true, "iscustomizable"),
    IsCustomOptionSet: true,
    IsGlobal: global !== undefined,
    IsManaged: true,
    OptionSetType: kind,
    ParentOptionSetName: null,
  };
}

function optionJson(column: Column, option: ChoiceOption, languageId: number): JsonObject {
  const common: JsonObject = {
    Value: option.value,
    Color: option.color ?? null,
    IsManaged: true,
    ExternalValue: null,
    IsHidden: false,
    Tag: null,
    ParentValues: [],
    MetadataId: null,
    HasChanged: null,
    Label: labelJson(option.label, languageId),
    Description: labelJson(undefined, languageId),
  };
  return column.type === "state"
    ? {
        "@odata.type": "#Microsoft.Dynamics.CRM.StateOptionMetadata",
        ...common,
        DefaultStatus: option.defaultStatus ?? null,
        InvariantName: option.label[1033] ?? null,
      }
    : column.type === "status"
      ? {
          "@odata.type": "#Microsoft.Dynamics.CRM.StatusOptionMetadata",
          ...common,
          State: option.state ?? null,
          TransitionData: null,
        }
      : common;
}
