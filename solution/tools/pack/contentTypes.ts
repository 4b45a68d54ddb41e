import { escapeAttribute } from "./escape";

/** `[Content_Types].xml`: one Default per extension, one Override per file without. */
export function contentTypes(paths: readonly string[]): string {
  const extensions = new Set<string>();
  const bare: string[] = [];
  for (const path of paths) {
    const extension = extensionOf(path);
    if (extension === undefined) {
      bare.push(path);
    } else {
      extensions.add(extension);
    }
  }
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">',
    ...[...extensions]
      .sort()
      .map(
        (extension) => `  <Default Extension="${escapeAttribute(extension)}" ContentType="application/octet-stream" />`,
      ),
    ...bare
      .sort()
      .map((path) => `  <Override PartName="/${escapeAttribute(path)}" ContentType="application/octet-stream" />`),
    "</Types>",
    "",
  ].join("\n");
}

/** Lower case, without the dot; undefined for a file without one. */
export function extensionOf(path: string): string | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const dot = name.lastIndexOf(".");
  return dot <= 0 || dot === name.length - 1 ? undefined : name.slice(dot + 1).toLowerCase();
}
