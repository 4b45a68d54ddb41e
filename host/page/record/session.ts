import type { UserRights } from "../data/actingUser";
import { failureOf, type Failure } from "../data/failure";
import type { Column, Form, HostModel, Table } from "../../../solution/model/types";
import type { WebApi } from "../data/webApi";
import { columnsOf, labelOf, visibleColumns } from "./formColumns";
import { formatValue, type Formats } from "./formats";
import { OUTPUT_DEBOUNCE, type AttributeState, type FormSession, type SessionChange } from "./session.types";
import { type AttributeValue, type LookupValue } from "../data/values";
import { isEmpty, isRequired, kindError, requiredText, valueError } from "./validate";
import { coerce, formattedIn, propertyOf, readColumn, sameValue, writeColumn, type Row } from "../data/values";

/** The part of `context.webAPI` that a form needs. */
export type RecordStore = Pick<WebApi, "createRecord" | "updateRecord" | "retrieveRecord">;

/** Codes of the client API: 1 Save, 2 Save & Close, 5 Deactivate, 6 Reactivate, 59 Save & New, 70 Autosave. */
export type SaveMode = 1 | 2 | 5 | 6 | 59 | 70;

export type SaveOutcome =
  | { readonly kind: "saved"; readonly created: boolean }
  /** Nothing was dirty: no request was made. */
  | { readonly kind: "unchanged" }
  /** `columns`: those with an error, in form order. */
  | { readonly kind: "invalid"; readonly columns: readonly string[] }
  | { readonly kind: "prevented" }
  | { readonly kind: "failed"; readonly failure: Failure };

export interface FormNotification {
  readonly id: string;
  readonly level: "error" | "warning" | "info";
  readonly text: string;
  /** Choosing the entry leads to this field. */
  readonly column?: string;
}

export type ReadOnlyReason = "inactive" | "noWritePrivilege" | "developer";

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

interface Attribute {
  readonly column: Column;
  saved: AttributeValue;
  value: AttributeValue;
  serverText: string;
  locked: boolean;
  error: string | null;
  /** Counts changes, so that a save can tell what was changed while it was under way. */
  revision: number;
  /** Was changed by a person or a control, or comes from a parameter: a create sends it. */
  touched: boolean;
  snapshot: AttributeState | null;
}

/** The record behind a form: see `FormSession`. Rules are those of form.md, section 3. */
export class RecordSession implements FormSession {
  readonly table: Table;
  readonly form: Form;
  autosave: boolean;
  private id: string | null;
  private row: Row = {};
  private ready = false;
  private symbol = "";
  private refusing = false;
  private busy: Promise<SaveOutcome> | null = null;
  private handingOver: Promise<void> = Promise.resolve();
  private sending = false;
  /** Until then, in ms of the page's clock, a control may still answer to the newest value of a column. */
  private answersUntil = 0;
  /** Rises when another record takes this one's place: answers for the former one are then thrown away. */
  private generation = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private disposed = false;
  private developerReadOnly: boolean;
  private masked: readonly string[];
  private notes: readonly FormNotification[] = [];
  private readonly attributes = new Map<string, Attribute>();
  private readonly listeners = new Set<(change: SessionChange) => void>();
  private readonly flushers = new Set<() => boolean>();
  private readonly saveHandlers = new Set<(mode: SaveMode, preventDefault: () => void) => void>();

  constructor(private readonly options: SessionOptions) {
    this.table = options.table;
    this.form = options.form;
    this.id = options.recordId;
    this.autosave = options.autosave ?? false;
    this.developerReadOnly = options.readOnly ?? false;
    this.masked = options.maskedColumns ?? [];
    for (const column of columnsOf(options.form, options.table)) {
      this.attributes.set(column.logicalName, {
        column,
        saved: null,
        value: null,
        serverText: "",
        locked: false,
        error: null,
        revision: 0,
        touched: false,
        snapshot: null,
      });
    }
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
    if (this.developerReadOnly) return "developer";
    if (this.id !== null && this.stateValue !== 0 && this.stateValue !== null) return "inactive";
    if (!this.options.rights.can(this.id === null ? "Create" : "Write", this.table.logicalName))
      return "noWritePrivilege";
    return null;
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
    return [...this.attributes.values()]
      .filter((attribute) => this.isDirty(attribute))
      .map((attribute) => attribute.column.logicalName);
  }

  get loaded(): boolean {
    return this.ready;
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
    return this.notes;
  }

  /** Sign of the record's currency, or an empty text while it is unknown. */
  get currencySymbol(): string {
    return this.symbol;
  }

  get refusingNext(): boolean {
    return this.refusing;
  }

  subscribe(listener: (change: SessionChange) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  onFlush(flush: () => boolean): () => void {
    this.flushers.add(flush);
    return () => void this.flushers.delete(flush);
  }

  /** Controls hand over what they still hold back (their outputs are debounced). True where one of them did, or is about to draw. */
  flush(): boolean {
    return [...this.flushers].map((flush) => flush()).includes(true);
  }

  /** OnSave: runs before validation; `preventDefault` works only while the handler itself runs. */
  onSave(handler: (mode: SaveMode, preventDefault: () => void) => void): () => void {
    this.saveHandlers.add(handler);
    return () => void this.saveHandlers.delete(handler);
  }

  attribute(logicalName: string): AttributeState | undefined {
    const attribute = this.attributes.get(logicalName);
    if (!attribute) return undefined;
    attribute.snapshot ??= this.describe(attribute);
    return attribute.snapshot;
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
    return (
      !(this.id === null ? attribute.column.validForCreate : attribute.column.validForUpdate) ||
      attribute.column.type === "state"
    );
  }

  // ------------------------------------------------------------------------------------------------------- loading

  /**
   * Reads the record (one request with exactly the form's columns), or fills a new one with its defaults. What was changed
   * while the answer was awaited gives way to it: a control that answers to half a record must not write to the whole one.
   * @throws what the Web API rejects with, unless another record has taken this one's place; the values stay as they were.
   */
  async load(): Promise<void> {
    const generation = this.generation;
    if (this.id !== null) {
      let row: Row;
      try {
        row = await this.read(this.id);
      } catch (error) {
        if (generation !== this.generation) return;
        throw error;
      }
      if (generation !== this.generation) return;
      this.adopt(row, this.revisions());
    }
    this.ready = true;
    this.emit({ kind: "record" });
    await this.loadCurrency(generation);
  }

  /** The Refresh button: unsaved edits are lost, nothing is remounted. */
  async refresh(): Promise<void> {
    const generation = this.generation;
    await this.load();
    if (generation === this.generation) this.clearErrors();
  }

  /** Leads the same session to another record: the controls stay and get updateView. */
  async openRecord(recordId: string, cachedRow?: Row): Promise<void> {
    // What a save is about to send are this record's values.
    await this.handingOver;
    this.id = recordId;
    this.generation += 1;
    clearTimeout(this.timer);
    this.begin(cachedRow);
    this.emit({ kind: "record" });
    await this.load();
  }

  dispose(): void {
    this.disposed = true;
    this.generation += 1;
    clearTimeout(this.timer);
    this.listeners.clear();
  }

  private read(id: string): Promise<Row> {
    return this.options.store.retrieveRecord(this.table.logicalName, id, `?$select=${this.selection().join(",")}`);
  }

  private selection(): readonly string[] {
    const names = new Set([this.table.primaryKey, this.table.primaryName]);
    for (const attribute of this.attributes.values()) names.add(propertyOf(attribute.column));
    for (const extra of ["statecode", "statuscode"])
      if (this.table.columns.some((column) => column.logicalName === extra)) names.add(extra);
    if (this.hasMoney() && this.table.columns.some((column) => column.logicalName === "transactioncurrencyid"))
      names.add("_transactioncurrencyid_value");
    return [...names];
  }

  private hasMoney(): boolean {
    return [...this.attributes.values()].some((attribute) => attribute.column.type === "money");
  }

  private async loadCurrency(generation: number): Promise<void> {
    if (!this.options.currencySymbol || !this.hasMoney()) return;
    const id = this.row["_transactioncurrencyid_value"];
    try {
      const symbol = await this.options.currencySymbol(typeof id === "string" ? id : null);
      if (generation !== this.generation || symbol === this.symbol) return;
      this.symbol = symbol;
      this.emit({
        kind: "state",
        columns: [...this.attributes.values()]
          .filter((attribute) => attribute.column.type === "money")
          .map((attribute) => attribute.column.logicalName),
      });
    } catch {
      // Without the sign the amounts still stand there; an error for it would hide the record.
    }
  }

  private begin(cachedRow: Row | undefined): void {
    this.row = {};
    this.ready = this.id === null;
    this.notes = [];
    for (const attribute of this.attributes.values()) {
      Object.assign(attribute, { saved: null, value: null, serverText: "", error: null, touched: false });
      attribute.revision += 1;
    }
    if (cachedRow) this.adopt(cachedRow, this.revisions());
    if (this.id === null) this.applyDefaults();
  }

  private applyDefaults(): void {
    for (const attribute of this.attributes.values()) {
      const { column } = attribute;
      const passed = this.options.initialValues?.[column.logicalName];
      attribute.value =
        passed === undefined ? defaultOf(column, this.options.rights.user) : (coerce(column, passed) ?? null);
      attribute.saved = attribute.value;
      attribute.touched = passed !== undefined && !isEmpty(attribute.value);
    }
  }

  private revisions(): ReadonlyMap<string, number> {
    return new Map([...this.attributes].map(([name, attribute]) => [name, attribute.revision]));
  }

  /** @param asked The revisions when the row was asked for: what was changed since then stays. */
  private adopt(row: Row, asked: ReadonlyMap<string, number>): void {
    this.row = row;
    for (const [name, attribute] of this.attributes) {
      attribute.saved = readColumn(attribute.column, row);
      attribute.serverText = formattedIn(row, propertyOf(attribute.column));
      if (attribute.revision === asked.get(name)) {
        attribute.value = attribute.saved;
        attribute.error = null;
        attribute.touched = false;
      }
    }
  }

  // ------------------------------------------------------------------------------------------------------- writing

  setValue(logicalName: string, value: AttributeValue): void {
    const attribute = this.attributes.get(logicalName);
    if (!attribute) return;
    const security = this.securityOf(attribute);
    const forbidden = this.readOnly || (security !== null && (!security.editable || !security.readable));
    if (this.refusing || forbidden) {
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
      this.answersUntil = performance.now() + OUTPUT_DEBOUNCE;
      attribute.error =
        valueError(attribute.column, label, rounded, this.options.formats) ?? this.requiredError(attribute);
    }
    this.dropNote(logicalName);
    this.emit({ kind: "value", columns: [logicalName] });
    this.scheduleAutosave();
  }

  /** An error of the field's own (unreadable input); it blocks saving until the value is set anew. Null takes it away. */
  setError(logicalName: string, message: string | null): void {
    const attribute = this.attributes.get(logicalName);
    if (!attribute || attribute.error === message) return;
    attribute.error = message;
    if (message === null) this.dropNote(logicalName);
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
    if (readOnly === this.developerReadOnly && maskedColumns.join() === this.masked.join()) return;
    this.developerReadOnly = readOnly;
    this.masked = maskedColumns;
    this.emit({ kind: "state", columns: [...this.attributes.keys()] });
  }

  /** The next `setValue` keeps the old value and notifies all the same. */
  refuseNext(): void {
    this.refusing = true;
    this.emit({ kind: "state", columns: [] });
  }

  setNotification(note: FormNotification): void {
    this.notes = [note, ...this.notes.filter((candidate) => candidate.id !== note.id)];
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
      clearTimeout(this.timer);
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
    const bad: string[] = [];
    for (const [name, attribute] of this.attributes) {
      // What is stored was the server's to judge: only what is sent is checked here.
      const judged =
        attribute.error ??
        (this.isDirty(attribute) || this.id === null
          ? valueError(attribute.column, this.label(attribute.column), attribute.value, this.options.formats)
          : null);
      attribute.error = judged ?? (shown.has(name) ? this.requiredError(attribute) : null);
      if (attribute.error !== null) bad.push(name);
      attribute.snapshot = null;
    }
    const others = this.notes.filter((note) => note.column === undefined);
    this.notes = [
      ...bad.map((name): FormNotification => ({
        id: `field:${name}`,
        level: "error",
        text: this.attributes.get(name)?.error ?? "",
        column: name,
      })),
      ...others,
    ];
    this.emit({ kind: "state", columns: bad });
    return bad;
  }

  /**
   * Before a save, controls hand over what they hold back. A control that then hears of a new value (one that scores the
   * record, say) has its debounce to answer in, so that one save takes an edit and what follows from it. A control that
   * never comes to rest is not waited for.
   */
  private async handOver(): Promise<void> {
    for (let round = 0; round < 5 && (this.flush() || performance.now() < this.answersUntil); round++) {
      await new Promise((resolve) => setTimeout(resolve, OUTPUT_DEBOUNCE));
    }
  }

  private async runSave(mode: SaveMode): Promise<SaveOutcome> {
    clearTimeout(this.timer);
    this.handingOver = this.handOver();
    await this.handingOver;
    const automatic = mode === 70;
    const work = this.dirty || this.id === null;
    if (automatic && !work) return { kind: "unchanged" };
    const event = { prevented: false };
    for (const handler of this.saveHandlers) handler(mode, () => (event.prevented = true));
    if (event.prevented) return { kind: "prevented" };
    const bad = this.validate();
    if (bad.length > 0) return { kind: "invalid", columns: bad };
    if (!work) return { kind: "unchanged" };
    return this.send(() => this.payload());
  }

  private payload(): Record<string, unknown> {
    const payload: Record<string, unknown> = {};
    for (const attribute of this.attributes.values()) {
      const { column } = attribute;
      const dirty = this.isDirty(attribute) || attribute.touched;
      const wanted =
        this.id === null
          ? column.validForCreate && !isEmpty(attribute.value) && (dirty || isSentByDefault(column))
          : column.validForUpdate && this.isDirty(attribute);
      if (wanted && !this.isMasked(attribute))
        writeColumn(payload, this.table, column, attribute.value, this.options.model, attribute.saved);
    }
    return payload;
  }

  private async send(payload: () => Readonly<Record<string, unknown>>): Promise<SaveOutcome> {
    const revisions = this.revisions();
    const created = this.id === null;
    const generation = this.generation;
    this.sending = true;
    this.emit({ kind: "saving" });
    try {
      if (this.id === null) {
        const made = await this.options.store.createRecord(this.table.logicalName, payload());
        // Another record may have been opened meanwhile.
        this.id ??= made.id.replace(/[{}]/g, "").toLowerCase();
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
    try {
      const row = await this.read(this.id ?? "");
      if (generation !== this.generation) return;
      this.adopt(row, revisions);
    } catch {
      // The save itself succeeded: what was sent counts as saved, and the next refresh brings the server's view.
      for (const [name, attribute] of this.attributes) {
        if (attribute.revision !== revisions.get(name)) continue;
        attribute.serverText = formatValue(attribute.column, attribute.value, this.options.formats, this.symbol);
        attribute.saved = attribute.value;
        attribute.touched = false;
      }
    }
    this.notes = this.notes.filter((note) => note.column === undefined);
    this.ready = true;
    this.emit({ kind: "record" });
    await this.loadCurrency(generation);
  }

  private scheduleAutosave(): void {
    clearTimeout(this.timer);
    if (!this.autosave || this.id === null || this.disposed || !this.dirty) return;
    this.timer = setTimeout(() => {
      if (!this.disposed && this.autosave && this.dirty)
        void this.save(70).then((outcome) => this.options.onAutosave?.(outcome));
    }, this.options.autosaveDelay ?? 30_000);
  }

  // -------------------------------------------------------------------------------------------------------- helpers

  label(column: Column): string {
    return labelOf(this.form, column, this.options.formats.languageId);
  }

  private requiredError(attribute: Attribute): string | null {
    const { column } = attribute;
    const fillable = this.id === null ? column.validForCreate : column.validForUpdate;
    const judged =
      isRequired(column.requiredLevel) &&
      !column.system &&
      fillable &&
      !this.isMasked(attribute) &&
      !(column.type === "text" && column.autoNumber !== undefined);
    return judged && isEmpty(attribute.value) ? requiredText(this.label(column)) : null;
  }

  private isDirty(attribute: Attribute): boolean {
    return !sameValue(attribute.value, attribute.saved);
  }

  private isMasked(attribute: Attribute): boolean {
    return this.securityOf(attribute)?.readable === false;
  }

  private securityOf(attribute: Attribute): AttributeState["security"] {
    const { column } = attribute;
    if (this.masked.includes(column.logicalName)) return { readable: false, editable: false, secured: true };
    if (!column.secured) return null;
    const allowed = this.options.rights.column(this.table.logicalName, column.logicalName);
    return {
      readable: allowed.canRead || this.id === null,
      editable: this.id === null ? allowed.canCreate : allowed.canUpdate,
      secured: true,
    };
  }

  private describe(attribute: Attribute): AttributeState {
    const dirty = this.isDirty(attribute);
    const masked = this.isMasked(attribute);
    // The host formats by the page's settings; the server knows what is not in the value: names, and an amount's currency.
    const fromServer =
      !dirty &&
      attribute.serverText !== "" &&
      (attribute.column.type === "lookup" || (attribute.column.type === "money" && this.symbol === ""));
    const formatted = fromServer
      ? attribute.serverText
      : formatValue(attribute.column, attribute.value, this.options.formats, this.symbol);
    return {
      logicalName: attribute.column.logicalName,
      value: masked ? null : attribute.value,
      formatted: masked ? "" : formatted,
      dirty,
      required: attribute.column.requiredLevel,
      locked: attribute.locked,
      security: this.securityOf(attribute),
      error: attribute.error,
    };
  }

  private clearErrors(): void {
    for (const attribute of this.attributes.values()) attribute.error = null;
    this.notes = this.notes.filter((note) => note.column === undefined);
    this.emit({ kind: "state", columns: [...this.attributes.keys()] });
  }

  private dropNote(logicalName: string): void {
    this.notes = this.notes.filter((note) => note.column !== logicalName);
  }

  private emit(change: SessionChange): void {
    // A change of one column can alter another's state (a state column locks them all): snapshots are cheap, so all go.
    for (const attribute of this.attributes.values()) attribute.snapshot = null;
    for (const listener of [...this.listeners]) listener(change);
  }
}

function changeAfter(outcome: SaveOutcome): SessionChange {
  if (outcome.kind === "failed") return { kind: "saveFailed" };
  return outcome.kind === "saved" ? { kind: "saved" } : { kind: "state", columns: [] };
}

function defaultOf(column: Column, user: LookupValue): AttributeValue {
  switch (column.type) {
    case "choice":
      return column.defaultValue ?? null;
    case "boolean":
      return column.defaultValue;
    case "status":
      return column.defaultValue;
    case "lookup":
      return column.owner ? [user] : null;
    default:
      return null;
  }
}

/** Defaults that the person saw on the form and that are therefore sent; owner and state the server fills by itself. */
function isSentByDefault(column: Column): boolean {
  return column.type === "choice" || column.type === "boolean";
}

/** Numbers are kept in the column's precision, as a field shows them after it is left. */
function roundToColumn(column: Column, value: AttributeValue): AttributeValue {
  if (typeof value !== "number" || (column.type !== "decimal" && column.type !== "float" && column.type !== "money"))
    return value;
  const rounded = Number(`${Math.round(Number(`${value}e${column.precision}`))}e-${column.precision}`);
  // A number that prints with an exponent of its own (1e21, 1e-7) cannot be shifted as text.
  return Number.isNaN(rounded) ? Number(value.toFixed(column.precision)) : rounded;
}
