import { failureOf } from "../data/failure";
import { Autosave } from "./autosave";
import { HandOver } from "./handOver";
import { NOT_READ_AGAIN, OpenRecord } from "./openRecord";
import { createPayload, updatePayload, type Payload } from "./payload";
import { RowCreator } from "./rowCreator";
import type { FormSession, SaveMode, SaveOutcome, SessionChange, SessionOptions } from "./session.types";
import type { Row } from "../data/values";

/** The record behind a form, with its saving: see `FormSession`. */
export class RecordSession extends OpenRecord implements FormSession {
  private busy: Promise<SaveOutcome> | null = null;
  private sending = false;
  private readonly autosaving: Autosave;
  private readonly creator: RowCreator;
  private readonly handOver = new HandOver();
  private readonly saveHandlers = new Set<(mode: SaveMode, preventDefault: () => void) => void>();

  constructor(options: SessionOptions) {
    super(options);
    this.creator = new RowCreator(options.store, options.table);
    this.autosaving = new Autosave(options.autosave ?? false, options.autosaveDelay, () => {
      if (this.mayAutosave) void this.save(70).then((outcome) => this.options.onAutosave?.(outcome));
    });
  }

  /** A request that writes is under way. */
  get saving(): boolean {
    return this.sending;
  }

  get autosave(): boolean {
    return this.autosaving.on;
  }

  set autosave(on: boolean) {
    this.autosaving.on = on;
  }

  onFlush(flush: () => boolean): () => void {
    return this.handOver.onFlush(flush);
  }

  /** Controls hand over what they still hold back (their outputs are debounced). True where one of them did, or is about to draw. */
  flush(): boolean {
    return this.handOver.flush();
  }

  /** OnSave: runs before validation; `preventDefault` works only while the handler itself runs. */
  onSave(handler: (mode: SaveMode, preventDefault: () => void) => void): () => void {
    this.saveHandlers.add(handler);
    return () => void this.saveHandlers.delete(handler);
  }

  override async openRecord(recordId: string, cachedRow?: Row): Promise<void> {
    // What a save is about to send are this record's values.
    await this.handOver.settled;
    this.autosaving.stop();
    this.creator.renew();
    await super.openRecord(recordId, cachedRow);
  }

  override dispose(): void {
    super.dispose();
    this.autosaving.stop();
  }

  protected override changed(): void {
    this.handOver.expectAnswers();
    this.scheduleAutosave();
  }

  /** One save at a time: a second call while one is under way gets its outcome, and saves what has been changed since. */
  save(mode: SaveMode): Promise<SaveOutcome> {
    if (this.busy) {
      const { generation } = this;
      return this.busy.then((outcome) =>
        outcome.kind === "saved" && this.dirty && generation === this.generation ? this.save(mode) : outcome,
      );
    }
    return this.exclusively(() => this.runSave(mode)).then((outcome) => {
      if (outcome.kind === "saved" && this.dirty) this.scheduleAutosave();
      return outcome;
    });
  }

  /** Deactivate (inactive state and its default status reason) or activate; unsaved changes go along. */
  async setState(state: number): Promise<SaveOutcome> {
    // A save that waited as well may have begun when the one before it ended.
    while (this.busy) await this.busy;
    return this.exclusively(async () => {
      this.autosaving.stop();
      this.flush();
      const column = this.table.columns.find((candidate) => candidate.logicalName === "statecode");
      const status =
        column?.type === "state" ? column.options.find((option) => option.value === state)?.defaultStatus : undefined;
      const change = { statecode: state, ...(status === undefined ? {} : { statuscode: status }) };
      return this.send(() => (state === 0 ? change : { ...this.payload(), ...change }));
    });
  }

  private exclusively(work: () => Promise<SaveOutcome>): Promise<SaveOutcome> {
    const running = work().finally(() => {
      this.busy = null;
    });
    this.busy = running;
    return running.then((outcome) => {
      this.emit(changeAfter(outcome));
      return outcome;
    });
  }

  /** Every error on the form, after judging all fields; marks them and lists them in the notifications. */
  validate(): readonly string[] {
    const bad = this.judge.judgeAll(this.attributes, this.isNew);
    this.notes.setFields(bad);
    const names = bad.flatMap(({ column }) => column ?? []);
    this.emit({ kind: "state", columns: names });
    return names;
  }

  private async runSave(mode: SaveMode): Promise<SaveOutcome> {
    this.autosaving.stop();
    await this.handOver.run();
    const work = this.dirty || this.isNew;
    if (!this.loaded || (mode === 70 && !work)) return { kind: "unchanged" };
    const event = { prevented: false };
    for (const handler of this.saveHandlers) handler(mode, () => (event.prevented = true));
    if (event.prevented) return { kind: "prevented" };
    const bad = this.validate();
    if (bad.length > 0) return { kind: "invalid", columns: bad };
    if (!work) return { kind: "unchanged" };
    return this.send(() => this.payload());
  }

  private payload(): Payload {
    const known = [...this.attributes].filter(({ column }) => !this.access.isMasked(column, this.isNew));
    return (this.isNew ? createPayload : updatePayload)(known, this.table, this.options.model);
  }

  private async send(payload: () => Payload): Promise<SaveOutcome> {
    const revisions = this.attributes.revisions();
    const created = this.isNew;
    const generation = this.generation;
    this.sending = true;
    this.emit({ kind: "saving" });
    try {
      if (this.id === null) {
        const id = await this.creator.create(payload());
        // Another record may have been opened meanwhile.
        this.id ??= id;
      } else {
        await this.options.store.updateRecord(this.table.logicalName, this.id, payload());
      }
    } catch (error) {
      return { kind: "failed", failure: failureOf(error) };
    } finally {
      this.sending = false;
    }
    if (generation === this.generation && !this.disposed) await this.afterSave(revisions, generation);
    return { kind: "saved", created };
  }

  /** The server's values come in; what was changed while the save was under way stays dirty. */
  private async afterSave(revisions: ReadonlyMap<string, number>, generation: number): Promise<void> {
    this.notes.dropFields();
    try {
      const row = await this.read(this.id ?? "");
      if (generation !== this.generation) return;
      this.adopt(row, revisions);
    } catch (error) {
      if (generation !== this.generation) return;
      this.attributes.settle(revisions, (attribute) => this.format(attribute));
      this.notes.set({
        id: NOT_READ_AGAIN,
        level: "warning",
        text: `Your changes are saved, but the record could not be read again: ${failureOf(error).message} What you see may differ from what is stored; choose Refresh.`,
      });
    }
    this.state = "ready";
    this.emit({ kind: "record" });
    await this.loadCurrency(generation);
  }

  private get mayAutosave(): boolean {
    return !this.isNew && !this.disposed && this.dirty;
  }

  private scheduleAutosave(): void {
    this.autosaving.stop();
    if (this.mayAutosave) this.autosaving.schedule();
  }
}

function changeAfter(outcome: SaveOutcome): SessionChange {
  if (outcome.kind === "failed") return { kind: "saveFailed" };
  return outcome.kind === "saved" ? { kind: "saved" } : { kind: "state", columns: [] };
}
