import type { ManifestProperty } from "../../../solution/model/types";

export type StaticValue = string | number | boolean | Date | readonly number[] | null;

/** A parameter's text in the form XML as the value that the control gets, or what is wrong with it. */
export type ParsedStatic =
  { readonly ok: true; readonly value: StaticValue } | { readonly ok: false; readonly message: string };

/**
 * Parses a static parameter (or a manifest's default value) into the property's type.
 *
 * @param type One of the property's types; the `type` attribute of the parameter decides in a type group.
 */
export function parseStatic(
  text: string,
  type: string,
  property: Pick<ManifestProperty, "name" | "values">,
): ParsedStatic {
  const trimmed = text.trim();
  if (trimmed === "") {
    return { ok: true, value: null };
  }
  const wrong = (expected: string): ParsedStatic => ({
    ok: false,
    message: `The value "${text}" of the property "${property.name}" is not ${expected}.`,
  });
  switch (family(type)) {
    case "whole":
      return /^[+-]?\d+$/.test(trimmed) ? { ok: true, value: Number(trimmed) } : wrong("a whole number");
    case "number":
      return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed)
        ? { ok: true, value: Number(trimmed) }
        : wrong("a number");
    case "yesNo":
      return /^(true|1)$/i.test(trimmed)
        ? { ok: true, value: true }
        : /^(false|0)$/i.test(trimmed)
          ? { ok: true, value: false }
          : wrong("true or false");
    case "date": {
      const day = /^(\d{4})-(\d\d)-(\d\d)$/.exec(trimmed);
      const date = day === null ? new Date(trimmed) : new Date(Number(day[1]), Number(day[2]) - 1, Number(day[3]));
      return Number.isNaN(date.getTime()) ? wrong("a date") : { ok: true, value: date };
    }
    case "choices":
      return /^-?\d+(\s*,\s*-?\d+)*$/.test(trimmed)
        ? { ok: true, value: trimmed.split(",").map(Number) }
        : wrong("a list of option values");
    case "enum":
      return property.values.some((allowed) => allowed.value === trimmed)
        ? { ok: true, value: trimmed }
        : wrong(`one of ${property.values.map((allowed) => allowed.value).join(", ")}`);
    case "text":
      return { ok: true, value: text };
  }
}

function family(type: string): "whole" | "number" | "yesNo" | "date" | "choices" | "enum" | "text" {
  if (type === "Whole.None" || type === "OptionSet") {
    return "whole";
  }
  if (type === "Decimal" || type === "FP" || type === "Currency") {
    return "number";
  }
  if (type === "TwoOptions") {
    return "yesNo";
  }
  if (type.startsWith("DateAndTime")) {
    return "date";
  }
  return type === "MultiSelectOptionSet" ? "choices" : type === "Enum" ? "enum" : "text";
}
