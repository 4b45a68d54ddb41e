import * as fc from "fast-check";
import {
  compile,
  delimiters,
  lint,
  startCompile,
  startLint,
  type Combination,
  type LintCode,
  type LedgerModel,
} from "./index";
import { anyModel, combinationOf, company, today } from "./testing/arbitrary";
import { dimensions, model, options, rule, structure, values } from "./testing/model";
import { insideOf, walkTo } from "./testing/walk";

const plain = model({
  dimensions: dimensions({
    MainAccount: [
      { value: "110110", description: "Cash" },
      { value: "401100", description: "Sales abroad" },
      { value: "401200", description: "Sales at home" },
    ],
    Department: [
      { value: "002", description: "Sales" },
      { value: "022", description: "Support" },
    ],
    CostCenter: ["04", "014"],
  }),
  structures: [structure("S", "MainAccount-Department-CostCenter", ['1*|*;""|*;""', '4*|*|*;""'])],
  integrationFormat: ["Department", "MainAccount", "CostCenter"],
});
const ledger = compile(plain, options);
const read = (text: string) => ledger.parse(text);
const filled = (combination: Combination): Combination =>
  Object.fromEntries(Object.entries(combination).filter(([, value]) => value));

describe("parse and format", () => {
  it.each(delimiters)("round-trip with %s, or say that the text is ambiguous", (delimiter) => {
    fc.assert(
      fc.property(
        anyModel.chain((source) => fc.tuple(fc.constant(source), combinationOf(source))),
        fc.constantFrom("ledger" as const, "integration" as const),
        fc.constantFrom("", "\\"),
        fc.infiniteStream(fc.nat(1000)).map((stream) => () => Number(stream.next().value)),
        ([source, wanted], form, escape, pick) => {
          const compiled = compile(source, { legalEntity: company, date: today, delimiter, escape });
          const walked = walkTo(compiled, Object.keys(wanted), pick);
          if (!walked) return;
          const account = insideOf(compiled, walked);
          const { text, ambiguous, dropped } = compiled.format(account, form);
          expect(dropped).toEqual([]);
          const parsed = compiled.parse(text);
          const readings = parsed.readings.map(({ combination }) => filled(combination));
          // The other form can be as good; then both are there and the result says so.
          if (text) expect(readings).toContainEqual(filled(account));
          if (!ambiguous && !parsed.ambiguous && text)
            expect(compiled.validate(readings[0] ?? {}).outcome).toBe("valid");
        },
      ),
      { numRuns: 40 },
    );
  });

  it.each([
    ["401100-002-04", []],
    ["'401100-002-04", ["apostrophe"]],
    ['"401100-002-04"', ["quotes"]],
    ["401100-002-04\r\n", []],
    ["\u00a0401100-002\u00a0-04", ["hiddenCharacters", "spaces"]],
    ["4011\u200b00-0\u00ad02-\u200e04", ["hiddenCharacters"]],
    ["401100\t002\t04", ["tabs"]],
    ["401100.002.04", ["otherDelimiter"]],
    ["401100~~002~~04", ["otherDelimiter"]],
    ["401100-2-4", ["leadingZeros"]],
    ["-401100-002-04", ["strayDelimiter"]],
    ["401100-002-04--", ["strayDelimiter"]],
    ["401100--002-04", ["strayDelimiter"]],
    ["002-401100-04", ["integrationOrder"]],
  ])("%j is 401100-002-04", (text, repairs) => {
    const { readings, ambiguous } = read(text);
    expect(ambiguous).toBe(false);
    expect(filled(readings[0]?.combination ?? {})).toEqual({
      MainAccount: "401100",
      Department: "002",
      CostCenter: "04",
    });
    expect(readings[0]).toMatchObject({ unknown: [], dropped: [], repairs });
  });

  it("fills in missing trailing segments that can only have one value", () => {
    const one = compile(
      model({ ...plain, structures: [structure("S", "MainAccount-Department-CostCenter", ["4*|002|014"])] }),
      options,
    );
    expect(one.parse("401100").readings[0]).toMatchObject({
      combination: { MainAccount: "401100", Department: "002", CostCenter: "014" },
      repairs: ["missingSegments"],
    });
  });

  it("keeps what it does not know, as it was typed", () => {
    expect(read("401100-9Z9-04").readings[0]).toMatchObject({
      combination: { MainAccount: "401100", Department: "9Z9", CostCenter: "04" },
      unknown: ["Department"],
    });
    expect(read("   ")).toEqual({ readings: [], ambiguous: false, lines: 0 });
  });

  it("keeps leading blanks", () => expect(ledger.format({ CostCenter: "04" }).text).toBe("--04"));
});

describe("choices", () => {
  const found = (text: string, given: Combination = {}): string[] =>
    ledger.choices("MainAccount", given, { text }).items.map(({ value }) => value);

  it("begins with, on value or description; * is contains; codes before descriptions", () => {
    expect(found("4012")).toEqual(["401200"]);
    expect(found("sales")).toEqual(["401100", "401200"]);
    expect(found("home")).toEqual([]);
    expect(found("*home")).toEqual(["401200"]);
    expect(found("*12")).toEqual(["401200"]);
    expect(found("")).toEqual(["110110", "401100", "401200"]);
  });

  it("says when the limit cut the list", () => {
    expect(ledger.choices("MainAccount", {}, { limit: 2 })).toMatchObject({
      more: true,
      items: [{ value: "110110" }, { value: "401100" }],
    });
    expect(ledger.choices("MainAccount", {}, { limit: 3 }).more).toBe(false);
  });

  it("searches all segments at once, by several words", () => {
    expect(ledger.search("sales", {}).map(({ dimension, value }) => `${dimension} ${value}`)).toEqual([
      "MainAccount 401100",
      "MainAccount 401200",
      "Department 002",
    ]);
    expect(ledger.search("cash support", {}).map(({ value }) => value)).toEqual(["110110", "022"]);
  });

  it("leaves what contradicts out of the other lists, and says so once", () => {
    const others = { MainAccount: "110110", Department: "nowhere", CostCenter: "04" };
    expect(ledger.choices("CostCenter", others)).toMatchObject({ items: [{}, {}], conflict: ["Department"] });
    const tight = compile(
      model({
        ...plain,
        structures: [structure("S", "MainAccount-Department-CostCenter", ["4*|002|04", "4*|022|014"])],
      }),
      options,
    );
    const given = { Department: "002", CostCenter: "014" };
    expect(tight.choices("MainAccount", given)).toMatchObject({
      items: [{ value: "401100" }, { value: "401200" }],
      conflict: ["Department", "CostCenter"],
    });
    // Its own value is exchanged anyway: beside the others there is something that fits.
    expect(tight.choices("CostCenter", { MainAccount: "401100", ...given })).toMatchObject({
      items: [{ value: "04" }],
    });
    expect(tight.choices("CostCenter", { MainAccount: "401100", ...given }).conflict).toBeUndefined();
  });

  it("explains a refusal with the conflict, the row and the nearest account", () => {
    const tight = compile(
      model({
        ...plain,
        structures: [structure("S", "MainAccount-Department-CostCenter", ["401100|002|*", "401200|022|*"])],
      }),
      options,
    );
    expect(tight.whyNot("Department", "022", { MainAccount: "401100", CostCenter: "04" })).toMatchObject({
      problem: {
        stage: "structure",
        code: "notAllowed",
        dimension: "Department",
        value: "022",
        with: [{ dimension: "MainAccount", value: "401100" }],
        place: { structure: "S", row: 1, dimension: "Department", criteria: "002" },
      },
      fixes: [
        {
          combination: { MainAccount: "401100", Department: "002", CostCenter: "04" },
          changes: [{ dimension: "Department", from: "022", to: "002", description: "Sales" }],
        },
        { combination: { MainAccount: "401200", Department: "022", CostCenter: "04" } },
      ],
    });
  });
});

describe("changing the main account", () => {
  const source = model({
    dimensions: dimensions({ MainAccount: ["1", "2", "3"], Department: ["A", "B"], CostCenter: ["C", "D"] }),
    structures: [
      structure("One", "MainAccount-Department-CostCenter", ["1|*|*", "2|A|*"]),
      structure("Two", "MainAccount-CostCenter", ["3|*"]),
    ],
  });

  it("keeps what fits, parks the rest, brings it back, and the entry from before undoes it", () => {
    const engine = compile(source, options);
    const start = engine.open({ MainAccount: "1", Department: "B", CostCenter: "D" });
    const second = engine.changeMainAccount(start, "2").entry;
    expect(second).toMatchObject({
      combination: { MainAccount: "2", Department: "A", CostCenter: "D" },
      provenance: { Department: "only", CostCenter: "stored" },
      parked: [{ dimension: "Department", value: "B", problem: { code: "notAllowed" } }],
    });
    const third = engine.changeMainAccount(second, "3").entry;
    expect(third.combination).toEqual({ MainAccount: "3", CostCenter: "D" });
    expect(engine.changeMainAccount(third, "1").entry).toMatchObject({
      combination: { MainAccount: "1", Department: "B", CostCenter: "D" },
      parked: [],
    });
    expect(start.combination).toEqual({ MainAccount: "1", Department: "B", CostCenter: "D" });
  });

  it("moves nothing for a main account that does not exist", () => {
    const engine = compile(source, options);
    const start = engine.open({ MainAccount: "1", Department: "B", CostCenter: "D" });
    expect(engine.enter(start, "MainAccount", "9").entry).toMatchObject({
      combination: { MainAccount: "9", Department: "B", CostCenter: "D" },
      parked: [],
    });
  });
});

describe("values of which only some are loaded", () => {
  const source = model({
    dimensions: [
      ...dimensions({ MainAccount: ["1", "2"] }),
      { name: "Customer", kind: "shared", partial: true, values: [{ value: "C1" }] },
    ],
    structures: [structure("S", "MainAccount-Customer", ["1|C*", "2|X9"])],
  });

  it("an unseen value cannot be verified, and keeps no row from being offered", () => {
    const engine = compile(source, options);
    expect(engine.choices("MainAccount", {}).items.map(({ value }) => value)).toEqual(["1", "2"]);
    expect(engine.validate({ MainAccount: "1", Customer: "C2" })).toMatchObject({
      outcome: "cannotVerify",
      problems: [{ code: "notLoaded", value: "C2" }],
    });
    const grown = engine.admit("Customer", [{ value: "C2", description: "Found on the server" }, { value: "D1" }]);
    expect(grown.validate({ MainAccount: "1", Customer: "C2" }).outcome).toBe("valid");
    expect(grown.validate({ MainAccount: "1", Customer: "D1" }).outcome).toBe("invalid");
    expect(grown.choices("Customer", { MainAccount: "1" })).toMatchObject({
      partial: true,
      items: [{ value: "C1" }, { value: "C2" }],
    });
  });

  it("a ledger that is in use stays as it is when the server brings more values: there is another one", () => {
    const engine = compile(source, options);
    const before = engine.choices("Customer", { MainAccount: "1" });
    const grown = engine.admit("Customer", [{ value: "C2" }]);
    expect(engine.validate({ MainAccount: "1", Customer: "C2" }).outcome).toBe("cannotVerify");
    expect(engine.choices("Customer", { MainAccount: "1" })).toEqual(before);
    expect(grown.admit("Customer", [{ value: "C3" }]).choices("Customer", { MainAccount: "1" }).items).toHaveLength(3);
    expect(grown.choices("Customer", { MainAccount: "1" }).items).toHaveLength(2);
    expect(engine.admit("MainAccount", [{ value: "3" }])).toBe(engine);
  });
});

describe("bad input", () => {
  const codes = (source: LedgerModel): LintCode[] => lint(source, options).map(({ code }) => code);

  it("a structure with twelve segments works, and lint names the limit", () => {
    const names = ["MainAccount", ..."A B C D E F G H I J K".split(" ")];
    const source = model({
      dimensions: dimensions(Object.fromEntries(names.map((name) => [name, ["1", "2"]]))),
      structures: [structure("Wide", names.join("-"), [names.map(() => "*").join("|")])],
    });
    expect(compile(source, options).validate(Object.fromEntries(names.map((name) => [name, "2"]))).outcome).toBe(
      "valid",
    );
    expect(lint(source, options)).toContainEqual({
      severity: "error",
      code: "tooManySegments",
      place: { structure: "Wide" },
      value: "12",
    });
  });

  it("a rule that names a missing dimension makes the answer 'cannot verify', with the place", () => {
    const source = model({
      ...plain,
      structures: [...plain.structures, structure("Extra", "CostCenter", ["014"], "rule")],
      rules: [rule("Broken", "S", { Region: "EU" }, "Extra")],
    });
    const broken = compile(source, options);
    expect(broken.validate({ MainAccount: "110110", CostCenter: "014" }).outcome).toBe("valid");
    expect(broken.validate({ MainAccount: "110110", CostCenter: "04" })).toMatchObject({
      outcome: "cannotVerify",
      problems: [{ code: "unknownDimension", place: { rule: "Broken", dimension: "Region", criteria: "EU" } }],
    });
    expect(codes(source)).toContain("unknownDimension");
  });

  it("a cell that cannot be read makes the answer 'cannot verify', with the place", () => {
    const engine = compile(
      model({ ...plain, structures: [structure("S", "MainAccount-Department-CostCenter", ["*|002;a*b|*"])] }),
      options,
    );
    expect(engine.validate({ MainAccount: "401100", Department: "002", CostCenter: "04" }).outcome).toBe("valid");
    expect(engine.validate({ MainAccount: "401100", Department: "022", CostCenter: "04" })).toMatchObject({
      outcome: "cannotVerify",
      problems: [
        {
          code: "criterionNotUnderstood",
          place: { structure: "S", row: 1, dimension: "Department", criteria: "002;a*b", term: "a*b" },
        },
      ],
    });
  });

  it("a thousand values that differ in case alone stay apart and are reported once", () => {
    const spell = (n: number): string =>
      "abcdefghij"
        .split("")
        .map((letter, bit) => ((n >> bit) & 1 ? letter.toUpperCase() : letter))
        .join("");
    const list = Array.from({ length: 1000 }, (_, n) => spell(n));
    const source = model({
      dimensions: dimensions({ MainAccount: list }),
      structures: [structure("S", "MainAccount", [list[7] ?? ""])],
    });
    const engine = compile(source, options);
    expect(engine.lookup("MainAccount", list[513] ?? "")?.value).toBe(list[513]);
    expect(
      engine
        .choices("MainAccount", {}, { limit: 2000 })
        .items.map(({ value }) => value)
        .sort(),
    ).toEqual([...list].sort());
    expect(lint(source, options)).toContainEqual(expect.objectContaining({ code: "caseDuplicate", more: 998 }));
  });

  it("keeps hostile and malformed texts whole, and lints them", () => {
    const odd = [
      "<script>alert(1)</script>",
      "A\u00a0B",
      "C\u200bD",
      "x".repeat(31),
      "Cust-049",
      "a,b",
      "ß",
      "\u0130x",
    ];
    const description = "\u05d7\u05e9\u05d1\u05d5\u05df\t\n<b>";
    const source = model({
      dimensions: dimensions({ MainAccount: odd.map((value) => ({ value, description })) }),
      structures: [structure("S", "MainAccount", ["*;a,b;c,d"])],
    });
    const engine = compile(source, options);
    for (const value of odd)
      expect(engine.lookup("MainAccount", value)).toEqual({ value, description, problem: undefined });
    expect(engine.choices("MainAccount", {}, { text: "*script" }).items.map(({ value }) => value)).toEqual([odd[0]]);
    expect(codes(source)).toEqual(
      expect.arrayContaining(["valueTooLong", "hiddenCharacters", "delimiterInValue", "comma"]),
    );
    expect(lint(source, options).find(({ code }) => code === "comma")).toMatchObject({ value: "c,d" });
  });

  it("a model without anything answers 'cannot verify'", () => {
    const engine = compile(model({}), options);
    expect(engine.validate({ MainAccount: "1" })).toMatchObject({
      outcome: "cannotVerify",
      problems: [{ code: "noStructure" }],
    });
    expect(engine.choices("MainAccount", {})).toMatchObject({ items: [], blank: false });
    expect(engine.parse("1-2").readings).toEqual([]);
    expect(codes(model({}))).toEqual(["empty"]);
  });

  it("values keep apart by company, and the company that has one is named", () => {
    const engine = compile(
      model({
        ...plain,
        dimensions: dimensions({
          MainAccount: ["401100"],
          Department: ["002", { value: "D9", legalEntity: "DEMF" }],
          CostCenter: ["04"],
        }),
      }),
      options,
    );
    expect(engine.validate({ MainAccount: "401100", Department: "D9" }).problems).toMatchObject([
      { code: "otherCompany", legalEntity: "DEMF" },
    ]);
  });
});

describe("lint", () => {
  it("finds what a structure's author did not mean", () => {
    const source = model({
      dimensions: dimensions({ MainAccount: ["1", "4", "2000"], Department: ["D1", { value: "D2", suspended: true }] }),
      structures: [
        structure("First", "MainAccount-Department", [
          "1..2000|D1",
          "4|D2",
          "4|gone",
          "2000|D1;D1;D1;D1;D1;D1;D1;D1",
          "9..1|*",
        ]),
        structure("Second", "MainAccount", ["4"]),
        structure("With main account", "MainAccount", ["*"], "rule"),
      ],
      rules: [
        rule("Always", "First", {}, "With main account"),
        rule("Nowhere", "First", { MainAccount: "1" }),
        rule("Lost", "Gone", { MainAccount: "1" }, "Missing"),
      ],
      legalEntities: [{ name: "USMF", structures: ["First", "Second", "Third"] }],
    });
    const found = lint(source, options).map(({ code, place }) =>
      `${code} ${place.structure ?? place.rule ?? ""} ${place.row ?? ""}`.trim(),
    );
    expect(found).toEqual(
      expect.arrayContaining([
        "rangeSurprise First 1",
        "unreachableRow First 2",
        "missingValue First 3",
        "unreachableRow First 3",
        "tooManyCriteria First 4",
        "rangeInverted First 5",
        "overlap First 4",
        "duplicateMainAccount Second 1",
        "unknownStructure Third",
        "ruleWithoutCriteria Always",
        "ruleWithoutStructure Nowhere",
        "ruleStructureWithMainAccount With main account",
        "unknownStructure Gone",
      ]),
    );
  });

  it("takes no value of a partial dimension that it has not seen for one that two rows have in common", () => {
    const source = model({
      dimensions: [
        ...dimensions({ MainAccount: ["1"] }),
        { name: "Customer", kind: "list", partial: true, values: values("C1") },
      ],
      structures: [structure("S", "MainAccount-Customer", ["1|C7;C8", "1|C9"])],
    });
    expect(lint(source, options)).toEqual([]);
    const overlapping = { ...source, structures: [structure("S", "MainAccount-Customer", ["1|C*", "1|C1"])] };
    expect(lint(overlapping, options)).toMatchObject([{ code: "overlap", value: "C1" }]);
  });

  it("has nothing to say about a sound model", () => expect(lint(plain, options)).toEqual([]));
});

describe("compiling in slices", () => {
  it("gives the same as in one go, and can be driven one unit at a time", () => {
    let ticks = 0;
    const compilation = startCompile(plain, options);
    expect(() => compilation.result()).toThrow("not finished");
    let slices = 0;
    while (!compilation.advance(1, () => (ticks += 1))) slices++;
    expect(slices).toBeGreaterThan(2);
    expect(compilation.result().choices("MainAccount", {})).toEqual(ledger.choices("MainAccount", {}));
    const checking = startLint(plain, options);
    expect(checking.advance(Number.MAX_SAFE_INTEGER, () => 0)).toBe(true);
    expect(checking.result()).toEqual([]);
  });

  it("sorts like a plain sort, whatever comes in", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3000, size: "max" }),
        (list) => {
          const engine = compile(
            model({
              dimensions: dimensions({ MainAccount: list }),
              structures: [structure("S", "MainAccount", ["*"])],
            }),
            options,
          );
          const offered = engine.choices("MainAccount", {}, { limit: list.length }).items.map(({ value }) => value);
          const key = (text: string): string => text.toUpperCase();
          expect(offered.map(key)).toEqual(list.map(key).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
        },
      ),
      { numRuns: 20 },
    );
  });
});
