import * as fc from "fast-check";
import { compile, lint, type Choices } from "./index";
import { anyModel, combinationOf, company, today } from "./testing/arbitrary";
import { dimensions, model, options, structure } from "./testing/model";

/** What a form demands of accounts on top of the ledger: segments that are required, segments that are locked. */

const source = model({
  dimensions: dimensions({ MainAccount: ["1", "2", "3"], Department: ["A", "B"], CostCenter: ["C", "D"] }),
  structures: [
    structure("One", "MainAccount-Department-CostCenter", ['1|*;""|*;""', '2|""|*;""']),
    structure("Two", "MainAccount-CostCenter", ["3|*"]),
  ],
});

const withSome = anyModel.chain((any) =>
  fc.tuple(fc.constant(any), combinationOf(any), fc.subarray(any.dimensions.map(({ name }) => name))),
);

describe("required segments", () => {
  const ledger = compile(source, { ...options, requiredSegments: ["Department"] });

  it("make an account without them invalid, and say which is missing", () => {
    expect(ledger.validate({ MainAccount: "1", CostCenter: "C" })).toMatchObject({
      outcome: "invalid",
      problems: [{ stage: "options", code: "valueRequired", dimension: "Department", with: [] }],
    });
    expect(ledger.validate({ MainAccount: "1", CostCenter: "C" }).fixes).toEqual([]);
    expect(ledger.validate({ MainAccount: "1", Department: "A" }).outcome).toBe("valid");
  });

  it("are told beside what else is wrong, so that nobody has to go round twice", () => {
    expect(ledger.validate({ MainAccount: "1", CostCenter: "Z" }).problems).toMatchObject([
      { stage: "value", code: "doesNotExist", dimension: "CostCenter" },
      { stage: "options", code: "valueRequired", dimension: "Department" },
    ]);
  });

  it("demand nothing of an account that has no such segment", () => {
    expect(ledger.validate({ MainAccount: "3", CostCenter: "C" }).outcome).toBe("valid");
  });

  it("are known to the lists: blank is not offered, nor what only goes with blank", () => {
    expect(ledger.choices("Department", { MainAccount: "1" })).toMatchObject({ blank: false });
    expect(ledger.choices("MainAccount", {}).items.map(({ value }) => value)).toEqual(["1", "3"]);
    // Left blank so far is no reason to empty the other lists.
    expect(ledger.choices("CostCenter", { MainAccount: "1", Department: "" }).items).toHaveLength(2);
  });

  it("are marked in the layout", () => {
    expect(ledger.layout({ MainAccount: "1" }).segments.map(({ required }) => required)).toEqual([false, true, false]);
  });

  it("never let a value be offered that leads to no valid account, whatever the ledger", () => {
    fc.assert(
      fc.property(withSome, ([any, , requiredSegments]) => {
        const strict = compile(any, { legalEntity: company, date: today, requiredSegments });
        const first = ({ items, blank }: Choices): string | undefined => items[0]?.value ?? (blank ? "" : undefined);
        for (const { name } of any.dimensions)
          for (const { value } of strict.choices(name, {}).items) {
            // Whoever goes on with what is offered ends at a valid account, with no way back.
            const account: Record<string, string | undefined> = { [name]: value };
            for (const next of any.dimensions)
              if (account[next.name] === undefined) account[next.name] = first(strict.choices(next.name, account));
            expect(Object.values(account)).not.toContain(undefined);
            expect(strict.validate(account).outcome).toBe("valid");
          }
      }),
      { numRuns: 60 },
    );
  });

  it("are no mistake of the ledger", () => {
    expect(lint(source, { ...options, requiredSegments: ["Department"] })).toEqual(lint(source, options));
  });
});

describe("locked segments", () => {
  const ledger = compile(source, { ...options, lockedSegments: ["Department"] });
  const start = ledger.open({ MainAccount: "1", Department: "A", CostCenter: "C" });

  it("refuse an entry, and take the one that changes nothing", () => {
    expect(ledger.enter(start, "Department", "B")).toMatchObject({
      entry: start,
      refused: { stage: "options", code: "lockedSegment", dimension: "Department", value: "B", allowed: "A" },
    });
    expect(ledger.enter(start, "Department", "a").refused).toBeUndefined();
  });

  it("keep their value whatever is pasted, put in their place or follows from a main account", () => {
    const other = { MainAccount: "1", Department: "B", CostCenter: "D" };
    const held = { MainAccount: "1", Department: "A", CostCenter: "D" };
    expect(ledger.enterAll(start, other, "typed").entry.combination).toEqual(held);
    expect(ledger.replace(start, other, "stored").entry).toMatchObject({
      combination: held,
      provenance: { Department: "stored", CostCenter: "stored" },
    });
    expect(ledger.enter(start, "MainAccount", "2").entry.combination).toMatchObject({
      MainAccount: "2",
      Department: "A",
    });
  });

  it("are marked in the layout", () => {
    expect(ledger.layout({ MainAccount: "1" }).segments.map(({ locked }) => locked)).toEqual([false, true, false]);
  });

  it("are in no fix; where only they could be changed, there is none", () => {
    expect(ledger.validate({ MainAccount: "2", Department: "A" }).fixes[0]?.combination).toMatchObject({
      Department: "A",
    });
    const held = compile(source, { ...options, lockedSegments: ["MainAccount", "Department"] });
    expect(held.validate({ MainAccount: "2", Department: "A" }).fixes).toEqual([]);
  });
});
