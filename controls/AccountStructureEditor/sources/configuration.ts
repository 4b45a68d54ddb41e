import type { Dataverse, Row } from "../../../shared/dataverse/client";
import { DataverseError } from "../../../shared/dataverse/error";
import { chunks, isOneOf } from "../../../shared/dataverse/query";
import { booleanOf, numberOf, referenceOf, textOf } from "../../../shared/dataverse/row";
import type { AccountStructure, AdvancedRule, Dimension, DimensionValue, LedgerModel } from "../../../shared/ledger";
import type { Book, Column, Sheet, SheetRow } from "../sheet/sheet";

/** What is edited: a structure of either kind, or an advanced rule with the structures that it adds. */
interface Target {
  readonly kind: "structure" | "rule";
  /** Lower-case GUID. */
  readonly id: string;
  /** The one row that is shown, on the form of a row; null: all. */
  readonly row: string | null;
}

/** What is edited on a record's form. Of a row it is its structure, so that it is judged among the others. */
export async function targetOf(dataverse: Dataverse, table: string, id: string, signal: AbortSignal): Promise<Target> {
  if (table === TABLES.rule) return { kind: "rule", id, row: null };
  if (table !== TABLES.row) return { kind: "structure", id, row: null };
  const row = await dataverse.retrieve(TABLES.row, id, ["_fsn_accountstructure_value"], { signal });
  return { kind: "structure", id: referenceOf(row, "fsn_accountstructure")?.id ?? "", row: id };
}

/** The ledger around what is edited, as Fieldstone's configuration tables hold it. */
export interface Configuration {
  /** Companies whose ledger uses it, by name. Empty: none yet, and only values that all companies share are known. */
  readonly companies: readonly string[];
  /** The one whose values are here; "" where no company uses it. */
  readonly company: string;
  /** The whole ledger of the company, what is edited included even as a draft. */
  readonly model: LedgerModel;
  readonly book: Book;
  /** The one row that is shown; null: all. */
  readonly only: string | null;
  /** Ids of dimensions by name, for writing. */
  readonly dimensionIds: ReadonlyMap<string, string>;
}

const TABLES = {
  dimension: "fsn_dimension",
  value: "fsn_dimensionvalue",
  override: "fsn_dimensionvalueoverride",
  structure: "fsn_accountstructure",
  segment: "fsn_accountstructuresegment",
  row: "fsn_accountstructurerow",
  ledger: "fsn_ledgerstructure",
  rule: "fsn_advancedrule",
  criterion: "fsn_advancedrulecriterion",
  ruleStructure: "fsn_advancedrulestructure",
  derivedRule: "fsn_derivedrule",
  derivedValue: "fsn_derivedvalue",
} as const;
export const rowTable = TABLES.row;
export const criterionTable = TABLES.criterion;

/** A dimension with more values than this is not read to its end: what is beyond cannot be verified. */
const valueLimit = 250_000;
/** Orders of segments, each of which has a column for its criteria. */
const criteriaFields = Array.from({ length: 16 }, (_, at) => `fsn_criteria${at + 1}`);
const ROW_COLUMNS = [
  "fsn_accountstructurerowid",
  "_fsn_accountstructure_value",
  "fsn_order",
  "fsn_activefrom",
  "fsn_activeto",
  ...criteriaFields,
];
const MAIN_ACCOUNT = 417_200_001;
const KIND_RULE = 417_200_002;

const text = (row: Row, column: string): string => textOf(row, column) ?? "";
const idIn = (row: Row, column: string): string => referenceOf(row, column)?.id ?? "";
const day = (row: Row, column: string): string | undefined => textOf(row, column)?.slice(0, 10);

interface Read {
  readonly all: (
    table: string,
    columns: readonly string[],
    filter?: string,
    orderBy?: string,
  ) => Promise<readonly Row[]>;
  /** Rows of a table that a role may lack: without them the ledger is judged as if there were none. */
  readonly some: (table: string, columns: readonly string[], filter?: string) => Promise<readonly Row[]>;
}

function reader(dataverse: Dataverse, signal: AbortSignal): Read {
  const all: Read["all"] = async (table, select, filter, orderBy) =>
    (await dataverse.retrieveAll(table, { select, filter, orderBy }, { signal })).rows;
  return {
    all,
    some: async (table, select, filter) => {
      try {
        return await all(table, select, filter);
      } catch (error) {
        if (error instanceof DataverseError && (error.kind === "forbidden" || error.kind === "notFound")) return [];
        throw error;
      }
    },
  };
}

/** @throws DataverseError of the first table that cannot be read */
export async function readConfiguration(
  dataverse: Dataverse,
  target: Target,
  wanted: string,
  takenOn: string,
  signal: AbortSignal,
): Promise<Configuration> {
  const { all, some } = reader(dataverse, signal);
  const [dimensions, structures, segments, ledgers, rules, criteria, added, derivedRules, derivedValues] =
    await Promise.all([
      all(
        TABLES.dimension,
        ["fsn_dimensionid", "fsn_name", "fsn_displayname", "fsn_kind"],
        undefined,
        "fsn_integrationorder",
      ),
      all(TABLES.structure, ["fsn_accountstructureid", "fsn_name", "fsn_kind", "fsn_isactive"]),
      all(TABLES.segment, ["_fsn_accountstructure_value", "_fsn_dimension_value", "fsn_order"], undefined, "fsn_order"),
      all(TABLES.ledger, ["_fsn_legalentity_value", "_fsn_accountstructure_value"], undefined, "fsn_name"),
      all(TABLES.rule, ["fsn_advancedruleid", "fsn_name", "_fsn_accountstructure_value", "fsn_isactive"]),
      all(TABLES.criterion, [
        "fsn_advancedrulecriterionid",
        "_fsn_advancedrule_value",
        "_fsn_dimension_value",
        "fsn_criteria",
      ]),
      all(TABLES.ruleStructure, ["_fsn_advancedrule_value", "_fsn_accountstructure_value"]),
      some(TABLES.derivedRule, [
        "fsn_derivedruleid",
        "_fsn_dimension_value",
        "fsn_replaceexisting",
        "fsn_preventchanges",
      ]),
      some(TABLES.derivedValue, ["_fsn_derivedrule_value", "fsn_drivingvalue", "_fsn_dimension_value", "fsn_value"]),
    ]);
  const ids = {
    structure: (row: Row) => text(row, "fsn_accountstructureid"),
    rule: (row: Row) => text(row, "fsn_advancedruleid"),
  };
  const nameOf = new Map(structures.map((row) => [ids.structure(row), text(row, "fsn_name")]));
  const rulesOf = (structure: string) => rules.filter((row) => idIn(row, "fsn_accountstructure") === structure);
  const addedBy = (rule: string) =>
    added.filter((row) => idIn(row, "fsn_advancedrule") === rule).map((row) => idIn(row, "fsn_accountstructure"));

  // The account structures that what is edited belongs to, and the structures that are edited.
  const ownRule = target.kind === "rule" ? rules.find((row) => ids.rule(row) === target.id) : undefined;
  const edited = target.kind === "rule" ? [...new Set(addedBy(target.id))] : [target.id];
  const isRuleKind = (id: string): boolean =>
    numberOf(structures.find((row) => ids.structure(row) === id) ?? {}, "fsn_kind") === KIND_RULE;
  const owners = ownRule
    ? [idIn(ownRule, "fsn_accountstructure")]
    : isRuleKind(target.id)
      ? rules
          .filter((row) => addedBy(ids.rule(row)).includes(target.id))
          .map((row) => idIn(row, "fsn_accountstructure"))
      : [target.id];
  const using = ledgers.filter((row) => owners.includes(idIn(row, "fsn_accountstructure")));
  const companyRefs = using.map((row) => referenceOf(row, "fsn_legalentity"));
  const companies = [...new Set(companyRefs.map((ref) => ref?.name ?? "").filter(Boolean))].sort();
  const company = companies.includes(wanted) ? wanted : (companies[0] ?? "");
  const companyId = companyRefs.find((ref) => ref?.name === company)?.id;

  const ofCompany = ledgers
    .filter((row) => referenceOf(row, "fsn_legalentity")?.name === company)
    .map((row) => idIn(row, "fsn_accountstructure"));
  const accountIds = [...new Set([...(company ? ofCompany : []), ...owners])].filter((id) => nameOf.has(id));
  const usedIds = [
    ...new Set([
      ...accountIds,
      ...edited,
      ...accountIds.flatMap((id) => rulesOf(id).flatMap((rule) => addedBy(ids.rule(rule)))),
    ]),
  ];

  const dimensionName = new Map(dimensions.map((row) => [text(row, "fsn_dimensionid"), text(row, "fsn_name")]));
  const segmentsOf = (structure: string) => segments.filter((row) => idIn(row, "fsn_accountstructure") === structure);
  const dimensionOf = (row: Row): string =>
    dimensionName.get(idIn(row, "fsn_dimension")) ?? referenceOf(row, "fsn_dimension")?.name ?? "";
  const mentioned = new Set([
    ...usedIds.flatMap((id) => segmentsOf(id).map((row) => idIn(row, "fsn_dimension"))),
    ...criteria.map((row) => idIn(row, "fsn_dimension")),
  ]);

  const readValues = async (row: Row): Promise<Dimension> => {
    const id = text(row, "fsn_dimensionid");
    const kind = numberOf(row, "fsn_kind") ?? 0;
    const { values, complete } = mentioned.has(id)
      ? await valuesOf(dataverse, id, companyId, company, signal)
      : { values: [], complete: true };
    return {
      name: text(row, "fsn_name"),
      displayName: text(row, "fsn_displayname"),
      kind: kind === MAIN_ACCOUNT ? "mainAccount" : "list",
      values,
      partial: !complete,
    };
  };
  const overriding = companyId
    ? some(
        TABLES.override,
        ["_fsn_dimensionvalue_value", "fsn_activefrom", "fsn_activeto", "fsn_issuspended"],
        `_fsn_legalentity_value eq ${companyId}`,
      )
    : Promise.resolve([]);
  const [readDimensions, rowParts] = await Promise.all([
    Promise.all(dimensions.map(readValues)),
    Promise.all(chunks(usedIds, 40).map((part) => readRows(dataverse, part, signal))),
  ]);
  const overrides = new Map<string, Row[]>();
  for (const row of await overriding)
    overrides.set(idIn(row, "fsn_dimensionvalue"), [...(overrides.get(idIn(row, "fsn_dimensionvalue")) ?? []), row]);
  const withOverrides = readDimensions.map((dimension): Dimension => ({
    ...dimension,
    values: overrides.size ? dimension.values.map((value) => overridden(value, overrides, company)) : dimension.values,
  }));

  const titleOf = new Map(
    dimensions.map((row) => [text(row, "fsn_name"), text(row, "fsn_displayname") || text(row, "fsn_name")]),
  );
  const rows = rowParts.flat();
  const sheetOf = (id: string): Sheet =>
    structureSheet(
      id,
      nameOf.get(id) ?? "",
      segmentsOf(id).map((row) => ({
        dimension: dimensionOf(row),
        title: titleOf.get(dimensionOf(row)) ?? dimensionOf(row),
        order: numberOf(row, "fsn_order") ?? 0,
      })),
      rows.filter((row) => idIn(row, "fsn_accountstructure") === id),
    );
  const criteriaOf = (rule: string) => criteria.filter((row) => idIn(row, "fsn_advancedrule") === rule);
  const isActive = (row: Row): boolean => booleanOf(row, "fsn_isactive") !== false;

  const structureOf = (id: string): AccountStructure => {
    const row = structures.find((one) => ids.structure(one) === id);
    return {
      ...asStructure(sheetOf(id)),
      kind: isRuleKind(id) ? "rule" : "account",
      // What is edited counts even as a draft: its mistakes are looked for before it is activated.
      active: edited.includes(id) || row === undefined || isActive(row),
    };
  };
  const model: LedgerModel = {
    version: takenOn,
    takenOn,
    dimensions: withOverrides,
    legalEntities: [
      {
        name: company,
        structures: accountIds.filter((id) => !isRuleKind(id)).map((id) => nameOf.get(id) ?? ""),
      },
    ],
    structures: usedIds.filter((id) => nameOf.has(id)).map(structureOf),
    rules: rules
      .filter((row) => accountIds.includes(idIn(row, "fsn_accountstructure")))
      .map((row): AdvancedRule => ({
        name: text(row, "fsn_name"),
        structure: nameOf.get(idIn(row, "fsn_accountstructure")) ?? "",
        active: ids.rule(row) === target.id || isActive(row),
        criteria: criteriaOf(ids.rule(row)).map((one) => ({
          dimension: dimensionOf(one),
          criteria: text(one, "fsn_criteria"),
        })),
        structures: addedBy(ids.rule(row)).map((id) => nameOf.get(id) ?? ""),
      })),
    derived: derivedRules.map((row) => ({
      dimension: dimensionOf(row),
      replaceExisting: booleanOf(row, "fsn_replaceexisting") === true,
      preventChanges: booleanOf(row, "fsn_preventchanges") === true,
      values: derivedValues
        .filter((value) => idIn(value, "fsn_derivedrule") === text(row, "fsn_derivedruleid"))
        .map((value) => ({
          drivingValue: text(value, "fsn_drivingvalue"),
          dimension: dimensionOf(value),
          value: text(value, "fsn_value"),
        })),
    })),
    defaults: [],
    aliases: [],
    integrationFormat: [],
  };
  const ruleSheet =
    ownRule && criteriaSheet(ownRule, owners[0] ?? "", { segmentsOf, dimensionOf, criteriaOf, titleOf });
  return {
    companies,
    company,
    model,
    only: target.row,
    book: [...(ruleSheet ? [ruleSheet] : []), ...edited.map(sheetOf)],
    dimensionIds: new Map(dimensions.map((row) => [text(row, "fsn_name"), text(row, "fsn_dimensionid")])),
  };
}

async function valuesOf(
  dataverse: Dataverse,
  dimension: string,
  companyId: string | undefined,
  company: string,
  signal: AbortSignal,
): Promise<{ readonly values: DimensionValue[]; readonly complete: boolean }> {
  const shared = "_fsn_legalentity_value eq null";
  const own = companyId ? `(${shared} or _fsn_legalentity_value eq ${companyId})` : shared;
  const { rows, complete } = await dataverse.retrieveAll(
    TABLES.value,
    {
      select: [
        "fsn_dimensionvalueid",
        "fsn_name",
        "fsn_description",
        "_fsn_legalentity_value",
        "fsn_activefrom",
        "fsn_activeto",
        "fsn_issuspended",
        "fsn_istotal",
        "fsn_isblockedformanualentry",
      ],
      filter: `_fsn_dimension_value eq ${dimension} and ${own}`,
    },
    { signal, limit: valueLimit },
  );
  return {
    complete,
    values: rows.map((row) => ({
      id: text(row, "fsn_dimensionvalueid"),
      value: text(row, "fsn_name"),
      description: text(row, "fsn_description"),
      legalEntity: idIn(row, "fsn_legalentity") ? company : "",
      activeFrom: day(row, "fsn_activefrom"),
      activeTo: day(row, "fsn_activeto"),
      suspended: booleanOf(row, "fsn_issuspended") === true,
      total: booleanOf(row, "fsn_istotal") === true,
      blocked: booleanOf(row, "fsn_isblockedformanualentry") === true,
    })),
  };
}

/** A value with what the company changes about it; the id of its row is in no model and stands beside it. */
function overridden(
  value: DimensionValue & { readonly id?: string },
  overrides: ReadonlyMap<string, readonly Row[]>,
  company: string,
): DimensionValue {
  const own = overrides.get(value.id ?? "");
  return own
    ? {
        ...value,
        overrides: own.map((row) => ({
          legalEntity: company,
          activeFrom: day(row, "fsn_activefrom"),
          activeTo: day(row, "fsn_activeto"),
          suspended: booleanOf(row, "fsn_issuspended") === true,
        })),
      }
    : value;
}

/** The rows of structures in their order, as the server has them now. */
async function readRows(
  dataverse: Dataverse,
  structures: readonly string[],
  signal: AbortSignal,
): Promise<readonly Row[]> {
  const filter = isOneOf("_fsn_accountstructure_value", structures);
  return (await dataverse.retrieveAll(TABLES.row, { select: ROW_COLUMNS, filter, orderBy: "fsn_order" }, { signal }))
    .rows;
}

function structureSheet(
  id: string,
  name: string,
  segments: readonly { readonly dimension: string; readonly title: string; readonly order: number }[],
  rows: readonly Row[],
): Sheet {
  const columns: Column[] = [
    // A cell stands in the column of its segment's order, so that a removed segment does not shift the others.
    ...segments.map(({ dimension, title, order }) => ({
      kind: "criteria" as const,
      dimension,
      title,
      field: `fsn_criteria${order}`,
    })),
    { kind: "from", field: "fsn_activefrom" },
    { kind: "to", field: "fsn_activeto" },
  ];
  return { id, kind: "structure", name, columns, rows: rows.map((row) => sheetRow(row, columns)) };
}

function sheetRow(row: Row, columns: readonly Column[]): SheetRow {
  const used = new Set(columns.map(({ field }) => field));
  return {
    key: text(row, "fsn_accountstructurerowid"),
    cells: columns.map(({ kind, field }) =>
      kind === "criteria" ? text(row, field).trim() : text(row, field).slice(0, 10),
    ),
    surplus: Object.fromEntries(
      criteriaFields.flatMap((field) =>
        !used.has(field) && text(row, field).trim() ? [[field, text(row, field)]] : [],
      ),
    ),
    order: numberOf(row, "fsn_order") ?? 0,
  };
}

/** When a rule applies, as one row over the dimensions of its account structure and those that it names besides. */
function criteriaSheet(
  rule: Row,
  structure: string,
  {
    segmentsOf,
    dimensionOf,
    criteriaOf,
    titleOf,
  }: {
    readonly segmentsOf: (structure: string) => readonly Row[];
    readonly dimensionOf: (row: Row) => string;
    readonly criteriaOf: (rule: string) => readonly Row[];
    readonly titleOf: ReadonlyMap<string, string>;
  },
): Sheet {
  const id = text(rule, "fsn_advancedruleid");
  const own = criteriaOf(id);
  const names = [...new Set([...segmentsOf(structure), ...own].map(dimensionOf))];
  return {
    id,
    kind: "criteria",
    name: text(rule, "fsn_name"),
    columns: names.map((dimension) => ({
      kind: "criteria",
      dimension,
      title: titleOf.get(dimension) ?? dimension,
      field: dimension,
    })),
    rows: [
      {
        key: id,
        // Several entries of one dimension are alternatives, as the terms of one cell are.
        cells: names.map((name) =>
          own
            .filter((row) => dimensionOf(row) === name)
            .map((row) => text(row, "fsn_criteria").trim())
            .join(";"),
        ),
        surplus: {},
        order: 1,
      },
    ],
  };
}

/** A sheet as the engine's structure; criteria that belong to no segment stand behind the others. */
function asStructure({ name, columns, rows }: Sheet): Omit<AccountStructure, "kind"> {
  const at = (kind: Column["kind"]): number => columns.findIndex((column) => column.kind === kind);
  const days = [at("from"), at("to")] as const;
  const dayIn = (cells: readonly string[], column: number): string | undefined =>
    /^\d{4}-\d\d-\d\d$/.test(cells[column] ?? "") ? cells[column] : undefined;
  const segments = columns.flatMap((column) => (column.kind === "criteria" ? [column.dimension] : []));
  return {
    name,
    segments,
    rows: rows.map(({ cells, surplus }) => ({
      criteria: [...cells.slice(0, segments.length), ...Object.values(surplus)],
      activeFrom: dayIn(cells, days[0]),
      activeTo: dayIn(cells, days[1]),
    })),
  };
}

/** The same sheets as the server has them now. */
export async function rereadSheets(dataverse: Dataverse, book: Book, signal: AbortSignal): Promise<Book> {
  return Promise.all(
    book.map(async (sheet): Promise<Sheet> => {
      if (sheet.kind === "structure") {
        const rows = await readRows(dataverse, [sheet.id], signal);
        return { ...sheet, rows: rows.map((row) => sheetRow(row, sheet.columns)) };
      }
      const own = await criteriaRows(dataverse, sheet.id, signal);
      return {
        ...sheet,
        rows: sheet.rows.map((row) => ({
          ...row,
          cells: sheet.columns.map(({ field }) =>
            own
              .filter(({ dimension }) => dimension === field)
              .map(({ criteria }) => criteria)
              .join(";"),
          ),
        })),
      };
    }),
  );
}

/** A rule's criteria as they are in the table, one row each. */
export async function criteriaRows(
  dataverse: Dataverse,
  rule: string,
  signal: AbortSignal,
): Promise<readonly { readonly id: string; readonly dimension: string; readonly criteria: string }[]> {
  const { rows } = await dataverse.retrieveAll(
    TABLES.criterion,
    {
      select: ["fsn_advancedrulecriterionid", "_fsn_dimension_value", "fsn_criteria"],
      filter: `_fsn_advancedrule_value eq ${rule}`,
    },
    { signal },
  );
  return rows.map((row) => ({
    id: text(row, "fsn_advancedrulecriterionid"),
    dimension: referenceOf(row, "fsn_dimension")?.name ?? "",
    criteria: text(row, "fsn_criteria").trim(),
  }));
}

/** The company's ledger with what is on the sheets in the place of what was read. */
export function withBook(model: LedgerModel, book: Book): LedgerModel {
  const sheets = new Map(book.map((sheet) => [`${sheet.kind} ${sheet.name}`, sheet]));
  return {
    ...model,
    structures: model.structures.map((structure) => {
      const sheet = sheets.get(`structure ${structure.name}`);
      return sheet ? { ...structure, ...asStructure(sheet) } : structure;
    }),
    rules: model.rules.map((rule) => {
      const sheet = sheets.get(`criteria ${rule.name}`);
      return sheet
        ? {
            ...rule,
            criteria: sheet.columns.flatMap((column, at) => {
              const criteria = sheet.rows[0]?.cells[at] ?? "";
              return column.kind === "criteria" && criteria ? [{ dimension: column.dimension, criteria }] : [];
            }),
          }
        : rule;
    }),
  };
}
