import { Fault, unsupported } from "../../fault";
import type { ExpandItem, Segment } from "../request/ast";
import { type QueryOptions, readOptions } from "../request/options";
import { parse } from "../request/parse";
import type { ReadDeps } from "../request/types";
import { inOrder, meets } from "./conditions";
import { castToOwnType, type Definition, definition, isCast, noProperty, valueAt } from "./definition";
import { type Json, type JsonObject, propertyOf } from "./json";
import { definitionsOf } from "./tree";

/** What a metadata address leads to. */
type Place =
  | { readonly kind: "list"; readonly found: readonly Definition[]; readonly path: string; readonly cast: string }
  | { readonly kind: "one"; readonly one: Definition; readonly path: string; readonly cast: string }
  | { readonly kind: "value"; readonly value: Json; readonly path: string };

/**
 * Answers `EntityDefinitions…`, `RelationshipDefinitions…` and `GlobalOptionSetDefinitions…` from the catalog. Lists are not paged,
 * as in Dataverse.
 */
export function readDefinitions(deps: ReadDeps, segments: readonly string[], query: string): string {
  const options = readOptions(query);
  const place = walk(
    deps,
    segments.map((text) => (text.startsWith("$") ? { name: text } : parse("SegmentPart", text))),
  );
  switch (place.kind) {
    case "value":
      return JSON.stringify({ "@odata.context": context(deps, place.path), value: place.value });
    case "one":
      return JSON.stringify({
        "@odata.context": context(deps, `${place.path}${place.cast}/$entity`),
        ...shown(place.one, options),
      });
    case "list": {
      const { filter, orderBy = [], top } = options;
      const found = filter === undefined ? place.found : place.found.filter((one) => meets(one, filter));
      const ordered = orderBy.length === 0 ? found : inOrder(found, orderBy);
      return JSON.stringify({
        "@odata.context": context(deps, `${place.path}${place.cast}`),
        ...(options.count ? { "@odata.count": found.length } : {}),
        value: (top === undefined ? ordered : ordered.slice(0, top)).map((one) => shown(one, options)),
      });
    }
  }
}

function walk(deps: ReadDeps, [first, ...rest]: readonly Segment[]): Place {
  if (first === undefined) {
    throw unsupported("An empty metadata address");
  }
  const set: Place = { kind: "list", found: definitionsOf(deps, first.name), path: first.name, cast: "" };
  return rest.reduce<Place>((place, segment) => picked(step(place, segment), segment), picked(set, first));
}

/** The one definition that the key of a segment names, where it has a key. */
function picked(place: Place, segment: Segment): Place {
  return place.kind !== "list" || (segment.single === undefined && segment.named === undefined)
    ? place
    : { kind: "one", one: keyed(place.found, segment, place.path), path: place.path, cast: place.cast };
}

function step(place: Place, { name }: Segment): Place {
  if (place.kind === "value") {
    throw notFound(name);
  }
  if (name.startsWith("Microsoft.Dynamics.CRM.")) {
    return castTo(place, name);
  }
  if (place.kind === "list") {
    throw notFound(name);
  }
  const { one } = place;
  const path = `${place.path}/${name}`;
  const list = one.lists.get(name);
  if (list !== undefined) {
    return { kind: "list", found: list(), path, cast: "" };
  }
  const single = isCast(one) ? one.singles.get(name) : undefined;
  if (single !== undefined) {
    return { kind: "one", one: definition("OptionSetMetadata", single() ?? {}), path, cast: "" };
  }
  const value = propertyOf(one.declared, name);
  if (value === undefined) {
    throw notFound(name);
  }
  return { kind: "value", value, path };
}

const enumTypes = ["Picklist", "MultiSelectPicklist", "State", "Status"].map(
  (name) => `Microsoft.Dynamics.CRM.${name}AttributeMetadata`,
);

function castTo(place: Exclude<Place, { kind: "value" }>, type: string): Place {
  const fits = (one: Definition): boolean =>
    one.type === type || (type === "Microsoft.Dynamics.CRM.EnumAttributeMetadata" && enumTypes.includes(one.type));
  if (place.kind === "list") {
    return { ...place, found: place.found.filter(fits).map(castToOwnType), cast: `/${type}` };
  }
  if (!fits(place.one)) {
    throw notFound(type);
  }
  return { ...place, one: castToOwnType(place.one), cast: `/${type}` };
}

function keyed(found: readonly Definition[], segment: Segment, path: string): Definition {
  const [named] = segment.named ?? [];
  const literal =
    named?.value.type === "value" && named.value.value.type === "literal" ? named.value.value.literal : segment.single;
  const key = named?.name ?? "MetadataId";
  const value = literal === undefined || literal.kind === "null" ? "" : String(literal.value);
  const one = found.find((candidate) => propertyOf(candidate.declared, key) === value);
  if (one === undefined) {
    throw path === "EntityDefinitions"
      ? new Fault(
          404,
          "0x80060888",
          `Could not find an entity with name ${value} and id 00000000-0000-0000-0000-000000000000.`,
        )
      : new Fault(404, "0x80040217", `Could not find a metadata item with ${key} ${value}.`);
  }
  return one;
}

function shown(one: Definition, { select, expand }: Pick<QueryOptions, "select" | "expand">): JsonObject {
  const own: JsonObject =
    select === undefined
      ? { ...one.declared, ...one.added }
      : {
          ...Object.fromEntries(select.map((name) => [name, valueAt(one, [name])])),
          ...(propertyOf(one.declared, "MetadataId") === undefined
            ? {}
            : { MetadataId: propertyOf(one.declared, "MetadataId") ?? null }),
        };
  return {
    ...(isCast(one) ? {} : { "@odata.type": `#${one.type}` }),
    ...own,
    ...Object.fromEntries(expand.map((item) => expanded(one, item))),
  };
}

function expanded(one: Definition, item: ExpandItem): readonly [string, Json] {
  const name = item.path[0] ?? "";
  const inner = { expand: item.expand ?? [], ...(item.select === undefined ? {} : { select: item.select }) };
  const list = one.lists.get(name);
  if (list !== undefined) {
    const { filter, orderBy = [] } = item;
    const found = list().filter((child) => filter === undefined || meets(child, filter));
    return [name, inOrder(found, orderBy).map((child) => shown(child, inner))];
  }
  const single = isCast(one) ? one.singles.get(name) : undefined;
  if (single === undefined) {
    throw noProperty(one, name);
  }
  const value = single();
  return [name, value === null ? null : shown(definition("OptionSetMetadata", value), inner)];
}

const context = (deps: ReadDeps, path: string): string => `${deps.origin}/api/data/v9.2/$metadata#${path}`;

const notFound = (name: string): Fault => new Fault(404, "0x8006088a", `Resource not found for the segment '${name}'.`);
