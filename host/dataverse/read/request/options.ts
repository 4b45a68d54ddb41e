import { Fault } from "../../fault";
import type { Aliases, ExpandItem, Expression, NamedArgument, OrderItem, Transformation } from "./ast";
import { parse } from "./parse";

/** The query options of a request, parsed but not yet resolved. */
export interface QueryOptions {
  /** Absent and empty differ: without `$select` every column comes. */
  readonly select?: readonly string[];
  readonly filter?: Expression;
  readonly orderBy?: readonly OrderItem[];
  readonly top?: number;
  readonly count: boolean;
  readonly expand: readonly ExpandItem[];
  readonly apply?: readonly Transformation[];
  readonly skipToken?: string;
  readonly fetchXml?: string;
  readonly savedQuery?: string;
  readonly userQuery?: string;
  readonly aliases: Aliases;
  /** `UnMaskedData=true`: secured texts as they are, where the caller may see them so. */
  readonly unmasked: boolean;
  /** Every option as it was sent, encoded, in order: what `@odata.nextLink` repeats. */
  readonly written: readonly { readonly name: string; readonly text: string }[];
}

/** Options without `$` that Dataverse knows and that change nothing here. */
const ignored = new Set(["api-version", "tag", "UnMaskedData", "annotations", "LabelLanguages"]);

/**
 * Reads the query part of a URL.
 * @throws Fault 501 0x80072500 for an unknown `$…` option, 400 0x80060888 for a known one that is refused or malformed.
 */
export function readOptions(query: string): QueryOptions {
  const written = query
    .split("&")
    .filter((part) => part !== "")
    .map((part) => {
      const at = part.indexOf("=");
      return at < 0
        ? { name: decodePart(part), text: "" }
        : { name: decodePart(part.slice(0, at)), text: part.slice(at + 1) };
    });
  const aliases = new Map<string, NamedArgument>();
  const options: Record<string, string> = {};
  for (const { name, text } of written) {
    const value = decodePart(text);
    if (name.startsWith("@")) {
      // A complex alias (`@t={"@odata.id":…}`) belongs to a function, which reads it itself.
      if (!value.trim().startsWith("{")) {
        aliases.set(name.slice(1), parse("AliasValue", value));
      }
    } else if (name === "$skip") {
      throw new Fault(400, "0x80060888", "Skip Clause is not supported in CRM");
    } else if (known.has(name)) {
      if (options[name] !== undefined) {
        throw new Fault(
          400,
          "0x80060888",
          `Query option '${name}' was specified more than once, but it must be specified at most once.`,
        );
      }
      options[name] = value;
    } else if (name.startsWith("$")) {
      throw new Fault(501, "0x80072500", `The query parameter ${name} is not supported`);
    } else if (!ignored.has(name)) {
      throw new Fault(501, "0x80072500", `The query parameter ${name} is not supported`);
    }
  }
  const select = options["$select"];
  const top = options["$top"];
  return {
    ...(select === undefined || select === "" ? {} : { select: parse("SelectOption", select) }),
    ...optional("filter", options["$filter"], (text) => parse("Filter", text)),
    ...optional("orderBy", options["$orderby"], (text) => parse("OrderByOption", text)),
    ...optional("apply", options["$apply"], (text) => parse("ApplyOption", text)),
    ...(top === undefined ? {} : { top: topOf(top) }),
    count: countOf(options["$count"]),
    expand:
      options["$expand"] === undefined || options["$expand"] === "" ? [] : parse("ExpandOption", options["$expand"]),
    ...(options["$skiptoken"] === undefined ? {} : { skipToken: options["$skiptoken"] }),
    ...(options["fetchXml"] === undefined ? {} : { fetchXml: options["fetchXml"] }),
    ...(options["savedQuery"] === undefined ? {} : { savedQuery: options["savedQuery"] }),
    ...(options["userQuery"] === undefined ? {} : { userQuery: options["userQuery"] }),
    aliases,
    unmasked: written.some(({ name, text }) => name === "UnMaskedData" && text.toLowerCase() === "true"),
    written,
  };
}

const known = new Set([
  "$select",
  "$filter",
  "$orderby",
  "$top",
  "$count",
  "$expand",
  "$apply",
  "$skiptoken",
  "fetchXml",
  "savedQuery",
  "userQuery",
]);

function optional<K extends string, T>(key: K, text: string | undefined, read: (text: string) => T): { [P in K]?: T } {
  const result: { [P in K]?: T } = {};
  if (text !== undefined && text.trim() !== "") {
    result[key] = read(text);
  }
  return result;
}

function topOf(text: string): number {
  if (!/^\d+$/u.test(text.trim())) {
    throw new Fault(
      400,
      "0x80060888",
      `Invalid value '${text}' for $top query option found. The $top query option requires a non-negative integer value.`,
    );
  }
  return Math.min(Number(text), 5000);
}

function countOf(text: string | undefined): boolean {
  if (text !== undefined && text !== "true" && text !== "false") {
    throw new Fault(
      400,
      "0x80060888",
      `Invalid value '${text}' for $count query option found. Valid values are 'true' and 'false'.`,
    );
  }
  return text === "true";
}

function decodePart(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw new Fault(400, "0x80060888", "Bad Request - Error in query syntax.");
  }
}
