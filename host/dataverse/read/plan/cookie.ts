import type { Element } from "@xmldom/xmldom";
import { Fault } from "../../fault";
import { childElements, rootElement } from "../request/xml";

/** One order column of a page: the values of its first and last row, null where the column had none. */
export interface CookieEntry {
  readonly name: string;
  readonly first: string | null;
  readonly last: string | null;
}

export interface Cookie {
  /** The page that the values were taken from, from 1. */
  readonly page: number;
  readonly entries: readonly CookieEntry[];
}

/** The inner cookie, as FetchXML's `paging-cookie` carries it. */
function writeCookie(cookie: Cookie): string {
  const entries = cookie.entries.map(
    ({ name, first, last }) =>
      `<${name} ${last === null ? 'lastnull="1"' : `last="${escapeXml(last)}"`} ${first === null ? 'firstnull="1"' : `first="${escapeXml(first)}"`} />`,
  );
  return `<cookie page="${cookie.page}">${entries.join("")}</cookie>`;
}

/** The wrapper of `@Microsoft.Dynamics.CRM.fetchxmlpagingcookie`: the inner cookie is encoded twice, in lower-case hex. */
export function wrapCookie(cookie: Cookie): string {
  return `<cookie pagenumber="${cookie.page + 1}" pagingcookie="${encodeLower(encodeLower(writeCookie(cookie)))}" istracking="False" />`;
}

/** The wrapper as the value of `$skiptoken`. The percent signs inside are not encoded once more. */
export function skipToken(cookie: Cookie): string {
  return wrapCookie(cookie).replaceAll("<", "%3C").replaceAll(">", "%3E").replaceAll('"', "%22").replaceAll(" ", "%20");
}

/**
 * Reads a cookie, wrapped or not, however often it is still encoded. Anything doubtful is refused: a cookie that were
 * ignored would lead a client to the first page again and again.
 * @throws Fault 400 0x80060888
 */
export function readCookie(text: string): Cookie {
  let plain = text.trim();
  for (let round = 0; round < 3 && !plain.startsWith("<"); round += 1) {
    try {
      plain = decodeURIComponent(plain);
    } catch {
      throw malformedCookie();
    }
  }
  const root = rootElement(plain);
  if (root?.nodeName !== "cookie") {
    throw malformedCookie();
  }
  if (root.hasAttribute("pagenumber")) {
    const inner = root.getAttribute("pagingcookie") ?? "";
    if (inner === "" || inner.includes("pagenumber")) {
      throw malformedCookie();
    }
    return readCookie(inner);
  }
  const page = root.getAttribute("page") ?? "";
  if (!/^\d{1,9}$/u.test(page)) {
    throw malformedCookie();
  }
  return { page: Number(page), entries: childElements(root).map(entryOf) };
}

function entryOf(element: Element): CookieEntry {
  return { name: element.nodeName, first: valueOf(element, "first"), last: valueOf(element, "last") };
}

/** A value is there, or it is said to be null. */
function valueOf(element: Element, name: "first" | "last"): string | null {
  const value = element.getAttribute(name);
  if ((value === null) !== element.hasAttribute(`${name}null`)) {
    throw malformedCookie();
  }
  return value;
}

export function malformedCookie(): Fault {
  return new Fault(400, "0x80060888", "Malformed XML in the Paging Cookie");
}

function encodeLower(text: string): string {
  // .NET's UrlEncode, which makes these cookies, leaves ( ) ! * unencoded as JavaScript does, and writes hex in lower case.
  return encodeURIComponent(text).replace(/%[0-9A-F]{2}/gu, (hex) => hex.toLowerCase());
}

/** Line breaks and tabs as references: a parser would turn them into blanks. */
function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replace(/[\t\n\r]/gu, (char) => `&#${char.charCodeAt(0)};`);
}
