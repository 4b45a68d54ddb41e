import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { readResx } from "../../scripts/build/resx.cjs";

/** The language that a control's texts fall back to. */
const DEFAULT_LANGUAGE = 1033;

const types: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".xml": "application/xml; charset=utf-8",
  ".resx": "application/xml; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
};

export interface ServedFile {
  readonly content: Uint8Array<ArrayBuffer>;
  readonly type: string;
}

/** A file of a built control, or undefined where there is none. No path leads out of `folder`. */
export function controlFile(folder: string, file: string): ServedFile | undefined {
  const absolute = path.resolve(folder, file);
  if (!absolute.startsWith(path.resolve(folder) + path.sep) || !existsSync(absolute) || !statSync(absolute).isFile())
    return undefined;
  return {
    content: new Uint8Array(readFileSync(absolute)),
    type: types[path.extname(absolute)] ?? "application/octet-stream",
  };
}

function textsOf(folder: string, language: number): Record<string, string> {
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: "utf8" }) : [];
  const texts: Record<string, string> = {};
  for (const file of files.filter((name) => name.endsWith(`.${language}.resx`))) {
    const absolute = path.join(folder, file);
    Object.assign(texts, readResx(readFileSync(absolute, "utf8"), absolute));
  }
  return texts;
}

/**
 * A built control's texts in a language (Windows code), each one that is missing there in English.
 * @throws Error naming the file, for a malformed one
 */
export function controlStrings(folder: string, language: number): Record<string, string> {
  return { ...textsOf(folder, DEFAULT_LANGUAGE), ...(language === DEFAULT_LANGUAGE ? {} : textsOf(folder, language)) };
}
