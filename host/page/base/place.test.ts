import fc from "fast-check";
import type { HostModel } from "../../../solution/model/types";
import { readPlace, writePlace, type Place } from "./place";

const model: HostModel = {
  tables: [],
  relationships: [],
  forms: [],
  views: [],
  controls: [],
  apps: [
    {
      uniqueName: "a",
      displayName: {},
      formIds: [],
      viewIds: [],
      place: { file: "x", line: 1 },
      siteMap: [{ title: {}, items: [{ table: "fsn_first", title: {} }] }],
    },
  ],
};

test("law: an address leads back to the place it was written for, and keeps what is not about the place", () => {
  const id = fc.option(fc.uuid());
  const places: fc.Arbitrary<Place> = fc.oneof(
    fc.record({ kind: fc.constant("list" as const), table: fc.constantFrom("account", "fsn_x"), viewId: id }),
    fc.record({ kind: fc.constant("form" as const), table: fc.constantFrom("account", "fsn_x"), id, formId: id }),
  );
  fc.assert(
    fc.property(places, places, (before, place) => {
      const search = writePlace(place, writePlace(before, "?theme=dark&lang=1031"));
      expect(readPlace(search, model)).toEqual(place);
      expect(search).toContain("theme=dark");
      expect(search).toContain("lang=1031");
    }),
  );
});

test("no parameters open the app's first table in its list; braces and capitals of ids do not matter", () => {
  expect(readPlace("", model)).toEqual({ kind: "list", table: "fsn_first", viewId: null });
  expect(readPlace("?table=account&id={AAAA0000-0000-4000-8000-000000000000}", model)).toEqual({
    kind: "form",
    table: "account",
    id: "aaaa0000-0000-4000-8000-000000000000",
    formId: null,
  });
  expect(readPlace("?table=account&new=1", model)).toEqual({ kind: "form", table: "account", id: null, formId: null });
});
