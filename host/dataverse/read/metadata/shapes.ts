import { createHash } from "node:crypto";
import type { ChoiceOption, Column, LocalizedText, Relationship } from "../../../../solution/model/types";
import type { Catalog, CatalogTable } from "../../catalog";

/** Metadata as EntityDefinitions returns it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
export type JsonObject = { readonly [name: string]: Json };

/** A stable id for a thing that has only a name: metadata ids of this server survive restarts. */
export function metadataId(name: string): string {
  const hex = createHash("sha256").update(`fieldstone ${name}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function labelJson(text: LocalizedText | undefined, languageId: number): JsonObject {
  const labels = Object.entries(text ?? {}).map(([language, label]): JsonObject => ({
    Label: label,
    LanguageCode: Number(language),
    IsManaged: true,
    MetadataId: null,
    HasChanged: null,
  }));
  return {
    LocalizedLabels: labels,
    UserLocalizedLabel: labels.find((one) => one["LanguageCode"] === languageId) ?? labels[0] ?? null,
  };
}

function managed(value: boolean, name: string): JsonObject {
  return { Value: value, CanBeChanged: false, ManagedPropertyLogicalName: name };
}

export function entityJson(table: CatalogTable, languageId: number): JsonObject {
  return {
    MetadataId: metadataId(`entity ${table.logicalName}`),
    HasChanged: null,
    LogicalName: table.logicalName,
    SchemaName: table.schemaName,
    EntitySetName: table.entitySetName,
    LogicalCollectionName: table.entitySetName,
    CollectionSchemaName: table.entitySetName,
    ObjectTypeCode: table.objectTypeCode,
    PrimaryIdAttribute: table.primaryKey,
    PrimaryNameAttribute: table.primaryName,
    PrimaryImageAttribute: table.columns.find((column) => column.type === "image")?.logicalName ?? null,
    OwnershipType:
      table.ownership === "user"
        ? "UserOwned"
        : table.ownership === "organization"
          ? "OrganizationOwned"
          : table.ownership === "businessUnit"
            ? "BusinessOwned"
            : "None",
    IsActivity: table.logicalName === "task",
    IsCustomEntity: table.objectTypeCode >= 10_000,
    IsIntersect: false,
    IsLogicalEntity: false,
    IsPrivate: false,
    IsManaged: true,
    IsOptimisticConcurrencyEnabled: table.optimisticConcurrency,
    IsQuickCreateEnabled: true,
    HasActivities: table.columnsByName.has("regardingobjectid"),
    HasNotes: true,
    DisplayName: labelJson(table.displayName, languageId),
    DisplayCollectionName: labelJson(table.pluralName, languageId),
    Description: labelJson(table.description, languageId),
    IsCustomizable: managed(true, "iscustomizable"),
    IsAuditEnabled: managed(false, "canmodifyauditsettings"),
    IsValidForAdvancedFind: true,
    IsValidForQueue: managed(false, "canmodifyqueuesettings"),
    IsDuplicateDetectionEnabled: managed(true, "canmodifyduplicatedetectionsettings"),
    CanCreateAttributes: managed(true, "cancreateattributes"),
    IsMailMergeEnabled: managed(false, "canmodifymailmerge"),
    IsVisibleInMobile: managed(true, "canmodifymobilevisibility"),
    Keys: table.keys.map((key): JsonObject => ({
      LogicalName: key.name.toLowerCase(),
      SchemaName: key.name,
      KeyAttributes: key.columns,
      EntityLogicalName: table.logicalName,
    })),
  };
}

/** AttributeType and AttributeTypeName of each column type. */
function typeNames(column: Column): readonly [attributeType: string, typeName: string, odataType: string] {
  switch (column.type) {
    case "primarykey":
    case "guid":
      return ["Uniqueidentifier", "UniqueidentifierType", "UniqueIdentifierAttributeMetadata"];
    case "text":
      return ["String", "StringType", "StringAttributeMetadata"];
    case "memo":
      return ["Memo", "MemoType", "MemoAttributeMetadata"];
    case "choice":
      return ["Picklist", "PicklistType", "PicklistAttributeMetadata"];
    case "multichoice":
      return ["Virtual", "MultiSelectPicklistType", "MultiSelectPicklistAttributeMetadata"];
    case "state":
      return ["State", "StateType", "StateAttributeMetadata"];
    case "status":
      return ["Status", "StatusType", "StatusAttributeMetadata"];
    case "boolean":
      return ["Boolean", "BooleanType", "BooleanAttributeMetadata"];
    case "integer":
      return ["Integer", "IntegerType", "IntegerAttributeMetadata"];
    case "bigint":
      return ["BigInt", "BigIntType", "BigIntAttributeMetadata"];
    case "decimal":
      return ["Decimal", "DecimalType", "DecimalAttributeMetadata"];
    case "float":
      return ["Double", "DoubleType", "DoubleAttributeMetadata"];
    case "money":
      return ["Money", "MoneyType", "MoneyAttributeMetadata"];
    case "datetime":
      return ["DateTime", "DateTimeType", "DateTimeAttributeMetadata"];
    case "lookup":
      return column.owner
        ? ["Owner", "OwnerType", "LookupAttributeMetadata"]
        : column.targets.length > 1 && column.targets.every((target) => target === "account" || target === "contact")
          ? ["Customer", "CustomerType", "LookupAttributeMetadata"]
          : ["Lookup", "LookupType", "LookupAttributeMetadata"];
    case "image":
      return ["Virtual", "ImageType", "ImageAttributeMetadata"];
    case "file":
      return ["Virtual", "FileType", "FileAttributeMetadata"];
  }
}

export function attributeTypeOf(column: Column): string {
  return `Microsoft.Dynamics.CRM.${typeNames(column)[2]}`;
}

export function attributeJson(table: CatalogTable, column: Column, languageId: number): JsonObject {
  const [attributeType, typeName, odataType] = typeNames(column);
  const levels = {
    none: "None",
    recommended: "Recommended",
    required: "ApplicationRequired",
    systemrequired: "SystemRequired",
  } as const;
  return {
    "@odata.type": `#Microsoft.Dynamics.CRM.${odataType}`,
    MetadataId: metadataId(`attribute ${table.logicalName}.${column.logicalName}`),
    HasChanged: null,
    AttributeOf: null,
    AttributeType: attributeType,
    AttributeTypeName: { Value: typeName },
    ColumnNumber: table.columns.indexOf(column) + 1,
    LogicalName: column.logicalName,
    SchemaName: column.schemaName,
    EntityLogicalName: table.logicalName,
    DisplayName: labelJson(column.displayName, languageId),
    Description: labelJson(column.description, languageId),
    IsPrimaryId: column.logicalName === table.primaryKey,
    IsPrimaryName: column.logicalName === table.primaryName,
    IsSecured: column.secured,
    IsCustomAttribute: column.logicalName.includes("_") && !column.system && table.objectTypeCode >= 10_000,
    IsLogical: false,
    IsManaged: true,
    IsFilterable: true,
    IsSearchable: true,
    IsRetrievable: true,
    IsValidForCreate: column.validForCreate,
    IsValidForRead: column.validForRead,
    IsValidForUpdate: column.validForUpdate,
    IsValidForForm: true,
    IsValidForGrid: true,
    IsValidODataAttribute: column.validForRead,
    CanBeSecuredForCreate: column.validForCreate,
    CanBeSecuredForRead: true,
    CanBeSecuredForUpdate: column.validForUpdate,
    RequiredLevel: {
      Value: levels[column.requiredLevel],
      CanBeChanged: true,
      ManagedPropertyLogicalName: "canmodifyrequirementlevelsettings",
    },
    IsValidForAdvancedFind: managed(true, "canmodifysearchsettings"),
    IsAuditEnabled: managed(true, "canmodifyauditsettings"),
    IsGlobalFilterEnabled: managed(false, "canmodifyglobalfiltersettings"),
    IsSortableEnabled: managed(true, "canmodifyissortablesettings"),
    IsCustomizable: managed(true, "iscustomizable"),
    IsRenameable: managed(true, "isrenameable"),
    ...typeFacts(column),
  };
}

function typeFacts(column: Column): JsonObject {
  switch (column.type) {
    case "text": {
      const formats = {
        text: "Text",
        email: "Email",
        url: "Url",
        phone: "Phone",
        textarea: "TextArea",
        ticker: "TickerSymbol",
        richtext: "RichText",
      } as const;
      return {
        MaxLength: column.maxLength,
        Format: formats[column.format],
        FormatName: { Value: formats[column.format] },
        AutoNumberFormat: column.autoNumber ?? "",
      };
    }
    case "memo":
      return {
        MaxLength: column.maxLength,
        Format: "TextArea",
        FormatName: { Value: column.format === "richtext" ? "RichText" : "TextArea" },
      };
    case "integer":
      return { MinValue: column.min, MaxValue: column.max, Format: "None" };
    case "bigint":
      return { MinValue: -9223372036854775808, MaxValue: 9223372036854775807 };
    case "decimal":
    case "float":
      return { MinValue: column.min, MaxValue: column.max, Precision: column.precision };
    case "money":
      return {
        MinValue: column.min,
        MaxValue: column.max,
        Precision: column.precision,
        PrecisionSource: 2,
        IsBaseCurrency: column.baseOf !== undefined,
        CalculationOf: column.baseOf ?? null,
      };
    case "datetime": {
      const behaviors = {
        userLocal: "UserLocal",
        dateOnly: "DateOnly",
        timeZoneIndependent: "TimeZoneIndependent",
      } as const;
      return {
        Format: column.format === "date" ? "DateOnly" : "DateAndTime",
        DateTimeBehavior: { Value: behaviors[column.behavior] },
        ImeMode: "Inactive",
      };
    }
    case "lookup":
      return { Targets: column.targets, Format: "None" };
    case "choice":
      return { DefaultFormValue: column.defaultValue ?? -1 };
    case "state":
    case "status":
      return { DefaultFormValue: column.defaultValue };
    case "boolean":
      return { DefaultValue: column.defaultValue };
    case "file":
      return { MaxSizeInKB: column.maxSizeInKB };
    default:
      return {};
  }
}

/** The choices of a column, or null for a column without. */
export function optionSetJson(table: CatalogTable, column: Column, languageId: number): JsonObject | null {
  if (column.type === "boolean") {
    const option = (value: number): JsonObject | null => {
      const found = column.options.find((one) => one.value === value);
      return found === undefined ? null : optionJson(column, found, languageId);
    };
    return { ...optionSetHead(table, column, "Boolean"), TrueOption: option(1), FalseOption: option(0) };
  }
  if (
    column.type === "choice" ||
    column.type === "multichoice" ||
    column.type === "state" ||
    column.type === "status"
  ) {
    const kind = column.type === "state" ? "State" : column.type === "status" ? "Status" : "Picklist";
    return {
      ...optionSetHead(table, column, kind),
      Options: column.options.map((option) => optionJson(column, option, languageId)),
    };
  }
  return null;
}

export function globalChoiceOf(column: Column): string | undefined {
  return column.type === "choice" || column.type === "multichoice" ? column.globalChoice : undefined;
}

function optionSetHead(table: CatalogTable, column: Column, kind: string): JsonObject {
  const global = globalChoiceOf(column);
  const name = global ?? `${table.logicalName}_${column.logicalName}`;
  return {
    MetadataId: metadataId(`choice ${name}`),
    HasChanged: null,
    Name: name,
    IsGlobal: global !== undefined,
    IsCustomOptionSet: true,
    IsManaged: true,
    OptionSetType: kind,
  };
}

function optionJson(column: Column, option: ChoiceOption, languageId: number): JsonObject {
  const common: JsonObject = {
    Value: option.value,
    Color: option.color ?? null,
    IsManaged: true,
    ExternalValue: null,
    ParentValues: [],
    MetadataId: null,
    HasChanged: null,
    Label: labelJson(option.label, languageId),
    Description: labelJson(undefined, languageId),
  };
  return column.type === "state"
    ? {
        "@odata.type": "#Microsoft.Dynamics.CRM.StateOptionMetadata",
        ...common,
        DefaultStatus: option.defaultStatus ?? null,
        InvariantName: option.label[1033] ?? null,
      }
    : column.type === "status"
      ? {
          "@odata.type": "#Microsoft.Dynamics.CRM.StatusOptionMetadata",
          ...common,
          State: option.state ?? null,
          TransitionData: null,
        }
      : common;
}

export function relationshipJson(catalog: Catalog, relationship: Relationship): JsonObject {
  const head: JsonObject = {
    MetadataId: metadataId(`relationship ${relationship.schemaName}`),
    HasChanged: null,
    SchemaName: relationship.schemaName,
    IsCustomRelationship: /^[a-z]{2,8}_/u.test(relationship.schemaName),
    IsManaged: true,
    IsValidForAdvancedFind: true,
    SecurityTypes: "Append",
    IsCustomizable: managed(true, "iscustomizable"),
  };
  if (relationship.kind === "manyToMany") {
    return {
      ...head,
      RelationshipType: "ManyToManyRelationship",
      IntersectEntityName: relationship.intersectTable,
      Entity1LogicalName: relationship.table1,
      Entity1IntersectAttribute: relationship.column1,
      Entity1NavigationPropertyName: relationship.navigation1,
      Entity2LogicalName: relationship.table2,
      Entity2IntersectAttribute: relationship.column2,
      Entity2NavigationPropertyName: relationship.navigation2,
    };
  }
  const deletes = { removeLink: "RemoveLink", restrict: "Restrict", cascade: "Cascade", none: "NoCascade" } as const;
  return {
    ...head,
    RelationshipType: "OneToManyRelationship",
    ReferencedEntity: relationship.referencedTable,
    ReferencedAttribute: catalog.table(relationship.referencedTable)?.primaryKey ?? null,
    ReferencedEntityNavigationPropertyName: relationship.referencedNavigation,
    ReferencingEntity: relationship.referencingTable,
    ReferencingAttribute: relationship.referencingColumn,
    ReferencingEntityNavigationPropertyName: relationship.referencingNavigation,
    IsHierarchical: relationship.hierarchical ?? false,
    CascadeConfiguration: {
      Assign: "NoCascade",
      Delete: deletes[relationship.cascadeDelete],
      Merge: "NoCascade",
      Reparent: "NoCascade",
      Share: "NoCascade",
      Unshare: "NoCascade",
      RollupView: "NoCascade",
    },
  };
}
