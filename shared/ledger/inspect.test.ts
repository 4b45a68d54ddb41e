import * as fc from "fast-check";
import type { Inspection, LedgerModel, LintCode, LintFinding, Mend } from "./index";
import { startInspect } from "./index";
import { anyModel, company, today } from "./testing/arbitrary";
import { dimensions, model, options, rule, structure } from "./testing/model";
import { reference } from "./testing/reference";

const inspect = (source: LedgerModel, of = options as { legalEntity: string; date: string }): Inspection => {
  const work = startInspect(source, of);
  while (!work.advance(1000, () => 0));
  return work.result();
};
const anyDay = { legalEntity: company, date: today };

const impactOf = (before: Inspection, after: Inspection) => {
  const work = before.startImpact(after);
  while (!work.advance(1000, () => 0));
  return work.result();
};

/** The model with a mend's rows in the place of those that it names. */
const mended = (source: LedgerModel, { changes }: Mend): LedgerModel => ({
  ...source,
  structures: source.structures.map((one) => ({
    ...one,
    rows: one.rows.flatMap((row, at) => {
      const change = changes.find(({ place }) => place.structure === one.name && place.row === at + 1);
      return change ? change.rows.map((criteria) => ({ ...row, criteria })) : [row];
    }),
  })),
  rules: source.rules.map((one) => ({
    ...one,
    criteria: one.criteria.map((criterion) => {
      const change = changes.find(
        ({ place }) => place.row === undefined && place.rule === one.name && place.dimension === criterion.dimension,
      );
      return change ? { ...criterion, criteria: change.rows[0]?.[0] ?? "" } : criterion;
    }),
  })),
});

/** Every account over the values of the model, blanks included. */
function* accounts({ dimensions: all }: LedgerModel, from = 0): Generator<Record<string, string>> {
  const dimension = all[from];
  if (!dimension) yield {};
  else
    for (const rest of accounts({ dimensions: all } as LedgerModel, from + 1))
      for (const value of new Set(["", ...dimension.values.map((one) => one.value)]))
        yield { ...rest, [dimension.name]: value };
}

/** What of an account counts: segments that are not shown are dropped. */
const validOf = (source: LedgerModel): Set<string> => {
  const judge = reference(source, anyDay);
  const valid = new Set<string>();
  for (const account of accounts(source)) {
    if (judge.validate(account) !== "valid") continue;
    const shown = judge.shown(account);
    valid.add(
      source.dimensions.map(({ name }) => (shown.includes(name) ? (account[name] ?? "") : "").toUpperCase()).join("|"),
    );
  }
  return valid;
};

const small = anyModel.filter(
  ({ dimensions: all }) => all.reduce((n, { values }) => n * (values.length + 1), 1) < 3000,
);

describe("what a change of the rules does", () => {
  it("is what trying out every account before and after gives", () => {
    fc.assert(
      fc.property(small, small, (one, other) => {
        // Only the rules change: the values are those of the first.
        const after = { ...one, structures: other.structures, rules: other.rules };
        const names = new Set(one.dimensions.map(({ name }) => name));
        fc.pre(after.structures.every(({ segments }) => segments.every((name) => names.has(name))));
        fc.pre(after.rules.every(({ criteria }) => criteria.every(({ dimension }) => names.has(dimension))));
        const [before, now] = [validOf(one), validOf(after)];
        const { madeValid, madeInvalid } = impactOf(inspect(one, anyDay), inspect(after, anyDay));
        expect([madeValid.exact, madeInvalid.exact]).toEqual([true, true]);
        expect(madeValid.accounts).toBe([...now].filter((account) => !before.has(account)).length);
        expect(madeInvalid.accounts).toBe([...before].filter((account) => !now.has(account)).length);
        const text = (account: Readonly<Record<string, string | undefined>>) =>
          one.dimensions.map(({ name }) => (account[name] ?? "").toUpperCase()).join("|");
        for (const account of madeValid.examples) {
          expect(now).toContain(text(account));
          expect(before).not.toContain(text(account));
        }
        for (const account of madeInvalid.examples) {
          expect(before).toContain(text(account));
          expect(now).not.toContain(text(account));
        }
      }),
      { numRuns: 60 },
    );
  });

  it("counts the accounts of a row with the segments that rules add", () => {
    const source = model({
      dimensions: dimensions({ MainAccount: ["401", "402"], Unit: ["1", "2"], Customer: ["A", "B", "C"] }),
      structures: [structure("S", "MainAccount-Unit", ['4*|*;""']), structure("R", "Customer", ["*"], "rule")],
      rules: [rule("r", "S", { MainAccount: "401" }, "R")],
    });
    const inspection = inspect(source);
    // 401 with 3 customers, 402 without: each beside 2 units or none.
    expect(inspection.accounts("S", 1)).toBe(3 * 3 + 3);
    expect(inspection.accounts("R", 1)).toBe(3);
    expect(inspection.accounts("S", 2)).toBeUndefined();
    expect(inspection.rowsOf({ MainAccount: "401", Customer: "A" })).toEqual([
      { structure: "S", rule: undefined, row: 1 },
      { structure: "R", rule: "r", row: 1 },
    ]);
  });
});

describe("what criteria mean", () => {
  const inspection = inspect(
    model({
      dimensions: dimensions({
        MainAccount: ["1"],
        Unit: [{ value: "001", description: "Home" }, "002", { value: "003", suspended: true }, "1000"],
      }),
      structures: [structure("S", "MainAccount-Unit", ["*|*"])],
    }),
  );

  it.each([
    ["*", 3, 1, false],
    ['00*;""', 2, 1, true],
    ["001..2", 3, 1, false],
    ["a..b..c;001", 1, 0, false],
  ])("%s", (criteria, usable, unusable, blank) => {
    const meaning = inspection.meaning("Unit", criteria);
    expect(meaning).toMatchObject({ usable, unusable, blank });
    expect(meaning.first[0]).toEqual({ value: "001", description: "Home" });
  });
});

/** Findings with what mends them, as a key user meets them. */
const cases: readonly {
  readonly code: LintCode;
  readonly segments?: string;
  readonly rows: readonly string[];
  readonly mends: readonly string[];
}[] = [
  { code: "comma", rows: ["100|001,002"], mends: ["100|001;002"] },
  { code: "criterionNotUnderstood", rows: ["100|"], mends: ['100|""', '100|*;""'] },
  { code: "criterionNotUnderstood", rows: ["100|001;"], mends: ["100|001"] },
  { code: "missingValue", rows: ["100|*;\u201c\u201d"], mends: ['100|*;""', "100|*"] },
  { code: "missingValue", rows: ["100|1"], mends: ["100|001"] },
  { code: "missingValue", rows: ["100|003;0002"], mends: ["100|003;002", "100|003"] },
  { code: "rangeInverted", rows: ["200..100|*"], mends: ["100..200|*"] },
  { code: "rangeWildcard", rows: ["100*..200*|*"], mends: ["100..200|*"] },
  { code: "rangeSurprise", rows: ["100..200|*"], mends: ["100;200|*"] },
  { code: "blankMainAccount", rows: ['100;""|*'], mends: ["100|*"] },
  { code: "duplicateRow", rows: ["100|001", "100|001"], mends: [""] },
  { code: "unreachableRow", rows: ["100|*", "200|009"], mends: [""] },
  { code: "overlap", rows: ["100|001;002|*", "100|002;003|*"], mends: ["100|002|*/100|001|*/100|002|*/100|003|*"] },
  { code: "tooManyCriteria", rows: ["100|1;2;3;4;5;6;7;8"], mends: ["100|1;2;3;4;5;6;7/100|8"] },
];

describe("what mends a finding", () => {
  it.each(cases)("$code: $rows", ({ code, rows, mends }) => {
    const width = (rows[0] ?? "").split("|").length;
    const source = model({
      dimensions: dimensions({
        MainAccount: ["100", "200", "1000"],
        Unit: ["001", "002", "003", { value: "009", suspended: true }],
        Third: ["x"],
      }),
      structures: [structure("S", width === 3 ? "MainAccount-Unit-Third" : "MainAccount-Unit", rows)],
    });
    const inspection = inspect(source);
    const found = inspection.findings.find((finding) => finding.code === code);
    const offered = found ? inspection.mends(found) : [];
    expect(
      offered.map(({ changes }) =>
        changes.map((change) => change.rows.map((row) => row.join("|")).join("/")).join("/"),
      ),
    ).toEqual(mends);
  });

  const same = (one: LintFinding, other: LintFinding) =>
    one.code === other.code &&
    one.value === other.value &&
    one.place.structure === other.place.structure &&
    one.place.row === other.place.row &&
    one.place.dimension === other.place.dimension &&
    one.place.term === other.place.term;
  /** Those that say the same in another way. */
  const harmless: readonly LintCode[] = ["duplicateRow", "overlap", "unreachableRow"];

  it("takes it away, and changes no account where it only says the same in another way", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(anyModel, (source) => {
        const inspection = inspect(source, anyDay);
        for (const finding of inspection.findings) {
          for (const mend of inspection.mends(finding)) {
            seen.add(`${finding.code} ${mend.kind}`);
            const after = inspect(mended(source, mend), anyDay);
            if (harmless.includes(finding.code)) {
              const { madeValid, madeInvalid } = impactOf(inspection, after);
              expect(madeInvalid.accounts).toBe(0);
              // A row that lets nothing through still selects the structure for its main accounts.
              if (finding.code !== "unreachableRow") expect(madeValid.accounts).toBe(0);
            } else if (mend.kind === "replace" && !["missingValue", "duplicateMainAccount"].includes(finding.code)) {
              const left = ({ findings }: Inspection) => findings.filter((other) => same(finding, other)).length;
              expect(left(after)).toBeLessThan(left(inspection));
            }
          }
        }
      }),
      { numRuns: 80 },
    );
    expect([...seen]).toEqual(
      expect.arrayContaining(["overlap split", "unreachableRow remove", "missingValue replace"]),
    );
  });
});
