import type { Column, Form, HostModel, Table } from "../../../solution/model/types";
import type { UserRights } from "../data/actingUser";
import { failureOf } from "../data/failure";
import { coerce, formattedIn, propertyOf, sameValue } from "../data/values";
import type { AttributeValue, Row } from "../data/values";
import { Access } from "./access";
import { Attributes, isDirty, type Attribute } from "./attributes";
import { Autosave } from "./autosave";
import { columnsOf, labelOf, visibleColumns } from "./formColumns";
import { formatValue, type Formats } from "./formats";
import { HandOver } from "./handOver";
import { Notifications } from "./notifications";
import { createPayload, updatePayload, type Payload } from "./payload";
import { roundToColumn } from "./rounding";
import { RowCreator, type RecordStore } from "./rowCreator";
import type {
  AttributeState,
  FormNotification,
  FormSession,
  ReadOnlyReason,
  SaveMode,
  SaveOutcome,
  SessionChange,
} from "./session.types";
import { isEmpty, isRequired, kindError, requiredText, valueError } from "./validate";

export interface SessionOptions {
  readonly model: HostModel;
  readonly table: Table;
  readonly form: Form;
  readonly store: RecordStore;
  readonly formats: Formats;
  readonly rights: UserRights;
  readonly recordId: string | null;
  /** Values for a new record: parent mapping and passed parameters; they win over the columns' defaults. */
  readonly initialValues?: Readonly<Record<string, AttributeValue>>;
  /** The list's row: shown until the record itself has arrived. */
  readonly cachedRow?: Row;
  readonly readOnly?: boolean;
  /** Columns that look secured and unreadable although they are not. */
  readonly maskedColumns?: readonly string[];
  readonly autosave?: boolean;
  /** ms from a change to the autosave. */
  readonly autosaveDelay?: number;
  /** How a save ended that nobody asked for, and that nobody therefore waits for. */
  readonly onAutosave?: (outcome: SaveOutcome) => void;
  /** The sign of a currency by the id of its row; null asks for the base currency. */
  readonly currencySymbol?: (id: string | null) => Promise<string>;
}

/** Says that the row was stored but could not be read again; goes with the next reading. */
const NOT_READ_AGAIN = "notReadAgain";

/** The record behind a form: see `FormSession`. */
export class RecordSession implements FormSession {
  readonly table: Table;
  readonly form: Form;
  private id: string | null;
  private row: Row = {};
  private state: "loading" | "ready" | "missing" = "loading";
  private symbol = "";
  private refusing = false;
  private busy: Promise<SaveOutcome> | null = null;
  private sending = false;
  /** Rises when another record takes this one's place: answers for the former one are then thrown away. */
  private generation = 0;
  private disposed = false;
  private readonly access: Access;
  private readonly attributes: Attributes;
  private readonly autosaving: Autosave;
  private readonly creator: RowCreator;
  private readonly handOver = new HandOver();
  private readonly notes = new Notifications();
  private readonly snapshots = new Map<string, AttributeState>();
  private readonly listeners = new Set<(change: SessionChange) => void>();
  private readonly saveHandlers = new Set<(mode: SaveMode, preventDefault: () => void) => void>();

  constructor(private readonly options: SessionOptions) {
    this.table = options.table;
    this.form = options.form;
    this.id = options.recordId;
    this.access = new Access(options.table, options.rights, options.readOnly ?? false, options.maskedColumns ?? []);
    this.attributes = new Attributes(columnsOf(options.form, options.table));
    this.creator = new RowCreator(options.store, options.table);
    this.autosaving = new Autosave(options.autosave ?? false, options.autosaveDelay, () => {
      if (this.mayAutosave) void this.save(70).then((outcome) => this.options.onAutosave?.(outcome));
    });
    this.begin(options.cachedRow);
  }

  // ------------------------------------------------------------------------------------------------------- reading

  get recordId(): string | null {
    return this.id;
  }

  get recordName(): string {
    const name = this.row[this.table.primaryName];
    return typeof name === "string" ? name : "";
  }

  get readOnly(): boolean {
    return this.readOnlyReason !== null;
  }

  get readOnlyReason(): ReadOnlyReason | null {
    return this.access.readOnlyReason(this.isNew, this.stateValue);
  }

  /** 0 active, 1 inactive; null for a table without states or before the first values. */
  get stateValue(): number | null {
    const value = this.row["statecode"];
    return typeof value === "number" ? value : null;
  }

  /** As the server named it, e.g. `Inactive`. */
  get stateText(): string {
    return formattedIn(this.row, "statecode");
  }

  get dirty(): boolean {
    return this.dirtyColumns.length > 0;
  }

  get dirtyColumns(): readonly string[] {
    return this.attributes.dirtyNames;
  }

  get loaded(): boolean {
    return this.state === "ready";
  }

  /** The record could not be read: there is nothing that could be edited. */
  get missing(): boolean {
    return this.state === "missing";
  }

  /** The page has left this record: what still comes in is no longer about what a person sees. */
  get closed(): boolean {
    return this.disposed;
  }

  /** A request that writes is under way. */
  get saving(): boolean {
    return this.sending;
  }

  get notifications(): readonly FormNotification[] {
    return this.notes.all;
  }

  /** Sign of the record's currency, or an empty text while it is unknown. */
  get currencySymbol(): string {
    return this.symbol;
  }

  get refusingNext(): boolean {
    return this.refusing;
  }

  get autosave(): boolean {
    return this.autosaving.on;
  }

  set autosave(on: boolean) {
    this.autosaving.on = on;
  }

  subscribe(listener: (change: SessionChange) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
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

  attribute(logicalName: string): AttributeState | undefined {
    const attribute = this.attributes.get(logicalName);
    if (!attribute) return undefined;
    const known = this.snapshots.get(logicalName) ?? this.describe(attribute);
    this.snapshots.set(logicalName, known);
    return known;
  }

  column(logicalName: string): Column | undefined {
    return this.attributes.get(logicalName)?.column;
  }

  /** The field cannot be edited, for whatever reason; a cell's own `disabled` comes on top. */
  isColumnReadOnly(logicalName: string): boolean {
    const security = this.attribute(logicalName)?.security;
    return this.isColumnDisabled(logicalName) || (security != null && !(security.editable && security.readable));
  }

  /** The same without column security, which a component is told beside it and has to heed by itself. */
  isColumnDisabled(logicalName: string): boolean {
    const attribute = this.attributes.get(logicalName);
    if (!attribute || this.readOnly || attribute.locked) return true;
    return !this.isFillable(attribute.column) || attribute.column.type === "state";
  }

  // ------------------------------------------------------------------------------------------------------- loading

  /**
   * Reads the record (one request with exactly the form's columns), or fills a new one with its defaults.
   * @throws what the Web API rejects with, unless another record has taken this one's place; the values stay as they were.
   */
  async load(): Promise<void> {
    const generation = this.generation;
    if (this.id !== null) {
      const asked = this.attributes.revisions();
      let row: Row;
      try {
        row = await this.read(this.id);
      } catch (error) {
        if (generation !== this.generation) return;
        if (this.state !== "ready") this.state = "missing";
        this.emit({ kind: "record" });
        throw error;
      }
      if (generation !== this.generation) return;
      this.adopt(row, asked);
    }
    this.state = "ready";
    this.emit({ kind: "record" });
    await this.loadCurrency(generation);
  }

  /** The Refresh button: unsaved edits are lost, but not those of the time that the answer takes. Nothing is remounted. */
  async refresh(): Promise<void> {
    const generation = this.generation;
    await this.load();
    if (generation !== this.generation) return;
    this.attributes.clearErrors();
    this.notes.dropFields();
    this.emit({ kind: "state", columns: this.attributes.names });
  }

  /** Leads the same session to another record: the controls stay and get updateView. */
  async openRecord(recordId: string, cachedRow?: Row): Promise<void> {
    // What a save is about to send are this record's values.
    await this.handOver.settled;
    this.id = recordId;
    this.generation += 1;
    this.autosaving.stop();
    this.begin(cachedRow);
    this.emit({ kind: "record" });
    await this.load();
  }

  dispose(): void {
    this.disposed = true;
    this.generation += 1;
    this.autosaving.stop();
    this.listeners.clear();
  }

  private read(id: string): Promise<Row> {
    return this.options.store.retrieveRecord(this.table.logicalName, id, `?$select=${this.selection().join(",")}`);
  }

  private selection(): readonly string[] {
    const names = new Set([this.table.primaryKey, this.table.primaryName]);
    for (const attribute of this.attributes) names.add(propertyOf(attribute.column));
    for (const extra of ["statecode", "statuscode"]) if (this.tableHas(extra)) names.add(extra);
    if (this.moneyColumns.length > 0 && this.tableHas("transactioncurrencyid"))
      names.add("_transactioncurrencyid_value");
    return [...names];
  }

  private tableHas(name: string): boolean {
    return this.table.columns.some((column) => column.logicalName === name);
  }

  private get moneyColumns(): readonly string[] {
    return this.attributes.namesOfType("money");
  }

  private async loadCurrency(generation: number): Promise<void> {
    if (!this.options.currencySymbol || this.moneyColumns.length === 0) return;
    const id = this.row["_transactioncurrencyid_value"];
    try {
      const symbol = await this.options.currencySymbol(typeof id === "string" ? id : null);
      if (generation !== this.generation || symbol === this.symbol) return;
      this.symbol = symbol;
      this.emit({ kind: "state", columns: this.moneyColumns });
    } catch {
      // Without the sign the amounts still stand there; an error for it would hide the record.
    }
  }

  private begin(cachedRow: Row | undefined): void {
    this.row = {};
    this.state = this.isNew ? "ready" : "loading";
    this.notes.clear();
    this.attributes.clear();
    this.creator.renew();
    if (cachedRow) this.adopt(cachedRow, this.attributes.revisions());
    if (this.isNew) this.attributes.applyDefaults(this.options.initialValues ?? {}, this.options.rights.user);
  }

  /** @param asked The revisions when the row was asked for: what was changed since then stays. */
  private adopt(row: Row, asked: ReadonlyMap<string, number>): void {
    this.row = row;
    this.attributes.adopt(row, asked);
    this.notes.drop(NOT_READ_AGAIN);
  }

  // ------------------------------------------------------------------------------------------------------- writing

  setValue(logicalName: string, value: AttributeValue): void {
    const attribute = this.attributes.get(logicalName);
    if (!attribute) return;
    const security = this.access.securityOf(attribute.column, this.isNew);
    const forbidden = this.readOnly || (security !== null && (!security.editable || !security.readable));
    if (this.refusing || forbidden || !this.loaded) {
      if (!this.refusing && !forbidden) this.sayTooEarly(attribute.column, value);
      this.refusing = false;
      this.emit({ kind: "value", columns: [logicalName] });
      return;
    }
    const label = this.label(attribute.column);
    const shaped = coerce(attribute.column, value);
    if (shaped === undefined) {
      attribute.error = kindError(attribute.column, label, this.options.formats);
    } else {
      const rounded = roundToColumn(attribute.column, shaped);
      if (sameValue(rounded, attribute.value) && attribute.error === null) return;
      attribute.value = rounded;
      attribute.touched = true;
      attribute.revision += 1;
      this.handOver.expectAnswers();
      attribute.error =
        valueError(attribute.column, label, rounded, this.options.formats) ?? this.requiredError(attribute);
    }
    this.notes.dropField(logicalName);
    this.emit({ kind: "value", columns: [logicalName] });
    this.scheduleAutosave();
  }

  /**
   * A control that is drawn before the record is there must not write to what it has not seen. A person may have typed it,
   * so that what is not taken is told.
   */
  private sayTooEarly(column: Column, value: AttributeValue): void {
    const shaped = coerce(column, value) ?? null;
    if (isEmpty(shaped)) return;
    this.notes.set({
      id: `early:${column.logicalName}`,
      level: "warning",
      text: `${this.label(column)}: “${formatValue(column, shaped, this.options.formats, this.symbol)}” came before the record was loaded and was not taken. Enter it again.`,
    });
  }

  /** An error of the field's own (unreadable input); it blocks saving until the value is set anew. Null takes it away. */
  setError(logicalName: string, message: string | null): void {
    const attribute = this.attributes.get(logicalName);
    if (!attribute || attribute.error === message) return;
    attribute.error = message;
    if (message === null) this.notes.dropField(logicalName);
    this.emit({ kind: "state", columns: [logicalName] });
  }

  setLocked(logicalName: string, locked: boolean): void {
    const attribute = this.attributes.get(logicalName);
    if (!attribute) return;
    attribute.locked = locked;
    this.emit({ kind: "state", columns: [logicalName] });
  }

  /** A developer's switches that take effect on the open form. */
  setDeveloperSwitches(readOnly: boolean, maskedColumns: readonly string[]): void {
    if (this.access.setDeveloperSwitches(readOnly, maskedColumns))
      this.emit({ kind: "state", columns: this.attributes.names });
  }

  /** The next `setValue` keeps the old value and notifies all the same. */
  refuseNext(): void {
    this.refusing = true;
    this.emit({ kind: "state", columns: [] });
  }

  setNotification(note: FormNotification): void {
    this.notes.set(note);
    this.emit({ kind: "state", columns: [] });
  }

  // -------------------------------------------------------------------------------------------------------- saving

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
    await this.busy;
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
    const shown = visibleColumns(this.form);
    const bad: FormNotification[] = [];
    for (const attribute of this.attributes) {
      const { column } = attribute;
      // What is stored was the server's to judge: only what is sent is checked here.
      const judged =
        attribute.error ??
        (isDirty(attribute) || this.isNew
          ? valueError(column, this.label(column), attribute.value, this.options.formats)
          : null);
      attribute.error = judged ?? (shown.has(column.logicalName) ? this.requiredError(attribute) : null);
      if (attribute.error !== null)
        bad.push({
          id: `field:${column.logicalName}`,
          level: "error",
          text: attribute.error,
          column: column.logicalName,
        });
    }
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

  // -------------------------------------------------------------------------------------------------------- helpers

  private get isNew(): boolean {
    return this.id === null;
  }

  label(column: Column): string {
    return labelOf(this.form, column, this.options.formats.languageId);
  }

  private isFillable(column: Column): boolean {
    return this.isNew ? column.validForCreate : column.validForUpdate;
  }

  private requiredError(attribute: Attribute): string | null {
    const { column } = attribute;
    const judged =
      isRequired(column.requiredLevel) &&
      !column.system &&
      this.isFillable(column) &&
      !this.access.isMasked(column, this.isNew) &&
      !(column.type === "text" && column.autoNumber !== undefined);
    return judged && isEmpty(attribute.value) ? requiredText(this.label(column)) : null;
  }

  private format(attribute: Attribute): string {
    return formatValue(attribute.column, attribute.value, this.options.formats, this.symbol);
  }

  private describe(attribute: Attribute): AttributeState {
    const { column } = attribute;
    const dirty = isDirty(attribute);
    const security = this.access.securityOf(column, this.isNew);
    const masked = security?.readable === false;
    // The host formats by the page's settings; the server knows what is not in the value: names, and an amount's currency.
    const fromServer =
      !dirty &&
      attribute.serverText !== "" &&
      (column.type === "lookup" || (column.type === "money" && this.symbol === ""));
    return {
      logicalName: column.logicalName,
      value: masked ? null : attribute.value,
      formatted: masked ? "" : fromServer ? attribute.serverText : this.format(attribute),
      dirty,
      required: column.requiredLevel,
      locked: attribute.locked,
      security,
      error: attribute.error,
    };
  }

  private emit(change: SessionChange): void {
    // A change of one column can alter another's state (a state column locks them all): snapshots are cheap, so all go.
    this.snapshots.clear();
    for (const listener of [...this.listeners]) listener(change);
  }
}

function changeAfter(outcome: SaveOutcome): SessionChange {
  if (outcome.kind === "failed") return { kind: "saveFailed" };
  return outcome.kind === "saved" ? { kind: "saved" } : { kind: "state", columns: [] };
}
