/** Calendar days as texts, "2026-01-31", which compare as days do and need no clock and no time zone. */

/** The day of a text (a time after it is ignored); undefined when it does not begin with one. */
export function dayOf(text: string | undefined): string | undefined {
  return text && /^\d{4}-\d\d-\d\d/.exec(text)?.[0];
}

interface ActivePeriod {
  readonly activeFrom?: string;
  readonly activeTo?: string;
}

/** What all the windows have in common; an end that is absent or unreadable is unlimited. */
export function commonPeriod(windows: readonly ActivePeriod[]): { readonly from: string; readonly to: string } {
  let from = "";
  let to = "9999-12-31";
  for (const { activeFrom, activeTo } of windows) {
    const first = dayOf(activeFrom) ?? from;
    const last = dayOf(activeTo) ?? to;
    if (first > from) from = first;
    if (last < to) to = last;
  }
  return { from, to };
}
