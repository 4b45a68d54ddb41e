import * as fc from "fast-check";
import { compile, type Combination, type Entry, type EntryResult, type Ledger, type SegmentValue } from "./index";
import { anyLedger, combinationOf } from "./testing/arbitrary";
import { dimensions, model, options, structure } from "./testing/model";

/** What somebody does to an account while it is coded, and what of it stays whatever is done. */

const source = model({
  dimensions: dimensions({
    MainAccount: ["1100", "1200", "3000"],
    CostCenter: ["10", "11", "12"],
    Department: ["20", "30", "50"],
    Project: ["P1", "P2"],
  }),
  structures: [
    structure("Wide", "MainAccount-CostCenter-Department-Project", ['1*|*;""|*;""|*;""']),
    structure("Narrow", "MainAccount-Project", ['3*|*;""']),
  ],
  derived: [
    {
      dimension: "CostCenter",
      preventChanges: true,
      values: [
        { drivingValue: "10", dimension: "Department", value: "20" },
        { drivingValue: "12", dimension: "Department", value: "30" },
      ],
    },
  ],
});
const ledger = compile(source, options);
const held: Combination = { MainAccount: "1100", CostCenter: "10", Department: "20" };

describe("a segment that a derived dimension locks", () => {
  it("takes nothing of a paste or an alias, which is told", () => {
    for (const provenance of ["typed", "alias"] as const) {
      const pasted = ledger.enterAll(ledger.open(held), { Department: "50", Project: "P1" }, provenance);
      expect(pasted).toMatchObject({
        entry: { combination: { ...held, Project: "P1" } },
        kept: [
          {
            code: "derivedLock",
            dimension: "Department",
            value: "50",
            allowed: "20",
            by: { dimension: "CostCenter", value: "10" },
          },
        ],
      });
    }
  });

  it("is free where the paste takes the driving value away, and follows where it brings another", () => {
    expect(ledger.enterAll(ledger.open(held), { CostCenter: "11", Department: "50" }, "typed")).toMatchObject({
      entry: { combination: { CostCenter: "11", Department: "50" } },
      kept: [],
    });
    expect(ledger.enterAll(ledger.open(held), { CostCenter: "12", Department: "50" }, "typed")).toMatchObject({
      entry: { combination: { CostCenter: "12", Department: "30" }, provenance: { Department: "derived" } },
      kept: [{ dimension: "Department", value: "50", allowed: "30" }],
    });
    expect(ledger.enter(ledger.open(held), "CostCenter", "12").entry.combination.Department).toBe("30");
  });

  it("goes with its account, and comes back with it", () => {
    const narrow = ledger.changeMainAccount(ledger.open(held), "3000");
    expect(narrow.entry.parked.map(({ value }) => value).sort()).toEqual(["10", "20"]);
    expect(ledger.changeMainAccount(narrow.entry, "1200").entry).toMatchObject({
      combination: { ...held, MainAccount: "1200" },
      parked: [],
    });
  });
});

describe("a fix", () => {
  it("leaves who put the other values there, and parks what it drops", () => {
    const start = ledger.enter(ledger.open({ MainAccount: "3001", Project: "P1", CostCenter: "11" }), "Project", "P2");
    const [fix] = ledger.validate({ MainAccount: "300", Project: "P2" }).fixes;
    expect(fix?.combination).toEqual({ MainAccount: "3000", Project: "P2" });
    expect(fix && ledger.applyFix(start.entry, fix).entry).toMatchObject({
      combination: { MainAccount: "3000", Project: "P2", CostCenter: undefined },
      provenance: { MainAccount: "typed", Project: "typed" },
      parked: [{ dimension: "CostCenter", value: "11", provenance: "stored" }],
    });
  });

  it("gives what a lock demands before it takes the driving value away", () => {
    const [first] = ledger.validate({ ...held, Department: "50" }).fixes;
    expect(first?.changes).toMatchObject([{ dimension: "Department", from: "50", to: "20" }]);
  });
});

describe("a parked value", () => {
  const parked = ledger.changeMainAccount(
    ledger.open({ MainAccount: "1100", Department: "50", Project: "P1" }),
    "3000",
  );

  it("is refused where it does not fit, with the reason", () => {
    expect(ledger.unpark(parked.entry, "Department")).toMatchObject({
      entry: parked.entry,
      refused: { code: "mustBeBlank", dimension: "Department", value: "50" },
    });
  });

  it("goes back into its segment, and what came there meanwhile is parked for it", () => {
    const waiting: Entry = {
      ...ledger.open({ MainAccount: "1100", Department: "30" }),
      parked: [{ dimension: "Department", value: "50", provenance: "alias" }],
    };
    expect(ledger.unpark(waiting, "Department")).toMatchObject({
      entry: {
        combination: { Department: "50" },
        provenance: { Department: "alias" },
        parked: [{ dimension: "Department", value: "30", provenance: "stored" }],
      },
    });
    expect(ledger.unpark(waiting, "Project")).toMatchObject({ entry: waiting, changes: [], kept: [] });
  });
});

describe("whatever is done", () => {
  /** Everything that can be done to an entry with another account at hand. */
  const deeds: Readonly<Record<string, (ledger: Ledger, entry: Entry, other: Combination) => EntryResult | undefined>> =
    {
      paste: (any, entry, other) => any.enterAll(entry, other, "typed"),
      alias: (any, entry, other) => any.enterAll(entry, other, "alias"),
      "another account": (any, entry, other) => any.replace(entry, other, "typed"),
      "another main account": (any, entry, other) => any.changeMainAccount(entry, other.MainAccount ?? ""),
      fix: (any, entry) => {
        const [fix] = any.validate(entry.combination).fixes;
        return fix && any.applyFix(entry, fix);
      },
      "a parked value": (any, entry, other) => {
        const [dimension, value] = Object.entries(other).find(([, text]) => text) ?? ["", ""];
        return any.unpark({ ...entry, parked: [{ dimension, value: value ?? "", provenance: "typed" }] }, dimension);
      },
    };
  const situation = anyLedger.chain((any) =>
    fc.tuple(fc.constant(any), combinationOf(any.model), combinationOf(any.model)),
  );

  it.each(Object.entries(deeds))("%s changes no locked segment, and tells what it did not do", (_, deed) => {
    fc.assert(
      fc.property(situation, ([{ model: anyModel, options: demands }, before, other]) => {
        const any = compile(anyModel, demands);
        const entry = any.open(before);
        const result = deed(any, entry, other);
        if (!result) return;
        for (const name of demands.lockedSegments)
          expect({ name, value: result.entry.combination[name] ?? "" }).toEqual({ name, value: before[name] ?? "" });
        for (const { dimension, value, allowed } of result.kept)
          expect({ dimension, same: value === allowed }).toEqual({ dimension, same: false });
      }),
      { numRuns: 60 },
    );
  });

  it.each(Object.entries(deeds).filter(([name]) => name !== "another account"))(
    "%s changes nothing under a derived lock that stays",
    (_, deed) => {
      fc.assert(
        fc.property(situation, ([{ model: anyModel, options: demands }, before, other]) => {
          const any = compile(anyModel, demands);
          const entry = any.open(before);
          const result = deed(any, entry, other);
          if (!result) return;
          const key = (text = ""): string => text.toUpperCase();
          /** Whether the segment holds what all rules that the value drives demand; else it may be put right. */
          const holds = (name: string, { dimension, value }: SegmentValue): boolean =>
            anyModel.derived
              .filter((each) => each.preventChanges && each.dimension === dimension)
              .flatMap((each) => each.values)
              .every(
                (each) =>
                  each.dimension !== name ||
                  !each.value ||
                  key(each.drivingValue) !== key(value) ||
                  key(each.value) === key(before[name]),
              );
          for (const [name, by] of Object.entries(entry.locks)) {
            const after = result.entry.locks[name];
            if (!by || !holds(name, by) || after?.dimension !== by.dimension || after.value !== by.value) continue;
            expect({ name, by, value: result.entry.combination[name] }).toEqual({ name, by, value: before[name] });
          }
        }),
        { numRuns: 60 },
      );
    },
  );

  it("a fix that is taken gives the account it promised", () => {
    fc.assert(
      fc.property(situation, ([{ model: anyModel, options: demands }, before]) => {
        const any = compile(anyModel, demands);
        for (const fix of any.validate(before).fixes) {
          const { entry } = any.applyFix(any.open(before), fix);
          expect(any.validate(entry.combination).outcome).toBe("valid");
          const values = [...Object.values(entry.combination), ...entry.parked.map(({ value }) => value)];
          const replaced = fix.changes.filter(({ to }) => to).map(({ from }) => from);
          for (const value of Object.values(before)) if (value) expect([...values, ...replaced]).toContain(value);
        }
      }),
      { numRuns: 60 },
    );
  });
});
