import { compile, lint, type Ledger } from "./index";
import { dimensions, model, options, rule, structure } from "./testing/model";

/**
 * The worked examples of Microsoft's public documentation of Dynamics 365 Finance ("Configure account structures",
 * "Advanced rules", "Financial dimensions", "Derived dimensions", "Fixed dimensions" and "Dimension integration formats" on
 * Microsoft Learn). Stated there: what is told of 401100 without a customer, of 1000000 and of 500000, that choosing 002
 * fills in the rest, both structures that compile or overlap, the wildcards, the fixed and derived dimensions, and the
 * company's override. The other outcomes follow from the quoted structures.
 */
const outcome = (ledger: Ledger, names: string, account: string): string => {
  const parts = account.split("|");
  return ledger.validate(Object.fromEntries(names.split("-").map((name, i) => [name, parts[i] ?? ""]))).outcome;
};
const offered = (ledger: Ledger, dimension: string, given: Record<string, string>): string[] =>
  ledger.choices(dimension, given).items.map(({ value }) => value);

const revenueLedger = model({
  dimensions: dimensions({
    MainAccount: ["110110", "399999", "400000", "401100", "499999", "500000", "605140", "1000000"],
    BusinessUnit: ["001", "002"],
    Department: ["022", "023"],
    CostCenter: ["014", "07"],
    Customer: ["C1", "C2"],
  }),
  structures: [
    structure("BS", "MainAccount-BusinessUnit", ['100000..399999|*;""']),
    structure("P&L", "MainAccount-BusinessUnit-Department-CostCenter", ['400000..999999|*;""|*;""|*;""']),
    structure("Customers", "Customer", ["*"], "rule"),
  ],
  rules: [rule("Customers of sales", "P&L", { MainAccount: "400000..499999" }, "Customers")],
});

describe("structures and a rule", () => {
  const ledger = compile(revenueLedger, options);
  const names = "MainAccount-BusinessUnit-Department-CostCenter-Customer";

  it.each([
    ["110110|001", "valid"],
    ["110110|", "valid"],
    ["401100|001|022|014", "invalid"],
    ["401100||||C1", "valid"],
    ["500000||||", "valid"],
    ["1000000|001", "valid"],
  ])("%s is %s", (account, expected) => expect(outcome(ledger, names, account)).toBe(expected));

  it("asks for the customer by name, in combination with what stands before it", () => {
    const verdict = ledger.validate({
      MainAccount: "401100",
      BusinessUnit: "001",
      Department: "022",
      CostCenter: "014",
    });
    expect(verdict.problems).toEqual([
      {
        stage: "rule",
        code: "valueRequired",
        dimension: "Customer",
        value: "",
        with: [],
        place: { structure: "Customers", row: 1, dimension: "Customer", criteria: "*", rule: "Customers of sales" },
      },
    ]);
    expect(verdict.validatedTo).toBe("CostCenter");
    expect(verdict.fixes).toEqual([]);
  });

  it("shows the rule's segment from 400000 to 499999 only", () => {
    const shows = (MainAccount: string): boolean =>
      ledger.layout({ MainAccount }).segments.some(({ dimension }) => dimension === "Customer");
    expect(["400000", "401100", "499999", "500000", "1000000"].filter(shows)).toEqual(["400000", "401100", "499999"]);
    expect(ledger.layout({ MainAccount: "499999" }).segments.map((segment) => segment.rule)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      "Customers of sales",
    ]);
  });

  it("1000000 lies in 100000..399999, as a text, and lint says so", () => {
    expect(ledger.layout({ MainAccount: "1000000" }).structure).toBe("BS");
    expect(lint(revenueLedger, options)).toContainEqual(
      expect.objectContaining({
        code: "rangeSurprise",
        value: "1000000",
        place: expect.objectContaining({ structure: "BS", row: 1 }),
      }),
    );
  });
});

describe("one value leads to the next", () => {
  const ledger = compile(
    model({
      dimensions: dimensions({
        MainAccount: ["400000", "400001"],
        BusinessUnit: ["002", "003"],
        Department: ["022", "023"],
        CostCenter: ["014", "015"],
      }),
      structures: [structure("P&L", "MainAccount-BusinessUnit-Department-CostCenter", ["400000..999999|002|022|014"])],
    }),
    options,
  );

  it("choosing 002 fills in 022 and 014", () => {
    const { entry } = ledger.enter(ledger.open({}), "BusinessUnit", "002");
    expect(entry.combination).toEqual({ BusinessUnit: "002", Department: "022", CostCenter: "014" });
    expect(entry.provenance).toEqual({ BusinessUnit: "typed", Department: "only", CostCenter: "only" });
    expect(ledger.forced({ MainAccount: "400001" })).toEqual({
      BusinessUnit: "002",
      Department: "022",
      CostCenter: "014",
    });
  });

  it("003 is invalid, and the fix is 002", () => {
    const verdict = ledger.validate({
      MainAccount: "400000",
      BusinessUnit: "003",
      Department: "022",
      CostCenter: "014",
    });
    expect(verdict).toMatchObject({
      outcome: "invalid",
      problems: [{ code: "notAllowed", dimension: "BusinessUnit", place: { row: 1, criteria: "002" } }],
    });
    expect(verdict.fixes[0]?.changes).toEqual([{ dimension: "BusinessUnit", from: "003", to: "002", description: "" }]);
  });
});

describe("a structure is a tree", () => {
  const dims = dimensions({
    MainAccount: ["100", "250", "399"],
    CostCenter: ["C1", "C2", "C3", "C5"],
    Department: ["D1", "D3"],
  });
  const good = model({
    dimensions: dims,
    structures: [structure("S", "MainAccount-CostCenter-Department", ["100..399|C1|D1", "100..399|C2|D1;D3"])],
  });

  it.each([
    ["250|C1|D1", "valid"],
    ["250|C1|D3", "invalid"],
    ["250|C2|D3", "valid"],
  ])("%s is %s", (account, expected) =>
    expect(outcome(compile(good, options), "MainAccount-CostCenter-Department", account)).toBe(expected),
  );

  it("rows that share a branch compile", () => expect(lint(good, options)).toEqual([]));

  it("a partial overlap is reported with both rows, and the fix is not", () => {
    const withRows = (...rows: string[]): ReturnType<typeof lint> =>
      lint(
        model({ dimensions: dims, structures: [structure("S", "MainAccount-Department-CostCenter", rows)] }),
        options,
      );
    expect(withRows("100..399|D1|C2;C3", "100..399|D1;D3|C5")).toEqual([
      {
        severity: "error",
        code: "overlap",
        place: { structure: "S", row: 2, dimension: "Department", criteria: "D1;D3" },
        other: { structure: "S", row: 1, dimension: "Department", criteria: "D1" },
        value: "D1",
      },
    ]);
    expect(withRows("100..399|D1|C2;C3;C5", "100..399|D3|C5")).toEqual([]);
  });
});

describe("wildcards", () => {
  const accounts = ["500100", "100500", "150000", "250099", "100", "399", "200000"];
  const matching = (cell: string): string[] =>
    offered(
      compile(
        model({
          dimensions: dimensions({ MainAccount: accounts }),
          structures: [structure("S", "MainAccount", [cell])],
        }),
        options,
      ),
      "MainAccount",
      {},
    );

  it("500* begins, *500 ends, *500* contains", () => {
    expect(matching("500*")).toEqual(["500100"]);
    expect(matching("*500")).toEqual(["100500"]);
    expect(matching("*500*")).toEqual(["100500", "150000", "250099", "500100"]);
  });

  it("100*..399* takes the asterisks literally and matches practically nothing, which lint says", () => {
    expect(matching("100*..399*")).toEqual([]);
    const findings = lint(
      model({
        dimensions: dimensions({ MainAccount: accounts }),
        structures: [structure("S", "MainAccount", ["100*..399*"])],
      }),
      options,
    );
    expect(findings).toContainEqual(expect.objectContaining({ code: "rangeWildcard" }));
  });
});

describe("ranges and combinations", () => {
  it("both ends of 12000..14000 are valid", () => {
    const ledger = compile(
      model({
        dimensions: dimensions({ MainAccount: ["1"], Department: ["11999", "12000", "13000", "14000", "14001"] }),
        structures: [structure("S", "MainAccount-Department", ["*|12000..14000"])],
      }),
      options,
    );
    expect(offered(ledger, "Department", { MainAccount: "1" })).toEqual(["12000", "13000", "14000"]);
  });

  it("16* with customer 500", () => {
    const ledger = compile(
      model({
        dimensions: dimensions({ MainAccount: ["1"], BusinessUnit: ["1650", "1700"], Customer: ["500", "501"] }),
        structures: [structure("S", "MainAccount-BusinessUnit-Customer", ["*|16*|500"])],
      }),
      options,
    );
    const names = "MainAccount-BusinessUnit-Customer";
    expect(["1|1650|500", "1|1650|501", "1|1700|500"].map((account) => outcome(ledger, names, account))).toEqual([
      "valid",
      "invalid",
      "invalid",
    ]);
  });
});

describe("fixed dimensions", () => {
  const source = model({
    ...revenueLedger,
    rules: [rule("Customers", "P&L", { MainAccount: "401100", Department: "022" }, "Customers")],
    defaults: [
      { mainAccount: "401100", dimension: "Department", value: "023", kind: "default" },
      { mainAccount: "401100", dimension: "Department", value: "022", kind: "fixed" },
    ],
  });

  it("shows 023 and posts 022", () => {
    const ledger = compile({ ...source, rules: [] }, options);
    const { entry, changes } = ledger.enter(ledger.open({}), "MainAccount", "401100");
    expect(entry.combination.Department).toBe("023");
    expect(entry.provenance.Department).toBe("default");
    expect(changes).toEqual([{ dimension: "Department", from: "", to: "023", description: "", provenance: "default" }]);
    expect(ledger.postingPreview(entry.combination)).toMatchObject({
      text: "401100--022",
      changes: [{ dimension: "Department", from: "023", to: "022" }],
      failsAtPosting: false,
    });
  });

  it("catches the rule that only posting brings into play", () => {
    const ledger = compile(source, options);
    const { entry } = ledger.enter(ledger.open({}), "MainAccount", "401100");
    expect(ledger.validate(entry.combination).outcome).toBe("valid");
    expect(ledger.postingPreview(entry.combination)).toMatchObject({
      failsAtPosting: true,
      verdict: { problems: [{ code: "valueRequired", dimension: "Customer", place: { rule: "Customers" } }] },
    });
  });

  it("overwrites even with blank, and a company's own wins over one for all", () => {
    const ledger = compile(
      {
        ...source,
        rules: [],
        defaults: [
          { mainAccount: "500000", dimension: "Department", value: "022", kind: "fixed" },
          { mainAccount: "500000", legalEntity: "USMF", dimension: "Department", value: "", kind: "fixed" },
        ],
      },
      options,
    );
    expect(ledger.postingPreview({ MainAccount: "500000", Department: "023" })).toMatchObject({
      text: "500000",
      changes: [{ dimension: "Department", from: "023", to: "" }],
    });
  });
});

describe("the integration format", () => {
  const parts = {
    dimensions: dimensions({
      MainAccount: ["110110", "605140"],
      Department: ["002", "001"],
      CostCenter: ["04", "02"],
      Customer: ["ABC"],
    }),
    structures: [structure("S", "MainAccount-Department-CostCenter", ["*|*|*"])],
  };

  it("drops a segment that the format has no place for", () => {
    const ledger = compile(
      model({ ...parts, integrationFormat: ["MainAccount", "Department", "CostCenter"] }),
      options,
    );
    expect(ledger.parse("110110-002-04-ABC").readings[0]).toMatchObject({
      combination: { MainAccount: "110110", Department: "002", CostCenter: "04" },
      dropped: ["ABC"],
    });
    const formatted = ledger.format(
      { MainAccount: "110110", Department: "002", CostCenter: "04", Customer: "ABC" },
      "integration",
    );
    expect(formatted).toEqual({
      text: "110110-002-04",
      dropped: [{ dimension: "Customer", value: "ABC" }],
      ambiguous: false,
    });
  });

  it("keeps the trailing blank", () => {
    const ledger = compile(
      model({ ...parts, integrationFormat: ["MainAccount", "Department", "CostCenter", "Customer"] }),
      options,
    );
    expect(ledger.format({ MainAccount: "605140", Department: "001", CostCenter: "02" }, "integration").text).toBe(
      "605140-001-02-",
    );
    expect(ledger.format({ MainAccount: "605140", Department: "001" }, "ledger").text).toBe("605140-001");
    expect(ledger.format({ CostCenter: "026" }, "ledger").text).toBe("--026");
  });
});

describe("derived dimensions", () => {
  const ledgerWith = (flags: { replaceExisting?: boolean; preventChanges?: boolean }): Ledger =>
    compile(
      model({
        dimensions: dimensions({
          MainAccount: ["1"],
          CostCenter: ["10", "20"],
          Department: ["20", "50"],
          Location: ["30", "60"],
        }),
        structures: [structure("S", "MainAccount-CostCenter-Department-Location", ['*|*;""|*;""|*;""'])],
        derived: [
          {
            dimension: "CostCenter",
            ...flags,
            values: [
              { drivingValue: "10", dimension: "Department", value: "20" },
              { drivingValue: "10", dimension: "Location", value: "30" },
            ],
          },
        ],
      }),
      options,
    );
  const existing = { MainAccount: "1", Department: "50", Location: "60" };

  it("fills blanks", () => {
    const ledger = ledgerWith({});
    const { entry } = ledger.enter(ledger.open({ MainAccount: "1" }), "CostCenter", "10");
    expect(entry).toMatchObject({
      combination: { Department: "20", Location: "30" },
      provenance: { CostCenter: "typed", Department: "derived", Location: "derived" },
    });
  });

  it("leaves what is there, unless it replaces existing values", () => {
    const enter = (ledger: Ledger): unknown =>
      ledger.enter(ledger.open(existing), "CostCenter", "10").entry.combination;
    expect(enter(ledgerWith({}))).toMatchObject({ Department: "50", Location: "60" });
    expect(enter(ledgerWith({ replaceExisting: true }))).toMatchObject({ Department: "20", Location: "30" });
  });

  it("prevent changes locks the department of 10, and not that of 20", () => {
    const ledger = ledgerWith({ preventChanges: true });
    const locked = ledger.enter(ledger.open({ MainAccount: "1" }), "CostCenter", "10").entry;
    expect(locked.locks).toEqual({
      Department: { dimension: "CostCenter", value: "10" },
      Location: { dimension: "CostCenter", value: "10" },
    });
    const refused = ledger.enter(locked, "Department", "50");
    expect(refused).toMatchObject({
      entry: locked,
      refused: { code: "derivedLock", dimension: "Department", value: "50", allowed: "20" },
    });
    expect(offered(ledger, "Department", { MainAccount: "1", CostCenter: "10" })).toEqual(["20"]);
    const free = ledger.enter(ledger.open({ MainAccount: "1" }), "CostCenter", "20").entry;
    expect(ledger.enter(free, "Department", "50")).toMatchObject({ entry: { combination: { Department: "50" } } });
    expect(ledger.enter(free, "Department", "50").refused).toBeUndefined();
  });

  it("a stored account that breaks a lock is told what is allowed", () => {
    const verdict = ledgerWith({ preventChanges: true }).validate({ ...existing, CostCenter: "10" });
    expect(verdict.problems.map(({ code, dimension, allowed }) => ({ code, dimension, allowed }))).toEqual([
      { code: "derivedLock", dimension: "Department", allowed: "20" },
      { code: "derivedLock", dimension: "Location", allowed: "30" },
    ]);
    expect(verdict.fixes[0]?.combination).toEqual({
      MainAccount: "1",
      CostCenter: "10",
      Department: "20",
      Location: "30",
    });
  });
});

describe("an override of one company", () => {
  const source = model({
    dimensions: dimensions({
      MainAccount: ["1"],
      Department: ["200", { value: "300", overrides: [{ legalEntity: "DEMF", suspended: true }] }],
    }),
    legalEntities: ["DEMF", "USMF", "USSI"].map((name) => ({ name, structures: ["S"] })),
    structures: [structure("S", "MainAccount-Department", ["*|*"])],
  });

  it.each([
    ["DEMF", "invalid"],
    ["USMF", "valid"],
    ["USSI", "valid"],
  ])("department 300 in %s is %s", (legalEntity, expected) => {
    const ledger = compile(source, { ...options, legalEntity });
    expect(ledger.validate({ MainAccount: "1", Department: "300" })).toMatchObject({
      outcome: expected,
      problems:
        expected === "valid"
          ? []
          : [{ stage: "value", code: "suspended", dimension: "Department", legalEntity: "DEMF" }],
    });
    expect(offered(ledger, "Department", {}).includes("300")).toBe(expected === "valid");
  });
});

describe("a value with the delimiter in it", () => {
  const source = (customers: string[], projects: string[]) =>
    compile(
      model({
        dimensions: dimensions({ MainAccount: ["110110"], Customer: customers, Project: projects }),
        structures: [structure("S", "MainAccount-Customer-Project", ['*|*|*;""'])],
      }),
      options,
    );

  it("is not split where it is known whole", () => {
    const parsed = source(["Cust-049"], ["049"]).parse("110110-Cust-049");
    expect(parsed).toMatchObject({
      ambiguous: false,
      readings: [{ combination: { MainAccount: "110110", Customer: "Cust-049" } }],
    });
  });

  it("is not split silently where both readings are known", () => {
    const parsed = source(["Cust-049", "Cust"], ["049"]).parse("110110-Cust-049");
    expect(parsed.ambiguous).toBe(true);
    expect(parsed.readings.map(({ combination }) => combination)).toEqual([
      { MainAccount: "110110", Customer: "Cust-049" },
      { MainAccount: "110110", Customer: "Cust", Project: "049" },
    ]);
  });

  it("is not split silently where it is unknown", () => {
    const [reading] = source(["Other"], ["049"]).parse("110110-Cust-049").readings;
    expect(reading).toMatchObject({
      unknown: ["Customer"],
      combination: { Customer: "Cust", Project: "049" },
      verdict: { outcome: "invalid" },
    });
  });

  it("formatting says that the text can be read in two ways; an escape character settles it", () => {
    const ledger = source(["Cust-049"], []);
    expect(ledger.format({ MainAccount: "110110", Customer: "Cust-049" })).toMatchObject({
      text: "110110-Cust-049",
      ambiguous: true,
    });
    const escaping = compile(
      model({
        dimensions: dimensions({ MainAccount: ["110110"], Customer: ["Cust-049", "Cust"], Project: ["049"] }),
        structures: [structure("S", "MainAccount-Customer-Project", ['*|*|*;""'])],
      }),
      { ...options, escape: "\\" },
    );
    const text = escaping.format({ MainAccount: "110110", Customer: "Cust-049" });
    expect(text).toMatchObject({ text: "110110-Cust\\-049", ambiguous: false });
    expect(escaping.parse(text.text)).toMatchObject({
      ambiguous: false,
      readings: [{ combination: { Customer: "Cust-049" } }],
    });
  });
});
