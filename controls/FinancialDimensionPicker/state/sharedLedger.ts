import type { Dataverse } from "../../../shared/dataverse/client";
import { CancelledError } from "../../../shared/dataverse/error";
import { inSlices, nextTask } from "../../../shared/form/turns";
import { startCompile, type Ledger, type LedgerOptions } from "../../../shared/ledger";
import type { ReadSource } from "../sources/ledgerSource";
import { readSource, type SourceSettings } from "../sources/source";

/** A control that shows a ledger. */
export interface Member {
  readonly dataverse: Dataverse;
  readonly isOnline: () => boolean;
  /** Something of the ledger is another now. */
  readonly changed: () => void;
}

/** A ledger compiled for a day and a control's settings, or why it could not be. */
export type Compiled =
  | { readonly kind: "compiled"; readonly ledger: Ledger; readonly source: ReadSource }
  | { readonly kind: "failed"; readonly reason: unknown };

/** For so long, in ms, what was read is taken for current without asking. */
export const currentMs = 30_000;

/** For so long, in ms, a ledger is kept that no control shows, so that the next record finds it. */
const idleMs = 600_000;

/**
 * The ledger of a company as all controls of a page share it, and all records that they show one after the other: read once,
 * then asked whether it has changed. It lives in the module, which a page loads once, however many instances of the control
 * it has.
 */
export class SharedLedger {
  /** What is there, also while it is read again. */
  source: ReadSource | null = null;
  /** Why the last reading failed; null where it did not. */
  failure: unknown = null;
  /** When it was last known to be current, ms UTC. */
  currentAt = 0;

  private readonly members = new Map<Member, string>();
  private run: { readonly abort: AbortController; readonly member: Member } | null = null;
  private readOnline = true;
  private compiled = new Map<string, Compiled | null>();
  private leaving: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly settings: SourceSettings,
    readonly company: string,
    readonly userId: string,
  ) {}

  get isBusy(): boolean {
    return this.run !== null;
  }

  /** No control shows it any more. */
  get isLeft(): boolean {
    return this.leaving !== undefined && this.members.size === 0;
  }

  /** Takes a control in, until the function that comes back is called. */
  join(member: Member): () => void {
    this.stopWaiting();
    this.members.set(member, "");
    keep(this);
    return () => this.leave(member);
  }

  /** No longer waits for a control that shows it. */
  stopWaiting(): void {
    clearTimeout(this.leaving);
    this.leaving = undefined;
  }

  private leave(member: Member): void {
    this.members.delete(member);
    if (this.run?.member === member) {
      this.stop();
      // Whoever else waits for it goes on by itself: requests of a control end with it.
      const [other] = this.members.keys();
      if (other) this.look(other);
    }
    if (this.members.size > 0) return;
    if (this.source === null || this.source.isPartial) forget(this);
    else this.leaving = setTimeout(() => forget(this), idleMs);
  }

  /** A record is shown: reads what is not there, and asks for changes where the last answer is no longer new. */
  look(member: Member): void {
    if (this.run !== null) return;
    const { source } = this;
    const isOnline = member.isOnline();
    if (source === null || source.isPartial || (isOnline && !this.readOnline)) this.start(member, null);
    else if (isOnline && source.stamp && (this.failure !== null || Date.now() - this.currentAt >= currentMs))
      this.start(member, source);
  }

  /** Reads everything again. */
  retry(member: Member): void {
    this.stop();
    this.start(member, null);
  }

  private stop(): void {
    this.run?.abort.abort();
    this.run = null;
  }

  private start(member: Member, former: ReadSource | null): void {
    const run = { abort: new AbortController(), member };
    this.run = run;
    this.failure = null;
    this.tell();
    void this.read(run, former);
  }

  private async read(run: { readonly abort: AbortController; readonly member: Member }, former: ReadSource | null) {
    const { signal } = run.abort;
    const { dataverse, isOnline } = run.member;
    const at = Date.now();
    const online = isOnline();
    const put = (source: ReadSource): void => {
      if (signal.aborted) return;
      if (source !== this.source) {
        this.source = source;
        this.compiled = new Map();
      }
      this.currentAt = at;
      this.readOnline = online;
    };
    try {
      const show = (source: ReadSource): void => {
        // Half of a ledger that is there already would be a step back.
        if (this.source !== null && !this.source.isPartial) return;
        put(source);
        this.tell();
      };
      const reading = { at, signal, former: former ?? undefined, show };
      put(await readSource(dataverse, this.settings, this.company, online, reading));
    } catch (reason) {
      if (!signal.aborted) this.failure = reason ?? new Error("failed");
    }
    if (this.run !== run) return;
    this.run = null;
    this.tell();
  }

  private keyOf(
    { date, delimiter, escape, requiredSegments, lockedSegments }: LedgerOptions,
    source: ReadSource,
  ): string {
    return JSON.stringify([source.periodOf(date), delimiter, escape, requiredSegments, lockedSegments]);
  }

  /** The ledger for a day and a control's settings where it has been compiled. */
  compiledFor(options: LedgerOptions): Compiled | null {
    return this.source && (this.compiled.get(this.keyOf(options, this.source)) ?? null);
  }

  /** A member shows the ledger for this day and these settings: compiles it where nobody has. */
  want(member: Member, options: LedgerOptions): void {
    const { source, compiled } = this;
    if (source === null || !this.members.has(member)) return;
    const key = this.keyOf(options, source);
    this.members.set(member, key);
    if (compiled.has(key)) return;
    compiled.set(key, null);
    void this.compile(source, key, options);
  }

  private async compile(source: ReadSource, key: string, options: LedgerOptions): Promise<void> {
    const { compiled } = this;
    const wanted = (): ReadonlySet<string> => new Set(this.members.values());
    try {
      const ledger = await inSlices(
        startCompile(source.model, options),
        () => compiled !== this.compiled || wanted().has(key),
      );
      compiled.set(key, { kind: "compiled", ledger, source });
    } catch (reason) {
      if (reason instanceof CancelledError) {
        compiled.delete(key);
        return;
      }
      compiled.set(key, { kind: "failed", reason });
    }
    // What is drawn of it now is a stretch of its own.
    await nextTask();
    if (compiled !== this.compiled) return;
    // One that nobody shows may be wanted again at once, as on the way to a record and back.
    const idle = [...compiled.keys()].filter((other) => !wanted().has(other));
    for (const other of idle.slice(0, -1)) compiled.delete(other);
    this.tell();
  }

  private tell(): void {
    for (const { changed } of this.members.keys()) changed();
  }
}

/** The ledgers of this page, the one that was shown last at the end. */
let ledgers: readonly SharedLedger[] = [];

/** The ledger of a company as a user reads it by a maker's settings. */
export function sharedLedger(settings: SourceSettings, company: string, userId: string): SharedLedger {
  const { kind, mapping, snapshot } = settings;
  const known = ledgers.find(
    (one) =>
      one.company === company &&
      one.userId === userId &&
      one.settings.kind === kind &&
      one.settings.mapping === mapping &&
      one.settings.snapshot === snapshot,
  );
  if (known) return known;
  const made = new SharedLedger(settings, company, userId);
  ledgers = [...ledgers, made];
  return made;
}

/** Puts a ledger that is shown at the end; of those that no control shows any more only the last stays. */
function keep(ledger: SharedLedger): void {
  const others = ledgers.filter((one) => one !== ledger);
  ledgers = [...others, ledger];
  others
    .filter(({ isLeft }) => isLeft)
    .slice(0, -1)
    .forEach(forget);
}

function forget(ledger: SharedLedger): void {
  ledger.stopWaiting();
  ledgers = ledgers.filter((one) => one !== ledger);
}

/** Forgets everything, as a page that is left does. */
export function forgetLedgers(): void {
  ledgers.forEach(forget);
}
