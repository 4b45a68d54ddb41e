import type { Column } from "../../../../solution/model/types";
import type { CatalogTable } from "../../catalog";
import { beginning, type JsonObject, labelJson, managed, metadataId } from "./json";

/** AttributeType and AttributeTypeName of each column type, and the type derived from AttributeMetadata. */
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
      return [...lookupType(column), "LookupAttributeMetadata"];
    case "image":
      return ["Virtual", "ImageType", "ImageAttributeMetadata"];
    case "file":
      return ["Virtual", "FileType", "FileAttributeMetadata"];
  }
}

/** A customer column points to accounts and contacts and nothing else. What an activity regards is a lookup, whatever it may be. */
function lookupType(column: Extract<Column, { type: "lookup" }>): readonly [string, string] {
  if (column.owner) {
    return ["Owner", "OwnerType"];
  }
  const isCustomer =
    column.logicalName !== "regardingobjectid" &&
    column.targets.length === 2 &&
    column.targets.includes("account") &&
    column.targets.includes("contact");
  return isCustomer ? ["Customer", "CustomerType"] : ["Lookup", "LookupType"];
}

/** The full name of the type derived from AttributeMetadata that a column has. */
export function attributeTypeOf(column: Column): string {
  return `Microsoft.Dynamics.CRM.${typeNames(column)[2]}`;
}

const requiredLevels = {
  none: "None",
  recommended: "Recommended",
  required: "ApplicationRequired",
  systemrequired: "SystemRequired",
} as const;

/** Every property that Microsoft publishes of the EntityType `AttributeMetadata`, which all columns have. */
export function attributeJson(table: CatalogTable, column: Column, languageId: number): JsonObject {
  const [attributeType, typeName] = typeNames(column);
  return {
    MetadataId: metadataId(`attribute ${table.logicalName}.${column.logicalName}`),
    HasChanged: null,
    AttributeOf: imageOf(table, column),
    AttributeType: attributeType,
    AttributeTypeName: { Value: typeName },
    AutoNumberFormat: column.type === "text" ? (column.autoNumber ?? "") : null,
    CanBeSecuredForCreate: column.validForCreate,
    CanBeSecuredForRead: true,
    CanBeSecuredForUpdate: column.validForUpdate,
    CanModifyAdditionalSettings: managed(true, "canmodifyadditionalsettings"),
    ColumnNumber: table.columns.indexOf(column) + 1,
    CreatedOn: beginning,
    DeprecatedVersion: null,
    Description: labelJson(column.description, languageId),
    DisplayName: labelJson(column.displayName, languageId),
    EntityLogicalName: table.logicalName,
    ExternalName: null,
    InheritsFrom: null,
    IntroducedVersion: "1.0.0.0",
    IsAuditEnabled: managed(column.auditEnabled === true, "canmodifyauditsettings"),
    IsCustomAttribute: column.logicalName.includes("_") && !column.system && table.objectTypeCode >= 10_000,
    IsCustomizable: managed(true, "iscustomizable"),
    IsDataSourceSecret: false,
    IsFilterable: true,
    IsGlobalFilterEnabled: managed(false, "canmodifyglobalfiltersettings"),
    IsLogical: false,
    IsManaged: true,
    IsPrimaryId: column.logicalName === table.primaryKey,
    IsPrimaryName: column.logicalName === table.primaryName,
    IsRenameable: managed(true, "isrenameable"),
    IsRequiredForForm: column.requiredLevel === "required" || column.requiredLevel === "systemrequired",
    IsRetrievable: true,
    IsSearchable: true,
    IsSecured: column.secured,
    IsSortableEnabled: managed(true, "canmodifyissortablesettings"),
    IsValidForAdvancedFind: managed(true, "canmodifysearchsettings"),
    IsValidForCreate: column.validForCreate,
    IsValidForForm: true,
    IsValidForGrid: true,
    IsValidForRead: column.validForRead,
    IsValidForUpdate: column.validForUpdate,
    IsValidODataAttribute: column.validForRead,
    LinkedAttributeId: null,
    LogicalName: column.logicalName,
    ModifiedOn: beginning,
    RequiredLevel: managed(
      requiredLevels[column.requiredLevel],
      "canmodifyrequirementlevelsettings",
      column.requiredLevel !== "systemrequired",
    ),
    SchemaName: column.schemaName,
    SourceType: 0,
  };
}

/** The address, the time and the id of an image are columns that extend the image's. */
function imageOf(table: CatalogTable, column: Column): string | null {
  const image = table.columns.find(
    ({ type, logicalName }) =>
      type === "image" &&
      [`${logicalName}_url`, `${logicalName}_timestamp`, `${logicalName}id`].includes(column.logicalName),
  );
  return image?.logicalName ?? null;
}

/** None of the columns here is calculated. */
const notCalculated = { FormulaDefinition: "", SourceTypeMask: 0 } as const;

const textFormats = {
  text: "Text",
  email: "Email",
  url: "Url",
  phone: "Phone",
  textarea: "TextArea",
  ticker: "TickerSymbol",
  richtext: "RichText",
} as const;

const dateBehaviors = {
  userLocal: "UserLocal",
  dateOnly: "DateOnly",
  timeZoneIndependent: "TimeZoneIndependent",
} as const;

/** What the type of the column adds to AttributeMetadata, but for the navigation properties to its choices. */
export function derivedAttributeJson(table: CatalogTable, column: Column): JsonObject {
  switch (column.type) {
    case "text":
      return {
        DatabaseLength: column.maxLength * 2,
        Format: textFormats[column.format],
        FormatName: { Value: textFormats[column.format] },
        ...notCalculated,
        ImeMode: "Auto",
        IsLocalizable: false,
        MaxLength: column.maxLength,
        YomiOf: null,
      };
    case "memo":
      return {
        Format: "TextArea",
        FormatName: { Value: column.format === "richtext" ? "RichText" : "TextArea" },
        ImeMode: "Auto",
        IsLocalizable: false,
        MaxLength: column.maxLength,
      };
    case "integer":
      return { Format: "None", ...notCalculated, MaxValue: column.max, MinValue: column.min };
    case "bigint":
      return { MaxValue: 9223372036854775807, MinValue: -9223372036854775808 };
    case "decimal":
      return {
        ...notCalculated,
        ImeMode: "Disabled",
        MaxValue: column.max,
        MinValue: column.min,
        Precision: column.precision,
      };
    case "float":
      return { ImeMode: "Disabled", MaxValue: column.max, MinValue: column.min, Precision: column.precision };
    case "money":
      return {
        CalculationOf: column.baseOf ?? null,
        ...notCalculated,
        ImeMode: "Disabled",
        IsBaseCurrency: column.baseOf !== undefined,
        MaxValue: column.max,
        MinValue: column.min,
        Precision: column.precision,
        PrecisionSource: 2,
      };
    case "datetime":
      return {
        CanChangeDateTimeBehavior: managed(false, "canchangedatetimebehavior"),
        DateTimeBehavior: { Value: dateBehaviors[column.behavior] },
        Format: column.format === "date" ? "DateOnly" : "DateAndTime",
        ...notCalculated,
        ImeMode: "Inactive",
        MaxSupportedValue: "9999-12-30T23:59:59Z",
        MinSupportedValue: "1753-01-01T00:00:00Z",
      };
    case "lookup":
      return { Format: "None", Targets: column.targets };
    case "choice":
      return { ...choiceJson(column.defaultValue), ...notCalculated, ...parentChoice };
    case "multichoice":
      return { ...choiceJson(undefined), ...notCalculated, ...parentChoice };
    case "state":
    case "status":
      return choiceJson(column.defaultValue);
    case "boolean":
      return { DefaultValue: column.defaultValue, ...notCalculated };
    case "image":
      return {
        CanStoreFullImage: false,
        IsPrimaryImage: table.columns.find(({ type }) => type === "image") === column,
        MaxHeight: 144,
        MaxSizeInKB: 10_240,
        MaxWidth: 144,
      };
    case "file":
      return { MaxSizeInKB: column.maxSizeInKB };
    case "primarykey":
    case "guid":
      return {};
  }
}

const choiceJson = (defaultValue: number | undefined): JsonObject => ({ DefaultFormValue: defaultValue ?? -1 });

const parentChoice = { ChildPicklistLogicalNames: [], ParentPicklistLogicalName: null } as const;
