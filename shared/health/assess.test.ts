import fc from "fast-check";
import { assess, bandOf, DEFAULT_BANDS, failures } from "./assess";
import { isBlank, isPlaceholder } from "./blank";
import { configure, rulesFor } from "./configure";
import { summarise } from "./dataset";
import type { HealthRule } from "./rules";
import type { ColumnFact, ColumnKind, Severity } from "./types";

const column = (name: string, value: unknown, more: Partial<ColumnFact> = {}): ColumnFact => ({
  name,
  label: name,
  kind: "text",
  value,
  readable: "yes",
  required: "required",
  ...more,
});
const rule = (name: string, severity: Severity = "high"): HealthRule => ({
  kind: "required",
  id: name,
  column: name,
  severity,
});

/** The score as README.md defines it, one sum after the other, with nothing shared with the engine. */
function naiveScore(rules: readonly HealthRule[], columns: readonly ColumnFact[]): number | null {
  const weights = { critical: 10, high: 7.5, medium: 5, low: 2.5, info: 0 };
  const considered = rules.filter((one) => {
    const found = columns.find(({ name }) => name === one.column);
    if (!found || found.kind === "boolean" || found.readable === "no") return false;
    if (
      one.kind === "requiredByMetadata" &&
      found.required !== "required" &&
      !(one.recommended && found.required === "recommended")
    )
      return false;
    return !(found.readable === "unknown" && isBlank(found.kind, found.value));
  });
  const sum = (list: readonly HealthRule[]): number => list.reduce((total, one) => total + weights[one.severity], 0);
  const passed = considered.filter((one) => {
    const found = columns.find(({ name }) => name === one.column);
    return found !== undefined && !isBlank(found.kind, found.value) && !isPlaceholder(found.kind, found.value);
  });
  return sum(considered) === 0 ? null : (100 * sum(passed)) / sum(considered);
}

const kinds: readonly ColumnKind[] = [
  "text",
  "memo",
  "richText",
  "number",
  "choice",
  "multiChoice",
  "boolean",
  "lookup",
  "date",
  "file",
];
const someColumns = fc
  .array(
    fc.record({
      label: fc.constant("Label"),
      kind: fc.constantFrom(...kinds),
      value: fc.oneof(
        fc.constantFrom<unknown>(null, undefined, "", " ", "\u200b", "n/a", "Contoso", 0, 5, [], [1], false),
        fc.string(),
      ),
      readable: fc.constantFrom("yes" as const, "no" as const, "unknown" as const),
      required: fc.constantFrom("required" as const, "recommended" as const, "none" as const, "unknown" as const),
    }),
    { maxLength: 12 },
  )
  .map((list) => list.map((one, index): ColumnFact => ({ ...one, name: `c${index}` })));
const someRules = fc
  .array(
    fc.record({
      column: fc.nat(13),
      severity: fc.constantFrom<Severity>("critical", "high", "medium", "low", "info"),
      metadata: fc.boolean(),
      recommended: fc.boolean(),
    }),
    { maxLength: 16 },
  )
  .map((list) =>
    list.map(({ column: at, severity, metadata, recommended }, index): HealthRule => {
      const common = { id: `r${index}`, column: `c${at}`, severity };
      return metadata ? { kind: "requiredByMetadata", recommended, ...common } : { kind: "required", ...common };
    }),
  );

describe("the laws of the score", () => {
  it("is what the definition says", () => {
    fc.assert(
      fc.property(someRules, someColumns, (rules, columns) => {
        const { score } = assess(rules, columns);
        const naive = naiveScore(rules, columns);
        if (naive === null) expect(score).toBeNull();
        else expect(score).toBeCloseTo(naive, 9);
      }),
    );
  });

  it("points to gain add up to what is missing", () => {
    fc.assert(
      fc.property(someRules, someColumns, (rules, columns) => {
        const { score, findings } = assess(rules, columns);
        const gain = findings.reduce((sum, finding) => sum + finding.pointsToGain, 0);
        expect(gain).toBeCloseTo(score === null ? 0 : 100 - score, 8);
      }),
    );
  });

  it("100 is shown exactly when nothing that weighs anything failed", () => {
    fc.assert(
      fc.property(someRules, someColumns, (rules, columns) => {
        const { shown, findings } = assess(rules, columns);
        const failed = findings.some(({ outcome, pointsToGain }) => outcome.kind === "fail" && pointsToGain > 0);
        if (shown !== null) expect(shown === 100).toBe(!failed);
      }),
    );
  });

  it("filling a blank brings exactly its points", () => {
    fc.assert(
      fc.property(someRules, someColumns, fc.nat(11), (rules, columns, at) => {
        const target = columns[at];
        const before = assess(rules, columns);
        if (!target || target.readable !== "yes" || before.score === null) return;
        const gain = before.findings
          .filter(({ rule: one }) => one.column === target.name)
          .reduce((sum, one) => sum + one.pointsToGain, 0);
        const after = assess(
          rules,
          columns.map((one) =>
            one === target
              ? { ...one, value: target.kind === "multiChoice" || target.kind === "lookup" ? [1] : "Contoso" }
              : one,
          ),
        );
        expect(after.score).toBeCloseTo(before.score + gain, 8);
      }),
    );
  });

  it("coverage never exceeds what applies", () => {
    fc.assert(
      fc.property(someRules, someColumns, (rules, columns) => {
        const { coverage } = assess(rules, columns);
        expect(coverage.evaluated).toBeLessThanOrEqual(coverage.applicable);
        expect(coverage.weight).toBeGreaterThanOrEqual(0);
        expect(coverage.weight).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("the null rule", () => {
  it.each<[ColumnKind, unknown, boolean]>([
    ["number", 0, false],
    ["number", null, true],
    ["text", "\u00a0\u200b ", true],
    ["text", "0", false],
    ["memo", "\n\t", true],
    ["richText", "<p>&nbsp;<br></p>", true],
    ["richText", "<p><img src='x'></p>", false],
    ["multiChoice", [], true],
    ["multiChoice", [3], false],
    ["lookup", [], true],
    ["lookup", [{ id: "1" }], false],
    ["boolean", null, false],
    ["date", null, true],
    ["choice", 0, false],
  ])("%s %j blank: %s", (kind, value, blank) => expect(isBlank(kind, value)).toBe(blank));
});

describe("what a person is told", () => {
  it("a secured column is not assessed instead of missing, and shows in the coverage", () => {
    const result = assess(
      [rule("a"), rule("b"), rule("c")],
      [column("a", "x"), column("b", null, { readable: "no" }), column("c", null, { readable: "unknown" })],
    );
    expect(result.shown).toBe(100);
    expect(result.coverage).toMatchObject({ evaluated: 1, applicable: 3 });
    expect(result.findings.map(({ outcome }) => outcome.kind)).toEqual(["pass", "notEvaluable", "notEvaluable"]);
  });

  it("a value in a column of unknown readability is a value", () => {
    expect(assess([rule("a")], [column("a", "x", { readable: "unknown" })]).shown).toBe(100);
  });

  it("a placeholder fails, and is told apart from a blank", () => {
    const [finding] = failures(assess([rule("a")], [column("a", " N/A ")]));
    expect(finding?.outcome).toEqual({ kind: "fail", score: 0, reason: "placeholder" });
    expect(finding?.explanation).toEqual({ reason: "placeholder", values: [" N/A "] });
  });

  it("nothing to evaluate is no number", () => {
    expect(assess([], [])).toMatchObject({ score: null, shown: null, band: "none" });
    expect(assess([rule("a")], [column("a", true, { kind: "boolean" })])).toMatchObject({
      score: null,
      coverage: { evaluated: 0, applicable: 0, weight: 1 },
    });
  });

  it("a failing critical rule forces the worst band and leaves the number", () => {
    const columns = [column("a", null), ...Array.from({ length: 20 }, (_, index) => column(`b${index}`, "x"))];
    const result = assess([rule("a", "critical"), ...columns.slice(1).map(({ name }) => rule(name))], columns);
    expect(result.shown).toBe(93);
    expect(result.band).toBe("poor");
    expect(result.gatedBy).toHaveLength(1);
  });

  it.each([
    [90, "good"],
    [89.99, "fair"],
    [50, "fair"],
    [49.99, "poor"],
    [0, "poor"],
  ] as const)("%d is %s", (score, band) => expect(bandOf(score, false, DEFAULT_BANDS)).toBe(band));

  it("lists the greatest gain first", () => {
    const result = assess([rule("low", "low"), rule("high")], [column("low", ""), column("high", "")]);
    expect(failures(result).map(({ rule: one }) => one.id)).toEqual(["high", "low"]);
  });
});

describe("settings", () => {
  const none = { scope: null, severities: null, goodFrom: null, fairFrom: null };

  it("names each mistake and goes on with the default", () => {
    const result = configure(
      { scope: "some", severities: "a=urgent; b; c = low", goodFrom: 40, fairFrom: 60 },
      "required",
    );
    expect(result.problems.map(({ kind }) => kind)).toEqual(["severity", "entry", "scope", "bands"]);
    expect(result.scope).toBe("required");
    expect(result.bands).toEqual(DEFAULT_BANDS);
    expect(result.severities.get("c")).toBe("low");
  });

  it("takes what the table requires, unless the maker named the column", () => {
    const columns = [column("a", ""), column("b", "", { required: "none" }), column("c", "", { required: "none" })];
    const rules = rulesFor(columns, configure({ ...none, severities: "c=critical" }, "required"));
    expect(failures(assess(rules, columns)).map(({ rule: one }) => one.column)).toEqual(["c", "a"]);
  });
});

it("sums up a data set over the records that have a score", () => {
  const rules = [rule("a"), rule("b")];
  const records = [
    [column("a", "x"), column("b", "x")],
    [column("a", ""), column("b", "x")],
    [column("a", "", { readable: "no" }), column("b", "", { readable: "no" })],
  ];
  expect(summarise(records.map((columns) => assess(rules, columns)))).toEqual({
    scored: 2,
    mean: 75,
    healthy: 1,
    failures: [{ column: "a", label: "a", count: 1 }],
  });
});
