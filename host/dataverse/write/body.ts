import type { CatalogTable } from "../catalog";
import { payloadFault } from "./faults";

/** The default of Microsoft.OData's `ODataMessageQuotas.MaxNestingDepth`, with which Dataverse reads bodies. */
const maxDepth = 100;

/**
 * The JSON of a request's body.
 * @throws Fault 400 0x80048d19 for what is no JSON, and for objects and arrays nested deeper than the platform reads
 */
export function parseBody(table: CatalogTable, text: string): unknown {
  if (depthOf(text) > maxDepth) {
    throw payloadFault(
      table,
      `Microsoft.OData.ODataException: The maximum recursion depth of ${maxDepth} of the message reader was exceeded.`,
    );
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : "";
    throw payloadFault(table, `Microsoft.OData.ODataException: Invalid JSON. ${reason}`);
  }
}

/** How deep objects and arrays are nested. It is counted in the text: what is too deep must not be parsed first. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (quoted) {
      if (char === "\\") {
        at += 1;
      } else if (char === '"') {
        quoted = false;
      }
    } else if (char === '"') {
      quoted = true;
    } else if (char === "{" || char === "[") {
      depth += 1;
      deepest = Math.max(deepest, depth);
    } else if (char === "}" || char === "]") {
      depth -= 1;
    }
  }
  return deepest;
}
