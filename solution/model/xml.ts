import { existsSync, readFileSync } from "node:fs";
import { isAbsolute, relative } from "node:path";
import { DOMParser, type Document, type Element, type Node, XMLSerializer } from "@xmldom/xmldom";
import type { LocalizedText, SourcePlace } from "./types";

export type { Element } from "@xmldom/xmldom";

/** The source cannot be understood at all. The message begins with `file:line: `. */
export class SourceError extends Error {
  constructor(
    readonly place: SourcePlace,
    readonly reason: string,
  ) {
    super(`${place.file}:${place.line}: ${reason}`);
    this.name = "SourceError";
  }
}

/** A root element and the file it came from, so that every finding can say where it stands. */
export interface XmlFile {
  readonly file: string;
  readonly root: Element;
}

/** The path as messages show it: relative to the working directory where it lies below it, with forward slashes. */
export function displayPath(path: string): string {
  const below = relative(process.cwd(), path);
  return (below.startsWith("..") || isAbsolute(below) ? path : below).replaceAll("\\", "/");
}

/**
 * Parses a document and throws `SourceError` at the first thing that is not well-formed. What the parser calls a warning
 * (an attribute without quotes, say) is an error here: the import would refuse it.
 */
export function parseXml(text: string, file: string): XmlFile {
  let problem: SourceError | undefined;
  let document: Document | undefined;
  try {
    document = new DOMParser({
      onError: (_level, message, context: { readonly locator?: Locator }) => {
        problem ??= new SourceError({ file, line: lineOfProblem(text, message, context.locator) }, firstLine(message));
      },
    }).parseFromString(text.replace(/^\uFEFF/, ""), "text/xml");
  } catch (error) {
    throw (
      problem ?? new SourceError({ file, line: 1 }, firstLine(error instanceof Error ? error.message : String(error)))
    );
  }
  if (problem !== undefined) {
    throw problem;
  }
  const root = document.documentElement;
  if (root === null) {
    throw new SourceError({ file, line: 1 }, "the file holds no XML element");
  }
  return { file, root };
}

const parsed = new Map<string, { readonly text: string; readonly xml: XmlFile }>();

/**
 * Reads and parses a file. While a file's text stays the same, so does the answer: whoever watches the source reads all of
 * it after each change to one file. So nobody may change the elements; clone them first.
 * Throws `SourceError` when the file is missing or not well-formed.
 */
export function readXml(path: string): XmlFile {
  const file = displayPath(path);
  if (!existsSync(path)) {
    throw new SourceError({ file, line: 1 }, "the file is missing; its folder needs it");
  }
  const text = readFileSync(path, "utf8");
  const known = parsed.get(path);
  if (known?.text === text && known.xml.file === file) {
    return known.xml;
  }
  const xml = parseXml(text, file);
  parsed.set(path, { text, xml });
  return xml;
}

function firstLine(message: string): string {
  return message.split("\n")[0]?.trim() ?? message;
}

interface Locator {
  readonly lineNumber?: number;
  readonly columnNumber?: number;
}

/** The parser points at what it read last; of an end tag that does not fit, that is the token before it. */
function lineOfProblem(text: string, message: string, { lineNumber = 1, columnNumber = 1 }: Locator = {}): number {
  const endTag = /tag mismatch: "[^"]*" != "([^"]*)"/.exec(message)?.[1];
  if (endTag === undefined) {
    return lineNumber;
  }
  const before = text
    .split("\n")
    .slice(0, lineNumber - 1)
    .join("\n");
  const from = before.length + (lineNumber > 1 ? 1 : 0) + columnNumber - 1;
  const at = text.indexOf(`</${endTag}`, from);
  return at === -1 ? lineNumber : text.slice(0, at).split("\n").length;
}

export function placeOf(element: Element, file: string): SourcePlace {
  return { file, line: element.lineNumber ?? 1 };
}

function isElement(node: Node): node is Element {
  return node.nodeType === 1;
}

/** Child elements, of one name where it is given. Names compare exactly: the import does so, too. */
export function children(parent: Element | undefined, name?: string): Element[] {
  const found: Element[] = [];
  for (let node = parent?.firstChild ?? null; node !== null; node = node.nextSibling) {
    if (isElement(node) && (name === undefined || node.nodeName === name)) {
      found.push(node);
    }
  }
  return found;
}

export function child(parent: Element | undefined, name: string): Element | undefined {
  return children(parent, name)[0];
}

/** Follows one child name after the other. */
export function path(parent: Element | undefined, ...names: readonly string[]): Element | undefined {
  return names.reduce<Element | undefined>((element, name) => child(element, name), parent);
}

export function descendants(parent: Element | undefined, name: string): Element[] {
  return children(parent).flatMap((element) => [
    ...(element.nodeName === name ? [element] : []),
    ...descendants(element, name),
  ]);
}

export function text(element: Element | undefined): string {
  return element?.textContent?.trim() ?? "";
}

/** Trimmed text of a child; undefined when the child is absent or empty. */
export function childText(parent: Element | undefined, name: string): string | undefined {
  const found = text(child(parent, name));
  return found === "" ? undefined : found;
}

export function attribute(element: Element | undefined, name: string): string | undefined {
  return element?.getAttribute(name) ?? undefined;
}

/** `1` and `true` in any case are true, other texts false, nothing is the default. */
export function flag(value: string | undefined, whenMissing: boolean): boolean {
  return value === undefined || value === "" ? whenMissing : value === "1" || value.toLowerCase() === "true";
}

/** A number, or the default when it is absent or not one. */
export function numberOf(value: string | undefined, whenMissing: number): number {
  const parsed = value === undefined || value.trim() === "" ? Number.NaN : Number(value);
  return Number.isFinite(parsed) ? parsed : whenMissing;
}

/** Lower case, without braces: as the Web API spells an id. */
export function guid(value: string | undefined): string {
  return (value ?? "").replace(/[{}]/g, "").toLowerCase();
}

/** `<x description="…" languagecode="1033"/>` children (labels, display names, titles) by language. */
export function localized(
  parent: Element | undefined,
  textAttribute = "description",
  languageAttribute = "languagecode",
): LocalizedText {
  const texts: Record<number, string> = {};
  for (const element of children(parent)) {
    const language = numberOf(attribute(element, languageAttribute), 0);
    const label = attribute(element, textAttribute);
    if (language > 0 && label !== undefined) {
      texts[language] = label;
    }
  }
  return texts;
}

/** The element as XML text, without its surroundings. */
export function serialize(element: Element): string {
  return new XMLSerializer().serializeToString(element);
}
