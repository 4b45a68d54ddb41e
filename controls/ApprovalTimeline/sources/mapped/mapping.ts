import type { Policy } from "../../history/facts";
import type { ColumnAbout, MappingProblem } from "../source";

/**
 * How a table of one's own holds approvals: a row for each person who is asked, in which their answer is entered. Columns are
 * logical names; a lookup without `_value`.
 */
export interface Mapping {
  readonly version: 1;
  readonly table: string;
  /** Lookup to the record on the form. */
  readonly record: string;
  /** Lookup to the person who is asked. */
  readonly person: string;
  /** Choice, with what its values mean. What is in no list is shown in its own words, and is no approval. */
  readonly outcome: {
    readonly column: string;
    readonly waiting: readonly number[];
    readonly approve: readonly number[];
    readonly reject: readonly number[];
    readonly cancelled: readonly number[];
  };
  /** Who must approve. */
  readonly policy: Policy;
  readonly requestedOn: string;
  readonly respondedOn: string | null;
  readonly dueOn: string | null;
  readonly comment: string | null;
  /** Text or number that is the same for all rows of one attempt; null: all rows are one. */
  readonly round: string | null;
  /** Whole number, from 1: steps that follow one another. */
  readonly step: string | null;
}

type Checked = { readonly mapping: Mapping } | { readonly problems: readonly MappingProblem[] };

const POLICIES: Readonly<Record<string, Policy>> = {
  first: { kind: "first" },
  all: { kind: "all", oneRejectionEnds: true },
  majority: { kind: "majority", oneRejectionEnds: false },
};
const MEANINGS = ["waiting", "approve", "reject", "cancelled"] as const;
const REQUIRED = ["table", "record", "person", "requestedOn"] as const;
const OPTIONAL = ["respondedOn", "dueOn", "comment", "round", "step"] as const;
const MEMBERS = ["version", "outcome", "policy", ...REQUIRED, ...OPTIONAL];

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Reads a mapping as a maker wrote it. It is taken whole or not at all, and every mistake is named. */
export function parseMapping(text: string): Checked {
  const problems: MappingProblem[] = [];
  const report = (
    path: string,
    kind: MappingProblem["kind"],
    given: unknown,
    possible: readonly string[] = [],
  ): void => {
    problems.push({ path, kind, given: typeof given === "string" ? given : JSON.stringify(given), possible });
  };
  let source: unknown;
  try {
    source = JSON.parse(text);
  } catch {
    source = null;
  }
  if (!isObject(source)) {
    report("", "notJson", text);
    return { problems };
  }
  const given = source;
  const name = (member: string, required: boolean): string | null => {
    const value = given[member];
    if (value === undefined || value === null) {
      if (required) report(member, "missing", "");
      return null;
    }
    if (typeof value === "string" && /^[a-z][a-z0-9_]*$/.test(value)) return value;
    report(member, "wrongType", value, ["logical name"]);
    return null;
  };
  for (const member of Object.keys(given))
    if (!MEMBERS.includes(member)) report(member, "unknownMember", member, MEMBERS);
  if (given["version"] !== 1)
    report("version", given["version"] === undefined ? "missing" : "notPossible", given["version"] ?? "", ["1"]);
  const policyName = given["policy"] ?? "all";
  const policy = typeof policyName === "string" ? POLICIES[policyName] : undefined;
  if (policy === undefined) report("policy", "notPossible", policyName, Object.keys(POLICIES));

  const outcome = isObject(given["outcome"]) ? given["outcome"] : null;
  if (outcome === null)
    report("outcome", given["outcome"] === undefined ? "missing" : "wrongType", given["outcome"] ?? "", [
      "{ column, approve, … }",
    ]);
  const column = outcome?.["column"];
  if (outcome !== null && typeof column !== "string")
    report("outcome.column", column === undefined ? "missing" : "wrongType", column ?? "", ["logical name"]);
  const seen = new Map<number, string>();
  const values = (meaning: (typeof MEANINGS)[number]): readonly number[] => {
    const list = outcome?.[meaning] ?? [];
    if (!Array.isArray(list)) {
      report(`outcome.${meaning}`, "wrongType", list, ["[1, 2]"]);
      return [];
    }
    return (list as unknown[]).flatMap((value, index) => {
      const path = `outcome.${meaning}[${index}]`;
      if (typeof value !== "number" || !Number.isInteger(value)) {
        report(path, "wrongType", value, ["number"]);
        return [];
      }
      const before = seen.get(value);
      if (before !== undefined) report(path, "ambiguous", value, [before]);
      seen.set(value, path);
      return [value];
    });
  };
  const [waiting = [], approve = [], reject = [], cancelled = []] = MEANINGS.map(values);
  if (outcome !== null && approve.length === 0 && outcome["approve"] === undefined)
    report("outcome.approve", "missing", "");
  const [table, record, person, requestedOn] = REQUIRED.map((member) => name(member, true));
  const [respondedOn = null, dueOn = null, comment = null, round = null, step = null] = OPTIONAL.map((member) =>
    name(member, false),
  );
  if (problems.length > 0 || !table || !record || !person || !requestedOn || !policy || typeof column !== "string")
    return { problems };
  return {
    mapping: {
      version: 1,
      table,
      record,
      person,
      requestedOn,
      respondedOn,
      dueOn,
      comment,
      round,
      step,
      policy,
      outcome: { column, waiting, approve, reject, cancelled },
    },
  };
}

/** Where each column of the table stands in the mapping. */
export const columnsIn = (mapping: Mapping): readonly (readonly [path: string, column: string])[] => [
  ["record", mapping.record],
  ["person", mapping.person],
  ["outcome.column", mapping.outcome.column],
  ...(["requestedOn", ...OPTIONAL] as const).flatMap((path) => {
    const column = mapping[path];
    return column === null ? [] : [[path, column] as const];
  }),
];

/** Compares a mapping with what its table says. Where a host tells nothing of the table, nothing is held against it. */
export function checkMapping(
  mapping: Mapping,
  recordTable: string | null,
  columns: ReadonlyMap<string, ColumnAbout>,
): readonly MappingProblem[] {
  if (columns.size === 0) return [];
  const problems: MappingProblem[] = columnsIn(mapping).flatMap(([path, column]) =>
    columns.has(column) ? [] : [{ path, kind: "unknownColumn" as const, given: column, possible: [...columns.keys()] }],
  );
  const targets = columns.get(mapping.record)?.targets ?? [];
  if (recordTable !== null && targets.length > 0 && !targets.includes(recordTable))
    problems.push({ path: "record", kind: "notPossible", given: mapping.record, possible: targets });
  const options = columns.get(mapping.outcome.column)?.options ?? [];
  for (const meaning of options.length === 0 ? [] : MEANINGS)
    mapping.outcome[meaning].forEach((value, index) => {
      if (options.some((option) => option.value === value)) return;
      problems.push({
        path: `outcome.${meaning}[${index}]`,
        kind: "notPossible",
        given: String(value),
        possible: options.map((option) => `${option.value} ${option.label}`),
      });
    });
  return problems;
}
