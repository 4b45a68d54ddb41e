import type { Column, Form, Table } from "../../../solution/model/types";
import { coerce, formattedIn, sameValue } from "../data/values";
import type { AttributeValue, Row } from "../data/values";
import { Access } from "./access";
import { Attributes, isDirty, type Attribute } from "./attributes";
import { FieldJudge, isFillable } from "./fieldJudge";
import { columnsOf } from "./formColumns";
import { formatValue } from "./formats";
import { Notifications } from "./notifications";
import { roundToColumn } from "./rounding";
import { selectOf } from "./selection";
import type { AttributeState, FormNotification, ReadOnlyReason, SessionChange, SessionOptions } from "./session.types";
import { isEmpty, kindError, valueError } from "./validate";

/** Says that the row was stored but could not be read again; goes with the next reading. */
export const NOT_READ_AGAIN = "notReadAgain";

/** The record on a form as it is read and changed; `RecordSession` adds how it is saved. */
export class OpenRecord {
  readonly table: Table;
  readonly form: Form;
  protected id: string | null;
  private row: Row = {};
  protected state: "loading" | "ready" | "missing" = "loading";
  private symbol = "";
  private refusing = false;
  /** Rises when another record takes this one's place: answers for the former one are then thrown away. */
  protected generation = 0;
  protected disposed = false;
  protected readonly access: Access;
  protected readonly attributes: Attributes;
  protected readonly judge: FieldJudge;
  protected readonly notes = new Notifications();
  private readonly snapshots = new Map<string, AttributeState>();
  private readonly listeners = new Set<(change: SessionChange) => void>();

  constructor(protected readonly options: SessionOptions) {
    this.table = options.table;
    this.form = options.form;
    this.id = options.recordId;
    this.access = new Access(options.table, options.rights, options.readOnly ?? false, options.maskedColumns ?? []);
    this.attributes = new Attributes(columnsOf(options.form, options.table));
    this.judge = new FieldJudge(options.form, options.formats, this.access);
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

  subscribe(listener: (change: SessionChange) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
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
    return !isFillable(attribute.column, this.isNew) || attribute.column.type === "state";
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
    this.id = recordId;
    this.generation += 1;
    this.begin(cachedRow);
    this.emit({ kind: "record" });
    await this.load();
  }

  dispose(): void {
    this.disposed = true;
    this.generation += 1;
    this.listeners.clear();
  }

  protected read(id: string): Promise<Row> {
    return this.options.store.retrieveRecord(this.table.logicalName, id, selectOf(this.table, this.attributes));
  }

  private get moneyColumns(): readonly string[] {
    return this.attributes.namesOfType("money");
  }

  protected async loadCurrency(generation: number): Promise<void> {
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
    if (cachedRow) this.adopt(cachedRow, this.attributes.revisions());
    if (this.isNew) this.attributes.applyDefaults(this.options.initialValues ?? {}, this.options.rights.user);
  }

  /** @param asked The revisions when the row was asked for: what was changed since then stays. */
  protected adopt(row: Row, asked: ReadonlyMap<string, number>): void {
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
    const label = this.judge.label(attribute.column);
    const shaped = coerce(attribute.column, value);
    if (shaped === undefined) {
      attribute.error = kindError(attribute.column, label, this.options.formats);
    } else {
      const rounded = roundToColumn(attribute.column, shaped);
      if (sameValue(rounded, attribute.value) && attribute.error === null) return;
      attribute.value = rounded;
      attribute.touched = true;
      attribute.revision += 1;
      attribute.error =
        valueError(attribute.column, label, rounded, this.options.formats) ??
        this.judge.requiredError(attribute, this.isNew);
    }
    this.notes.dropField(logicalName);
    this.emit({ kind: "value", columns: [logicalName] });
    this.changed();
  }

  /** A value was taken from a person or a control. */
  protected changed(): void {
    // Nothing follows from it by itself.
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
      text: `${this.judge.label(column)}: “${formatValue(column, shaped, this.options.formats, this.symbol)}” came before the record was loaded and was not taken. Enter it again.`,
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

  protected get isNew(): boolean {
    return this.id === null;
  }

  protected format(attribute: Attribute): string {
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

  protected emit(change: SessionChange): void {
    // A change of one column can alter another's state (a state column locks them all): snapshots are cheap, so all go.
    this.snapshots.clear();
    for (const listener of [...this.listeners]) listener(change);
  }
}
