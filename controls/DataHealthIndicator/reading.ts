import { columnFacts, type ColumnFacts } from "../../shared/form/column";
import { rawOf, type Given } from "../../shared/form/parameters";
import { remembering } from "../../shared/form/settled";
import type { HealthSettings } from "../../shared/health/configure";
import { columnKind } from "../../shared/healthUi/columnKind";
import type { EditableColumn } from "../../shared/healthUi/editors/types";
import type { IInputs } from "./generated/ManifestTypes";
import { SLOTS, type BoundSlot } from "./view/slots";

type Context = ComponentFramework.Context<IInputs>;
type Property = ComponentFramework.PropertyTypes.Property;

/** What the indicator shows of the form. */
export interface IndicatorReading {
  /** The slots that are bound, with their values as they stand on the form, saved or not. */
  readonly slots: readonly BoundSlot[];
  readonly settings: HealthSettings;
  readonly score: ColumnFacts & { readonly stored: number | null };
}

/** @param newest the utils of the newest context, for the lookup that a person opens later */
export function indicatorReader(newest: () => Context["utils"]): (context: Context) => IndicatorReading {
  const slotOf = remembering<BoundSlot | null>();
  return ({ parameters, mode, utils }) => {
    const given: Given<IInputs> = parameters;
    const canLookUp = typeof member(utils, "lookupObjects") === "function";
    return {
      slots: SLOTS.flatMap((slot): BoundSlot[] => {
        const parameter = given[slot];
        if (parameter === undefined) return [];
        const parts = partsOf(parameter, mode.isControlDisabled, canLookUp);
        const bound = slotOf(slot, parts, () =>
          boundSlot(slot, parameter, columnFacts(parameter, mode.isControlDisabled), canLookUp ? newest : null),
        );
        return bound === null ? [] : [bound];
      }),
      settings: {
        scope: rawOf(given.scope),
        severities: rawOf(given.severities),
        goodFrom: rawOf(given.goodFrom),
        fairFrom: rawOf(given.fairFrom),
      },
      score: { ...columnFacts(given.score, mode.isControlDisabled), stored: rawOf(given.score) },
    };
  };
}

const member = (source: unknown, key: string): unknown =>
  typeof source === "object" && source !== null ? Reflect.get(source, key) : undefined;
const numberIn = (source: unknown, key: string): number | null => {
  const value = member(source, key);
  return typeof value === "number" ? value : null;
};

/** What is read of a column's metadata, whatever its type. */
type Attribute =
  | "LogicalName"
  | "DisplayName"
  | "RequiredLevel"
  | "IsSecured"
  | "MaxLength"
  | "MinValue"
  | "MaxValue"
  | "Options"
  | "Behavior"
  | "Targets";

/** Behavior of a date column as the framework numbers it. */
const USER_LOCAL = 1;

/** Everything that a slot is made of. It is asked for in every updateView, so it makes no object but this list. */
function partsOf(parameter: Property, formLocked: boolean, canLookUp: boolean): readonly unknown[] {
  const raw: unknown = parameter.raw;
  const { type, error, errorMessage, security } = parameter;
  const attributes: Partial<Record<Attribute, unknown>> | undefined = parameter.attributes;
  return [
    raw,
    type,
    formLocked,
    canLookUp,
    error,
    errorMessage,
    security?.readable,
    security?.editable,
    security?.secured,
    attributes?.LogicalName,
    attributes?.DisplayName,
    attributes?.RequiredLevel,
    attributes?.IsSecured,
    attributes?.MaxLength,
    attributes?.MinValue,
    attributes?.MaxValue,
    attributes?.Options,
    attributes?.Behavior,
    attributes?.Targets,
    type.startsWith("Lookup") && `${targetOf(parameter)} ${viewOf(parameter)}`,
  ];
}

/** @returns null where no column is bound */
function boundSlot(
  slot: BoundSlot["slot"],
  parameter: Property,
  facts: ColumnFacts,
  utils: (() => Context["utils"]) | null,
): BoundSlot | null {
  if (facts.logicalName === "") return null;
  const kind = columnKind(parameter.type);
  const { attributes } = parameter;
  return {
    slot,
    facts,
    column: {
      name: facts.logicalName,
      label: facts.label,
      kind,
      value: parameter.raw,
      readable: facts.masked ? "no" : facts.unknowable ? "unknown" : "yes",
      required: facts.required,
    },
    editable: {
      kind,
      label: facts.label,
      maxLength: numberIn(attributes, "MaxLength"),
      min: numberIn(attributes, "MinValue"),
      max: numberIn(attributes, "MaxValue"),
      wholeNumber: parameter.type.startsWith("Whole."),
      options: optionsOf(member(attributes, "Options")),
      date: numberIn(attributes, "Behavior") === USER_LOCAL ? "instant" : "calendar",
      withTime: parameter.type === "DateAndTime.DateAndTime",
      pickLookup: kind === "lookup" && utils !== null ? lookupPicker(utils, parameter) : null,
    },
  };
}

function optionsOf(options: unknown): EditableColumn["options"] {
  return (Array.isArray(options) ? options : []).flatMap((option: unknown) => {
    const value = numberIn(option, "Value");
    const label = member(option, "Label");
    return value === null ? [] : [{ value, label: typeof label === "string" ? label : String(value) }];
  });
}

function call(parameter: object, name: string): string {
  const method = member(parameter, name);
  const answer: unknown = typeof method === "function" ? Reflect.apply(method, parameter, []) : "";
  return typeof answer === "string" ? answer : "";
}
const targetOf = (parameter: object): string => call(parameter, "getTargetEntityType");
const viewOf = (parameter: object): string => call(parameter, "getViewId");

/** The platform's own lookup dialog for the tables and the view of this column; null where it has no table. */
function lookupPicker(utils: () => Context["utils"], parameter: object): EditableColumn["pickLookup"] {
  const targets = member(member(parameter, "attributes"), "Targets");
  const entityTypes = (Array.isArray(targets) ? targets : [targetOf(parameter)]).filter(
    (table): table is string => typeof table === "string" && table !== "",
  );
  if (entityTypes.length === 0) return null;
  const defaultViewId = viewOf(parameter);
  return async () => {
    const picked = await utils().lookupObjects({
      entityTypes,
      allowMultiSelect: false,
      ...(defaultViewId === "" ? {} : { defaultViewId }),
    });
    return picked.map((value) => ({ ...value, id: value.id.replace(/[{}]/g, "").toLowerCase() }));
  };
}
