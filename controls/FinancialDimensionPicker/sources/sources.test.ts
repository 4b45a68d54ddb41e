/** @jest-environment ./host/testing/environment.cjs */
import { createDataverse, type Dataverse } from "../../../shared/dataverse/client";
import { compile, lint, type LedgerModel } from "../../../shared/ledger";
import { apiOf, refusal, startEmbedded, type ApiOptions, type Embedded } from "../../../host/testing/embedded";
import type { ReadSource } from "./ledgerSource";
import { readMapping } from "./mapping";
import { readLedger, type Reading } from "./readLedger";
import { SetupError } from "./setup";
import { readSnapshot } from "./snapshot";
import { readSource } from "./source";
import { mappingPresets } from "./tables";

/** The sources against the embedded Dataverse itself, over the page's own Web API client. */

let embedded: Embedded;
beforeAll(async () => {
  embedded = await startEmbedded({ rows: "sampleLedger" });
});
afterAll(() => embedded.close());

const NOW = "2026-11-23T12:00:00.000Z";
const never = new AbortController().signal;
const reading: Reading = { at: Date.parse(NOW), signal: never };
const dataverseOf = (options?: ApiOptions): Dataverse => createDataverse(apiOf(embedded, options));
const read = (company: string, options?: ApiOptions, mapping = mappingPresets.configuration) =>
  readLedger(dataverseOf(options), mapping, company, reading);
const readAgain = (former: ReadSource, options?: ApiOptions, more: Partial<Reading> = {}) =>
  readLedger(dataverseOf(options), mappingPresets.configuration, "USMF", { ...reading, former, ...more });
const ledgerOf = (model: LedgerModel, legalEntity: string) => compile(model, { legalEntity, date: "2026-06-15" });
const problemsOf = (work: () => unknown): readonly string[] => {
  try {
    work();
    return [];
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return error.problems.map(({ key, values }) => [key, ...values].join(" | "));
  }
};
const status = (code: number, error: string) => (table: string) => (address: string) =>
  address.includes(`/${table}?`) ? refusal(code, error, "no") : undefined;
const forbidding = status(403, "0x80040220");

describe("configuration tables", () => {
  it("make a ledger of one company that judges as the sample says", async () => {
    const { model, unread } = await read("USMF");
    expect(unread).toEqual([]);
    const ledger = ledgerOf(model, "USMF");
    expect(ledger.mainAccount).toBe("MainAccount");
    const judge = (text: string) => ledger.parse(text).readings[0]?.verdict.outcome;
    expect([judge("606100-008-027-009"), judge("401100-001-022"), judge("401100-001-022--C00001")]).toEqual([
      "valid",
      "invalid",
      "valid",
    ]);
    expect(ledger.lookup("Department", "300")?.problem).toBeUndefined();
    expect(
      ledger.postingPreview({ MainAccount: "618900", BusinessUnit: "", Department: "023", CostCenter: "" }).changes,
    ).toMatchObject([{ dimension: "Department", to: "022" }]);
    expect(ledger.aliases("tra")).toEqual([{ name: "Travel sales", account: "618100-001-022" }]);
    expect(model.integrationFormat).toEqual([
      "MainAccount",
      "BusinessUnit",
      "Department",
      "CostCenter",
      "Project",
      "Customer",
    ]);
    expect(
      lint(model, { legalEntity: "USMF", date: "2026-06-15" }).filter(({ severity }) => severity === "error"),
    ).toEqual([]);
  });

  it("hold what a company overrides and no value of another company", async () => {
    const { model } = await read("DEMF");
    const ledger = ledgerOf(model, "DEMF");
    expect(ledger.lookup("Department", "300")?.problem).toMatchObject({ code: "suspended" });
    const projects = model.dimensions.find(({ name }) => name === "Project")?.values ?? [];
    expect(new Set(projects.map(({ legalEntity }) => legalEntity))).toEqual(new Set(["DEMF"]));
  });

  it("are asked once each, for named columns of this company only", async () => {
    const log: string[] = [];
    await read("USMF", { log });
    expect(log.every((address) => /\$select=|<attribute /.test(address))).toBe(true);
    expect(new Set(log).size).toBe(log.length);
    // Seven of them ask how the two long tables stand, and how the values of each dimension begin.
    expect(log.length).toBeLessThanOrEqual(26);
    expect(
      log
        .filter((address) => /dimensionvalues\?(?!.*modifiedon)/.test(address))
        .every((address) => /fsn_name eq 'USMF'|and _fsn_legalentity_value eq null$/.test(address)),
    ).toBe(true);
  });

  it.each(["USMF", "DEMF", "USSI"])(
    "bring %s the rows of its own structures only, and the same ledger as if everything were read",
    async (company) => {
      const everything = readMapping(
        '{"tables":{"structures":{"columns":{"id":null}},"values":{"columns":{}}}}',
        "configuration",
      );
      const [mine, all] = [await read(company), await read(company, {}, everything)];
      const isUsed = ({ name }: { readonly name: string }): boolean => {
        const own = mine.model.legalEntities.flatMap(({ structures }) => structures);
        return (
          own.includes(name) ||
          mine.model.rules.some((rule) => own.includes(rule.structure) && rule.structures.includes(name))
        );
      };
      const unused = all.model.structures.filter((structure) => !isUsed(structure));
      expect(unused.some(({ rows }) => rows.length > 0)).toBe(true);
      expect(all.model.structures.filter(isUsed).every(({ rows }) => rows.length > 0)).toBe(true);
      const sorted = (model: LedgerModel): LedgerModel => ({
        ...model,
        dimensions: model.dimensions.map((one) => ({
          ...one,
          values: [...one.values].sort((a, b) =>
            `${a.value}\n${a.description ?? ""}`.localeCompare(`${b.value}\n${b.description ?? ""}`),
          ),
        })),
      });
      expect(sorted(mine.model)).toEqual(
        sorted({
          ...all.model,
          structures: all.model.structures.map((structure) =>
            isUsed(structure) ? structure : { ...structure, rows: [] },
          ),
        }),
      );
    },
  );

  it("read no rows for a company without structures", async () => {
    const log: string[] = [];
    await read("Nobody", { log });
    expect(log.filter((address) => address.includes("fsn_accountstructurerows?$select=_"))).toEqual([]);
  });

  it("of a company that is not set up are an empty ledger, not an error", async () => {
    const { model } = await read("O'Neill");
    expect(model.legalEntities).toEqual([]);
    expect(ledgerOf(model, "O'Neill").validate({ MainAccount: "110100" })).toMatchObject({ outcome: "cannotVerify" });
  });

  it.each([
    ["fsn_advancedrules", "rules"],
    ["fsn_derivedvalues", "derivedValues"],
    ["fsn_dimensionaliases", "aliases"],
    ["fsn_dimensionvalueoverrides", "overrides"],
  ])("go on without %s and say what cannot be verified", async (set, part) => {
    for (const fault of [forbidding(set), status(404, "0x80060888")(set)]) {
      const { model, unread } = await read("USMF", { fault });
      expect(unread).toMatchObject([{ part }]);
      expect(model.structures.length).toBeGreaterThan(0);
    }
  });

  it.each(["fsn_dimensions", "fsn_dimensionvalues", "fsn_ledgerstructures", "fsn_accountstructurerows"])(
    "cannot do without %s",
    async (set) => {
      await expect(read("USMF", { fault: forbidding(set) })).rejects.toMatchObject({
        kind: "forbidden",
        table: expect.stringContaining("fsn_") as string,
      });
    },
  );

  it.each(["fsn_advancedrules", "fsn_dimensionaliases", "fsn_dimensionvalueoverrides"])(
    "go on without %s when the server fails there, and read it when it does so no longer",
    async (set) => {
      const broken = await read("USMF", { fault: status(500, "0x80040216")(set) });
      expect(broken.unread).toHaveLength(1);
      expect(broken.model.structures.length).toBeGreaterThan(0);
      const still = await readAgain(broken, { fault: status(500, "0x80040216")(set) });
      expect(still).toBe(broken);
      expect((await readAgain(broken)).unread).toEqual([]);
    },
  );

  it("are not taken for empty when a needed table fails or the network is gone", async () => {
    await expect(read("USMF", { fault: status(500, "0x80040216")("fsn_accountstructures") })).rejects.toMatchObject({
      kind: "unknown",
    });
    await expect(read("USMF", { offline: true })).rejects.toMatchObject({ kind: "offline" });
  });
});

describe("a ledger that was read", () => {
  const write = (): Dataverse => dataverseOf();
  const idIn = async (table: string, filter: string): Promise<string> => {
    const { rows } = await write().retrieveAll(table, { select: [`${table}id`], filter });
    return String(rows[0]?.[`${table}id`]);
  };
  const ids = (log: readonly string[]) =>
    log.filter((address) => /\/fsn_dimensionvalues\?\$select=fsn_dim/.test(address));

  it("stays as long as nothing has changed, which sixteen requests tell at most, without reading a value", async () => {
    const former = await read("USMF");
    const log: string[] = [];
    const gate = (address: string): undefined => {
      log.push(address);
      return undefined;
    };
    expect(await readAgain(former, { fault: gate })).toBe(former);
    expect(ids(log)).toEqual([]);
    expect(log.length).toBeLessThanOrEqual(16);
  });

  it.each<[string, () => Promise<() => Promise<unknown>>, (model: LedgerModel) => unknown, unknown]>([
    [
      "an alias more",
      async () => {
        const id = await write().create("fsn_dimensionalias", { fsn_name: "Brand new", fsn_account: "110100" });
        return () => write().remove("fsn_dimensionalias", id);
      },
      ({ aliases }) => aliases.some(({ name }) => name === "Brand new"),
      true,
    ],
    [
      "a structure that is no longer active",
      async () => {
        const id = await idIn("fsn_accountstructure", "fsn_name eq 'Profit and loss'");
        await write().update("fsn_accountstructure", id, { fsn_isactive: false });
        return () => write().update("fsn_accountstructure", id, { fsn_isactive: true });
      },
      ({ structures }) => structures.some(({ name }) => name === "Profit and loss"),
      false,
    ],
    [
      "another criterion of a row",
      async () => {
        const id = await idIn("fsn_accountstructurerow", "fsn_AccountStructure/fsn_name eq 'Profit and loss'");
        const { fsn_criteria1: former } = await write().retrieve("fsn_accountstructurerow", id, ["fsn_criteria1"]);
        await write().update("fsn_accountstructurerow", id, { fsn_criteria1: "999999" });
        return () => write().update("fsn_accountstructurerow", id, { fsn_criteria1: former });
      },
      ({ structures }) => structures.some(({ rows }) => rows.some(({ criteria }) => criteria[0] === "999999")),
      true,
    ],
    [
      "a value that is suspended",
      async () => {
        const id = await idIn("fsn_dimensionvalue", "fsn_name eq '027' and fsn_Dimension/fsn_name eq 'Department'");
        await write().update("fsn_dimensionvalue", id, { fsn_issuspended: true });
        return () => write().update("fsn_dimensionvalue", id, { fsn_issuspended: false });
      },
      (model) => ledgerOf(model, "USMF").lookup("Department", "027")?.problem?.code,
      "suspended",
    ],
    [
      "a value more",
      async () => {
        const dimension = await idIn("fsn_dimension", "fsn_name eq 'Department'");
        const id = await write().create("fsn_dimensionvalue", {
          fsn_name: "ZZ9",
          "fsn_Dimension@odata.bind": `/fsn_dimensions(${dimension})`,
        });
        return () => write().remove("fsn_dimensionvalue", id);
      },
      (model) => ledgerOf(model, "USMF").lookup("Department", "ZZ9")?.value,
      "ZZ9",
    ],
  ])("sees %s, and that it is undone", async (_, change, look, seen) => {
    const before = await read("USMF");
    expect(look(before.model)).not.toEqual(seen);
    const undo = await change();
    const changed = await readAgain(before);
    expect(look(changed.model)).toEqual(seen);
    // Within the same second, and by a removal that no row tells of.
    await undo();
    const after = await readAgain(changed);
    expect(look(after.model)).toEqual(look(before.model));
    expect(await readAgain(after)).toBe(after);
  });

  it("reads no value again where only something else has changed", async () => {
    const former = await read("USMF");
    const id = await write().create("fsn_dimensionalias", { fsn_name: "Brand new", fsn_account: "110100" });
    const log: string[] = [];
    const changed = await readAgain(former, { log });
    await write().remove("fsn_dimensionalias", id);
    expect(changed).not.toBe(former);
    expect(ids(log)).toEqual([]);
    expect(changed.model.dimensions.map(({ values }) => values)).toEqual(
      former.model.dimensions.map(({ values }) => values),
    );
  });

  it("is read again after a time where a table has too many rows to be counted, and not before", async () => {
    const uncounted: ApiOptions = {
      fault: (address) =>
        address.includes("aggregate=") ? refusal(400, "0x8004E023", "AggregateQueryRecordLimit exceeded.") : undefined,
    };
    const former = await read("USMF", uncounted);
    const later = (minutes: number) => readAgain(former, uncounted, { at: reading.at + minutes * 60_000 });
    expect(await later(9)).toBe(former);
    expect(await later(10)).not.toBe(former);
  });

  it("is not given up for a fault that passes: the check fails, and the ledger stays", async () => {
    const former = await read("USMF");
    for (const set of ["fsn_advancedrules", "fsn_accountstructures", "fsn_dimensionvalues"])
      await expect(readAgain(former, { fault: status(500, "0x80040216")(set) })).rejects.toMatchObject({
        kind: "unknown",
      });
  });

  it("loses what its reader may no longer read, and says so", async () => {
    const former = await read("USMF");
    const { unread } = await readAgain(former, { fault: forbidding("fsn_advancedrules") });
    expect(unread).toMatchObject([{ part: "rules" }]);
  });
});

describe("large dimensions", () => {
  const mapping = { ...mappingPresets.configuration, searchOver: 100 };

  it("are loaded up to the limit and searched on the server beyond", async () => {
    const { model, search } = await read("USMF", {}, mapping);
    const customers = model.dimensions.find(({ name }) => name === "Customer");
    expect(customers).toMatchObject({ partial: true });
    expect(customers?.values).toHaveLength(100);
    expect(model.dimensions.find(({ name }) => name === "BusinessUnit")).toMatchObject({ partial: false });
    const ledger = ledgerOf(model, "USMF");
    const given = { MainAccount: "401100", BusinessUnit: "001", Department: "022", CostCenter: "", Customer: "C00650" };
    expect(ledger.validate(given).problems).toMatchObject([{ code: "notLoaded" }]);
    const grown = ledger.admit("Customer", (await search?.(dataverseOf(), "Customer", "=C00650", never)) ?? []);
    expect(grown.validate(given).outcome).toBe("valid");
  });

  it("are searched by beginning, anywhere and exactly, quotes included", async () => {
    const { search } = await read("USMF", {}, mapping);
    const found = async (text: string) =>
      ((await search?.(dataverseOf(), "Customer", text, never)) ?? []).map(({ value }) => value);
    expect(await found("C0065")).toEqual(expect.arrayContaining(["C00650", "C00651"]));
    expect(await found("*ust-0")).toEqual(expect.arrayContaining(["Cust-049"]));
    expect(await found("=C00650")).toEqual(["C00650"]);
    expect(await found("O'Neill")).toEqual([]);
    const [first] = (await search?.(dataverseOf(), "Customer", "C00650", never)) ?? [];
    expect(await found(String(first?.description).slice(0, 5))).not.toEqual([]);
  });

  it("may be named in the mapping: then nothing but the first page is loaded", async () => {
    const named = readMapping(JSON.stringify({ valueSources: { Project: { search: true } } }), "configuration");
    const { model } = await read("USMF", {}, named);
    const project = model.dimensions.find(({ name }) => name === "Project");
    expect(project?.partial).toBe(true);
    expect(project?.values).toHaveLength(50);
  });
});

describe("a mapping", () => {
  it("changes single names and keeps the rest of the preset", () => {
    const { tables } = readMapping(
      '{"tables":{"values":{"columns":{"description":"fsn_group"}},"aliases":null}}',
      "configuration",
    );
    expect(tables.values?.columns).toMatchObject({ description: "fsn_group", value: "fsn_name" });
    expect(tables.values?.filter).toBe(mappingPresets.configuration.tables.values?.filter);
    expect(tables.aliases).toBeUndefined();
    expect(
      readMapping('{"preset":"finance","valueSources":{"MainAccount":null}}', "finance").valueSources.MainAccount,
    ).toBeUndefined();
  });

  it("gives a dimension a source of its own, which replaces the preset's columns", async () => {
    const mapping = readMapping(
      '{"valueSources":{"Department":{"table":"fsn_legalentity","columns":{"value":"fsn_name","description":"fsn_description"}}}}',
      "configuration",
    );
    const { model } = await read("USMF", {}, mapping);
    expect(
      model.dimensions
        .find(({ name }) => name === "Department")
        ?.values.map(({ value }) => value)
        .sort(),
    ).toEqual(["DEMF", "USMF", "USSI"]);
  });

  it.each([
    ["{", "Setup_json | mapping | "],
    ["[]", "Setup_object | mapping"],
    [
      '{"tabels":{}}',
      "Setup_unknown | mapping.tabels | preset, mainAccount, searchOver, rereadAfter, yes, tables, valueSources",
    ],
    ['{"tables":{"valeus":{}}}', "Setup_unknown | mapping.tables.valeus | dimensions, "],
    [
      '{"tables":{"aliases":{"columns":{"nmae":"x"}}}}',
      "Setup_unknown | mapping.tables.aliases.columns.nmae | name, legalEntity, account",
    ],
    ['{"tables":{"aliases":{"table":"a b"}}}', "Setup_name | mapping.tables.aliases.table"],
    ['{"tables":{"aliases":{"columns":{"name":"x eq 1"}}}}', "Setup_name | mapping.tables.aliases.columns.name"],
    ['{"tables":{"aliases":{"filter":7}}}', "Setup_text | mapping.tables.aliases.filter"],
    ['{"valueSources":{"Project":[]}}', "Setup_object | mapping.valueSources.Project"],
    ['{"preset":"ax2012"}', "Setup_unknown | mapping.preset | configuration, finance, dualWrite"],
    ['{"searchOver":"many"}', "Setup_number | mapping.searchOver"],
    ['{"yes":"Ja"}', "Setup_list | mapping.yes"],
    ['{"tables":{"values":{"search":"yes"}}}', "Setup_yes | mapping.tables.values.search"],
    ['{"tables":{"values":{"kinds":{"1":2}}}}', "Setup_text | mapping.tables.values.kinds.1"],
    ['{"tables":{"aliases":{"columns":null}}}', "Setup_object | mapping.tables.aliases.columns"],
    ['{"valueSources":{"Project":{"table":"other"}}}', "Setup_object | mapping.valueSources.Project.columns"],
  ])("that says %s is refused with the place", (json, problem) => {
    expect(problemsOf(() => readMapping(json, "configuration"))[0]).toContain(problem);
  });

  it("is refused with all its mistakes at once", () => {
    expect(problemsOf(() => readMapping('{"a":1,"tables":{"b":{}},"searchOver":0}', "finance"))).toHaveLength(3);
  });
});

describe("Finance tables", () => {
  /** Virtual tables as Finance sends them: wide, drafts beside active versions, enumerations by label, no lookups. */
  const label = "@OData.Community.Display.V1.FormattedValue";
  const active = { mserp_status: 200000001, [`mserp_status${label}`]: "Active" };
  const draft = { mserp_status: 200000000, [`mserp_status${label}`]: "Draft" };
  const yes = (column: string, is: boolean) => ({
    [column]: is ? 200000001 : 200000000,
    [column + label]: is ? "Yes" : "No",
  });
  const tables: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> = {
    mserp_dimensionattributeentity: [
      { mserp_dimensionname: "MainAccount" },
      { mserp_dimensionname: "Department" },
      { mserp_dimensionname: "Customer" },
    ],
    mserp_dimensionintegrationformatentity: [
      { mserp_financialdimensionformat: "Department-MainAccount-Customer", ...yes("mserp_isactive", true) },
    ],
    mserp_ledgerentity: [
      {
        mserp_legalentityid: "USMF",
        mserp_chartofaccounts: "Shared's",
        mserp_accountstructurename1: "P&L",
        mserp_accountstructurename2: "",
      },
    ],
    mserp_mainaccountentity: [
      {
        mserp_mainaccountid: "401100",
        mserp_name: "Sales",
        mserp_activefrom: "1900-01-01T00:00:00Z",
        mserp_activeto: "2154-12-31T00:00:00Z",
        ...yes("mserp_issuspended", false),
      },
    ],
    mserp_financialdimensionvalueentity: [
      {
        mserp_dimensionvalue: "022",
        mserp_description: "Sales & Marketing",
        mserp_legalentityid: "",
        ...yes("mserp_issuspended", false),
      },
      { mserp_dimensionvalue: "023", ...yes("mserp_issuspended", true) },
    ],
    mserp_ledgeraccountstructureentity: [
      {
        mserp_accountstructurename: "P&L",
        mserp_segmentname01: "MainAccount",
        mserp_segmentname02: "Department",
        ...active,
      },
      { mserp_accountstructurename: "P&L", mserp_segmentname01: "Customer", ...draft },
    ],
    mserp_ledgeraccountstructureconstraintentity: [
      {
        mserp_accountstructure: "P&L",
        mserp_position: 1,
        mserp_segmentcriteria01: "4*",
        mserp_segmentcriteria02: "*",
        ...active,
      },
      { mserp_accountstructure: "P&L", mserp_position: 1, mserp_segmentcriteria01: "*", ...draft },
    ],
    mserp_ledgeradvancedrulestructureentity: [
      { mserp_accountrulestructurename: "Customer", mserp_segmentname01: "Customer", ...active },
    ],
    mserp_ledgeradvancedrulestructureconstraintentity: [
      { mserp_accountrulestructure: "Customer", mserp_segmentcriteria01: "*", ...active },
    ],
    mserp_ledgeradvancedruleentity: [
      {
        mserp_advancedrulename: "Customers",
        mserp_accountstructure: "P&L",
        mserp_advancedrulestructure1: "Customer",
        ...active,
      },
    ],
    mserp_ledgeradvancedrulecriterionentity: [
      {
        mserp_accountstructure: "P&L",
        mserp_advancedrule: "Customers",
        mserp_segmentname: "MainAccount",
        mserp_advancedrulecriterion: "4011*",
        ...active,
      },
    ],
  };
  const server = (known: typeof tables, log: string[] = []): Dataverse =>
    createDataverse({
      retrieveMultipleRecords: async (table, options) => {
        log.push(`${table}${decodeURIComponent(options ?? "")}`);
        const entities = known[table];
        if (!entities) throw { errorCode: 0x8006088a, message: `Resource not found for the segment '${table}'.` };
        return { entities: entities.map((row) => ({ ...row })), nextLink: "" };
      },
      retrieveRecord: () => Promise.reject(new Error("unexpected")),
      createRecord: () => Promise.reject(new Error("unexpected")),
      updateRecord: () => Promise.reject(new Error("unexpected")),
      deleteRecord: () => Promise.reject(new Error("unexpected")),
    });

  it("make the same ledger from wide rows; a draft never counts, and a label means yes", async () => {
    const log: string[] = [];
    const { model, unread } = await readLedger(server(tables, log), mappingPresets.finance, "USMF", reading);
    expect(unread).toEqual([]);
    expect(model.structures).toMatchObject([
      { name: "P&L", segments: ["MainAccount", "Department"], rows: [{ criteria: ["4*", "*"] }] },
      { name: "Customer", kind: "rule" },
    ]);
    expect(model.integrationFormat).toEqual(["Department", "MainAccount", "Customer"]);
    expect(log.find((query) => query.startsWith("mserp_mainaccountentity"))).toContain("eq 'Shared''s'");
    for (const [entity, column] of [
      ["mserp_ledgeraccountstructureconstraint", "mserp_accountstructure"],
      ["mserp_ledgeradvancedrulestructureconstraint", "mserp_accountrulestructure"],
    ]) {
      expect(log.filter((query) => query.startsWith(`${entity ?? ""}entity`))).toEqual([
        expect.stringContaining(`$filter=(${column ?? ""} eq 'P&L' or ${column ?? ""} eq 'Customer')&`),
      ]);
    }
    const ledger = ledgerOf(model, "USMF");
    expect(ledger.layout({ MainAccount: "401100" }).segments.map(({ dimension }) => dimension)).toEqual([
      "MainAccount",
      "Department",
      "Customer",
    ]);
    expect(ledger.lookup("MainAccount", "401100")).toMatchObject({ description: "Sales", problem: undefined });
    expect(ledger.lookup("Department", "023")?.problem).toMatchObject({ code: "suspended" });
  });

  it("go on without the tables of rules where they are not exposed", async () => {
    const { mserp_ledgeradvancedruleentity: _rules, ...known } = tables;
    const { unread } = await readLedger(server(known), mappingPresets.finance, "USMF", reading);
    expect(unread).toEqual([{ part: "rules", table: "mserp_ledgeradvancedruleentity" }]);
  });

  it("take main accounts and dimensions from dual-write where the mapping says so", async () => {
    const mapping = readMapping('{"preset":"dualWrite"}', "finance");
    const known = {
      ...tables,
      msdyn_dimensionattribute: [{ msdyn_dimensionname: "MainAccount" }],
      msdyn_financialdimensionformat: [],
      msdyn_mainaccount: [{ msdyn_accountnumber: "401100", msdyn_name: "Sales" }],
    };
    const { model } = await readLedger(server(known), mapping, "USMF", reading);
    expect(model.dimensions).toMatchObject([
      { name: "MainAccount", kind: "mainAccount", values: [{ value: "401100", description: "Sales" }] },
    ]);
  });
});

describe("a snapshot", () => {
  const settings = (snapshot: string, kind: "configuration" | "snapshot" = "snapshot") => ({
    kind,
    mapping: "",
    snapshot,
  });

  it("is the model that was read, and judges the same", async () => {
    const { model } = await read("USMF");
    const again = await readSource(
      dataverseOf({ offline: true }),
      settings(JSON.stringify(model)),
      "USMF",
      false,
      reading,
    );
    expect(ledgerOf(again.model, "USMF").parse("606100-008-027-009").readings[0]?.verdict.outcome).toBe("valid");
    expect(again.model.takenOn).toBe(NOW);
    expect(again.search).toBeUndefined();
  });

  it("stands in for the tables when there is no connection, and only then", async () => {
    const json = JSON.stringify((await read("USMF")).model);
    expect(
      (await readSource(dataverseOf({ offline: true }), settings(json, "configuration"), "USMF", false, reading))
        .search,
    ).toBeUndefined();
    expect(
      (await readSource(dataverseOf(), settings(json, "configuration"), "USMF", true, reading)).search,
    ).toBeDefined();
  });

  it("comes from an environment variable: its value, else its default", async () => {
    const id = "77777777-0000-4000-8000-00000000000";
    const small = (version: string) =>
      JSON.stringify({
        version,
        dimensions: [],
        legalEntities: [],
        structures: [],
        rules: [],
        derived: [],
        defaults: [],
        aliases: [],
        integrationFormat: [],
      });
    await embedded.load([
      {
        table: "environmentvariabledefinition",
        rows: [1, 2, 3].map((n) => ({
          environmentvariabledefinitionid: id + String(n),
          schemaname: `fsn_Ledger${n}`,
          displayname: "Ledger",
          type: 100000003,
          defaultvalue: n === 3 ? null : small("default"),
        })),
      },
      {
        table: "environmentvariablevalue",
        rows: [{ environmentvariabledefinitionid: `${id}2`, value: small("value") }],
      },
    ]);
    const versionOf = async (name: string) =>
      (await readSource(dataverseOf(), settings(name), "USMF", true, reading)).model.version;
    expect(await versionOf("fsn_Ledger1")).toBe("default");
    expect(await versionOf(" fsn_Ledger2 ")).toBe("value");
    await expect(versionOf("fsn_Ledger3")).rejects.toMatchObject({ problems: [{ key: "Setup_emptyVariable" }] });
    await expect(versionOf("fsn_Nothing")).rejects.toMatchObject({
      problems: [{ key: "Setup_noVariable", values: ["fsn_Nothing"] }],
    });
    await expect(versionOf("")).rejects.toMatchObject({ problems: [{ key: "Setup_noSnapshot" }] });
  });

  it.each([
    ['{"version":"1"', "Setup_json | snapshot"],
    ['{"version":1}', "Setup_text | snapshot.version"],
    ['{"version":"1","dimensions":{}}', "Setup_list | snapshot.dimensions"],
    [
      '{"version":"1","dimensions":[{"name":"A","kind":"list","values":[{"value":"1"},{"value":2}]}]}',
      "Setup_text | snapshot.dimensions[0].values[1].value",
    ],
    [
      '{"version":"1","dimensions":[{"name":"A","kind":"list","values":[{"value":"1","activeFrom":"1.2.2026"}]}]}',
      "Setup_day | snapshot.dimensions[0].values[0].activeFrom",
    ],
    [
      '{"version":"1","dimensions":[{"name":"A","kind":"list","values":[{"value":"1","suspended":"no"}]}]}',
      "Setup_yes | snapshot.dimensions[0].values[0].suspended",
    ],
  ])("that says %s is refused with the place", (json, problem) => {
    expect(problemsOf(() => readSnapshot(json))[0]).toContain(problem);
  });
});
