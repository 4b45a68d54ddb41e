/**
 * The enumerations of metadata, which a filter must spell with their full name:
 * `OwnershipType eq Microsoft.Dynamics.CRM.OwnershipTypes'UserOwned'`. Members as Microsoft publishes them.
 */
export const enumerations: ReadonlyMap<string, readonly string[]> = new Map([
  ["AssociatedMenuBehavior", ["UseCollectionName", "UseLabel", "DoNotDisplay"]],
  ["AssociatedMenuGroup", ["Details", "Sales", "Service", "Marketing"]],
  ["AttributeRequiredLevel", ["None", "SystemRequired", "ApplicationRequired", "Recommended"]],
  [
    "AttributeTypeCode",
    [
      ...["Boolean", "Customer", "DateTime", "Decimal", "Double", "Integer", "Lookup", "Memo", "Money", "Owner"],
      ...["PartyList", "Picklist", "State", "Status", "String", "Uniqueidentifier", "CalendarRules", "Virtual"],
      ...["BigInt", "ManagedProperty", "EntityName"],
    ],
  ],
  ["CascadeType", ["NoCascade", "Cascade", "Active", "UserOwned", "RemoveLink", "Restrict"]],
  ["DateTimeFormat", ["DateOnly", "DateAndTime"]],
  ["EntityKeyIndexStatus", ["Pending", "InProgress", "Active", "Failed"]],
  ["ImeMode", ["Auto", "Inactive", "Active", "Disabled"]],
  ["IntegerFormat", ["None", "Duration", "TimeZone", "Language", "Locale"]],
  ["LookupFormat", ["None", "Connection", "Regarding", "Text"]],
  ["OptionSetType", ["Picklist", "State", "Status", "Boolean"]],
  ["OwnershipTypes", ["None", "UserOwned", "TeamOwned", "BusinessOwned", "OrganizationOwned", "BusinessParented"]],
  ["PrivilegeType", ["None", "Create", "Read", "Write", "Delete", "Assign", "Share", "Append", "AppendTo"]],
  ["RelationshipType", ["OneToManyRelationship", "Default", "ManyToManyRelationship"]],
  ["SecurityTypes", ["None", "Append", "ParentChild", "Pointer", "Inheritance"]],
  [
    "StringFormat",
    [
      ...["Email", "Text", "TextArea", "Url", "TickerSymbol", "PhoneticGuide", "VersionNumber", "Phone", "Json"],
      "RichText",
    ],
  ],
]);

/** Property, with the property around it where that decides → enumeration. */
const ofProperty: ReadonlyMap<string, string> = new Map([
  ["OwnershipType", "OwnershipTypes"],
  ["AttributeType", "AttributeTypeCode"],
  ["RequiredLevel/Value", "AttributeRequiredLevel"],
  ["RelationshipType", "RelationshipType"],
  ["SecurityTypes", "SecurityTypes"],
  ["OptionSetType", "OptionSetType"],
  ["EntityKeyIndexStatus", "EntityKeyIndexStatus"],
  ["ImeMode", "ImeMode"],
  ["AssociatedMenuConfiguration/Behavior", "AssociatedMenuBehavior"],
  ["AssociatedMenuConfiguration/Group", "AssociatedMenuGroup"],
  ...["Assign", "Delete", "Archive", "Merge", "Reparent", "Share", "Unshare", "RollupView"].map(
    (action) => [`CascadeConfiguration/${action}`, "CascadeType"] as const,
  ),
]);

const formats: ReadonlyMap<string, string> = new Map([
  ["Microsoft.Dynamics.CRM.StringAttributeMetadata", "StringFormat"],
  ["Microsoft.Dynamics.CRM.MemoAttributeMetadata", "StringFormat"],
  ["Microsoft.Dynamics.CRM.DateTimeAttributeMetadata", "DateTimeFormat"],
  ["Microsoft.Dynamics.CRM.IntegerAttributeMetadata", "IntegerFormat"],
  ["Microsoft.Dynamics.CRM.LookupAttributeMetadata", "LookupFormat"],
]);

/** The enumeration of the property at `path` of a definition of the type; undefined for one that is none. */
export const enumerationOf = (type: string, path: readonly string[]): string | undefined =>
  path.length === 1 && path[0] === "Format" ? formats.get(type) : ofProperty.get(path.join("/"));
