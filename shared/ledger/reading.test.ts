import * as fc from "fast-check";
import { compile, type Combination, type Reading, type Repair } from "./index";
import { dimensions, model, options, rule, structure } from "./testing/model";
import { insideOf, walkTo } from "./testing/walk";

/** What people type and paste, and how it is read. */

const ledger = compile(
  model({
    dimensions: dimensions({
      MainAccount: ["110110", "401100", "606100", "606110", "618100"],
      BusinessUnit: ["001", "002", "008"],
      Department: ["021", "022", "027"],
      CostCenter: ["007", "009", "010"],
      Customer: ["C0001", "C0002"],
      Project: ["P1"],
    }),
    structures: [
      structure("Balance", "MainAccount-BusinessUnit", ['1*|*;""']),
      structure("Profit", "MainAccount-BusinessUnit-Department-CostCenter", [
        '4*|*|022|*;""',
        '6*|*;""|021..027;""|*;""',
      ]),
      structure("Customers", "Customer", ["*"], "rule"),
    ],
    rules: [rule("Customer on revenue", "Profit", { MainAccount: "4*" }, "Customers")],
    integrationFormat: ["MainAccount", "BusinessUnit", "Department", "CostCenter", "Customer", "Project"],
  }),
  options,
);
const names = ["MainAccount", "BusinessUnit", "Department", "CostCenter", "Customer"];
const account = (
  MainAccount: string,
  BusinessUnit = "",
  Department = "",
  CostCenter = "",
  Customer = "",
): Combination => filled({ MainAccount, BusinessUnit, Department, CostCenter, Customer });
const filled = (combination: Combination): Combination =>
  Object.fromEntries(Object.entries(combination).filter(([, value]) => value));
const read = (text: string): Combination => filled(ledger.parse(text).readings[0]?.combination ?? {});

describe("a whole account", () => {
  const meant = account("606100", "008", "027", "009");

  it.each<[string, readonly Repair[]]>([
    ["606100-008-027-009", []],
    ["606100\u2013008\u2013027\u2013009", ["otherDelimiter"]],
    ["606100 \u2014 008 \u2014 027 \u2014 009", ["otherDelimiter", "spaces"]],
    ["606100;008;027;009", ["otherDelimiter"]],
    ["606100 008 027 009", ["otherDelimiter"]],
    ["\uff16\uff10\uff16\uff11\uff10\uff10-008-027-009", ["fullWidth"]],
    ["606100\uff0d\uff10\uff10\uff18\uff0d027-009", ["fullWidth"]],
    ["606100-8-27-9", ["leadingZeros"]],
    ["027-606100-009-008", ["order"]],
    ["606100-008-027-009\r\n", []],
  ])("%j is 606100-008-027-009", (text, repairs) => {
    const { readings, ambiguous } = ledger.parse(text);
    expect(filled(readings[0]?.combination ?? {})).toEqual(meant);
    expect(readings[0]).toMatchObject({ unknown: [], dropped: [], repairs, verdict: { outcome: "valid" } });
    expect(ambiguous).toBe(false);
  });

  it("may lack a segment in the middle, which stays open", () => {
    expect(ledger.parse("606100-008-009").readings[0]).toMatchObject({
      combination: account("606100", "008", "", "009"),
      repairs: ["skippedSegments"],
    });
  });

  it("may end in delimiters alone", () => {
    expect(read("606100---")).toEqual(account("606100"));
    expect(ledger.parse("606100---").readings[0]?.verdict.outcome).toBe("valid");
  });

  it("gets the only value that a blank can have, which is not told to be blank", () => {
    const [reading] = ledger.parse("401100-008---C0001").readings;
    expect(filled(reading?.combination ?? {})).toEqual(account("401100", "008", "022", "", "C0001"));
    expect(reading).toMatchObject({ repairs: ["missingSegments"], verdict: { outcome: "valid" } });
  });

  it("is the first of several lines, which are counted", () => {
    const parsed = ledger.parse("606100-008-027-009\r\n\r\n606110-001-021-007\n110110-001\n");
    expect(parsed.lines).toBe(3);
    expect(filled(parsed.readings[0]?.combination ?? {})).toEqual(meant);
  });

  it.each(["606100-008-027-009-XYZ", "606100-008-027-009-XYZ-Q"])(
    "names what %s has too much, in one reading",
    (text) => {
      const { readings, ambiguous } = ledger.parse(text);
      expect(ambiguous).toBe(false);
      expect(readings).toHaveLength(1);
      expect(readings[0]).toMatchObject({ unknown: [], dropped: text.split("-").slice(4) });
    },
  );
});

describe("a text in a segment", () => {
  const beside = account("606100", "008");
  const readIn = (dimension: string, text: string, combination: Combination = beside): Reading | undefined =>
    ledger.parse(text, { dimension, combination }).readings[0];

  it("fills the segments from there on", () => {
    expect(readIn("Department", "022-010")).toMatchObject({
      combination: { Department: "022", CostCenter: "010" },
      repairs: [],
      verdict: { outcome: "valid" },
    });
    expect(readIn("Department", "22\u201310")).toMatchObject({ combination: { Department: "022", CostCenter: "010" } });
    expect(readIn("Department", "22")).toMatchObject({ combination: { Department: "022" }, repairs: ["leadingZeros"] });
  });

  it("goes on into the segments of a rule", () => {
    expect(readIn("CostCenter", "007-C0002", account("401100", "008", "022"))).toMatchObject({
      combination: { CostCenter: "007", Customer: "C0002" },
      verdict: { outcome: "valid" },
    });
  });

  it("is a whole account in any place", () => {
    for (const dimension of names)
      expect(filled(readIn(dimension, "606110-001-021-007")?.combination ?? {})).toEqual(
        account("606110", "001", "021", "007"),
      );
  });

  it("is not read in two ways where one of them is as it should be", () => {
    expect(ledger.parse("022-010", { dimension: "Department", combination: beside }).ambiguous).toBe(false);
  });
});

describe("laws", () => {
  const picks = fc.infiniteStream(fc.nat(1000)).map((stream) => () => Number(stream.next().value));
  const valid = picks.map((pick) => filled(insideOf(ledger, walkTo(ledger, names, pick) ?? {})));
  const mangled: Readonly<Record<string, (text: string, salt: number) => string>> = {
    "en dashes": (text) => text.replaceAll("-", "\u2013"),
    semicolons: (text) => text.replaceAll("-", ";"),
    tabs: (text) => text.replaceAll("-", "\t"),
    "full width": (text) =>
      text.replace(/[0-9-]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0)),
    "another line": (text) => `${text}\n110110-001`,
    "zeros lost": (text) => text.replace(/(^|-)0+/g, "$1"),
    "a hidden character": (text, salt) => `${text.slice(0, salt)}\u200b${text.slice(salt)}`,
    "an apostrophe": (text) => `'${text}`,
    "delimiters at the end": (text) => `${text}--`,
    "another order": (text, salt) => {
      const tokens = text.split("-").filter(Boolean);
      return [...tokens.slice(salt % tokens.length), ...tokens.slice(0, salt % tokens.length)].join("-");
    },
    "segments left out": (text) => text.replace(/-+/g, "-"),
  };

  it.each(Object.entries(mangled))("a valid account with %s is read back", (_, mangle) => {
    fc.assert(
      fc.property(valid, fc.nat(9), (combination, salt) => {
        const { text } = ledger.format(combination);
        const typed = mangle(text, salt);
        // A segment alone may be any account's.
        if (typed.split("-").length < 2 && text.includes("-") && !/[\t;\u2013\uff0d]/.test(typed)) return;
        expect({ typed, read: read(typed) }).toEqual({ typed, read: combination });
      }),
      { numRuns: 60 },
    );
  });

  it("what follows in a valid account, typed into any segment, fills from there on", () => {
    fc.assert(
      fc.property(valid, fc.nat(3), (combination, at) => {
        const segments = ledger.layout(combination).segments.map(({ dimension }) => dimension);
        const from = 1 + (at % Math.max(1, segments.length - 1));
        const dimension = segments[from];
        const texts = segments.slice(from).map((name) => combination[name] ?? "");
        if (!dimension || texts.filter(Boolean).length < 2) return;
        const before = Object.fromEntries(segments.slice(0, from).map((name) => [name, combination[name]]));
        const [reading] = ledger.parse(texts.join("-"), { dimension, combination: before }).readings;
        expect(filled({ ...before, ...reading?.combination })).toEqual(combination);
      }),
      { numRuns: 100 },
    );
  });
});

it("zeros that got lost are mended when a value is typed", () => {
  const { entry } = ledger.enter(ledger.open(account("606100", "008")), "Department", "27");
  expect(entry.combination.Department).toBe("027");
  expect(ledger.enter(entry, "CostCenter", "99").entry.combination.CostCenter).toBe("99");
});
