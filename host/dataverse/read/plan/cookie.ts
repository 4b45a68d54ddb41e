import { Fault } from "../../fault";

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

/** @throws Fault 400 0x80060888 for a token that this server did not make. */
export function readSkipToken(token: string): Cookie {
  const inner = /\spagingcookie="([^"]*)"/u.exec(token)?.[1];
  if (inner === undefined) {
    throw malformed();
  }
  return readCookie(inner);
}

/** Reads an inner cookie, however often it is still encoded. */
export function readCookie(text: string): Cookie {
  let plain = text.trim();
  for (let round = 0; round < 3 && !plain.startsWith("<"); round += 1) {
    try {
      plain = decodeURIComponent(plain);
    } catch {
      throw malformed();
    }
  }
  if (/^<cookie\s+pagenumber=/u.test(plain)) {
    return readSkipToken(plain);
  }
  const outer = /^<cookie page="(\d+)"[^>]*>(.*)<\/cookie>$/su.exec(plain);
  if (outer === null) {
    throw malformed();
  }
  const entries = [...(outer[2] ?? "").matchAll(/<([A-Za-z_][\w.]*)\s+([^>]*?)\s*\/>/gu)].map((match): CookieEntry => {
    const attribute = (name: string): string | null => {
      const found = new RegExp(`(?:^|\\s)${name}="([^"]*)"`, "u").exec(match[2] ?? "")?.[1];
      return found === undefined ? null : unescapeXml(found);
    };
    return { name: match[1] ?? "", first: attribute("first"), last: attribute("last") };
  });
  return { page: Number(outer[1]), entries };
}

function malformed(): Fault {
  return new Fault(400, "0x80060888", "Malformed XML in the Paging Cookie.");
}

function encodeLower(text: string): string {
  // .NET's UrlEncode, which makes these cookies, leaves ( ) ! * unencoded as JavaScript does, and writes hex in lower case.
  return encodeURIComponent(text).replace(/%[0-9A-F]{2}/gu, (hex) => hex.toLowerCase());
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

function unescapeXml(text: string): string {
  return text.replaceAll("&quot;", '"').replaceAll("&gt;", ">").replaceAll("&lt;", "<").replaceAll("&amp;", "&");
}
