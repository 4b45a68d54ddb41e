import type { Column } from "../../solution/model/types";
import type { Catalog } from "./catalog";
import { unsupported } from "./fault";

/**
 * The address of the Web API behind one of `x_url`, `/Image/download.aspx?Entity=…&Attribute=…&Id=…`; every other address as it is.
 */
export function withoutDownload(catalog: Catalog, url: URL): URL {
  const table = catalog.table(url.searchParams.get("Entity") ?? "");
  if (url.pathname !== "/Image/download.aspx" || table === undefined) {
    return url;
  }
  const { searchParams } = url;
  const path = `${table.entitySetName}(${searchParams.get("Id") ?? ""})/${searchParams.get("Attribute") ?? ""}/$value`;
  return new URL(`/api/data/v9.2/${path}`, url);
}

export const isBinary = (column: Column | undefined): boolean => column?.type === "image" || column?.type === "file";

/**
 * The bytes of an image, for `…/x/$value`.
 * @param value as stored: base64
 * @throws Fault 501 for a file: no file can be stored here
 */
export function binaryResponse(column: Column, value: string): Response {
  if (column.type !== "image") {
    throw unsupported(`Downloading the file column ${column.logicalName}`);
  }
  const bytes = new Uint8Array(Buffer.from(value, "base64"));
  return new Response(bytes, { headers: { "content-type": typeOf(bytes), "odata-version": "4.0" } });
}

const signatures = [
  { type: "image/png", bytes: [0x89, 0x50, 0x4e, 0x47] },
  { type: "image/jpeg", bytes: [0xff, 0xd8, 0xff] },
  { type: "image/gif", bytes: [0x47, 0x49, 0x46] },
] as const;

/** What is sent as an image need not be one; a browser shall not guess either. */
function typeOf(content: Uint8Array): string {
  return (
    signatures.find(({ bytes }) => bytes.every((byte, index) => content[index] === byte))?.type ??
    "application/octet-stream"
  );
}
