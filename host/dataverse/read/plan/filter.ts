import type { CatalogTable, Navigation } from "../../catalog";
import { Fault, unsupported } from "../../fault";
import { typeName, isPrincipal, propertyColumn } from "../request/address";
import type { Aliases, Comparison, Expression, NamedArgument, Operand } from "../request/ast";
import { compareSql, conditionSql, typedValue } from "./conditions";
import { quote, type SqlType } from "../../schema";
import { Source, type SqlValue, type Statement, tableOf, targetCondition } from "../sql/statement";
import { foldPattern, like } from "../sql/text";
import type { Literal } from "../request/types";

/** Where names of an expression are looked up: the row in question, and the rows that lambdas named around it. */
export interface Scope {
  readonly source: Source;
  readonly variables: ReadonlyMap<string, Source>;
  readonly aliases: Aliases;
  /** An expression whose being false is as good as its being null: no `not` stands above it. */
  readonly affirmed?: boolean;
}

const operators: Readonly<Record<Comparison, { sql: string; kind: string; mirrored: Comparison }>> = {
  eq: { sql: "=", kind: "Equal", mirrored: "eq" },
  ne: { sql: "<>", kind: "NotEqual", mirrored: "ne" },
  gt: { sql: ">", kind: "GreaterThan", mirrored: "lt" },
  ge: { sql: ">=", kind: "GreaterThanOrEqual", mirrored: "le" },
  lt: { sql: "<", kind: "LessThan", mirrored: "gt" },
  le: { sql: "<=", kind: "LessThanOrEqual", mirrored: "ge" },
};

const edmTypes: Readonly<Record<SqlType, string>> = {
  uuid: "Edm.Guid",
  text: "Edm.String",
  int4: "Edm.Int32",
  bool: "Edm.Boolean",
  int8: "Edm.Int64",
  numeric: "Edm.Decimal",
  float8: "Edm.Double",
  timestamptz: "Edm.DateTimeOffset",
  date: "Edm.Date",
  timestamp: "Edm.DateTimeOffset",
};

/** Functions whose FetchXML operator is not simply their name with hyphens. */
const renamed: ReadonlyMap<string, string> = new Map([
  ["DoesNotContainValues", "not-contain-values"],
  ["Last7Days", "last-seven-days"],
  ["Next7Days", "next-seven-days"],
  ["AboveOrEqual", "eq-or-above"],
  ["UnderOrEqual", "eq-or-under"],
  ["EqualUserId", "eq-userid"],
  ["NotEqualUserId", "ne-userid"],
  ["EqualBusinessId", "eq-businessid"],
  ["NotEqualBusinessId", "ne-businessid"],
  ["EqualUserTeams", "eq-userteams"],
  ["EqualUserOrUserTeams", "eq-useroruserteams"],
  ["EqualUserOrUserHierarchy", "eq-useroruserhierarchy"],
  ["EqualUserOrUserHierarchyAndTeams", "eq-useroruserhierarchyandteams"],
  ["EqualUserLanguage", "eq-userlanguage"],
]);
const plainFunctions =
  /^(In|NotIn|Between|NotBetween|ContainValues|On|OnOrAfter|OnOrBefore|Today|Yesterday|Tomorrow|(Last|This|Next)(Week|Month|Year|FiscalYear|FiscalPeriod)|(Last|Next)X(Hours|Days|Weeks|Months|Years|FiscalYears|FiscalPeriods)|OlderThanX(Minutes|Hours|Days|Weeks|Months|Years)|InFiscal(Year|Period|PeriodAndYear)|InOr(Before|After)FiscalPeriodAndYear|Above|Under|NotUnder)$/u;

/** `$filter` as an SQL condition. Like SQL it may be null, and then the row is not returned. */
export function filterSql(statement: Statement, scope: Scope, expression: Expression): string {
  switch (expression.type) {
    case "and":
    case "or":
      return `(${chain(expression)
        .map((one) => filterSql(statement, scope, one))
        .join(` ${expression.type} `)})`;
    case "not":
      return `(not ${filterSql(statement, { ...scope, affirmed: false }, expression.operand)})`;
    case "compare":
      return `(${comparisonSql(statement, scope, expression.operator, expression.left, expression.right)})`;
    case "query":
      return `(${functionSql(statement, scope, expression)})`;
    case "lambda":
      return lambdaSql(statement, scope, expression);
    case "operand":
      return `(${operandSql(statement, scope, expression.operand)})`;
    case "refused":
      throw new Fault(501, "0x8006088a", `The query node ${expression.node} is not supported`);
  }
}

/** `a and b and c` as a list: one bracket for SQL, however long it is, where each pair would make one inside another. */
function chain(expression: Extract<Expression, { type: "and" | "or" }>): Expression[] {
  const operands: Expression[] = [];
  let rest: Expression = expression;
  while (rest.type === expression.type) {
    operands.push(rest.right);
    rest = rest.left;
  }
  operands.push(rest);
  return operands.reverse();
}

/** The column at the end of a path of lookups. */
export function pathValue(scope: Scope, segments: readonly string[]): SqlValue {
  const { source, rest } = start(scope, segments);
  const [property, ...steps] = [...rest].reverse();
  if (property === undefined) {
    throw unsupported("A lambda variable without a property");
  }
  const end = steps.reverse().reduce((from, step) => from.lookup(lookupOf(from.table, step)), source);
  if (property === "$count") {
    throw unsupported("$count inside a filter");
  }
  const column = propertyColumn(end.table, property);
  if (column === undefined) {
    throw propertyNotFound(end.table, property);
  }
  return end.value(column);
}

export function propertyNotFound(table: CatalogTable, property: string): Fault {
  return new Fault(
    400,
    "0x80060888",
    `Could not find a property named '${property}' on type 'Microsoft.Dynamics.CRM.${typeName(table)}'.`,
  );
}

export function resolveAlias(aliases: Aliases, name: string): Literal {
  const value = aliases.get(name);
  if (value === undefined) {
    return { kind: "null" };
  }
  if (value.type === "value" && value.value.type === "literal") {
    return value.value.literal;
  }
  throw unsupported(`A parameter alias that is not a literal, @${name},`);
}

/** The condition that joins the rows of a collection to their parent. */
export function collectionLink(
  child: Source,
  navigation: Exclude<Navigation, { kind: "lookup" }>,
  parentId: string,
): string {
  if (navigation.kind === "collection") {
    const column = child.table.columnsByName.get(navigation.relationship.referencingColumn);
    const typed = column === undefined ? "" : targetCondition(child, column, navigation.relationship.referencedTable);
    return `${child.raw(navigation.relationship.referencingColumn)} = ${parentId}${typed}`;
  }
  const link = child.statement.nextAlias();
  return `exists (select 1 from ${quote(navigation.relationship.intersectTable)} ${link} where ${link}.${quote(navigation.ownColumn)} = ${parentId} and ${link}.${quote(navigation.targetColumn)} = ${child.primaryKey})`;
}

function start(scope: Scope, segments: readonly string[]): { source: Source; rest: readonly string[] } {
  const variable = scope.variables.get(segments[0] ?? "");
  return variable === undefined
    ? { source: scope.source, rest: segments }
    : { source: variable, rest: segments.slice(1) };
}

function lookupOf(table: CatalogTable, name: string): Extract<Navigation, { kind: "lookup" }> {
  const navigation = table.navigations.get(name);
  if (navigation === undefined) {
    throw propertyNotFound(table, name);
  }
  if (navigation.kind !== "lookup") {
    throw new Fault(
      400,
      "0x80060888",
      `The parent value for a property access of a property '${name}' is not a single value. Property access can only be applied to a single value.`,
    );
  }
  return navigation;
}

function comparisonSql(
  statement: Statement,
  scope: Scope,
  operator: Comparison,
  left: Operand,
  right: Operand,
): string {
  const [a, b] = [resolved(scope, left), resolved(scope, right)];
  if (a.type === "literal" && b.type === "path") {
    return comparisonSql(statement, scope, operators[operator].mirrored, right, left);
  }
  if (a.type !== "path") {
    throw unsupported(a.type === "call" ? `The function ${a.name} in a comparison` : "A comparison of two literals");
  }
  const quick =
    scope.affirmed === true && operator === "eq" && b.type === "literal" && b.literal.kind === "text"
      ? equalThroughLookup(statement, scope, a.segments, b.literal.value)
      : undefined;
  if (quick !== undefined) {
    return quick;
  }
  const value = pathValue(scope, a.segments);
  if (b.type === "path") {
    const other = pathValue(scope, b.segments);
    if (value.table !== other.table || value.source !== other.source) {
      throw unsupported("A comparison of columns of different tables");
    }
    requireCompatible(value.type, edmTypes[other.type], operator);
    return compareSql(value, operators[operator].sql, other);
  }
  if (b.type === "call") {
    throw unsupported(`The function ${b.name} in a comparison`);
  }
  if (b.type !== "literal") {
    throw unsupported("This comparison");
  }
  if (b.literal.kind === "null") {
    return operator === "eq" ? `${value.sql} is null` : operator === "ne" ? `${value.sql} is not null` : "null::bool";
  }
  requireCompatible(value.type, edmOf(b.literal), operator);
  return compareSql(value, operators[operator].sql, typedValue(statement, value, writtenOf(b.literal)));
}

/**
 * `lookup/text eq value`: the few rows with that text are found once, and then the lookup's index is used. A join would fold
 * and compare the text anew for each row. A row without a value is false here where a join has a null.
 * @returns undefined where the join must do it
 */
function equalThroughLookup(
  statement: Statement,
  scope: Scope,
  segments: readonly string[],
  text: string,
): string | undefined {
  const { source, rest } = start(scope, segments);
  const [step, property] = rest;
  const navigation = source.table.navigations.get(step ?? "");
  if (rest.length !== 2 || property === undefined || navigation?.kind !== "lookup") {
    return undefined;
  }
  const reference = source.table.columnsByName.get(navigation.column);
  const target = new Source(statement, tableOf(statement.deps, navigation.target));
  const column = propertyColumn(target.table, property);
  if (reference === undefined || targetCondition(source, reference, navigation.target) !== "" || column === undefined) {
    return undefined;
  }
  const value = target.value(column);
  if (value.type !== "text") {
    return undefined;
  }
  const equal = compareSql(value, "=", typedValue(statement, value, text));
  return `${source.value(reference).sql} = any(array(select ${target.primaryKey} from ${target.from} where (${target.readable()}) and ${equal}))`;
}

function resolved(scope: Scope, operand: Operand): Operand {
  return operand.type === "alias" ? { type: "literal", literal: resolveAlias(scope.aliases, operand.name) } : operand;
}

function requireCompatible(type: SqlType, found: string, operator: Comparison): void {
  const own = edmTypes[type];
  const numbers = ["Edm.Int32", "Edm.Int64", "Edm.Decimal", "Edm.Double"];
  const fits =
    own === found ||
    (numbers.includes(own) && numbers.includes(found)) ||
    (own === "Edm.DateTimeOffset" && found === "Edm.Date");
  if (!fits) {
    throw new Fault(
      400,
      "0x80060888",
      `A binary operator with incompatible types was detected. Found operand types '${own}' and '${found}' for operator kind '${operators[operator].kind}'.`,
    );
  }
}

function edmOf(literal: Exclude<Literal, { kind: "null" }>): string {
  switch (literal.kind) {
    case "text":
      return "Edm.String";
    case "number":
      return /^-?\d+$/u.test(literal.value) ? "Edm.Int32" : "Edm.Decimal";
    case "boolean":
      return "Edm.Boolean";
    case "guid":
      return "Edm.Guid";
    case "date":
      return "Edm.Date";
    case "instant":
      return "Edm.DateTimeOffset";
  }
}

export function writtenOf(literal: Literal): string {
  return literal.kind === "null" ? "" : String(literal.value);
}

function operandSql(statement: Statement, scope: Scope, operand: Operand): string {
  const actual = resolved(scope, operand);
  if (actual.type === "literal") {
    if (actual.literal.kind === "boolean") {
      return actual.literal.value ? "true" : "false";
    }
    throw new Fault(400, "0x80060888", "The $filter expression must evaluate to a single boolean value.");
  }
  if (actual.type === "path") {
    const value = pathValue(scope, actual.segments);
    if (value.type !== "bool") {
      throw new Fault(400, "0x80060888", "The $filter expression must evaluate to a single boolean value.");
    }
    return value.sql;
  }
  if (actual.type !== "call" || !["contains", "startswith", "endswith"].includes(actual.name)) {
    throw unsupported(`The function ${actual.type === "call" ? actual.name : "call"}`);
  }
  const [target, pattern] = actual.arguments.map((argument) => resolved(scope, argument));
  const value = target?.type === "path" ? pathValue(scope, target.segments) : undefined;
  if (
    value === undefined ||
    value.type !== "text" ||
    pattern?.type !== "literal" ||
    pattern.literal.kind !== "text" ||
    actual.arguments.length !== 2
  ) {
    throw new Fault(
      400,
      "0x80060888",
      `No function signature for the function with name '${actual.name}' matches the specified arguments. The function signatures considered are: ${actual.name}(Edm.String Nullable=true, Edm.String Nullable=true).`,
    );
  }
  const text = pattern.literal.value;
  const wild = `${actual.name === "startswith" ? "" : "%"}${text}${actual.name === "endswith" ? "" : "%"}`;
  return foldPattern(text) === "" ? `${value.sql} is not null` : like(`dv_fold(${value.sql})`, wild, statement.bind);
}

function functionSql(statement: Statement, scope: Scope, expression: Extract<Expression, { type: "query" }>): string {
  const { name } = expression;
  const operator = renamed.get(name) ?? (plainFunctions.test(name) ? hyphenated(name) : undefined);
  if (operator === undefined) {
    throw new Fault(404, "0x8006088a", `Resource not found for the segment 'Microsoft.Dynamics.CRM.${name}'.`);
  }
  const property = expression.arguments["PropertyName"];
  const propertyName = property?.type === "value" ? resolved(scope, property.value) : undefined;
  if (propertyName?.type !== "literal" || propertyName.literal.kind !== "text") {
    throw new Fault(400, "0x80060888", `The function '${name}' needs the parameter 'PropertyName'.`);
  }
  const { source, rest } = start(scope, expression.path);
  const end = rest.reduce((from, step) => from.lookup(lookupOf(from.table, step)), source);
  // Here, unlike elsewhere, a lookup goes by its logical name.
  const column = end.table.columnsByName.get(propertyName.literal.value);
  if (column === undefined || !column.validForRead || isPrincipal(end.table)) {
    throw propertyNotFound(end.table, propertyName.literal.value);
  }
  const values = Object.entries(expression.arguments)
    .filter(([argument]) => argument.startsWith("PropertyValue"))
    .sort(([a], [b]) => a.localeCompare(b))
    .flatMap(([, argument]) => textsOf(scope, argument));
  return conditionSql(statement, end.value(column), operator, values);
}

function textsOf(scope: Scope, argument: NamedArgument): string[] {
  if (argument.type === "list") {
    return argument.items.map(writtenOf);
  }
  if (argument.value.type === "alias") {
    const alias = scope.aliases.get(argument.value.name);
    return alias === undefined ? [] : textsOf(scope, alias);
  }
  if (argument.value.type === "literal") {
    return [writtenOf(argument.value.literal)];
  }
  throw new Fault(400, "0x80060888", "A parameter of a query function must be a literal.");
}

function hyphenated(name: string): string {
  return name
    .replace("OlderThan", "Olderthan")
    .replace(/([a-z])([A-Z])/gu, "$1-$2")
    .replace(/X([A-Z])/gu, "X-$1")
    .toLowerCase();
}

function lambdaSql(statement: Statement, scope: Scope, expression: Extract<Expression, { type: "lambda" }>): string {
  const { source, rest } = start(scope, expression.path);
  const [name, ...more] = rest;
  if (name === undefined || more.length > 0) {
    // Documented: a collection below a lookup cannot be asked.
    throw unsupported(`A lambda on ${rest.join("/")}, below a lookup,`);
  }
  const navigation = source.table.navigations.get(name);
  if (navigation === undefined) {
    throw propertyNotFound(source.table, name);
  }
  if (navigation.kind === "lookup") {
    throw new Fault(400, "0x80060888", "Any/All may only be used following a collection.");
  }
  if (expression.kind === "all" && expression.body === undefined) {
    throw new Fault(400, "0x80060888", "Syntax error: all() needs a condition.");
  }
  statement.countCollection();
  const child = new Source(statement, tableOf(statement.deps, navigation.target));
  const link = collectionLink(child, navigation, source.primaryKey);
  const readable = child.readable();
  const variables = new Map(scope.variables);
  if (expression.variable !== undefined) {
    variables.set(expression.variable, child);
  }
  const body =
    expression.body === undefined
      ? "true"
      : filterSql(statement, { source: scope.source, variables, aliases: scope.aliases }, expression.body);
  const where = `${link} and (${readable})`;
  return expression.kind === "any"
    ? `exists (select 1 from ${child.from} where ${where} and ${body})`
    : `not exists (select 1 from ${child.from} where ${where} and ${body} is not true)`;
}
