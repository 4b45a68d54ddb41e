/**
 * The grammar of the Web API's query options and path segments, in peggy's language. It follows OData 4.0 (ABNF construction
 * rules) as far as Dataverse accepts it, and names what Dataverse refuses instead of calling it a syntax error. The options
 * `isDay` and `isInstant` of the parser say which dates exist.
 */
export const grammar = String.raw`
Filter = _ e:Or _ { return e; }
OrderByOption = _ list:OrderBy _ { return list; }
SelectOption = _ list:Select _ { return list; }
ExpandOption = _ list:Expand _ { return list; }
ApplyOption = _ list:Apply _ { return list; }
AliasValue = _ v:(ListArgument / v:Operand { return { type: "value", value: v }; }) _ { return v; }
SegmentPart = name:QualifiedName args:SegmentArguments? { return { name, ...(args ?? {}) }; }

SegmentArguments
  = "(" _ ")" { return { named: [] }; }
  / "(" _ v:Literal _ ")" { return { single: v }; }
  / "(" _ "{" g:Guid "}" _ ")" { return { single: g }; }
  / "(" _ head:SegmentArgument tail:(_ "," _ a:SegmentArgument { return a; })* _ ")" { return { named: [head, ...tail] }; }
SegmentArgument = name:Identifier _ "=" _ value:NamedValue { return { name, value }; }

// ---- conditions
Or = head:And tail:(__ "or" __ e:And { return e; })* { return tail.reduce((left, right) => ({ type: "or", left, right }), head); }
And = head:Not tail:(__ "and" __ e:Not { return e; })* { return tail.reduce((left, right) => ({ type: "and", left, right }), head); }
Not = "not" (__ / &"(") e:Not { return { type: "not", operand: e }; } / Primary
Primary
  = Comparison
  / "(" _ e:Or _ ")" { return e; }
Comparison
  = left:Operand __ operator:("eq" / "ne" / "gt" / "ge" / "lt" / "le") __ right:Operand { return { type: "compare", operator, left, right }; }
  / Operand __ "in" _ "(" _ Literal (_ "," _ Literal)* _ ")" { return { type: "refused", node: "In" }; }
  / Operand __ "has" __ Operand { return { type: "refused", node: "Has" }; }
  / Operand __ ("add" / "sub" / "mul" / "divby" / "div" / "mod") __ Operand (__ ("eq" / "ne" / "gt" / "ge" / "lt" / "le") __ Operand)? { return { type: "refused", node: "BinaryOperator" }; }
  / QueryFunction
  / Lambda
  / o:Operand { return { type: "operand", operand: o }; }
QueryFunction = path:(s:Identifier "/" { return s; })* "Microsoft.Dynamics.CRM." name:Identifier _ "(" _ args:NamedArguments? _ ")" { return { type: "query", path, name, arguments: Object.fromEntries(args ?? []) }; }
NamedArguments = head:NamedArgument tail:(_ "," _ a:NamedArgument { return a; })* { return [head, ...tail]; }
NamedArgument = name:Identifier _ "=" _ value:NamedValue { return [name, value]; }
NamedValue = ListArgument / v:Operand { return { type: "value", value: v }; }
ListArgument = "[" _ items:(head:Literal tail:(_ "," _ l:Literal { return l; })* { return [head, ...tail]; })? _ "]" { return { type: "list", items: items ?? [] }; }
Lambda = path:(s:Identifier "/" { return s; })+ kind:("any" / "all") _ "(" _ inner:(variable:Identifier _ ":" _ body:Or { return { variable, body }; })? _ ")" { return { type: "lambda", kind, path, ...(inner ?? {}) }; }

// ---- values
Operand
  = l:Literal { return { type: "literal", literal: l }; }
  / "@" name:Identifier { return { type: "alias", name }; }
  / name:Identifier _ "(" _ args:(head:Operand tail:(_ "," _ o:Operand { return o; })* { return [head, ...tail]; })? _ ")" { return { type: "call", name, arguments: args ?? [] }; }
  / segments:Path { return { type: "path", segments }; }
Path = head:PathSegment tail:("/" s:PathSegment { return s; })* &{ return !["any", "all"].includes(tail.at(-1)); } { return [head, ...tail]; }
PathSegment = "$count" / name:Identifier !(_ ":") { return name; }

Literal
  = "Microsoft.Dynamics.CRM." enumeration:Identifier "'" value:$([A-Za-z0-9_,]+) "'" { return { kind: "text", value, enumeration }; }
  / Guid
  / Instant
  / Date
  / value:$("-"? [0-9]+ ("." [0-9]+)? ([eE] [+-]? [0-9]+)?) ![A-Za-z_0-9] { return { kind: "number", value }; }
  / Text
  / "true" !NamePart { return { kind: "boolean", value: true }; }
  / "false" !NamePart { return { kind: "boolean", value: false }; }
  / "null" !NamePart { return { kind: "null" }; }
Text
  = "'" chars:("''" { return "'"; } / [^'])* "'" { return { kind: "text", value: chars.join("") }; }
  / '"' chars:('""' { return '"'; } / [^"])* '"' { return { kind: "text", value: chars.join("") }; }
Guid = text:$(Hex8 "-" Hex4 "-" Hex4 "-" Hex4 "-" Hex4 Hex8) ![0-9A-Za-z-] { return { kind: "guid", value: text.toLowerCase() }; }
Hex4 = Hex Hex Hex Hex
Hex8 = Hex4 Hex4
Hex = [0-9A-Fa-f]
Date = value:$("-"? D D D D "-" D D "-" D D) ![0-9A-Za-z-] { if (!options.isDay(value)) { error("Unrecognized 'Edm.Date' literal '" + value + "'"); } return { kind: "date", value }; }
Instant = value:$(D D D D "-" D D "-" D D [Tt] D D ":" D D (":" D D ("." D+)?)? ([Zz] / [+-] D D ":" D D)) ![0-9A-Za-z] { if (!options.isInstant(value)) { error("Unrecognized 'Edm.DateTimeOffset' literal '" + value + "'"); } return { kind: "instant", value: value.toUpperCase() }; }
D = [0-9]

// ---- the other options
OrderBy = head:OrderItem tail:(_ "," _ o:OrderItem { return o; })* { return [head, ...tail]; }
OrderItem = operand:Operand direction:(__ d:("asc" / "desc") { return d; })? { return { operand, descending: direction === "desc" }; }
Select = head:SelectItem tail:(_ "," _ s:SelectItem { return s; })* { return [head, ...tail]; }
SelectItem = "*" / $(Identifier ("/" Identifier)*)
Expand = head:ExpandItem tail:(_ "," _ e:ExpandItem { return e; })* { return [head, ...tail]; }
ExpandItem = path:ExpandPath reference:("/$ref")? options:ExpandOptions? { return { path, reference: reference !== null, ...(options ?? { written: {} }) }; }
ExpandPath = head:Identifier tail:("/" s:$([A-Za-z_] [A-Za-z0-9_.]*) { return s; })* { return [head, ...tail]; }
ExpandOptions = "(" _ list:(head:ExpandOne tail:(_ ";" _ o:ExpandOne { return o; })* { return [head, ...tail]; })? _ ")"
  { const merged = { written: {} }; for (const { value, text: written } of list ?? []) { Object.assign(merged, value); const at = written.indexOf("="); merged.written[written.slice(0, at).trim()] = written.slice(at + 1).trim(); } return merged; }
ExpandOne = value:ExpandValue { return { value, text: text() }; }
ExpandValue
  = "$select" _ "=" _ select:Select { return { select }; }
  / "$filter" _ "=" _ filter:Or { return { filter }; }
  / "$orderby" _ "=" _ orderBy:OrderBy { return { orderBy }; }
  / "$top" _ "=" _ n:$[0-9]+ { return { top: Number(n) }; }
  / "$count" _ "=" _ v:("true" / "false") { return { count: v === "true" }; }
  / "$expand" _ "=" _ expand:Expand { return { expand }; }
  / name:$("$" Identifier) _ "=" [^;)]* { return { refused: name }; }
Apply = head:Transformation tail:("/" t:Transformation { return t; })* { return [head, ...tail]; }
Transformation
  = "filter" _ "(" _ filter:Or _ ")" { return { type: "filter", filter }; }
  / "groupby" _ "(" _ "(" _ head:Path tail:(_ "," _ p:Path { return p; })* _ ")" _ aggregates:("," _ "aggregate" _ "(" _ list:Aggregates _ ")" { return list; })? _ ")" { return { type: "groupby", paths: [head, ...tail], aggregates: aggregates ?? [] }; }
  / "aggregate" _ "(" _ aggregates:Aggregates _ ")" { return { type: "aggregate", aggregates }; }
  / name:Identifier _ "(" (!")" .)* ")"+ { return { type: "refused", name }; }
Aggregates = head:Aggregate tail:(_ "," _ a:Aggregate { return a; })* { return [head, ...tail]; }
Aggregate
  = "$count" __ "as" __ alias:Identifier { return { method: "$count", alias }; }
  / path:Path __ "with" __ method:Identifier __ "as" __ alias:Identifier { return { path, method, alias }; }

QualifiedName = $([A-Za-z_$] [A-Za-z0-9_.]*)
Identifier = $([A-Za-z_] NamePart*)
NamePart = [A-Za-z0-9_]
_ = [ \t\r\n]*
__ = [ \t\r\n]+
`;
