import type { ColumnKind } from "./types";

/** Zero-width characters and the soft hyphen, which `trim` leaves alone; it does take the no-break space. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;

const visible = (text: string): string => text.replace(INVISIBLE, "").trim();

/** What is left of rich text without its tags; an image is content. */
const stripTags = (html: string): string =>
  html
    .replace(/<img\b[^>]*>/gi, "x")
    .replace(/<[^>]*>/g, "")
    .replace(/&(nbsp|#160|#xa0|zwj|zwnj|#8203);/gi, " ");

/** The null rule, one for every kind of column. 0 is a value, and yes/no is never blank. */
export function isBlank(kind: ColumnKind, value: unknown): boolean {
  if (kind === "boolean") return false;
  if (value === null || value === undefined) return true;
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value !== "string") return typeof value === "number" && Number.isNaN(value);
  return visible(kind === "richText" ? stripTags(value) : value) === "";
}

const PLACEHOLDERS = new Set([
  "n/a",
  "na",
  "n.a.",
  "tbd",
  "tba",
  "todo",
  "-",
  "--",
  "---",
  ".",
  "?",
  "??",
  "???",
  "k.a.",
]);

/** Text that only fills a required column: "N/A", "TBD", "-". Only looked for in text, memo and rich text. */
export function isPlaceholder(kind: ColumnKind, value: unknown): boolean {
  if (typeof value !== "string" || (kind !== "text" && kind !== "memo" && kind !== "richText")) return false;
  return PLACEHOLDERS.has(visible(kind === "richText" ? stripTags(value) : value).toLowerCase());
}
