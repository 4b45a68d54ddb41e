import type { Combination, DisplayForm, Formatted } from "./types";
import { type CompiledLedger, valuesOf } from "./compiled";
import type { IndexedDimension } from "./dimension";
import { shownBy } from "./layout";

/** Splits at the delimiter; a character after the escape character, if there is one, is taken as it is. */
export function split(text: string, delimiter: string, escape: string): string[] {
  const parts = [""];
  for (let i = 0; i < text.length;) {
    const escaped = escape && text[i] === escape && i + 1 < text.length;
    if (!escaped && text.startsWith(delimiter, i)) {
      parts.push("");
      i += delimiter.length;
    } else {
      if (escaped) i++;
      parts[parts.length - 1] += text.charAt(i++);
    }
  }
  return parts;
}

/** The dimensions of the integration format: one global order, whatever the structure. */
export function integrationDimensions(ledger: CompiledLedger): IndexedDimension[] {
  return ledger.integrationFormat.flatMap((name) => ledger.dimensionOf.get(name) ?? []);
}

/**
 * The display string. The ledger form keeps leading blanks and drops trailing ones; the integration form keeps both,
 * because there the place alone says which dimension a value belongs to.
 */
export function format(ledger: CompiledLedger, combination: Combination, form: DisplayForm = "ledger"): Formatted {
  const { delimiter, escape } = ledger;
  const dimensions = form === "ledger" ? shownBy(ledger, combination).dimensions : integrationDimensions(ledger);
  const parts = dimensions.map(({ name }) => combination[name] ?? "");
  const dropped = valuesOf(
    ledger.dimensions.filter((dimension) => !dimensions.includes(dimension)),
    combination,
  );
  if (form === "ledger") while (parts.length && !parts[parts.length - 1]) parts.pop();
  if (!parts.some(Boolean)) return { text: "", dropped, ambiguous: false };
  const masked = (part: string): string =>
    part.replace(
      /./gsu,
      (character) => (character === escape || delimiter.includes(character) ? escape : "") + character,
    );
  const text = parts.map(masked).join(delimiter);
  return { text, dropped, ambiguous: split(text, delimiter, escape).join("\0") !== parts.join("\0") };
}
