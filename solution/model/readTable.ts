import type { Part } from "./parts";
import { type ColumnSurroundings, readColumn } from "./readColumn";
import type { AlternateKey, Column, Ownership, Table } from "./types";
import {
  attribute,
  child,
  children,
  childText,
  type Element,
  flag,
  localized,
  numberOf,
  path,
  placeOf,
  SourceError,
  text,
} from "./xml";

const ownerships: Readonly<Record<string, Ownership>> = {
  UserOwned: "user",
  TeamOwned: "user",
  OrgOwned: "organization",
  BusinessOwned: "businessUnit",
  None: "none",
};

/** Every table has it, though no export writes it: the row's version, from which the ETag is made. */
const versionColumn: Column = {
  logicalName: "versionnumber",
  schemaName: "VersionNumber",
  displayName: { 1033: "Version Number", 1031: "Versionsnummer" },
  requiredLevel: "none",
  secured: false,
  validForUpdate: false,
  validForCreate: false,
  validForRead: true,
  system: true,
  type: "bigint",
};

/** One Entity.xml as a table. Throws `SourceError` when it lacks its key, its name column or its set name. */
export function readTable(part: Part, surroundings: Omit<ColumnSurroundings, "file">): Table {
  const { file, root } = part;
  const place = placeOf(root, file);
  const schemaName = text(child(root, "Name"));
  const entity = path(root, "EntityInfo", "entity");
  if (schemaName === "" || entity === undefined) {
    throw new SourceError(place, "a table needs <Name> and <EntityInfo><entity>");
  }
  const attributes = children(child(entity, "attributes"), "attribute");
  const columns = attributes.flatMap((element): Column[] => {
    const column = readColumn(element, { ...surroundings, file });
    return column === undefined ? [] : [column];
  });
  if (!columns.some((column) => column.logicalName === versionColumn.logicalName)) {
    columns.push(versionColumn);
  }
  const primaryKey = columns.find((column) => column.type === "primarykey")?.logicalName;
  if (primaryKey === undefined) {
    throw new SourceError(place, `table ${schemaName} has no attribute of type primarykey; add ${schemaName}Id`);
  }
  const primaryName = attributes.find((element) => isPrimaryName(element));
  if (primaryName === undefined) {
    throw new SourceError(
      place,
      `table ${schemaName} has no primary name; one attribute's DisplayMask must begin with PrimaryName`,
    );
  }
  const entitySetName = childText(entity, "EntitySetName");
  if (entitySetName === undefined) {
    throw new SourceError(place, `table ${schemaName} has no EntitySetName; the Web API addresses rows by it`);
  }
  const logicalName = schemaName.toLowerCase();
  const description = localized(child(entity, "Descriptions"));
  return {
    logicalName,
    schemaName,
    entitySetName,
    objectTypeCode: numberOf(childText(root, "ObjectTypeCode"), objectTypeCode(logicalName)),
    displayName: localized(child(entity, "LocalizedNames")),
    pluralName: localized(child(entity, "LocalizedCollectionNames")),
    ...(Object.keys(description).length === 0 ? {} : { description }),
    primaryKey,
    primaryName: childText(primaryName, "LogicalName") ?? "",
    ownership: ownerships[childText(entity, "OwnershipTypeMask") ?? ""] ?? "none",
    columns,
    keys: readKeys(entity),
    // Custom tables have it switched on and cannot switch it off.
    optimisticConcurrency: flag(childText(entity, "IsOptimisticConcurrencyEnabled"), true),
    ...(flag(childText(entity, "IsAuditEnabled"), false) ? { auditEnabled: true } : {}),
    place,
  };
}

export function isPrimaryName(element: Element): boolean {
  return (childText(element, "DisplayMask") ?? "").split("|").includes("PrimaryName");
}

function readKeys(entity: Element): AlternateKey[] {
  return children(child(entity, "EntityKeys"), "EntityKey").map((key) => ({
    name: childText(key, "LogicalName") ?? attribute(key, "Name") ?? childText(key, "Name") ?? "",
    columns: children(child(key, "EntityKeyAttributes"), "AttributeName").map((name) => text(name).toLowerCase()),
  }));
}

/**
 * An environment gives a custom table its code when it is imported, from 10000 upwards, so the source holds none. Here it
 * is a hash of the name (FNV-1a), which stays the same from one start to the next.
 */
function objectTypeCode(logicalName: string): number {
  let hash = 0x811c9dc5;
  for (const character of logicalName) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return 10000 + (hash % 50000);
}
