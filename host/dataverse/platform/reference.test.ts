import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Column, OneToMany, Ownership } from "../../../solution/model/types";
import { Catalog, type CatalogTable } from "../catalog";
import { completeSchema, platformRelationships, platformTables } from "./index";

/**
 * Microsoft publishes a reference of the platform's tables; a copy of it, one JSON file for each table, may stand beside the
 * repository. Where it does, no table, column, option or relationship here may be invented.
 */
const folder = resolve(__dirname, "../../../../shared/platform/entities");

interface PublishedColumn {
  readonly logicalName: string;
  readonly schemaName: string;
  readonly type: string;
  readonly required: string;
  readonly write: boolean;
  readonly maxLength?: number;
  readonly min?: number;
  readonly max?: number;
  readonly precision?: number;
  readonly maxSizeKB?: number;
  readonly format?: string;
  readonly behavior?: string;
  readonly default?: number | boolean;
  readonly targets?: readonly string[];
  readonly options?: Readonly<Record<string, string>>;
  readonly states?: Readonly<Record<string, number | { readonly label: string; readonly defaultStatus: number }>>;
}

interface PublishedTable {
  readonly logicalName: string;
  readonly schemaName: string;
  readonly entitySetName: string;
  readonly primaryId: string;
  readonly primaryName?: string;
  readonly ownership: string;
  readonly columns: readonly PublishedColumn[];
  readonly manyToOne: readonly {
    readonly column: string;
    readonly target: string;
    readonly schemaName: string;
    readonly navigation: string;
    readonly cascadeDelete?: string;
  }[];
}

const published: readonly PublishedTable[] = existsSync(folder)
  ? readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as PublishedTable)
  : [];

const { tables, relationships } = completeSchema(platformTables, platformRelationships);
const catalog = new Catalog(tables, relationships);

// ------------------------------------------------------------------------------- what is left out, and why

/** Tables of the reference that no control or form here reads yet. */
const tablesLeftOut: Readonly<Record<string, string>> = {
  processstage: "stages of business process flows: with the source that reads them",
  workflow: "definitions of processes and flows: with the source that reads them",
};

const leftOut: readonly { readonly why: string; readonly is: (column: PublishedColumn) => boolean }[] = [
  {
    why: "the name and type of a lookup's row: the Web API has them as annotations, not as columns",
    is: ({ logicalName, type }) =>
      /(^owneridname|^organizationidname|yominame)$/u.test(logicalName) ||
      (type === "EntityName" && /(idtype|typecode)$/u.test(logicalName) && logicalName !== "objecttypecode"),
  },
  {
    why: "which layer of which solution a component comes from: nothing here has layers",
    is: ({ logicalName, type }) =>
      type === "ManagedProperty" ||
      /^(componentidunique|componentstate|overwritetime|solutionid|supportingsolutionid|ismanaged|introducedversion)$/u.test(
        logicalName,
      ) ||
      /idunique$/u.test(logicalName),
  },
  {
    why: "a lookup into tables that are not described here",
    is: ({ type, targets = [], logicalName }) =>
      type === "Lookup" && !targets.some((target) => catalog.table(target) !== undefined) && logicalName !== "objectid",
  },
  {
    why: "a choice whose options are the tables of the environment: the reference lists none",
    is: ({ type, options }) => type === "Picklist" && options === undefined,
  },
];

/** Rows of these belong to whoever owns their parent; the owner stands there for reading only, and nothing here reads it. */
const ownedByParent = new Set(["duplicaterulecondition", "environmentvariablevalue"]);

/** Columns here that the reference of their table leaves out although the platform has them. */
const unpublished: Readonly<Record<string, string>> = {
  "systemuser.entityimage_timestamp": "companion of every image column",
  "systemuser.entityimage_url": "companion of every image column",
  "systemuser.entityimageid": "companion of every image column",
  "duplicaterule.versionnumber": "every row here has a version: its ETag is made of it",
  "duplicaterulecondition.versionnumber": "every row here has a version: its ETag is made of it",
};

/** Relationships that the reference tells on their other side alone. */
const toldOnTheOtherSide = new Set(["annotation.objectid msdyn_flow_approval"]);

// ------------------------------------------------------------------------------------------------ comparison

const ownerships: Readonly<Record<string, Ownership>> = {
  UserOwned: "user",
  OrganizationOwned: "organization",
  BusinessOwned: "businessUnit",
  None: "none",
};
const levels: Readonly<Record<string, string>> = {
  None: "none",
  Recommended: "recommended",
  ApplicationRequired: "required",
  SystemRequired: "systemrequired",
};
const formats: Readonly<Record<string, string>> = {
  Text: "text",
  Email: "email",
  Url: "url",
  Phone: "phone",
  TextArea: "textarea",
  TickerSymbol: "ticker",
  RichText: "richtext",
  PhoneticGuide: "text",
  VersionNumber: "text",
};
const cascades: Readonly<Record<string, string>> = {
  NoCascade: "none",
  Cascade: "cascade",
  Restrict: "restrict",
  RemoveLink: "removeLink",
};

/** A published column in this repository's words, as far as its type is concerned. */
function expected(column: PublishedColumn): Readonly<Record<string, unknown>> {
  const described = (column.targets ?? []).filter((target) => catalog.table(target) !== undefined);
  switch (column.type) {
    case "String":
      return { type: "text", maxLength: column.maxLength, format: formats[column.format ?? ""] };
    case "EntityName":
      return { type: "text" };
    case "Memo":
      return { type: "memo", maxLength: column.maxLength, format: formats[column.format ?? "TextArea"] };
    case "Integer":
      return { type: "integer", min: column.min, max: column.max };
    case "BigInt":
      return { type: "bigint" };
    case "Decimal":
      return { type: "decimal", min: column.min, max: column.max, precision: column.precision };
    case "Double":
      return { type: "float", min: column.min, max: column.max, precision: column.precision };
    case "Money":
      return { type: "money", min: column.min, max: column.max, precision: column.precision };
    case "Boolean":
      return { type: "boolean", options: column.options, default: column.default };
    case "Picklist":
      return { type: "choice", options: column.options, default: column.default };
    case "State":
      return {
        type: "state",
        states: Object.fromEntries(
          Object.entries(column.states ?? {}).map(([value, state]) => [value, typeof state === "object" ? state : {}]),
        ),
      };
    case "Status":
      return { type: "status", options: column.options, states: column.states };
    case "DateTime":
      return {
        type: "datetime",
        format: column.format === "DateOnly" ? "date" : "datetime",
        behavior: column.behavior === "UserLocal" ? "userLocal" : "other",
      };
    case "Uniqueidentifier":
      return { type: "guid" };
    case "Lookup":
    case "Owner":
      return { type: "lookup", targets: [...described].sort() };
    case "Image":
      return { type: "image" };
    case "File":
      return { type: "file", maxSizeInKB: column.maxSizeKB };
    default:
      return { type: `unknown ${column.type}` };
  }
}

const labels = (
  options: Extract<Column, { type: "choice" }>["options"],
): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(options.map((option) => [String(option.value), option.label[1033]]));

/** The same of a column here. */
function actual(column: Column, wanted: PublishedColumn): Readonly<Record<string, unknown>> {
  switch (column.type) {
    case "primarykey":
      return { type: "guid" };
    case "text":
      return wanted.type === "EntityName"
        ? { type: "text" }
        : { type: "text", maxLength: column.maxLength, format: column.format };
    case "memo":
      return { type: "memo", maxLength: column.maxLength, format: column.format };
    case "integer":
      return { type: "integer", min: column.min, max: column.max };
    case "decimal":
    case "float":
    case "money":
      return { type: column.type, min: column.min, max: column.max, precision: column.precision };
    case "boolean":
    case "choice":
      return { type: column.type, options: labels(column.options), default: column.defaultValue };
    case "multichoice":
      return { type: column.type, options: labels(column.options) };
    case "state":
      return {
        type: "state",
        states: Object.fromEntries(
          column.options.map((option) => [
            String(option.value),
            { label: option.label[1033], defaultStatus: option.defaultStatus },
          ]),
        ),
      };
    case "status":
      return {
        type: "status",
        options: labels(column.options),
        states: Object.fromEntries(column.options.map((option) => [String(option.value), option.state])),
      };
    case "datetime":
      return { type: "datetime", format: column.format, behavior: column.behavior };
    case "lookup":
      return { type: "lookup", targets: [...column.targets].sort() };
    case "file":
      return { type: "file", maxSizeInKB: column.maxSizeInKB };
    case "bigint":
    case "guid":
    case "image":
      return { type: column.type };
  }
}

const isLeftOut = (table: PublishedTable, column: PublishedColumn): boolean =>
  leftOut.some(({ is }) => is(column)) || (ownedByParent.has(table.logicalName) && /^own/u.test(column.logicalName));

/** Everything in which a table here differs from its reference, as sentences. */
function differences(reference: PublishedTable, table: CatalogTable): string[] {
  const found: string[] = [];
  const compare = (what: string, here: unknown, there: unknown): void => {
    if (JSON.stringify(here) !== JSON.stringify(there)) {
      found.push(`${what} is ${JSON.stringify(here)}, published is ${JSON.stringify(there)}`);
    }
  };
  compare("schema name", table.schemaName, reference.schemaName);
  compare("entity set", table.entitySetName, reference.entitySetName);
  compare("primary key", table.primaryKey, reference.primaryId);
  compare("primary name", table.primaryName, reference.primaryName ?? reference.primaryId);
  compare("ownership", table.ownership, ownerships[reference.ownership]);
  const known = new Map(reference.columns.map((column) => [column.logicalName, column]));
  for (const column of table.columns) {
    if (!known.has(column.logicalName) && unpublished[`${table.logicalName}.${column.logicalName}`] === undefined) {
      found.push(`column ${column.logicalName} is not published`);
    }
  }
  for (const wanted of reference.columns) {
    const column = table.columnsByName.get(wanted.logicalName);
    const name = `column ${wanted.logicalName}`;
    if (isLeftOut(reference, wanted)) {
      if (column !== undefined) {
        found.push(`${name} is here although it counts as left out`);
      }
      continue;
    }
    if (column === undefined) {
      found.push(`${name} is missing`);
      continue;
    }
    compare(name, actual(column, wanted), expected(wanted));
    // The platform's oldest tables write StateCode where the others write statecode, and who may write them varies likewise.
    if (column.type !== "state" && column.type !== "status") {
      compare(`${name}: schema name`, column.schemaName, wanted.schemaName.replace(/^new_/u, ""));
    }
    if (column.type !== "state" && column.type !== "status" && column.type !== "primarykey") {
      compare(`${name}: may be written`, column.validForCreate, wanted.write);
    }
    // The platform's own columns are filled by the server: whether they may be empty says nothing to anybody.
    if (!column.system) {
      compare(`${name}: required`, column.requiredLevel, levels[wanted.required]);
    }
  }
  for (const navigation of table.navigations.values()) {
    if (navigation.kind === "lookup") {
      found.push(...relationshipDifferences(reference, navigation.relationship));
    }
  }
  return found;
}

function relationshipDifferences(reference: PublishedTable, item: OneToMany): string[] {
  const what = `relationship ${item.referencingColumn} → ${item.referencedTable}`;
  const there = reference.manyToOne.find(
    ({ column, target }) => column === item.referencingColumn && target === item.referencedTable,
  );
  if (there === undefined) {
    const told = toldOnTheOtherSide.has(`${item.referencingTable}.${item.referencingColumn} ${item.referencedTable}`);
    return told ? [] : [`${what} is not published`];
  }
  const here = [
    item.schemaName,
    item.referencingNavigation,
    there.cascadeDelete === undefined ? "" : item.cascadeDelete,
  ];
  const wanted = [there.schemaName, there.navigation, cascades[there.cascadeDelete ?? ""] ?? ""];
  return here.join(" ") === wanted.join(" ") ? [] : [`${what} is ${here.join(" ")}, published is ${wanted.join(" ")}`];
}

const described = published.flatMap((reference) => {
  const table = catalog.table(reference.logicalName);
  return table === undefined ? [] : [{ name: reference.logicalName, reference, table }];
});

if (published.length === 0) {
  test.skip(`the published reference of the platform's tables is not beside the repository (${folder})`, () =>
    undefined);
} else {
  test.each(described)("$name is described as the platform publishes it", ({ reference, table }) => {
    expect(differences(reference, table)).toEqual([]);
  });

  test("a published table is described here, or left out for a reason", () => {
    const missing = published.flatMap(({ logicalName }) =>
      catalog.table(logicalName) === undefined && tablesLeftOut[logicalName] === undefined ? [logicalName] : [],
    );
    expect(missing).toEqual([]);
  });

  test("an invented name does not pass", () => {
    const reference = published.find(({ logicalName }) => logicalName === "approvalstageorder");
    const table = catalog.table("approvalstageorder");
    if (reference === undefined || table === undefined) throw new Error("approvalstageorder has to be described.");
    const invented = { ...table, columns: table.columns.map((column) => ({ ...column })) };
    const [first] = invented.columns;
    if (first === undefined) throw new Error("a table has columns");
    invented.columns.push({ ...first, logicalName: "msdyn_flow_approvalstageorder_ordernumber" });
    expect(differences(reference, invented)).toEqual([
      "column msdyn_flow_approvalstageorder_ordernumber is not published",
    ]);
  });
}
