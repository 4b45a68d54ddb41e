import { unzipSync, zipSync } from "fflate";

/** Contents of a package by path. */
export type ZipFiles = ReadonlyMap<string, Uint8Array>;

/**
 * A zip whose bytes depend on nothing but the files: fixed time, fixed order (as given), fixed compression. The time is
 * made of local parts because that is what the writer stores; so it is the same in every time zone.
 */
export function writeZip(files: ZipFiles): Uint8Array {
  const mtime = new Date(2000, 0, 1, 0, 0, 0);
  return zipSync(Object.fromEntries([...files].map(([path, bytes]) => [path, [bytes, { level: 9, mtime }] as const])));
}

export function readZip(bytes: Uint8Array): ZipFiles {
  return new Map(Object.entries(unzipSync(bytes)));
}

/** Why these bytes are no package that can be read, in a few words; undefined when they are one. */
export function zipProblem(bytes: Uint8Array): string | undefined {
  try {
    zipNames(bytes);
    readZip(bytes);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;

/**
 * The names in the central directory, in order, doubles included (a reader that returns a map hides them).
 * Throws when the bytes are no zip. Layout: APPNOTE 4.3.12 and 4.3.16.
 */
export function zipNames(bytes: Uint8Array): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== endOfDirectory) {
    end--;
  }
  if (end < 0) {
    throw new Error("it has no central directory");
  }
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const names: string[] = [];
  for (let index = 0; index < count && view.getUint32(at, true) === directoryEntry; index++) {
    const [name, extra, comment] = [
      view.getUint16(at + 28, true),
      view.getUint16(at + 30, true),
      view.getUint16(at + 32, true),
    ];
    names.push(new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name)));
    at += 46 + name + extra + comment;
  }
  return names;
}
