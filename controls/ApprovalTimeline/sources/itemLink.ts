import type { RecordTarget } from "./source";

/**
 * The only thing that ties an approval to a business record is a URL that somebody typed into a flow. It is read with
 * suspicion: it may name another table, another environment, or be nothing of the kind.
 */
export interface ItemLink {
  /** Lower-case GUIDs without braces that stand as an id: the `id` parameter, else every GUID in the link. */
  readonly ids: readonly string[];
  /** Lower case; null where the link does not say. */
  readonly table: string | null;
  /** Lower case, without port; null for a relative link. */
  readonly host: string | null;
}

const GUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Undoes percent-encoding, twice encoded included, and leaves a broken sequence as it is. */
function decode(text: string): string {
  let plain = text;
  for (let round = 0; round < 3 && /%[0-9a-f]{2}/i.test(plain); round++)
    plain = plain.replace(/%([0-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
  return plain;
}

/** Null: no http(s) or relative link, or no GUID in it (a short link, free text, nothing). */
export function parseItemLink(link: string | null): ItemLink | null {
  if (link === null) return null;
  const plain = decode(link.trim()).toLowerCase();
  const scheme = /^([a-z][a-z0-9+.-]*):/.exec(plain)?.[1];
  if (scheme !== undefined && scheme !== "https" && scheme !== "http") return null;
  const parameter = (name: string): string | null => new RegExp(`[?&#]${name}=([^&#]*)`).exec(plain)?.[1] ?? null;
  // An app id stands in nearly every link and is no record.
  const rest = plain.replace(/[?&#](appid|formid|viewid)=[^&#]*/g, "");
  const ids = (parameter("id") ?? rest).match(GUID) ?? [];
  if (ids.length === 0) return null;
  return { ids, table: parameter("etn"), host: /^https?:\/\/([^/:?#]+)/.exec(plain)?.[1] ?? null };
}

/** Whether a link points to this very record. What the link or the form does not say cannot contradict. */
export function pointsTo(link: ItemLink | null, target: RecordTarget): boolean {
  if (link === null || !link.ids.includes(target.id)) return false;
  const tableFits = link.table === null || target.table === null || link.table === target.table;
  const hostFits = link.host === null || target.host === null || link.host === target.host.toLowerCase();
  return tableFits && hostFits;
}
