import type { ChoiceOption, Column, RequiredLevel, TextFormat } from "./types";
import {
  attribute,
  child,
  children,
  childText,
  type Element,
  flag,
  localized,
  numberOf,
  path,
  placeOf,
  SourceError,
} from "./xml";

/** What a column needs from elsewhere in the solution. */
export interface ColumnSurroundings {
  readonly file: string;
  /** Options of a global choice by name; undefined when the solution has no such choice. */
  globalChoice(name: string): readonly ChoiceOption[] | undefined;
  /** Tables that the relationships of this column lead to. */
  lookupTargets(column: string): readonly string[];
}

/** `<option>`, `<status>` and `<state>` children of an `<optionset>`. */
export function readOptions(optionSet: Element | undefined): ChoiceOption[] {
  const items = [
    ...children(child(optionSet, "options"), "option"),
    ...children(child(optionSet, "statuses"), "status"),
    ...children(child(optionSet, "states"), "state"),
  ];
  return items.map((item) => {
    const color = attribute(item, "Color");
    const state = attribute(item, "state");
    const defaultStatus = attribute(item, "defaultstatus");
    return {
      value: numberOf(attribute(item, "value"), Number.NaN),
      label: localized(child(item, "labels")),
      ...(color === undefined || color === "" ? {} : { color }),
      ...(state === undefined ? {} : { state: numberOf(state, 0) }),
      ...(defaultStatus === undefined ? {} : { defaultStatus: numberOf(defaultStatus, -1) }),
    };
  });
}

const textFormats: Readonly<Record<string, TextFormat>> = {
  text: "text",
  email: "email",
  url: "url",
  phone: "phone",
  textarea: "textarea",
  tickersymbol: "ticker",
  richtext: "richtext",
};

function requiredLevel(element: Element): RequiredLevel {
  const level = childText(element, "RequiredLevel");
  switch (level) {
    case "recommended":
    case "required":
    case "systemrequired":
      return level;
    default:
      return "none";
  }
}

/**
 * One `<attribute>` as a column; undefined for the kinds that hold no data of their own (`virtual`, party lists).
 * Throws `SourceError` for an unknown type or a choice whose options are nowhere.
 */
export function readColumn(
  element: Element,
  { file, globalChoice, lookupTargets }: ColumnSurroundings,
): Column | undefined {
  const place = placeOf(element, file);
  const schemaName = attribute(element, "PhysicalName") ?? "";
  const logicalName = childText(element, "LogicalName") ?? childText(element, "Name") ?? schemaName.toLowerCase();
  if (logicalName === "") {
    throw new SourceError(place, "this attribute has neither a LogicalName nor a PhysicalName; give it one");
  }
  const type = childText(element, "Type") ?? "";
  const baseOf = childText(element, "CalculationOf");
  const description = localized(child(element, "Descriptions"));
  const base = {
    logicalName,
    schemaName: schemaName === "" ? logicalName : schemaName,
    displayName: localized(child(element, "displaynames")),
    ...(Object.keys(description).length === 0 ? {} : { description }),
    requiredLevel: requiredLevel(element),
    secured: flag(childText(element, "IsSecured"), false),
    validForUpdate: flag(childText(element, "ValidForUpdateApi"), true),
    validForCreate: flag(childText(element, "ValidForCreateApi"), true),
    validForRead: flag(childText(element, "ValidForReadApi"), true),
    system: !flag(childText(element, "IsCustomField"), true) || baseOf !== undefined,
    ...(flag(childText(element, "IsAuditEnabled"), false) ? { auditEnabled: true } : {}),
  };
  const format = textFormats[childText(element, "Format")?.toLowerCase() ?? "text"] ?? "text";
  const range = (min: number, max: number) => ({
    min: numberOf(childText(element, "MinValue"), min),
    max: numberOf(childText(element, "MaxValue"), max),
  });
  const options = (): { options: readonly ChoiceOption[]; globalChoice?: string } => {
    const name = childText(element, "OptionSetName");
    if (name === undefined) {
      return { options: readOptions(child(element, "optionset")) };
    }
    const shared = globalChoice(name);
    if (shared === undefined) {
      throw new SourceError(
        place,
        `column ${logicalName} takes the global choice "${name}", which OptionSets/ does not have; add OptionSets/${name}.xml`,
      );
    }
    return { options: shared, globalChoice: name };
  };
  const defaultValue = childText(element, "AppDefaultValue");

  switch (type) {
    case "primarykey":
      return { ...base, type: "primarykey", system: true };
    case "uniqueidentifier":
      return { ...base, type: "guid" };
    case "nvarchar": {
      const autoNumber = childText(element, "AutoNumberFormat");
      return {
        ...base,
        type: "text",
        format,
        maxLength: numberOf(childText(element, "MaxLength"), 100),
        ...(autoNumber === undefined ? {} : { autoNumber }),
      };
    }
    case "ntext":
      return {
        ...base,
        type: "memo",
        maxLength: numberOf(childText(element, "MaxLength"), 2000),
        format: format === "text" ? "textarea" : format,
      };
    case "picklist": {
      const chosen = numberOf(defaultValue, -1);
      return { ...base, type: "choice", ...options(), ...(chosen === -1 ? {} : { defaultValue: chosen }) };
    }
    case "multiselectpicklist":
      return { ...base, type: "multichoice", ...options() };
    case "state":
      return {
        ...base,
        type: "state",
        options: readOptions(child(element, "optionset")),
        defaultValue: numberOf(defaultValue, 0),
      };
    case "status": {
      const statuses = readOptions(child(element, "optionset"));
      return {
        ...base,
        type: "status",
        options: statuses,
        defaultValue: numberOf(defaultValue, statuses[0]?.value ?? 1),
      };
    }
    case "bit":
      return { ...base, type: "boolean", ...options(), defaultValue: flag(defaultValue, false) };
    case "int":
      return { ...base, type: "integer", ...range(-2147483648, 2147483647) };
    case "bigint":
    case "timestamp":
      return { ...base, type: "bigint" };
    case "decimal":
      return {
        ...base,
        type: "decimal",
        ...range(-100000000000, 100000000000),
        precision: numberOf(childText(element, "Accuracy"), 2),
      };
    case "float":
      return {
        ...base,
        type: "float",
        ...range(0, 1000000000),
        precision: numberOf(childText(element, "Accuracy"), 2),
      };
    case "money":
      return {
        ...base,
        type: "money",
        ...range(-922337203685477, 922337203685477),
        precision: numberOf(childText(element, "Accuracy"), 2),
        ...(baseOf === undefined ? {} : { baseOf: baseOf.toLowerCase() }),
      };
    case "datetime":
      return {
        ...base,
        type: "datetime",
        format: childText(element, "Format") === "date" ? "date" : "datetime",
        behavior: behavior(element),
      };
    case "lookup":
    case "customer":
    case "owner": {
      const owner = type === "owner";
      return { ...base, type: "lookup", targets: owner ? ["systemuser", "team"] : lookupTargets(logicalName), owner };
    }
    case "image":
      return { ...base, type: "image" };
    case "file":
      return { ...base, type: "file", maxSizeInKB: numberOf(childText(element, "MaxSizeInKB"), 32768) };
    case "virtual":
    case "partylist":
    case "managedproperty":
      return undefined;
    default:
      throw new SourceError(
        placeOf(path(element, "Type") ?? element, file),
        `column ${logicalName} has the type "${type}", which Dataverse does not know (a memo is "ntext", a text "nvarchar")`,
      );
  }
}

function behavior(element: Element): "userLocal" | "dateOnly" | "timeZoneIndependent" {
  switch (childText(element, "Behavior")) {
    case "2":
      return "dateOnly";
    case "3":
      return "timeZoneIndependent";
    default:
      return "userLocal";
  }
}
