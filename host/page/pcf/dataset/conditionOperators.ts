/**
 * FetchXML's names of the framework's condition operators: those that `ComponentFramework…ConditionOperator` lists, numbered as
 * the .NET enumeration. −1 is "none".
 */
const OPERATORS: Readonly<Record<number, string>> = {
  0: "eq",
  1: "ne",
  2: "gt",
  3: "lt",
  4: "ge",
  5: "le",
  6: "like",
  8: "in",
  12: "null",
  14: "yesterday",
  15: "today",
  16: "tomorrow",
  17: "last-seven-days",
  18: "next-seven-days",
  19: "last-week",
  20: "this-week",
  22: "last-month",
  23: "this-month",
  25: "on",
  26: "on-or-before",
  27: "on-or-after",
  28: "last-year",
  29: "this-year",
  33: "last-x-days",
  34: "next-x-days",
  37: "last-x-months",
  38: "next-x-months",
  49: "like",
  70: "in-fiscal-period-and-year",
  75: "above",
  76: "under",
  77: "not-under",
  78: "eq-or-above",
  79: "eq-or-under",
  87: "contain-values",
};

/** 49, Contains: FetchXML has no such operator for text; a `like` with wildcards is what the platform sends. */
const CONTAINS = 49;

export interface FetchCondition {
  readonly operator: string;
  /** Empty: the operator takes no value. One: the `value` attribute. */
  readonly values: readonly string[];
  /** The operator wants its values as child elements even when there is one only. */
  readonly asElements: boolean;
}

const WITHOUT_VALUE = new Set([12, 14, 15, 16, 17, 18, 19, 20, 22, 23, 28, 29]);

/** @throws Error for an operator that the framework does not have. */
export function toFetchCondition(operator: number, value: string | readonly string[]): FetchCondition {
  const name = OPERATORS[operator];
  if (name === undefined) {
    throw new Error(`The condition operator ${operator} is not supported by a data set.`);
  }
  if (WITHOUT_VALUE.has(operator)) {
    return { operator: name, values: [], asElements: false };
  }
  const values = typeof value === "string" ? [value] : value.map(String);
  return {
    operator: name,
    values: operator === CONTAINS ? values.map((text) => `%${text}%`) : values,
    asElements: operator === 8 || operator === 87,
  };
}
