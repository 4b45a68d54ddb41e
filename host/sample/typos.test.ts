/** @jest-environment ./host/testing/environment.cjs */
import { mappingPresets } from "../../controls/FinancialDimensionPicker/sources/tables";
import { readLedger } from "../../controls/FinancialDimensionPicker/sources/readLedger";
import { createDataverse } from "../../shared/dataverse/client";
import { compile, type Combination, type Ledger } from "../../shared/ledger";
import { apiOf, startEmbedded, type Embedded } from "../testing/embedded";

/**
 * Advice is measured on the mistakes that people make: every typing mistake in every segment of accounts of the sample
 * ledger, as far as it makes the account invalid. What was meant has to be among the fixes that are offered.
 */
let embedded: Embedded;
let ledger: Ledger;
beforeAll(async () => {
  embedded = await startEmbedded({ rows: "sampleLedger" });
  const { model } = await readLedger(createDataverse(apiOf(embedded)), mappingPresets.configuration, "USMF", {
    at: Date.parse("2026-11-23T12:00:00Z"),
    signal: new AbortController().signal,
  });
  ledger = compile(model, { legalEntity: "USMF", date: "2026-06-15" });
});
afterAll(() => embedded.close());

/** The keys beside a digit on the number pad. */
const beside: Readonly<Record<string, string>> = {
  0: "12",
  1: "024",
  2: "0135",
  3: "26",
  4: "157",
  5: "2468",
  6: "359",
  7: "48",
  8: "579",
  9: "68",
};
const keysBeside = (digit: string): readonly string[] => (beside[digit] ?? "").split("");
const each = (text: string, change: (at: number) => readonly string[]): string[] =>
  Array.from(text).flatMap((_, at) => change(at));
const mistakes: Readonly<Record<string, (text: string) => readonly string[]>> = {
  /** Once more, or with a key beside it. */
  added: (text) =>
    each(text, (at) =>
      [text.charAt(at), ...keysBeside(text.charAt(at))].map((digit) => text.slice(0, at) + digit + text.slice(at)),
    ),
  lost: (text) => each(text, (at) => [text.slice(0, at) + text.slice(at + 1)]),
  swapped: (text) =>
    each(text, (at) => [text.slice(0, at) + text.slice(at + 1, at + 2) + text.charAt(at) + text.slice(at + 2)]),
  beside: (text) =>
    each(text, (at) => [...keysBeside(text.charAt(at))].map((digit) => text.slice(0, at) + digit + text.slice(at + 1))),
  zeros: (text) => [text.replace(/^0+/, "")],
};

interface Tally {
  tried: number;
  meant: number;
  elsewhere: number;
}

/** What became of every mistake in one segment of some accounts. */
function tallyOf(accounts: readonly Combination[], dimension: string): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const account of accounts) {
    const meant = account[dimension] ?? "";
    const { structure } = ledger.layout(account);
    for (const [kind, mistake] of Object.entries(mistakes)) {
      const tally = tallies.get(kind) ?? { tried: 0, meant: 0, elsewhere: 0 };
      tallies.set(kind, tally);
      for (const typed of new Set(mistake(meant))) {
        const { outcome, fixes } = ledger.validate({ ...account, [dimension]: typed });
        if (outcome !== "invalid") continue;
        tally.tried++;
        if (fixes.some(({ combination }) => combination[dimension] === meant)) tally.meant++;
        if (fixes.some(({ combination }) => ledger.layout(combination).structure !== structure)) tally.elsewhere++;
      }
    }
  }
  return tallies;
}

/** Valid accounts of profit and loss that differ in one segment. */
function accountsBy(dimension: string): Combination[] {
  const rest: Combination = {
    MainAccount: "606100",
    BusinessUnit: "008",
    Department: "027",
    CostCenter: "009",
    [dimension]: undefined,
  };
  // Every second one, as the main accounts are many.
  const accounts = ledger
    .choices(dimension, rest, { limit: 1000 })
    .items.filter((_, i) => i % 2 === 0)
    .map(({ value }) => ({ ...rest, [dimension]: value }));
  return accounts.filter((account) => {
    const { outcome, outside } = ledger.validate(account);
    return outcome === "valid" && !outside.length;
  });
}

it("offers what was meant after nine of ten typing mistakes, and never an account of another structure", () => {
  const tallies = ["MainAccount", "Department", "CostCenter"].map((dimension) =>
    tallyOf(accountsBy(dimension), dimension),
  );
  const all = tallies.flatMap((kinds) => [...kinds.values()]);
  const sum = (of: (tally: Tally) => number): number => all.reduce((total, tally) => total + of(tally), 0);
  expect(sum(({ tried }) => tried)).toBeGreaterThan(4000);
  expect(sum(({ meant }) => meant) / sum(({ tried }) => tried)).toBeGreaterThanOrEqual(0.9);
  expect(sum(({ elsewhere }) => elsewhere)).toBe(0);
  // Two digits swapped and zeros lost can hardly mean anything else.
  for (const kinds of tallies)
    for (const kind of ["swapped", "zeros"]) expect(kinds.get(kind)?.meant).toBe(kinds.get(kind)?.tried);
});

it("offers the account that was typed with another digit, and nothing where nothing is like it", () => {
  const fixesOf = (MainAccount: string, Department: string): unknown[] =>
    ledger
      .validate({ MainAccount, BusinessUnit: "008", Department, CostCenter: "009" })
      .fixes.map(({ combination }) => ledger.format(combination).text);
  // Beside it on the keypad, or two digits swapped: both are likely.
  expect(fixesOf("606101", "027")).toEqual(["606110-008-027-009", "606100-008-027-009"]);
  expect(fixesOf("606100", "27")[0]).toBe("606100-008-027-009");
  expect(fixesOf("606100", "Sales")).toEqual([]);
  expect(fixesOf("999111222", "027")).toEqual([]);
  expect(fixesOf("606100", "")).toEqual([]);
});
