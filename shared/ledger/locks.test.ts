import { compile, lint, type Choices, type LedgerModel } from "./index";
import { dimensions, model, options, structure } from "./testing/model";

/** Derived dimensions that prevent changes: what they lock is part of what makes an account valid. */

const values = ({ items }: Choices): string[] => items.map(({ value }) => value);
const lock = (dimension: string, drivingValue: string, target: string, value: string) => ({
  dimension,
  preventChanges: true,
  values: [{ drivingValue, dimension: target, value }],
});
const ledgerOf = (parts: Partial<LedgerModel>) => compile(model(parts), options);

describe("a cost center that locks a suspended department", () => {
  const ledger = ledgerOf({
    dimensions: dimensions({
      MainAccount: ["1"],
      Department: [{ value: "20", suspended: true }, "50"],
      CostCenter: ["10", "11"],
    }),
    structures: [structure("S", "MainAccount-Department-CostCenter", ['*|*;""|*;""'])],
    derived: [lock("CostCenter", "10", "Department", "20")],
  });

  it("is not offered, as nothing valid comes of it", () => {
    expect(values(ledger.choices("CostCenter", { MainAccount: "1" }))).toEqual(["11"]);
    expect(values(ledger.choices("CostCenter", {}))).toEqual(["11"]);
  });

  it("is listed with the reason where all are shown", () => {
    const [refused, offered] = ledger.choices("CostCenter", { MainAccount: "1" }, { show: "all" }).items;
    expect(refused).toMatchObject({ value: "10", problem: { with: [{ dimension: "MainAccount", value: "1" }] } });
    expect(offered?.problem).toBeUndefined();
    expect(ledger.whyNot("CostCenter", "10", { MainAccount: "1" })?.problem).toMatchObject({
      code: "suspended",
      dimension: "Department",
      value: "20",
      by: { dimension: "CostCenter", value: "10" },
    });
  });
});

describe("the only cost center, which locks a department", () => {
  const ledger = ledgerOf({
    dimensions: dimensions({ MainAccount: ["1"], Department: ["20", "50"], CostCenter: ["10"] }),
    structures: [structure("S", "MainAccount-Department-CostCenter", ["1|*|*"])],
    derived: [lock("CostCenter", "10", "Department", "20")],
  });

  it("leaves no other department to be offered, and fills in its own", () => {
    expect(values(ledger.choices("Department", { MainAccount: "1" }))).toEqual(["20"]);
    expect(ledger.forced({ MainAccount: "1" })).toEqual({ Department: "20", CostCenter: "10" });
  });

  it("is not filled in against its lock", () => {
    expect(ledger.forced({ MainAccount: "1", Department: "50" })).toEqual({});
    const { entry } = ledger.enter(ledger.open({ MainAccount: "1" }), "Department", "50");
    expect(entry.combination.CostCenter ?? "").toBe("");
    expect(ledger.whyNot("Department", "50", { MainAccount: "1" })?.problem).toMatchObject({
      stage: "derived",
      dimension: "Department",
      value: "50",
    });
  });
});

it("a driving value outside the account locks nothing", () => {
  const ledger = ledgerOf({
    dimensions: dimensions({ MainAccount: ["1", "2"], Department: ["20", "50"], CostCenter: ["10"] }),
    structures: [
      structure("With", "MainAccount-Department-CostCenter", ["1|*|*"]),
      structure("Without", "MainAccount-Department", ["2|*"]),
    ],
    derived: [lock("CostCenter", "10", "Department", "20")],
    integrationFormat: ["MainAccount", "Department", "CostCenter"],
  });
  const pasted = { MainAccount: "2", Department: "50", CostCenter: "10" };
  expect(ledger.validate(pasted).outcome).toBe("valid");
  expect(ledger.open(pasted).locks).toEqual({});
  expect(values(ledger.choices("Department", pasted))).toEqual(["20", "50"]);
  expect(ledger.enter(ledger.open(pasted), "Department", "20").refused).toBeUndefined();
});

describe("two drivers that lock one segment to different values", () => {
  const ledger = ledgerOf({
    dimensions: dimensions({
      MainAccount: ["1"],
      Department: ["20", "30", "50"],
      CostCenter: ["10", "11"],
      Project: ["P", "Q"],
    }),
    structures: [structure("S", "MainAccount-CostCenter-Project-Department", ["1|*|*|*"])],
    derived: [lock("CostCenter", "10", "Department", "20"), lock("Project", "P", "Department", "30")],
  });

  it("cannot be chosen together", () => {
    expect(values(ledger.choices("Project", { MainAccount: "1", CostCenter: "10" }))).toEqual(["Q"]);
    expect(values(ledger.choices("CostCenter", { MainAccount: "1", Project: "P" }))).toEqual(["11"]);
    expect(values(ledger.choices("CostCenter", { MainAccount: "1", Department: "50" }))).toEqual(["11"]);
  });

  it("are told apart by a fix that keeps both locks", () => {
    const verdict = ledger.validate({ MainAccount: "1", CostCenter: "10", Project: "P", Department: "20" });
    expect(verdict).toMatchObject({ outcome: "invalid", problems: [{ code: "derivedLock", allowed: "30" }] });
    expect(verdict.fixes.length).toBeGreaterThan(0);
    for (const { combination } of verdict.fixes) expect(ledger.validate(combination).outcome).toBe("valid");
  });
});

it("a chain of drivers is followed to its end", () => {
  const ledger = ledgerOf({
    dimensions: dimensions({
      MainAccount: ["1"],
      CostCenter: ["10", "11"],
      Department: ["20", "50"],
      Location: [{ value: "30", blocked: true }, "60"],
    }),
    structures: [structure("S", "MainAccount-CostCenter-Department-Location", ["1|*|*|*"])],
    derived: [lock("CostCenter", "10", "Department", "20"), lock("Department", "20", "Location", "30")],
  });
  expect(values(ledger.choices("CostCenter", { MainAccount: "1" }))).toEqual(["11"]);
  expect(ledger.forced({ MainAccount: "1" })).toEqual({ CostCenter: "11", Department: "50", Location: "60" });
});

it("a blank main account is never valid, and a cell that allows one is reported", () => {
  const source = model({
    dimensions: dimensions({ MainAccount: ["1"], Department: ["20"] }),
    structures: [structure("S", "MainAccount-Department", ['*;""|*;""'])],
  });
  const ledger = compile(source, options);
  expect(ledger.validate({})).toMatchObject({ outcome: "invalid", problems: [{ code: "mainAccountRequired" }] });
  expect(ledger.choices("MainAccount", {})).toMatchObject({ blank: false });
  expect(lint(source, options)).toMatchObject([
    { severity: "error", code: "blankMainAccount", place: { structure: "S", row: 1, criteria: '*;""' } },
  ]);
});
