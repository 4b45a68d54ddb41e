import { columnFacts } from "../../shared/form/column";
import { rawOf, textIn, type Given } from "../../shared/form/parameters";
import type { IInputs } from "./generated/ManifestTypes";
import type { Material } from "./history/validity";
import type { SummaryColumn } from "./view/TimelineView";

/** What the timeline shows of the form. */
export interface TimelineReading {
  readonly summary: SummaryColumn;
  /** The environment that links must lead to; null: any. */
  readonly host: string | null;
  readonly flowTimeoutDays: number;
  /** How many approvals are shown at first. */
  readonly initialCount: number;
  /** Logical names, separated by commas, of the columns whose change makes a decision stale; empty: nearly all. */
  readonly materialColumns: string;
  /** How a table of one's own holds approvals, as JSON; empty: there is none. */
  readonly mapping: string;
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
    mapping: textIn(given.tableMapping),
    materialColumns: textIn(given.materialColumns),
    initialCount: Math.min(MOST_AT_FIRST, atLeastOne(rawOf(given.initialCount), 3)),
  };
}

/** Columns that approvals and machines write: that they change says nothing of what was decided. */
const WRITTEN_BY_MACHINES = ["statecode", "statuscode", "modifiedon", "modifiedby", "versionnumber"];

/**
 * The columns whose change makes a decision stale.
 *
 * @param columns logical names separated by commas; blank: all but those that approvals themselves write
 * @param summary the column that the control itself writes
 */
export function materialOf(columns: string, summary: string): Material {
  const named = columns
    .split(",")
    .map((column) => column.trim().toLowerCase())
    .filter((column) => column !== "");
  return named.length > 0
    ? { kind: "only", columns: named }
    : { kind: "except", columns: [...WRITTEN_BY_MACHINES, summary] };
}

const atLeastOne = (value: number | null, fallback: number): number =>
  typeof value === "number" && value >= 1 ? Math.floor(value) : fallback;
