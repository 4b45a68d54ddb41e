import { columnFacts } from "../../shared/form/column";
import { rawOf, textIn, type Given } from "../../shared/form/parameters";
import type { IInputs } from "./generated/ManifestTypes";
import type { SummaryColumn } from "./view/TimelineView";

/** What the timeline shows of the form. */
export interface TimelineReading {
  readonly summary: SummaryColumn;
  /** The environment that links must lead to; null: any. */
  readonly host: string | null;
  readonly flowTimeoutDays: number;
  /** How many approvals are shown at first. */
  readonly initialCount: number;
}

const MOST_AT_FIRST = 50;

export function readTimeline({ parameters, mode }: ComponentFramework.Context<IInputs>): TimelineReading {
  const given: Given<IInputs> = parameters;
  return {
    summary: {
      ...columnFacts(given.summary, mode.isControlDisabled),
      stored: rawOf(given.summary) ?? "",
      maxLength: given.summary?.attributes?.MaxLength ?? null,
    },
    host: textIn(given.environmentHost) || null,
    flowTimeoutDays: atLeastOne(rawOf(given.flowTimeoutDays), 30),
    initialCount: Math.min(MOST_AT_FIRST, atLeastOne(rawOf(given.initialCount), 3)),
  };
}

const atLeastOne = (value: number | null, fallback: number): number =>
  typeof value === "number" && value >= 1 ? Math.floor(value) : fallback;
