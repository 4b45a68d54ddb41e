import * as React from "react";
import type { Dataverse } from "../../../shared/dataverse/client";
import type { Ledger, LedgerOptions } from "../../../shared/ledger";
import { limitsVerdict, type LedgerSource, type ReadSource, tellsAll } from "../sources/ledgerSource";
import type { SourceSettings } from "../sources/source";
import { currentMs, type Member, type SharedLedger, sharedLedger } from "./sharedLedger";

/** How new what is shown is known to be. */
type Freshness =
  | { readonly kind: "current" }
  /** The server is being asked for changes, or sends them; `asOf`: ms UTC. */
  | { readonly kind: "checking"; readonly asOf: number }
  /** As it was then, ms UTC: it cannot be asked, or does not tell, what has changed since. */
  | { readonly kind: "dated"; readonly asOf: number };

interface Again {
  /** Reads everything again. */
  readonly retry: () => void;
}

export interface Ready extends Again {
  readonly kind: "ready";
  readonly ledger: Ledger;
  readonly source: LedgerSource;
  /** Something of `source.unread` could make a valid account invalid. */
  readonly unverified: boolean;
  /** Values are still coming; what is not there yet is searched on the server. */
  readonly isPartial: boolean;
  readonly freshness: Freshness;
  /** The person is here: asks for changes where the last answer is no longer new. */
  readonly look: () => void;
}

type LedgerState =
  { readonly kind: "loading" } | Ready | ({ readonly kind: "failed"; readonly reason: unknown } & Again);

/** Where a control reads from, and for whom. */
interface LedgerAccess {
  readonly dataverse: Dataverse;
  /** Compared by identity. */
  readonly settings: SourceSettings;
  readonly userId: string;
  /** Another one when another record is shown. */
  readonly visit: number;
  readonly online: boolean;
}

/**
 * The compiled ledger for a company and a day, shared with the other controls and records of the page. Where it is there
 * already it is there in the first drawing; else it is read. While it is read again, or compiled for another day, what was
 * there stays.
 *
 * @param options compared one by one; another list of segments compiles again, even where it holds the same names
 */
export function useLedger(access: LedgerAccess, options: LedgerOptions): LedgerState {
  const { dataverse, settings, userId, visit, online } = access;
  const { legalEntity, date, delimiter, escape, requiredSegments, lockedSegments } = options;
  const compiling = React.useMemo(
    () => ({ legalEntity, date, delimiter, escape, requiredSegments, lockedSegments }),
    [legalEntity, date, delimiter, escape, requiredSegments, lockedSegments],
  );
  const shared = React.useMemo(() => sharedLedger(settings, legalEntity, userId), [settings, legalEntity, userId]);
  const [, redraw] = React.useReducer((count: number) => count + 1, 0);
  const connection = React.useRef(online);
  connection.current = online;
  const member = React.useMemo(
    (): Member => ({ dataverse, isOnline: () => connection.current, changed: redraw }),
    [dataverse],
  );
  React.useEffect(() => shared.join(member), [shared, member]);
  React.useEffect(() => shared.look(member), [shared, member, visit, online]);
  React.useEffect(() => shared.want(member, compiling));

  const retry = React.useCallback(() => shared.retry(member), [shared, member]);
  const look = React.useCallback(() => shared.look(member), [shared, member]);
  const compiled = shared.compiledFor(compiling);
  const last = React.useRef<{ readonly of: object; readonly compiled: typeof compiled }>({ of: shared, compiled });
  if (compiled !== null || last.current.of !== shared) last.current = { of: shared, compiled };
  const shown = last.current.compiled;
  const read = shown?.kind === "compiled" ? shown : null;
  const from = read && read.source;
  const source = React.useMemo(
    (): LedgerSource | null =>
      from && { model: from.model, unread: from.unread, search: from.search?.bind(null, dataverse) },
    [from, dataverse],
  );
  if (read === null || from === null || source === null) {
    const reason: unknown = shown?.kind === "failed" ? shown.reason : shared.source === null ? shared.failure : null;
    return reason === null ? { kind: "loading" } : { kind: "failed", reason, retry };
  }
  return {
    kind: "ready",
    ledger: read.ledger,
    source,
    unverified: limitsVerdict(from.unread),
    isPartial: from.isPartial,
    freshness: freshnessOf(shared, from),
    retry,
    look,
  };
}

function freshnessOf(shared: SharedLedger, { stamp, isPartial }: ReadSource): Freshness {
  const { currentAt, failure, isBusy } = shared;
  // A snapshot says its date itself.
  if (!stamp) return { kind: "current" };
  if (failure !== null) return { kind: "dated", asOf: currentAt };
  if (isBusy && !isPartial) return { kind: "checking", asOf: currentAt };
  const tells = Object.values(stamp.marks).every(tellsAll);
  return tells || currentAt - stamp.readAt < currentMs ? { kind: "current" } : { kind: "dated", asOf: stamp.readAt };
}
