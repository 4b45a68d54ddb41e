import type { Column } from "../../../solution/model/types";
import { coerce, formattedIn, propertyOf, readColumn, sameValue } from "../data/values";
import type { AttributeValue, LookupValue, Row } from "../data/values";
import { isEmpty } from "./validate";

/** One column of the record: what is stored, and what stands on the form. */
export interface Attribute {
  readonly column: Column;
  saved: AttributeValue;
  value: AttributeValue;
  /** As the server formatted the stored value. */
  serverText: string;
  /** A business rule or a developer's switch locked it. */
  locked: boolean;
  error: string | null;
  /** Counts changes, so that a save can tell what was changed while it was under way. */
  revision: number;
  /** Was changed by a person or a control, or comes from a parameter: a create sends it. */
  touched: boolean;
}

export const isDirty = (attribute: Attribute): boolean => !sameValue(attribute.value, attribute.saved);

/** The columns of a form, in form order, with their values. */
export class Attributes {
  private readonly byName: ReadonlyMap<string, Attribute>;

  constructor(columns: readonly Column[]) {
    this.byName = new Map(
      columns.map((column) => [
        column.logicalName,
        {
          column,
          saved: null,
          value: null,
          serverText: "",
          locked: false,
          error: null,
          revision: 0,
          touched: false,
        },
      ]),
    );
  }

  get(logicalName: string): Attribute | undefined {
    return this.byName.get(logicalName);
  }

  get names(): readonly string[] {
    return [...this.byName.keys()];
  }

  [Symbol.iterator](): IterableIterator<Attribute> {
    return this.byName.values();
  }

  get dirtyNames(): readonly string[] {
    return [...this].filter(isDirty).map((attribute) => attribute.column.logicalName);
  }

  namesOfType(type: Column["type"]): readonly string[] {
    return [...this]
      .filter((attribute) => attribute.column.type === type)
      .map((attribute) => attribute.column.logicalName);
  }

  /** Another record, of which nothing is known yet. */
  clear(): void {
    for (const attribute of this) {
      Object.assign(attribute, { saved: null, value: null, serverText: "", error: null, touched: false });
      attribute.revision += 1;
    }
  }

  /** A new record: values that were passed win over the columns' own defaults. */
  applyDefaults(passed: Readonly<Record<string, AttributeValue>>, user: LookupValue): void {
    for (const attribute of this) {
      const { column } = attribute;
      const value = passed[column.logicalName];
      attribute.value = value === undefined ? defaultOf(column, user) : (coerce(column, value) ?? null);
      attribute.saved = attribute.value;
      attribute.touched = value !== undefined && !isEmpty(attribute.value);
    }
  }

  /** How often each column was changed so far. */
  revisions(): ReadonlyMap<string, number> {
    return new Map([...this.byName].map(([name, attribute]) => [name, attribute.revision]));
  }

  /** @param asked The revisions when the row was asked for: what was changed since then stays. */
  adopt(row: Row, asked: ReadonlyMap<string, number>): void {
    for (const [name, attribute] of this.byName) {
      attribute.saved = readColumn(attribute.column, row);
      attribute.serverText = formattedIn(row, propertyOf(attribute.column));
      if (attribute.revision === asked.get(name)) {
        attribute.value = attribute.saved;
        attribute.error = null;
        attribute.touched = false;
      }
    }
  }

  /** What was sent counts as stored, though the row could not be read again. */
  settle(sent: ReadonlyMap<string, number>, textOf: (attribute: Attribute) => string): void {
    for (const [name, attribute] of this.byName) {
      if (attribute.revision !== sent.get(name)) continue;
      attribute.serverText = textOf(attribute);
      attribute.saved = attribute.value;
      attribute.touched = false;
    }
  }

  clearErrors(): void {
    for (const attribute of this) attribute.error = null;
  }
}

function defaultOf(column: Column, user: LookupValue): AttributeValue {
  switch (column.type) {
    case "choice":
      return column.defaultValue ?? null;
    case "boolean":
    case "status":
      return column.defaultValue;
    case "lookup":
      return column.owner ? [user] : null;
    default:
      return null;
  }
}
