import type { Part } from "./parts";
import type { View } from "./types";
import {
  attribute,
  child,
  children,
  childText,
  flag,
  guid,
  localized,
  numberOf,
  path,
  placeOf,
  serialize,
} from "./xml";

/** One `<savedquery>`. `table` is the logical name of the table in whose folder it lies. */
export function readView({ file, root }: Part, table: string): View {
  const fetch = path(root, "fetchxml", "fetch");
  return {
    id: guid(childText(root, "savedqueryid")),
    table,
    name: localized(child(root, "LocalizedNames")),
    isDefault: flag(childText(root, "isdefault"), false),
    isQuickFind: flag(childText(root, "isquickfindquery"), false),
    queryType: numberOf(childText(root, "querytype"), 0),
    fetchXml: fetch === undefined ? "" : serialize(fetch),
    columns: children(path(root, "layoutxml", "grid", "row"), "cell").map((cell) => ({
      name: attribute(cell, "name") ?? "",
      width: numberOf(attribute(cell, "width"), 100),
    })),
    place: placeOf(root, file),
  };
}
