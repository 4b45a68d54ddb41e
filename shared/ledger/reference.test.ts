import * as fc from "fast-check";
import { compile, type Combination } from "./index";
import { anyLedger, combinationOf } from "./testing/arbitrary";
import { reference } from "./testing/reference";
import { mistype, walkTo } from "./testing/walk";

const runs = { numRuns: Number(process.env.LEDGER_RUNS ?? 150) };
const ledgerAndGiven = anyLedger.chain(({ model, options }) =>
  fc.tuple(fc.constant(model), fc.constant(options), fc.array(combinationOf(model), { minLength: 1, maxLength: 6 })),
);
const everything = { limit: 1000 };
const without = (given: Combination, names: readonly string[]): Combination =>
  Object.fromEntries(Object.entries(given).filter(([name]) => !names.includes(name)));

describe("against a reference that tries out every account", () => {
  it("validates the same", () => {
    fc.assert(
      fc.property(ledgerAndGiven, ([model, options, combinations]) => {
        const ledger = compile(model, options);
        const naive = reference(model, options);
        for (const combination of combinations) {
          // What is required is told of the likeliest structure too, before a main account selects one.
          if (options.requiredSegments.length && !naive.shown(combination).length) continue;
          expect({ combination, outcome: ledger.validate(combination).outcome }).toEqual({
            combination,
            outcome: naive.validate(combination),
          });
        }
      }),
      runs,
    );
  });

  it("offers the same values, and so no dead end; where values contradict, what goes with the others", () => {
    fc.assert(
      fc.property(ledgerAndGiven, ([model, options, combinations]) => {
        const ledger = compile(model, options);
        const naive = reference(model, options);
        for (const given of combinations) {
          for (const { name } of model.dimensions) {
            const others = without(given, [name]);
            const { items, conflict = [] } = ledger.choices(name, given, everything);
            // The reference has no words for a locked segment that is left out of account.
            if (conflict.some((each) => options.lockedSegments.includes(each))) continue;
            const offered = items.map(({ value }) => value).sort();
            // Blanks that cannot stay are merely missing, and left out without a word.
            const blanks = naive.agrees(without(others, conflict))
              ? []
              : model.dimensions.filter((each) => given[each.name] === "").map((each) => each.name);
            const counted = without(others, [...conflict, ...blanks]);
            const expected = naive.choices(name, counted);
            if (!blanks.length)
              expect({ given, name, conflict, offered }).toEqual({ given, name, conflict, offered: expected });
            else expect(expected).toEqual(expect.arrayContaining(offered));
            expect(conflict).not.toContain(name);
          }
        }
      }),
      runs,
    );
  });

  it("forces the same values, which go together", () => {
    fc.assert(
      fc.property(ledgerAndGiven, ([model, options, combinations]) => {
        const ledger = compile(model, options);
        const naive = reference(model, options);
        for (const given of combinations) {
          const forced = ledger.forced(given);
          expect({ given, forced }).toEqual({ given, forced: naive.forced(given) });
          if (naive.agrees(given)) expect(naive.agrees({ ...given, ...forced })).toBe(true);
        }
      }),
      runs,
    );
  });
});

describe("laws", () => {
  const picks = fc.infiniteStream(fc.nat(1000)).map((stream) => () => Number(stream.next().value));
  const order = fc.shuffledSubarray(["MainAccount", "A", "B", "C", "D", "E"], { minLength: 6 });

  it("choosing whatever is offered, in any order, ends in a valid account", () => {
    fc.assert(
      fc.property(anyLedger, picks, order, ({ model, options }, pick, names) => {
        const ledger = compile(model, options);
        const naive = reference(model, options);
        // What a form demands and locks while it is blank, nobody can give.
        if (options.lockedSegments.some((name) => options.requiredSegments.includes(name))) return;
        const open = names.filter(
          (name) => model.dimensions.some((each) => each.name === name) && !options.lockedSegments.includes(name),
        );
        const account = walkTo(ledger, open, pick);
        if (account) expect({ account, outcome: naive.validate(account) }).toEqual({ account, outcome: "valid" });
        // A locked segment stays blank, and so there may be no account at all; else there is always a way on.
        else expect(naive.agrees({})).toBe(false);
      }),
      runs,
    );
  });

  it("a list of the innocent is never empty because others contradict, and never told to be without reason", () => {
    fc.assert(
      fc.property(ledgerAndGiven, ([model, options, combinations]) => {
        const ledger = compile(model, options);
        const naive = reference(model, options);
        for (const given of combinations)
          for (const { name, values } of model.dimensions) {
            const { items, blank, conflict = [] } = ledger.choices(name, given, everything);
            // What is locked blank by mistake is left out as well, so that there may be more than can come of it.
            if (naive.agrees({}) || !options.lockedSegments.length)
              expect({ given, name, some: items.length > 0 || blank }).toEqual({ given, name, some: naive.agrees({}) });
            const others = without(given, [name]);
            const known = (each: string): boolean =>
              values.some(({ value }) => value.toUpperCase() === others[each]?.toUpperCase());
            if (naive.agrees(others)) expect(conflict.filter(known)).toEqual([]);
          }
      }),
      runs,
    );
  });

  it("a fix is valid, changes only what it says, none of it locked, and is for mistakes only", () => {
    fc.assert(
      fc.property(ledgerAndGiven, ([model, options, combinations]) => {
        const ledger = compile(model, options);
        const naive = reference(model, options);
        for (const combination of combinations) {
          const { outcome, fixes, problems } = ledger.validate(combination);
          if (outcome !== "invalid" || problems.every(({ code }) => code === "valueRequired"))
            expect(fixes).toEqual([]);
          expect(fixes.length).toBeLessThanOrEqual(3);
          expect(new Set(fixes.map((fix) => JSON.stringify(fix.combination))).size).toBe(fixes.length);
          for (const { combination: fixed, changes } of fixes) {
            expect({ combination, fixed, outcome: naive.validate(fixed) }).toEqual({
              combination,
              fixed,
              outcome: "valid",
            });
            const told = Object.fromEntries(changes.map(({ dimension, to }) => [dimension, to]));
            const applied = Object.fromEntries(
              naive.shown(fixed).map((name) => [name, { ...combination, ...told }[name] ?? ""]),
            );
            expect(naive.validate(applied)).toBe("valid");
            expect(changes.filter(({ dimension }) => options.lockedSegments.includes(dimension))).toEqual([]);
          }
        }
      }),
      runs,
    );
  });

  it("one mistake in a valid account has a fix", () => {
    const mistake = fc.tuple(fc.nat(5), fc.nat(4), fc.nat(8), fc.constantFrom(..."0123456789aceE-x".split("")));
    fc.assert(
      fc.property(anyLedger, picks, mistake, ({ model, options }, pick, [segment, kind, at, character]) => {
        const ledger = compile(model, { ...options, lockedSegments: [] });
        const account = walkTo(
          ledger,
          model.dimensions.map(({ name }) => name),
          pick,
        );
        if (!account) return;
        const shown = ledger.layout(account).segments.filter(({ dimension }) => account[dimension]);
        const { dimension } = shown[segment % shown.length] ?? { dimension: "" };
        const meant = account[dimension] ?? "";
        const typed = mistype(meant, kind, at, character);
        const spoilt = { ...account, [dimension]: typed };
        // A text of one character that becomes another is no longer like it.
        if (typed.length < 2 && meant.length < 2) return;
        const { outcome, fixes, problems } = ledger.validate(spoilt);
        if (outcome === "invalid" && problems.some(({ code }) => code !== "valueRequired"))
          expect({ account, typed, fixes: fixes.length > 0 }).toEqual({ account, typed, fixes: true });
      }),
      runs,
    );
  });

  it("explains exactly the values that it does not offer", () => {
    fc.assert(
      fc.property(ledgerAndGiven, ([model, options, combinations]) => {
        const ledger = compile(model, options);
        for (const given of combinations) {
          for (const { name, values } of model.dimensions) {
            const offered = ledger.choices(name, given, everything).items.map(({ value }) => value);
            const all = ledger.choices(name, given, { ...everything, show: "all" }).items;
            expect(all.map(({ value }) => value).sort()).toEqual(values.map(({ value }) => value).sort());
            expect(all.filter(({ problem }) => !problem).map(({ value }) => value)).toEqual(offered);
            for (const { value } of values) {
              const problem = ledger.whyNot(name, value, given)?.problem;
              expect({ given, name, value, refused: problem !== undefined }).toEqual({
                given,
                name,
                value,
                refused: !offered.includes(value),
              });
            }
          }
        }
      }),
      runs,
    );
  });
});
