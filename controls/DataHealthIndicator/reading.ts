import { columnFacts, type ColumnFacts } from "../../shared/form/column";
import { rawOf, type Given } from "../../shared/form/parameters";
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

/** @param utils those of the newest context, for the lookup that a person opens later */
export function readIndicator({ parameters, mode, utils }: Context, newest: () => Context["utils"]): IndicatorReading {
  const given: Given<IInputs> = parameters;
  const canLookUp = typeof member(utils, "lookupObjects") === "function";
  return {
    slots: SLOTS.flatMap((slot): BoundSlot[] => {
      const parameter = given[slot];
      const facts = columnFacts(parameter, mode.isControlDisabled);
      if (parameter === undefined || facts.logicalName === "") return [];
      return [boundSlot(slot, parameter, facts, canLookUp ? newest : null)];
    }),
    settings: {
      scope: rawOf(given.scope),
      severities: rawOf(given.severities),
      goodFrom: rawOf(given.goodFrom),
      fairFrom: rawOf(given.fairFrom),
    },
    score: { ...columnFacts(given.score, mode.isControlDisabled), stored: rawOf(given.score) },
  };
}

const member = (source: unknown, key: string): unknown =>
  typeof source === "object" && source !== null ? Reflect.get(source, key) : undefined;
const numberIn = (source: unknown, key: string): number | null => {
  const value = member(source, key);
  return typeof value === "number" ? value : null;
};

/** Behavior of a date column as the framework numbers it. */
const USER_LOCAL = 1;

function boundSlot(
  slot: BoundSlot["slot"],
  parameter: Property,
  facts: ColumnFacts,
  utils: (() => Context["utils"]) | null,
): BoundSlot {
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

/** The platform's own lookup dialog for the tables and the view of this column; null where it has no table. */
function lookupPicker(utils: () => Context["utils"], parameter: object): EditableColumn["pickLookup"] {
  const targets = member(member(parameter, "attributes"), "Targets");
  const call = (name: string): string => {
    const method = member(parameter, name);
    const answer: unknown = typeof method === "function" ? Reflect.apply(method, parameter, []) : "";
    return typeof answer === "string" ? answer : "";
  };
  const entityTypes = (Array.isArray(targets) ? targets : [call("getTargetEntityType")]).filter(
    (table): table is string => typeof table === "string" && table !== "",
  );
  if (entityTypes.length === 0) return null;
  const defaultViewId = call("getViewId");
  return async () => {
    const picked = await utils().lookupObjects({
      entityTypes,
      allowMultiSelect: false,
      ...(defaultViewId === "" ? {} : { defaultViewId }),
    });
    return picked.map((value) => ({ ...value, id: value.id.replace(/[{}]/g, "").toLowerCase() }));
  };
}
