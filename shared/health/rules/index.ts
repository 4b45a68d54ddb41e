import type { RuleHead, RuleKind, RuleOutcome } from "../rule";
import type { ColumnFact, Dimension } from "../types";
import { required } from "./required";
import { requiredByMetadata } from "./requiredByMetadata";

/** Every kind of rule, by its name. A new one is a file beside these and a line here. */
const kinds = {
  required,
  requiredByMetadata,
};

type Kinds = typeof kinds;
export type RuleKindName = keyof Kinds;
type ParametersOf<Kind> = Kind extends RuleKind<infer Parameters, infer _Reason> ? Parameters : never;
type ReasonOf<Kind> = Kind extends RuleKind<infer _Parameters, infer Reason> ? Reason : never;
type KindReason = ReasonOf<Kinds[RuleKindName]>;

/** A rule of one of the kinds: its name, its head, and the parameters of that kind. */
export type HealthRule<Name extends RuleKindName = RuleKindName> = {
  readonly [N in Name]: { readonly kind: N } & RuleHead & ParametersOf<Kinds[N]>;
}[Name];

/** Why a rule failed or could not be evaluated. */
export type HealthReason = KindReason | "unknownColumn";
export type HealthOutcome = RuleOutcome<HealthReason>;

const registry: { readonly [N in RuleKindName]: RuleKind<ParametersOf<Kinds[N]>, KindReason> } = kinds;

export const dimensionOf = (rule: HealthRule): Dimension => registry[rule.kind].dimension;

/** Judges a column by a rule. A rule for a column that is not there cannot be evaluated. */
export function judge<Name extends RuleKindName>(
  rule: HealthRule<Name>,
  column: ColumnFact | undefined,
): HealthOutcome {
  if (column === undefined) return { kind: "notEvaluable", reason: "unknownColumn" };
  return registry[rule.kind].judge(rule, column);
}

/** What fills the sentence for an outcome's reason. */
export function explain(rule: HealthRule, reason: HealthReason, column: ColumnFact | undefined): readonly string[] {
  return column === undefined || reason === "unknownColumn" ? [] : registry[rule.kind].explain(reason, column);
}
