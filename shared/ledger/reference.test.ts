import * as fc from "fast-check";
import { compile } from "./index";
import { anyModel, combinationOf, company, today } from "./testing/arbitrary";
import { reference } from "./testing/reference";

const runs = { numRuns: Number(process.env.LEDGER_RUNS ?? 150) };
const modelAndGiven = anyModel.chain((model) =>
  fc.tuple(fc.constant(model), fc.array(combinationOf(model), { minLength: 1, maxLength: 6 })),
);
const everything = { limit: 1000 };

describe("against a reference that tries out every account", () => {
  it("validates the same", () => {
    fc.assert(
      fc.property(modelAndGiven, ([model, combinations]) => {
        const ledger = compile(model, { legalEntity: company, date: today });
        const naive = reference(model, company, today);
        for (const combination of combinations)
          expect({ combination, outcome: ledger.validate(combination).outcome }).toEqual({
            combination,
            outcome: naive.validate(combination),
          });
      }),
      runs,
    );
  });

  it("offers the same values, and so no dead end", () => {
    fc.assert(
      fc.property(modelAndGiven, ([model, combinations]) => {
        const ledger = compile(model, { legalEntity: company, date: today });
        const naive = reference(model, company, today);
        for (const given of combinations) {
          for (const { name } of model.dimensions) {
            const offered = ledger
              .choices(name, given, everything)
              .items.map(({ value }) => value)
              .sort();
            expect({ given, name, offered }).toEqual({ given, name, offered: naive.choices(name, given) });
          }
        }
      }),
      runs,
    );
  });

  it("forces the same values", () => {
    fc.assert(
      fc.property(modelAndGiven, ([model, combinations]) => {
        const ledger = compile(model, { legalEntity: company, date: today });
        const naive = reference(model, company, today);
        for (const given of combinations)
          expect({ given, forced: ledger.forced(given) }).toEqual({ given, forced: naive.forced(given) });
      }),
      runs,
    );
  });
});

describe("laws", () => {
  it("choosing whatever is offered, in any order, ends in a valid account", () => {
    fc.assert(
      fc.property(
        anyModel,
        fc.infiniteStream(fc.nat(1000)),
        fc.shuffledSubarray(["MainAccount", "A", "B", "C", "D", "E"], { minLength: 6 }),
        (model, picks, order) => {
          const ledger = compile(model, { legalEntity: company, date: today });
          let given: Record<string, string> = {};
          for (const dimension of order) {
            const { items, blank } = ledger.choices(dimension, given, everything);
            const options = [...items.map(({ value }) => value), ...(blank ? [""] : [])];
            if (!options.length && !Object.keys(given).length) return;
            if (model.dimensions.some(({ name }) => name === dimension)) {
              expect({ given, dimension, options: options.length > 0 }).toEqual({ given, dimension, options: true });
              given = { ...given, [dimension]: options[(picks.next().value ?? 0) % options.length] ?? "" };
            }
          }
          expect({ given, outcome: ledger.validate(given).outcome }).toEqual({ given, outcome: "valid" });
        },
      ),
      runs,
    );
  });

  it("the nearest fix is valid, changes only what it says, and exists wherever a valid account does", () => {
    fc.assert(
      fc.property(modelAndGiven, ([model, combinations]) => {
        const ledger = compile(model, { legalEntity: company, date: today });
        for (const combination of combinations) {
          const fix = ledger.nearest(combination);
          const any = model.dimensions.some(({ name }) => ledger.choices(name, {}, everything).items.length > 0);
          if (!fix) {
            expect(any).toBe(false);
            continue;
          }
          expect({ combination, fix, outcome: ledger.validate(fix.combination).outcome }).toEqual({
            combination,
            fix,
            outcome: "valid",
          });
          if (ledger.validate(combination).outcome === "valid") expect(fix.changes).toEqual([]);
        }
      }),
      runs,
    );
  });

  it("explains exactly the values that it does not offer", () => {
    fc.assert(
      fc.property(modelAndGiven, ([model, combinations]) => {
        const ledger = compile(model, { legalEntity: company, date: today });
        for (const given of combinations) {
          for (const { name, values } of model.dimensions) {
            const offered = ledger.choices(name, given, everything).items.map(({ value }) => value);
            const all = ledger.choices(name, given, { ...everything, show: "all" }).items;
            expect(all.map(({ value }) => value).sort()).toEqual(values.map(({ value }) => value).sort());
            expect(all.filter(({ problem }) => !problem).map(({ value }) => value)).toEqual(offered);
            for (const { value } of values) {
              // A segment that no account with the rest has offers nothing, and refuses nothing: its value is dropped.
              const shown = ledger
                .layout({ ...given, [name]: value })
                .segments.some(({ dimension }) => dimension === name);
              if (shown && offered.includes(value))
                expect({ given, name, value, why: ledger.whyNot(name, value, given) }).toEqual({
                  given,
                  name,
                  value,
                  why: undefined,
                });
              if (shown && given.MainAccount && !offered.includes(value))
                expect({
                  given,
                  name,
                  value,
                  why: ledger.whyNot(name, value, given)?.problem.code ?? "none",
                }).not.toEqual({ given, name, value, why: "none" });
            }
          }
        }
      }),
      runs,
    );
  });
});
