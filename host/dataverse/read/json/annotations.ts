import type { Preferences } from "../request/types";

export const formattedValue = "OData.Community.Display.V1.FormattedValue";
export const attributeName = "OData.Community.Display.V1.AttributeName";
export const lookupLogicalName = "Microsoft.Dynamics.CRM.lookuplogicalname";
export const associatedNavigation = "Microsoft.Dynamics.CRM.associatednavigationproperty";

/** Which annotations the caller asked for. */
export interface Annotations {
  readonly any: boolean;
  readonly all: boolean;
  readonly formatted: boolean;
  readonly attributeName: boolean;
  readonly lookupName: boolean;
  readonly navigation: boolean;
  includes(name: string): boolean;
}

/** Patterns are full names, `Namespace.*` or `*`; one that begins with `-` takes away. */
export function annotationsOf(patterns: readonly string[] | undefined): Annotations {
  const cleaned = (patterns ?? []).map((pattern) => pattern.trim()).filter((pattern) => pattern !== "");
  const matches = (pattern: string, name: string): boolean =>
    pattern === "*" || pattern === name || (pattern.endsWith(".*") && name.startsWith(pattern.slice(0, -1)));
  const includes = (name: string): boolean =>
    cleaned.some((pattern) => !pattern.startsWith("-") && matches(pattern, name)) &&
    !cleaned.some((pattern) => pattern.startsWith("-") && matches(pattern.slice(1), name));
  return {
    any: cleaned.length > 0,
    all: cleaned.includes("*"),
    formatted: includes(formattedValue),
    attributeName: includes(attributeName),
    lookupName: includes(lookupLogicalName),
    navigation: includes(associatedNavigation),
    includes,
  };
}

/** `Preference-Applied` of a read, or undefined when nothing was preferred. */
export function preferenceApplied(preferences: Preferences, paged: boolean): string | undefined {
  const applied = [
    ...(paged && preferences.maxPageSize !== undefined ? [`odata.maxpagesize=${preferences.maxPageSize}`] : []),
    ...(preferences.annotations === undefined
      ? []
      : [`odata.include-annotations="${preferences.annotations.join(",")}"`]),
  ];
  return applied.length === 0 ? undefined : applied.join(",");
}
