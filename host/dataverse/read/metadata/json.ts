import { createHash } from "node:crypto";
import type { LocalizedText } from "../../../../solution/model/types";

/** Metadata as the definitions' sets return it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
export type JsonObject = { readonly [name: string]: Json };

export const isJsonObject = (value: Json): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A property's value; undefined when the object has none of its own by that name, whatever its prototype has. */
export const propertyOf = (object: JsonObject, name: string): Json | undefined =>
  Object.hasOwn(object, name) ? object[name] : undefined;

/** What a real environment says of definitions that came with the platform. */
export const beginning = "1900-01-01T00:00:00Z";

/** A stable id for a thing that has only a name: metadata ids of this server survive restarts. */
export function metadataId(name: string): string {
  const hex = createHash("sha256").update(`fieldstone ${name}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export function labelJson(text: LocalizedText | undefined, languageId: number): JsonObject {
  const labels = Object.entries(text ?? {}).map(([language, label]): JsonObject => ({
    Label: label,
    LanguageCode: Number(language),
    IsManaged: true,
    MetadataId: null,
    HasChanged: null,
  }));
  return {
    LocalizedLabels: labels,
    UserLocalizedLabel: labels.find((one) => one["LanguageCode"] === languageId) ?? labels[0] ?? null,
  };
}

/** A managed property: `name` is that of the property that says whether the value can be changed. */
export const managed = (value: boolean | string, name: string, canBeChanged = false): JsonObject => ({
  Value: value,
  CanBeChanged: canBeChanged,
  ManagedPropertyLogicalName: name,
});
