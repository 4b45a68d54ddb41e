import type { ChoiceOption, Column, HostModel, Table } from "../../../solution/model/types";
import { textIn } from "./localized";

/** AttributeTypeCode of the platform; a multi-choice, image or file column is `Virtual`. */
const ATTRIBUTE_TYPE_CODES = {
  Boolean: 0,
  Customer: 1,
  DateTime: 2,
  Decimal: 3,
  Double: 4,
  Integer: 5,
  Lookup: 6,
  Memo: 7,
  Money: 8,
  Owner: 9,
  Picklist: 11,
  State: 12,
  Status: 13,
  String: 14,
  Uniqueidentifier: 15,
  Virtual: 17,
  BigInt: 18,
} as const;

type AttributeTypeName = keyof typeof ATTRIBUTE_TYPE_CODES;

function attributeType(column: Column): AttributeTypeName {
  switch (column.type) {
    case "primarykey":
    case "guid":
      return "Uniqueidentifier";
    case "text":
      return "String";
    case "memo":
      return "Memo";
    case "choice":
      return "Picklist";
    case "state":
      return "State";
    case "status":
      return "Status";
    case "boolean":
      return "Boolean";
    case "integer":
      return "Integer";
    case "bigint":
      return "BigInt";
    case "decimal":
      return "Decimal";
    case "float":
      return "Double";
    case "money":
      return "Money";
    case "datetime":
      return "DateTime";
    case "lookup":
      return column.owner
        ? "Owner"
        : column.targets.length === 2 && column.targets.includes("account") && column.targets.includes("contact")
          ? "Customer"
          : "Lookup";
    default:
      return "Virtual";
  }
}

/** The seven kinds whose lower-case name is not that of their type code. */
function attributeTypeName(column: Column): string {
  switch (column.type) {
    case "multichoice":
      return "multiselectpicklist";
    case "image":
      return "image";
    case "file":
      return "file";
    default:
      return attributeType(column).toLowerCase();
  }
}

/** The options of a choice, state, status, multi-choice or yes/no column. */
function optionsOf(column: Column): readonly ChoiceOption[] {
  return "options" in column ? column.options : [];
}

/** One option as `attributeDescriptor.OptionSet` and `attributes.Options` have it. */
export interface OptionItem {
  readonly Label: string;
  readonly Value: number;
  readonly Color: string;
}

export function optionItems(column: Column, language: number): OptionItem[] {
  return optionsOf(column).map((option) => ({
    Label: textIn(option.label, language),
    Value: option.value,
    Color: option.color ?? "",
  }));
}

/** What `Attributes.get(name)` gives: measured members only; there is no `IsValidForUpdate`. */
class AttributeMetadata {
  readonly attributeDescriptor: Readonly<Record<string, unknown>>;

  constructor(
    private readonly column: Column,
    private readonly table: string,
    private readonly language: number,
  ) {
    this.attributeDescriptor = {
      LogicalName: column.logicalName,
      DisplayName: textIn(column.displayName, language),
      AttributeType: ATTRIBUTE_TYPE_CODES[attributeType(column)],
      Type: attributeTypeName(column),
      RequiredLevel: REQUIRED_LEVELS[column.requiredLevel],
      IsSecured: column.secured,
      ...("maxLength" in column ? { MaxLength: column.maxLength } : {}),
      ...("min" in column ? { MinValue: column.min, MaxValue: column.max } : {}),
      ...("precision" in column ? { Precision: column.precision } : {}),
      ...(column.type === "lookup" ? { Targets: [...column.targets] } : {}),
      ...("options" in column ? { OptionSet: descriptorOptions(column, language) } : {}),
    };
  }

  get LogicalName(): string {
    return this.column.logicalName;
  }

  get EntityLogicalName(): string {
    return this.table;
  }

  get DisplayName(): string {
    return textIn(this.column.displayName, this.language);
  }

  get AttributeType(): number {
    return ATTRIBUTE_TYPE_CODES[attributeType(this.column)];
  }

  get AttributeTypeName(): string {
    return attributeTypeName(this.column);
  }

  /** A map by value; undefined for a column without options. */
  get OptionSet(): Record<number, { text: string; value: number }> | undefined {
    if (!("options" in this.column)) {
      return undefined;
    }
    return Object.fromEntries(
      optionItems(this.column, this.language).map((option) => [
        option.Value,
        { text: option.Label, value: option.Value },
      ]),
    );
  }
}

function descriptorOptions(column: Column, language: number): readonly Readonly<Record<string, unknown>>[] {
  return optionsOf(column).map((option) => ({
    Label: textIn(option.label, language),
    Value: option.value,
    Color: option.color ?? null,
    IsHidden: false,
    TransitionData: null,
    State: option.state ?? null,
    DefaultStatus: option.defaultStatus ?? null,
    InvariantName: null,
  }));
}

/** `RequiredLevel` as controls see it. */
export const REQUIRED_LEVELS = { none: 0, systemrequired: 1, required: 2, recommended: 3 } as const;

/** `Attributes`: only the columns that were asked for. */
class AttributeCollection {
  constructor(private readonly items: ReadonlyMap<string, AttributeMetadata>) {}

  get(name: string): AttributeMetadata | undefined {
    return this.items.get(name);
  }

  getAll(): AttributeMetadata[] {
    return [...this.items.values()];
  }

  getLength(): number {
    return this.items.size;
  }
}

/** What `utils.getEntityMetadata` resolves with. Its members are prototype getters, invisible to `Object.keys`, as measured. */
export class EntityMetadata {
  readonly #table: Table;
  readonly #language: number;
  readonly #attributes: AttributeCollection;

  constructor(table: Table, language: number, columns: readonly string[]) {
    this.#table = table;
    this.#language = language;
    const wanted = new Set(columns);
    this.#attributes = new AttributeCollection(
      new Map(
        table.columns
          .filter((column) => wanted.has(column.logicalName))
          .map((column) => [column.logicalName, new AttributeMetadata(column, table.logicalName, language)]),
      ),
    );
  }

  get LogicalName(): string {
    return this.#table.logicalName;
  }

  get EntitySetName(): string {
    return this.#table.entitySetName;
  }

  get PrimaryIdAttribute(): string {
    return this.#table.primaryKey;
  }

  get PrimaryNameAttribute(): string {
    return this.#table.primaryName;
  }

  get DisplayName(): string {
    return textIn(this.#table.displayName, this.#language);
  }

  get DisplayCollectionName(): string {
    return textIn(this.#table.pluralName, this.#language);
  }

  get ObjectTypeCode(): number {
    return this.#table.objectTypeCode;
  }

  get Attributes(): AttributeCollection {
    return this.#attributes;
  }
}

/** @throws (rejects) Error for a table that the model lacks; unknown columns are left out, as in the platform. */
export async function getEntityMetadata(
  model: Pick<HostModel, "tables">,
  language: number,
  table: string,
  columns: readonly string[] = [],
): Promise<EntityMetadata> {
  const found = model.tables.find((candidate) => candidate.logicalName === table);
  if (found === undefined) {
    throw new Error(`The entity "${table}" cannot be found. Specify a valid query, and try again.`);
  }
  return new EntityMetadata(found, language, columns);
}
