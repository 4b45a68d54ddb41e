import { requiredLevel, type ColumnFacts } from "./column";

/** What a table says of one of its columns, as far as the host tells. */
export interface ColumnMetadata {
  readonly label: string | null;
  readonly required: ColumnFacts["required"];
  /** Column security applies. */
  readonly secured: boolean;
  readonly maxLength: number | null;
  readonly options: readonly { readonly label: string; readonly value: number }[];
  /** Logical names of the tables that a lookup may point to. */
  readonly targets: readonly string[];
}

const get = (source: unknown, key: string): unknown =>
  typeof source === "object" && source !== null ? Reflect.get(source, key) : undefined;
const text = (value: unknown): string | null => (typeof value === "string" ? value : null);
const number = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/**
 * Columns of a table from `utils.getEntityMetadata`, whose answer has no types: members are looked for and left out where
 * missing. Never rejects; a column that is missing from the map is one that nothing is known of.
 */
export async function readMetadata(
  utils: object,
  table: string,
  columns: readonly string[],
): Promise<ReadonlyMap<string, ColumnMetadata>> {
  const found = new Map<string, ColumnMetadata>();
  const ask: unknown = Reflect.get(utils, "getEntityMetadata");
  if (typeof ask !== "function" || columns.length === 0) return found;
  try {
    const answer: unknown = await Reflect.apply(ask, utils, [table, columns]);
    const attributes = get(answer, "Attributes");
    const lookUp = get(attributes, "get");
    for (const column of columns) {
      const attribute: unknown =
        typeof lookUp === "function" ? Reflect.apply(lookUp, attributes, [column]) : get(attributes, column);
      const descriptor = get(attribute, "attributeDescriptor");
      if (descriptor === undefined) continue;
      found.set(column, {
        label: text(get(descriptor, "DisplayName")) ?? text(get(attribute, "DisplayName")),
        required: requiredLevel(number(get(descriptor, "RequiredLevel"))),
        secured: get(descriptor, "IsSecured") === true,
        maxLength: number(get(descriptor, "MaxLength")) ?? null,
        options: list(get(descriptor, "OptionSet")).flatMap((option) => {
          const value = number(get(option, "Value"));
          return value === undefined ? [] : [{ value, label: text(get(option, "Label")) ?? String(value) }];
        }),
        targets: list(get(descriptor, "Targets")).flatMap((target) => text(target) ?? []),
      });
    }
  } catch {
    // A host without metadata (the test harness rejects): nothing is known, and the control says so.
  }
  return found;
}

/** Privilege "read" and depth "organisation", as `hasEntityPrivilege` numbers them. */
const READ = 2;
const GLOBAL = 3;

/** Whether the user may read every row of a table; null where the host does not tell. */
export function readsEverything(utils: object, table: string): boolean | null {
  const ask: unknown = Reflect.get(utils, "hasEntityPrivilege");
  if (typeof ask !== "function") return null;
  try {
    const answer: unknown = Reflect.apply(ask, utils, [table, READ, GLOBAL]);
    return typeof answer === "boolean" ? answer : null;
  } catch {
    return null;
  }
}
