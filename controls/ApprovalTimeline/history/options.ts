import { measureBy, type Measure, type WorkCalendar } from "./time";
import type { Material } from "./validity";

const HOUR = 3_600_000;
const MINUTE = 60_000;

/** What the interpretation is told besides the facts. */
export interface InterpretOptions {
  /** Now, ms UTC. */
  readonly now: number;
  /** How long before it is due something counts as due soon, ms. Default: a day. */
  readonly soon?: number;
  /** What is sent again within this time, to the same people about the same thing, is a copy, ms. Default: ten minutes. */
  readonly copiesWithin?: number;
  /** Default: every column. */
  readonly material?: Material;
  /** Default: none, and nothing is said of working hours. */
  readonly calendar?: WorkCalendar;
}

export interface Settings extends Required<Omit<InterpretOptions, "calendar">> {
  readonly measure: Measure;
}

export function settingsOf({
  now,
  soon = 24 * HOUR,
  copiesWithin = 10 * MINUTE,
  material = { kind: "except", columns: [] },
  calendar,
}: InterpretOptions): Settings {
  return { now, soon, copiesWithin, material, measure: measureBy(calendar ?? null) };
}
