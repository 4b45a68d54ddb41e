import type { HostModel } from "../../../solution/model/types";

/** Where the person is in the app. */
export type Place =
  | { readonly kind: "list"; readonly table: string; readonly viewId: string | null }
  | { readonly kind: "form"; readonly table: string; readonly id: string | null; readonly formId: string | null };

const OWN = ["table", "id", "view", "form", "new"];

const bare = (text: string | null): string | null => (text ? text.replace(/[{}]/g, "").toLowerCase() : null);

/** The first table of the app's site map; what an address without parameters opens. */
function firstTable(model: HostModel): string | undefined {
  return model.apps[0]?.siteMap.flatMap((group) => group.items)[0]?.table ?? model.tables[0]?.logicalName;
}

/** Reads the address. A table that the model does not have is kept, so that the page can say so. */
export function readPlace(search: string, model: HostModel): Place {
  const query = new URLSearchParams(search);
  const table = query.get("table") ?? firstTable(model) ?? "";
  const id = bare(query.get("id"));
  if (id !== null || query.get("new") === "1") return { kind: "form", table, id, formId: bare(query.get("form")) };
  return { kind: "list", table, viewId: bare(query.get("view")) };
}

/** The address for a place; parameters that are not about the place (settings) stay. */
export function writePlace(place: Place, search: string): string {
  const query = new URLSearchParams(search);
  for (const name of OWN) query.delete(name);
  query.set("table", place.table);
  if (place.kind === "list") {
    if (place.viewId) query.set("view", place.viewId);
  } else {
    if (place.id) query.set("id", place.id);
    else query.set("new", "1");
    if (place.formId) query.set("form", place.formId);
  }
  return `?${query.toString()}`;
}

/** Another record or another kind of page: what rebuilds the form. Choosing another form of the record does so too. */
export function samePlace(a: Place, b: Place): boolean {
  return writePlace(a, "") === writePlace(b, "");
}
