import type { Combination, DisplayForm, Formatted } from "./types";
import { type Core, dimensionAt, elementsOf, shownBy, valuesOf } from "./core";

/** Splits at the delimiter; a character after the escape character, if there is one, is taken as it is. */
export function split(text: string, delimiter: string, escape: string): string[] {
  const parts: string[] = [];
  let part = "";
  for (let i = 0; i < text.length; ) {
    if (escape && text[i] === escape && i + 1 < text.length) {
      part += text.charAt(i + 1);
      i += 2;
    } else if (text.startsWith(delimiter, i)) {
      parts.push(part);
      part = "";
      i += delimiter.length;
    } else {
      part += text.charAt(i);
      i++;
    }
  }
  return [...parts, part];
}

function join(parts: readonly string[], delimiter: string, escape: string): string {
  const masked = (part: string): string =>
    part.split("").map((character) => (character === escape || delimiter.includes(character) ? escape + character : character)).join("");
  return (escape ? parts.map(masked) : parts).join(delimiter);
}

/** The axes of the integration format: one global order, whatever the structure. */
export function integrationAxes(core: Core): number[] {
  return core.model.integrationFormat.flatMap((name) => core.axisOf.get(name) ?? []);
}

/**
 * The display string. The ledger form keeps leading blanks and drops trailing ones; the integration form keeps both,
 * because there the place alone says which dimension a value belongs to.
 */
export function format(core: Core, combination: Combination, form: DisplayForm = "ledger"): Formatted {
  const axes = form === "ledger" ? shownBy(core, elementsOf(core, combination)).axes : integrationAxes(core);
  const parts = axes.map((index) => combination[dimensionAt(core, index)] ?? "");
  const others = core.axes.map((_, index) => index).filter((index) => !axes.includes(index));
  const dropped = valuesOf(core, others, combination);
  if (form === "ledger") while (parts.length && !parts[parts.length - 1]) parts.pop();
  if (parts.every((part) => !part)) return { text: "", dropped, ambiguous: false };
  const text = join(parts, core.delimiter, core.escape);
  const back = split(text, core.delimiter, core.escape);
  return { text, dropped, ambiguous: back.length !== parts.length || back.some((part, i) => part !== parts[i]) };
}
