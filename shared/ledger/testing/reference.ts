import type { AccountStructure, AdvancedRule, DimensionValue, LedgerModel } from "../model";
import type { Combination, LedgerOptions } from "../types";

/**
 * The rules of financial dimensions once more, by enumeration and without any cleverness: every answer of the engine
 * is compared with what trying out all accounts gives. It shares no code with the engine.
 */
export interface Reference {
  /** Whether any valid whole account agrees with what is given. */
  agrees(given: Combination): boolean;
  validate(combination: Combination): "valid" | "invalid" | "cannotVerify";
  /** Values of a dimension that occur in some valid whole account agreeing with what is given. */
  choices(dimension: string, given: Combination): string[];
  forced(given: Combination): Combination;
  shown(combination: Combination): string[];
}

type Answer = "yes" | "no" | "unknown";

const fold = (text: string): string => text.toUpperCase();

function matches(cell: string, value: string): Answer {
  let answer: Answer = "no";
  for (const raw of cell.split(";")) {
    const one = matchesTerm(raw.trim(), value);
    if (one === "yes") return "yes";
    if (one === "unknown") answer = "unknown";
  }
  return answer;
}

function matchesTerm(term: string, value: string): Answer {
  const yesIf = (condition: boolean): Answer => (condition ? "yes" : "no");
  if (term === '""' || term === '" "') return yesIf(value === "");
  if (term === "*") return yesIf(value !== "");
  if (term === "" || term.includes('"')) return "unknown";
  const folded = fold(value);
  const dots = term.split("..");
  if (dots.length > 1) {
    if (dots.length > 2 || dots.some((end) => end.trim() === "")) return "unknown";
    if (term.includes("*") && !value.includes("*")) return "no";
    return yesIf(value !== "" && fold(dots[0] ?? "").trim() <= folded && folded <= fold(dots[1] ?? "").trim());
  }
  const inner = term.slice(term.startsWith("*") ? 1 : 0, term.endsWith("*") ? term.length - 1 : term.length);
  if (inner.includes("*") || inner === "") return "unknown";
  if (value === "") return "no";
  if (term.startsWith("*") && term.endsWith("*")) return yesIf(folded.includes(fold(inner)));
  if (term.startsWith("*")) return yesIf(folded.endsWith(fold(inner)));
  if (term.endsWith("*")) return yesIf(folded.startsWith(fold(inner)));
  return yesIf(folded === fold(inner));
}

export function reference(
  model: LedgerModel,
  { legalEntity, date, requiredSegments = [], lockedSegments = [] }: LedgerOptions,
): Reference {
  const dimension = (name: string): LedgerModel["dimensions"][number] | undefined =>
    model.dimensions.find((one) => one.name === name);
  const within = (from: string | undefined, to: string | undefined): boolean =>
    (!from || from <= date) && (!to || date <= to);
  const usable = (value: DimensionValue): boolean => {
    const overrides = (value.overrides ?? []).filter((one) => one.legalEntity === legalEntity);
    return (
      (!value.legalEntity || value.legalEntity === legalEntity) &&
      !value.suspended &&
      !value.total &&
      !value.blocked &&
      within(value.activeFrom, value.activeTo) &&
      overrides.every((one) => !one.suspended && within(one.activeFrom, one.activeTo))
    );
  };
  const usableValues = (name: string): string[] =>
    (dimension(name)?.values ?? []).filter(usable).map((one) => one.value);
  const isUsable = (name: string, text: string): boolean =>
    usableValues(name).some((value) => fold(value) === fold(text));
  const names = model.dimensions.map((one) => one.name);
  const main = model.dimensions.find((one) => one.kind === "mainAccount")?.name ?? "";
  const structures = (model.legalEntities.find((one) => one.name === legalEntity)?.structures ?? []).flatMap((name) =>
    model.structures.filter((one) => one.name === name && one.kind === "account" && one.active !== false),
  );
  const rowsOf = (structure: AccountStructure): AccountStructure["rows"] =>
    structure.rows.filter((row) => within(row.activeFrom, row.activeTo));
  const judgeRows = (structure: AccountStructure, combination: Combination): Answer => {
    let answer: Answer = "no";
    for (const row of rowsOf(structure)) {
      const cells = structure.segments.map((name, i) =>
        dimension(name) ? matches((row.criteria[i] ?? "").trim(), combination[name] ?? "") : ("unknown" as const),
      );
      if (cells.every((cell) => cell === "yes")) return "yes";
      if (cells.every((cell) => cell !== "no")) answer = "unknown";
    }
    return answer;
  };
  const structureOf = (account: string): AccountStructure | undefined =>
    structures.find(
      (one) =>
        account !== "" &&
        one.segments.includes(main) &&
        rowsOf(one).some((row) => matches((row.criteria[one.segments.indexOf(main)] ?? "").trim(), account) === "yes"),
    );
  const rulesOf = (structure: AccountStructure): AdvancedRule[] =>
    model.rules
      .filter((one) => one.structure === structure.name && one.active !== false)
      .sort((a, b) => (fold(a.name) < fold(b.name) ? -1 : 1));
  const structuresOfRule = (rule: AdvancedRule): AccountStructure[] =>
    rule.structures.flatMap((name) =>
      model.structures.filter((one) => one.name === name && one.kind === "rule" && one.active !== false),
    );

  const walk = (
    combination: Combination,
  ): { shown: string[]; applying: { rule: AdvancedRule; certain: boolean }[]; structure?: AccountStructure } => {
    const structure = structureOf(combination[main] ?? "");
    if (!structure) return { shown: [], applying: [] };
    const shown = [...structure.segments];
    const applying: { rule: AdvancedRule; certain: boolean }[] = [];
    for (const rule of rulesOf(structure)) {
      const names = [...new Set(rule.criteria.map((one) => one.dimension))];
      const answers = names.map((name): Answer => {
        if (!dimension(name)) return "unknown";
        const cell = rule.criteria
          .filter((one) => one.dimension === name)
          .map((one) => one.criteria)
          .join(";");
        return matches(cell, shown.includes(name) ? (combination[name] ?? "") : "");
      });
      if (answers.includes("no")) continue;
      applying.push({ rule, certain: !answers.includes("unknown") });
      for (const added of structuresOfRule(rule))
        for (const name of added.segments) if (!shown.includes(name)) shown.push(name);
    }
    return { shown, applying, structure };
  };

  const judge = (combination: Combination): "valid" | "invalid" | "cannotVerify" => {
    const { shown, applying, structure } = walk(combination);
    const considered = structure ? shown : names;
    if (considered.some((name) => combination[name] && dimension(name) && !isUsable(name, combination[name] ?? "")))
      return "invalid";
    if (!structure) {
      if (!combination[main]) return "invalid";
      const cells = structures.flatMap((one) =>
        rowsOf(one).map((row) => (row.criteria[one.segments.indexOf(main)] ?? "").trim()),
      );
      return cells.some((cell) => matches(cell, combination[main] ?? "") === "unknown") ? "cannotVerify" : "invalid";
    }
    const own = judgeRows(structure, combination);
    if (own !== "yes") return own === "no" ? "invalid" : "cannotVerify";
    let result: "valid" | "invalid" | "cannotVerify" = "valid";
    for (const { rule, certain } of applying) {
      for (const added of structuresOfRule(rule)) {
        const answer = judgeRows(added, combination);
        if (answer === "no" && certain) return "invalid";
        if (answer !== "yes") result = "cannotVerify";
      }
    }
    return result === "valid" && breaksLock(combination, shown) ? "invalid" : result;
  };
  /** A value of the account that a derived rule prevents, because another value of the account demands its own. */
  const breaksLock = (combination: Combination, shown: readonly string[]): boolean =>
    model.derived.some(
      (rule) =>
        rule.preventChanges === true &&
        shown.includes(rule.dimension) &&
        rule.values.some(
          (one) =>
            combination[rule.dimension] &&
            one.value &&
            fold(combination[rule.dimension] ?? "") === fold(one.drivingValue) &&
            shown.includes(one.dimension) &&
            fold(combination[one.dimension] ?? "") !== fold(one.value),
        ),
    );
  const validate: Reference["validate"] = (combination) => {
    const { shown } = walk(combination);
    return shown.some((name) => requiredSegments.includes(name) && !combination[name]) ? "invalid" : judge(combination);
  };

  const all = (): Combination[] => {
    let accounts: Record<string, string>[] = [{}];
    for (const name of names) {
      const options = ["", ...usableValues(name)];
      accounts = accounts.flatMap((account) => options.map((value) => ({ ...account, [name]: value })));
    }
    return accounts;
  };
  let valid: { account: Combination; shown: string[] }[] | undefined;
  /** Whole valid accounts; what is not part of one is dropped, and so it binds nothing. */
  const agreeing = (given: Combination, except?: string): { account: Combination; shown: string[] }[] => {
    valid ??= all()
      .filter((account) => validate(account) === "valid")
      .map((account) => ({ account, shown: walk(account).shown }));
    return valid.filter(({ account, shown }) =>
      shown.every((name) => {
        const wanted = given[name] ?? (lockedSegments.includes(name) ? "" : undefined);
        if (!wanted && requiredSegments.includes(name)) return true;
        if (name === except || wanted === undefined || (wanted && !isUsable(name, wanted))) return true;
        return fold(account[name] ?? "") === fold(wanted);
      }),
    );
  };
  return {
    agrees: (given) => agreeing(given).length > 0,
    validate,
    shown: (combination) => walk(combination).shown,
    choices(name, given) {
      const found = agreeing(given, name)
        .filter(({ shown }) => shown.includes(name))
        .map(({ account }) => account[name] ?? "");
      return [...new Set(found)].filter(Boolean).sort();
    },
    forced(given) {
      const result: Record<string, string> = {};
      const accounts = agreeing(given);
      for (const name of names) {
        if (given[name] !== undefined || lockedSegments.includes(name)) continue;
        const found = new Set(
          accounts.map(({ account, shown }) => (shown.includes(name) ? (account[name] ?? "") : "")),
        );
        const only = [...found][0];
        if (found.size === 1 && only) result[name] = only;
      }
      return result;
    },
  };
}
