/**
 * The inputs as hosts hand them in. The types that the build makes of a manifest promise every property; an optional one
 * that a maker left alone is missing in some hosts, and has an empty value in others.
 */
export type Given<Inputs> = Readonly<Partial<Inputs>>;

/** The value of a property; null where it is missing or empty, whatever the types say. */
export const rawOf = <T>(property: { readonly raw: T } | undefined): T | null => property?.raw ?? null;

/** A text that a maker typed or bound, without spaces around it; "" where there is none. */
export const textIn = (property: { readonly raw: string | null } | undefined): string => rawOf(property)?.trim() ?? "";
