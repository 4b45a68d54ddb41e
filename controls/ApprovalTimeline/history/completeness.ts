import type { Facts, Gap } from "./facts";
import type { Completeness } from "./model";

/** What the interpretation itself came across. */
export interface Hidden {
  readonly request: boolean;
  readonly response: boolean;
}

/** Whether the history is the whole one, over all sources: it is only where each says so. */
export function completenessOf(sources: readonly Facts[], hidden: Hidden): Completeness {
  const gaps: Gap[] = [];
  const seen = new Set<string>();
  const add = (gap: Gap): void => {
    const key = "table" in gap ? `${gap.kind} ${gap.part} ${gap.table}` : gap.kind;
    if (!seen.has(key)) gaps.push(gap);
    seen.add(key);
  };
  for (const { gaps: told } of sources) told.forEach(add);
  const unread = sources.reduce((sum, facts) => sum + new Set(facts.unread).size, 0);
  if (unread > 0) add({ kind: "notYetRead", processes: unread });
  if (hidden.request) add({ kind: "hiddenRequest" });
  // Where the answers cannot be read at all, that is said already.
  if (hidden.response && !gaps.some((gap) => "part" in gap && gap.part === "responses"))
    add({ kind: "hiddenResponse" });
  if (sources.some(({ seesEverything }) => seesEverything === false)) add({ kind: "sharedRowsOnly" });
  if (gaps.length > 0) return { kind: "partial", gaps };
  return { kind: sources.every(({ seesEverything }) => seesEverything === true) ? "full" : "unknown", gaps };
}
