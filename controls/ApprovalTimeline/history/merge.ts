import type { Provenance } from "./facts";
import { append } from "./groups";
import type { Contradiction, Process, ProcessStatus } from "./model";

/**
 * Rows that were read twice, as the border of a page that moved makes them: each stands once, where it was first, and as it was
 * last read.
 */
export function once<T>(rows: readonly T[], keyOf: (row: T) => string): readonly T[] {
  const byKey = new Map<string, T>();
  for (const row of rows) byKey.set(keyOf(row), row);
  return byKey.size === rows.length ? rows : [...byKey.values()];
}

export const rowKey = ({ provenance: { table, id } }: { readonly provenance: Provenance }): string => `${table} ${id}`;

/**
 * Finds what was sent again by mistake: the same key, each within a time of the one before.
 *
 * @param of `key` null: no copy of anything; `kept`: it holds an answer, and so stays whatever else there is
 * @returns each copy with the one that stands for it
 */
export function copiesIn<T>(
  items: readonly T[],
  of: (item: T) => { readonly key: string | null; readonly on: number | null; readonly kept: boolean },
  within: number,
): ReadonlyMap<T, T> {
  interface Sent {
    readonly item: T;
    readonly on: number;
    readonly kept: boolean;
  }
  const groups = new Map<string, Sent[]>();
  for (const item of items) {
    const { key, on, kept } = of(item);
    if (key === null || on === null) continue;
    append(groups, key, { item, on, kept });
  }
  const originals = new Map<T, T>();
  const fold = (run: readonly Sent[]): void => {
    // Where nobody has answered any, the last one sent stands for them.
    const stands = run.find(({ kept }) => kept) ?? run[run.length - 1];
    for (const sent of run) if (stands && sent !== stands && !sent.kept) originals.set(sent.item, stands.item);
  };
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    let run: Sent[] = [];
    for (const sent of group.sort((a, b) => a.on - b.on)) {
      const before = run[run.length - 1];
      if (before && sent.on - before.on > within) {
        fold(run);
        run = [];
      }
      run.push(sent);
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
