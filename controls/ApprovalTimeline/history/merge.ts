import type { Provenance } from "./facts";
import { append, compareIds } from "./groups";
import type { Contradiction, Process, ProcessStatus } from "./model";

/**
 * Rows that were read twice, as the border of a page that moved makes them: each stands once, where it was first, and as it was
 * last read.
 */
export function once<T extends { readonly provenance: Provenance }>(rows: readonly T[]): readonly T[] {
  // Nearly always each stands once: then ids alone tell, and no key has to be made.
  const ids = new Set<string>();
  for (const { provenance } of rows) ids.add(provenance.id);
  if (ids.size === rows.length) return rows;
  const byKey = new Map<string, T>();
  for (const row of rows) byKey.set(rowKey(row), row);
  return [...byKey.values()];
}

const rowKey = ({ provenance: { table, id } }: { readonly provenance: Provenance }): string => `${table} ${id}`;

/** What tells copies apart; `keyOf` is asked only where something else was sent about the same time. */
interface Sendings<T> {
  readonly onOf: (item: T) => number | null;
  /** Null: a copy of nothing. */
  readonly keyOf: (item: T) => string | null;
  /** It holds an answer, and so stays whatever else there is. */
  readonly isKept: (item: T) => boolean;
}

const NO_COPIES: ReadonlyMap<never, never> = new Map<never, never>();

/**
 * Finds what was sent again by mistake: the same key, each within a time of the one before.
 *
 * @returns each copy with the one that stands for it
 */
export function copiesIn<T extends { readonly provenance: Provenance }>(
  items: readonly T[],
  { onOf, keyOf, isKept }: Sendings<T>,
  within: number,
): ReadonlyMap<T, T> {
  if (items.length < 2) return NO_COPIES;
  const sent = items
    .filter((item) => onOf(item) !== null)
    .sort((a, b) => (onOf(a) ?? 0) - (onOf(b) ?? 0) || compareIds(a, b));
  const areNear = (a: T | undefined, b: T | undefined): boolean =>
    a !== undefined && b !== undefined && (onOf(b) ?? 0) - (onOf(a) ?? 0) <= within;
  const groups = new Map<string, T[]>();
  for (const [index, item] of sent.entries()) {
    if (!areNear(sent[index - 1], item) && !areNear(item, sent[index + 1])) continue;
    const key = keyOf(item);
    if (key !== null) append(groups, key, item);
  }
  const originals = new Map<T, T>();
  const fold = (run: readonly T[]): void => {
    if (run.length < 2) return;
    // Where nobody has answered any, the last one sent stands for them.
    const stands = run.find(isKept) ?? run[run.length - 1];
    for (const item of run) if (stands !== undefined && item !== stands && !isKept(item)) originals.set(item, stands);
  };
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    let run: T[] = [];
    for (const [index, item] of group.entries()) {
      if (!areNear(group[index - 1], item)) {
        fold(run);
        run = [];
      }
      run.push(item);
    }
    fold(run);
  }
  return originals;
}

/** What a status says that another engine could deny; null: nothing. */
function claimOf(status: ProcessStatus): "open" | "approved" | "rejected" | "decided" | "stopped" | null {
  switch (status) {
    case "pending":
    case "suspended":
      return "open";
    case "approved":
    case "rejected":
      return status;
    case "completed":
      return "decided";
    case "expired":
    case "cancelled":
    case "abandoned":
      return "stopped";
    case "unknown":
      return null;
  }
}

function denies(a: ProcessStatus, b: ProcessStatus): boolean {
  const [one, other] = [claimOf(a), claimOf(b)];
  if (one === null || other === null || one === other) return false;
  const decided = ["approved", "rejected", "decided"];
  return !((one === "decided" && decided.includes(other)) || (other === "decided" && decided.includes(one)));
}

const answersOf = ({ stages, looseResponses }: Process): ReadonlySet<string> =>
  new Set(
    [
      ...stages.flatMap(({ assignments }) => assignments.flatMap(({ response }) => response ?? [])),
      ...looseResponses,
    ].map(({ actor, outcome }) => `${actor.id || (actor.name ?? "")} ${outcome}`),
  );

/**
 * Makes one of the processes that several engines tell of. Engines that say the same are folded into the one that knows most;
 * those that contradict it stay beside it, and each names what the other says. No answer is lost on the way.
 *
 * @param linksOf keys of processes that are the same as the one with this key
 */
export function mergeEngines(
  processes: readonly Process[],
  linksOf: ReadonlyMap<string, readonly string[]>,
): readonly Process[] {
  const groups = groupsOf(processes, linksOf);
  if (groups.length === 0) return processes;
  const replaced = new Map<Process, Process | null>();
  for (const group of groups) {
    const known = group.map((process) => ({ process, answers: answersOf(process) }));
    const weight = ({ process, answers }: (typeof known)[number]): number =>
      answers.size * 1_000_000 + process.stages.reduce((sum, { assignments }) => sum + assignments.length, 0);
    const main = known.reduce((a, b) => (weight(b) > weight(a) ? b : a));
    const alsoIn: { source: string; provenance: Provenance }[] = [];
    const contradictions: Contradiction[] = [];
    const agreeing: Process[] = [];
    for (const other of known) {
      if (other === main) continue;
      const about = denies(main.process.status, other.process.status)
        ? "status"
        : [...other.answers].some((answer) => !main.answers.has(answer))
          ? "answers"
          : null;
      if (about === null) {
        alsoIn.push({ source: other.process.source, provenance: other.process.provenance });
        agreeing.push(other.process);
        replaced.set(other.process, null);
      } else {
        contradictions.push(contradictionBy(other.process, about));
        replaced.set(other.process, { ...other.process, contradictions: [contradictionBy(main.process, about)] });
      }
    }
    replaced.set(main.process, { ...withReasons(main.process, agreeing), alsoIn, contradictions });
  }
  return processes.flatMap((process) => {
    const now = replaced.get(process);
    return now === undefined ? process : (now ?? []);
  });
}

const contradictionBy = (
  { source, key, status, rawStatus }: Process,
  about: Contradiction["about"],
): Contradiction => ({ about, source, key, status, rawStatus });

/** Processes that are linked, directly or through others; none with a single one. */
function groupsOf(
  processes: readonly Process[],
  linksOf: ReadonlyMap<string, readonly string[]>,
): readonly (readonly Process[])[] {
  const byKey = new Map(processes.map((process) => [process.key, process]));
  const neighbours = new Map<string, string[]>();
  for (const { key } of processes)
    for (const other of linksOf.get(key) ?? [])
      if (byKey.has(other) && other !== key) {
        append(neighbours, key, other);
        append(neighbours, other, key);
      }
  const seen = new Set<string>();
  const groups: Process[][] = [];
  for (const start of neighbours.keys()) {
    if (seen.has(start)) continue;
    seen.add(start);
    const keys = [start];
    for (const key of keys)
      for (const next of neighbours.get(key) ?? [])
        if (!seen.has(next)) {
          seen.add(next);
          keys.push(next);
        }
    groups.push(keys.flatMap((key) => byKey.get(key) ?? []));
  }
  return groups;
}

/** What another engine knows of why somebody was asked. */
function withReasons(process: Process, others: readonly Process[]): Process {
  const reasons = new Map(
    others.flatMap(({ stages }) =>
      stages.flatMap(({ assignments }) =>
        assignments.flatMap(({ assignee, reason }) => (reason === null ? [] : [[assignee.id, reason] as const])),
      ),
    ),
  );
  if (reasons.size === 0) return process;
  return {
    ...process,
    stages: process.stages.map((stage) => ({
      ...stage,
      assignments: stage.assignments.map((assignment) => ({
        ...assignment,
        reason: assignment.reason ?? reasons.get(assignment.assignee.id) ?? null,
      })),
    })),
  };
}
