import type { Column, ControlManifest, CustomControlUse, ManifestProperty } from "../../../solution/model/types";
import type { AttributeValue } from "../data/values";
import type { FormSession } from "../record/session.types";
import { attributesOf, manifestType } from "./columnTypes";
import { parseStatic } from "./staticValues";
import type { StaticValue } from "./staticValues";

/** `context.parameters[name]` of a property; data sets have their own shape. */
export interface PropertyValue {
  readonly raw: unknown;
  readonly formatted?: string;
  readonly error: boolean;
  readonly errorMessage: string;
  readonly type: string;
  readonly security?: { readonly editable: boolean; readonly readable: boolean; readonly secured: boolean };
  readonly attributes?: Readonly<Record<string, unknown>>;
  /** Of a lookup. */
  getTargetEntityType?(): string;
  getViewId?(): string;
}

const UNSECURED = { editable: true, readable: true, secured: false } as const;

/** Which column each property of the manifest is bound to; static and unbound properties are not in it. */
export function boundColumns(manifest: ControlManifest, use: CustomControlUse): ReadonlyMap<string, string> {
  const bound = new Map<string, string>();
  for (const property of manifest.properties) {
    const parameter = use.parameters.find((candidate) => candidate.name === property.name);
    if (parameter?.kind === "bound") {
      bound.set(property.name, parameter.value);
    }
  }
  return bound;
}

/** The properties of `context.parameters`, as of now. Output properties are not among them. */
export function buildParameters(
  manifest: ControlManifest,
  use: CustomControlUse,
  session: FormSession,
  language: number,
): Record<string, PropertyValue> {
  const columns = new Map(session.table.columns.map((column) => [column.logicalName, column]));
  return Object.fromEntries(
    manifest.properties
      .filter((property) => property.usage !== "output")
      .map((property) => {
        const parameter = use.parameters.find((candidate) => candidate.name === property.name);
        if (parameter?.kind === "bound") {
          return [
            property.name,
            boundProperty(property, columns.get(parameter.value), parameter.value, session, language),
          ];
        }
        return [property.name, staticProperty(property, parameter?.value, parameter?.type)];
      }),
  );
}

function boundProperty(
  property: ManifestProperty,
  column: Column | undefined,
  name: string,
  session: FormSession,
  language: number,
): PropertyValue {
  if (column === undefined) {
    return {
      raw: null,
      error: true,
      errorMessage: `The column "${name}" does not exist in ${session.table.logicalName}.`,
      type: property.types[0] ?? "",
    };
  }
  const state = session.attribute(name);
  const security = state?.security ?? UNSECURED;
  const value = column.type === "primarykey" ? session.recordId : security.readable ? (state?.value ?? null) : null;
  return {
    raw: rawOf(column, value),
    formatted: security.readable
      ? column.type === "primarykey"
        ? (session.recordId ?? "")
        : (state?.formatted ?? "")
      : "",
    error: state?.error != null,
    errorMessage: state?.error ?? "",
    type: manifestType(column),
    security,
    attributes: attributesOf(column, { required: state?.required ?? column.requiredLevel }, language),
    ...(column.type === "lookup" ? { getTargetEntityType: () => column.targets[0] ?? "", getViewId: () => "" } : {}),
  };
}

/** A control gets its own copies: what it does to a list or date must not change the record. */
function rawOf(column: Column, value: AttributeValue): unknown {
  if (value === null) {
    return column.type === "lookup" ? [] : null;
  }
  if (value instanceof Date) {
    return new Date(value.getTime());
  }
  return Array.isArray(value)
    ? value.map((item: unknown) => (typeof item === "object" && item !== null ? { ...item } : item))
    : value;
}

function staticProperty(
  property: ManifestProperty,
  text: string | undefined,
  typeInForm: string | undefined,
): PropertyValue {
  const type = property.types.find((candidate) => candidate === typeInForm) ?? property.types[0] ?? "SingleLine.Text";
  const parsed = parseStatic(text ?? property.defaultValue ?? "", type, property);
  return parsed.ok
    ? {
        raw: emptyAware(type, parsed.value),
        formatted: formattedStatic(parsed.value),
        error: false,
        errorMessage: "",
        type,
      }
    : { raw: null, formatted: "", error: true, errorMessage: parsed.message, type };
}

function emptyAware(type: string, value: StaticValue): unknown {
  return value === null && type.startsWith("Lookup") ? [] : value;
}

function formattedStatic(value: StaticValue): string {
  return value instanceof Date
    ? value.toISOString()
    : Array.isArray(value)
      ? value.join("; ")
      : value === null
        ? ""
        : String(value);
}
