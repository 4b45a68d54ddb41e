import { privilegeId, privilegeName, verbs } from "../../privileges";
import type { Catalog, CatalogTable } from "../../catalog";
import { beginning, type JsonObject, labelJson, managed, metadataId } from "./json";

/** Object type codes from here on are those of custom tables. */
const firstCustomCode = 10_000;

/** Every property that Microsoft publishes of the EntityType `EntityMetadata`. */
export function entityJson(catalog: Catalog, table: CatalogTable, languageId: number): JsonObject {
  const isCustom = table.objectTypeCode >= firstCustomCode;
  return {
    MetadataId: metadataId(`entity ${table.logicalName}`),
    HasChanged: null,
    ...namesOf(table, languageId),
    ...rolesOf(catalog, table),
    ActivityTypeMask: table.primaryKey === "activityid" ? 1 : 0,
    AutoCreateAccessTeams: false,
    AutoReplicateClusterRecords: null,
    AutoRouteToOwnerQueue: false,
    CanChangeClusterMode: null,
    CanTriggerWorkflow: true,
    ChangeTrackingEnabled: false,
    CreatedOn: beginning,
    DaysSinceRecordLastModified: 0,
    EnforceStateTransitions: false,
    EntityColor: null,
    EntityHelpUrl: null,
    EntityHelpUrlEnabled: false,
    ExternalCollectionName: null,
    ExternalName: null,
    DataProviderId: null,
    DataSourceId: null,
    IconLargeName: null,
    IconMediumName: null,
    IconSmallName: null,
    IconVectorName: null,
    IntroducedVersion: isCustom ? "1.0.0.0" : "5.0.0.0",
    IsAIRUpdated: true,
    IsActivityParty: false,
    IsArchivalEnabled: false,
    IsAvailableOffline: true,
    IsBPFEntity: false,
    IsBusinessProcessEnabled: false,
    IsChildEntity: false,
    IsCustomEntity: isCustom,
    IsDocumentManagementEnabled: false,
    IsDocumentRecommendationsEnabled: false,
    IsEnabledForCharts: true,
    IsEnabledForExternalChannels: false,
    IsEnabledForTrace: false,
    IsImportable: true,
    IsInteractionCentricEnabled: false,
    IsKnowledgeManagementEnabled: false,
    IsLogicalEntity: false,
    IsMSTeamsIntegrationEnabled: false,
    IsManaged: true,
    IsOneNoteIntegrationEnabled: false,
    IsOptimisticConcurrencyEnabled: table.optimisticConcurrency,
    IsPrivate: false,
    IsQuickCreateEnabled: true,
    IsReadingPaneEnabled: true,
    IsRetentionEnabled: false,
    IsRetrieveAuditEnabled: false,
    IsRetrieveMultipleAuditEnabled: false,
    IsSLAEnabled: false,
    IsSolutionAware: false,
    IsStateModelAware: table.columnsByName.has("statecode"),
    IsValidForAdvancedFind: true,
    MobileOfflineFilters: null,
    ModifiedOn: beginning,
    OwnerId: null,
    OwnerIdType: 8,
    OwningBusinessUnit: null,
    RecurrenceBaseEntityLogicalName: null,
    SettingOf: null,
    Settings: [],
    SyncToExternalSearchIndex: false,
    TableType: "Standard",
    UsesBusinessDataLabelTable: false,
    Privileges: privilegesOf(table),
    ...managedOf(isCustom),
    IsAuditEnabled: managed(table.auditEnabled === true, "canmodifyauditsettings"),
  };
}

function namesOf(table: CatalogTable, languageId: number): JsonObject {
  return {
    LogicalName: table.logicalName,
    SchemaName: table.schemaName,
    EntitySetName: table.entitySetName,
    LogicalCollectionName: table.entitySetName.toLowerCase(),
    CollectionSchemaName: table.entitySetName,
    ReportViewName: `Filtered${table.schemaName}`,
    ObjectTypeCode: table.objectTypeCode,
    PrimaryIdAttribute: table.primaryKey,
    PrimaryNameAttribute: table.primaryName,
    PrimaryImageAttribute: table.columns.find((column) => column.type === "image")?.logicalName ?? null,
    DisplayName: labelJson(table.displayName, languageId),
    DisplayCollectionName: labelJson(table.pluralName, languageId),
    Description: labelJson(table.description, languageId),
  };
}

const ownershipTypes = {
  user: "UserOwned",
  organization: "OrganizationOwned",
  businessUnit: "BusinessOwned",
  none: "None",
} as const;

/** What the table is to others. */
function rolesOf(catalog: Catalog, table: CatalogTable): JsonObject {
  const pointedToFrom = (referencing: (table: string, column: string) => boolean): boolean =>
    catalog.relationships.some(
      (item) =>
        item.kind === "oneToMany" &&
        item.referencedTable === table.logicalName &&
        referencing(item.referencingTable, item.referencingColumn),
    );
  return {
    OwnershipType: ownershipTypes[table.ownership],
    IsActivity: table.primaryKey === "activityid",
    IsIntersect: catalog.relationships.some(
      (item) => item.kind === "manyToMany" && item.intersectTable === table.logicalName,
    ),
    HasActivities: pointedToFrom((_table, column) => column === "regardingobjectid"),
    HasNotes: pointedToFrom((from, column) => from === "annotation" && column === "objectid"),
    HasFeedback: false,
    HasEmailAddresses: table.columns.some((column) => column.type === "text" && column.format === "email"),
  };
}

/** The names of the properties that say whether the value can be changed are those of Microsoft Learn's recorded answers. */
function managedOf(isCustom: boolean): JsonObject {
  return {
    CanBeInCustomEntityAssociation: managed(true, "canbeincustomentityassociation"),
    CanBeInManyToMany: managed(true, "canbeinmanytomany"),
    CanBePrimaryEntityInRelationship: managed(true, "canbeprimaryentityinrelationship"),
    CanBeRelatedEntityInRelationship: managed(true, "canberelatedentityinrelationship"),
    CanChangeHierarchicalRelationship: managed(true, "canchangehierarchicalrelationship"),
    CanChangeTrackingBeEnabled: managed(true, "canchangetrackingbeenabled"),
    CanCreateAttributes: managed(true, "cancreateattributes"),
    CanCreateCharts: managed(true, "cancreatecharts"),
    CanCreateForms: managed(true, "cancreateforms"),
    CanCreateViews: managed(true, "cancreateviews"),
    CanEnableSyncToExternalSearchIndex: managed(true, "canenablesynctoexternalsearchindex"),
    CanModifyAdditionalSettings: managed(true, "canmodifyadditionalsettings"),
    IsConnectionsEnabled: managed(false, "canmodifyconnectionsettings"),
    IsCustomizable: managed(true, "iscustomizable"),
    IsDuplicateDetectionEnabled: managed(true, "canmodifyduplicatedetectionsettings"),
    IsMailMergeEnabled: managed(false, "canmodifymailmergesettings"),
    IsMappable: managed(true, "ismappable"),
    IsOfflineInMobileClient: managed(false, "canmodifymobileclientoffline"),
    IsReadOnlyInMobileClient: managed(false, "canmodifymobileclientreadonly"),
    IsRenameable: managed(true, "isrenameable", isCustom),
    IsValidForQueue: managed(false, "canmodifyqueuesettings"),
    IsVisibleInMobile: managed(true, "canmodifymobilevisibility"),
    IsVisibleInMobileClient: managed(true, "canmodifymobileclientvisibility"),
  };
}

function privilegesOf(table: CatalogTable): readonly JsonObject[] {
  if (table.ownership === "none") {
    return [];
  }
  const deeper = table.ownership !== "organization";
  return verbs
    .filter((verb) => table.ownership === "user" || (verb !== "Assign" && verb !== "Share"))
    .map((verb): JsonObject => {
      const name = privilegeName(verb, table);
      return {
        CanBeBasic: deeper,
        CanBeDeep: deeper,
        CanBeGlobal: true,
        CanBeLocal: deeper,
        CanBeEntityReference: false,
        CanBeParentEntityReference: false,
        Name: name,
        PrivilegeId: privilegeId(name),
        PrivilegeType: verb,
      };
    });
}

/** Alternate keys, as `EntityKeyMetadata`. */
export function keysJson(table: CatalogTable, languageId: number): readonly JsonObject[] {
  return table.keys.map((key): JsonObject => ({
    MetadataId: metadataId(`key ${table.logicalName}.${key.name}`),
    HasChanged: null,
    LogicalName: key.name.toLowerCase(),
    SchemaName: key.name,
    DisplayName: labelJson({ 1033: key.name }, languageId),
    EntityKeyIndexStatus: "Active",
    EntityLogicalName: table.logicalName,
    IntroducedVersion: "1.0.0.0",
    IsCustomizable: managed(true, "iscustomizable"),
    IsExportKey: false,
    IsManaged: true,
    IsSecondaryKey: false,
    IsSynchronous: false,
    KeyAttributes: key.columns,
  }));
}
