import { DOMParser } from "@xmldom/xmldom";
import { origin, ReadBench } from "../testing";

let bench: ReadBench;
beforeAll(async () => {
  bench = await ReadBench.open();
});
afterAll(() => bench.close());

describe("$metadata", () => {
  test("well-formed CSDL in which every reference leads somewhere", async () => {
    const { text, headers } = await bench.get("$metadata");
    expect(headers.get("content-type")).toBe("application/xml");
    const document = new DOMParser({
      onError: (level, message) => {
        throw new Error(`${level}: ${message}`);
      },
    }).parseFromString(text, "text/xml");
    const all = (name: string) => [...document.getElementsByTagName(name)];
    const schema = all("Schema")[0];
    expect([schema?.getAttribute("Namespace"), schema?.getAttribute("Alias")]).toEqual([
      "Microsoft.Dynamics.CRM",
      "mscrm",
    ]);
    const types = new Set(all("EntityType").map((type) => type.getAttribute("Name")));
    const sets = new Set(all("EntitySet").map((set) => set.getAttribute("Name")));
    for (const navigation of all("NavigationProperty")) {
      const type = /mscrm\.(\w+)/u.exec(navigation.getAttribute("Type") ?? "")?.[1];
      expect(types).toContain(type);
    }
    for (const binding of all("NavigationPropertyBinding")) {
      expect(sets).toContain(binding.getAttribute("Target"));
    }
    for (const type of all("EntityType").slice(1)) {
      const properties = [...type.getElementsByTagName("Property")].map((property) => property.getAttribute("Name"));
      expect(properties).toContain(type.getElementsByTagName("PropertyRef")[0]?.getAttribute("Name"));
      for (const constraint of [...type.getElementsByTagName("ReferentialConstraint")]) {
        expect(properties).toContain(constraint.getAttribute("Property"));
      }
      // A name is a property or a navigation, never both.
      const navigations = [...type.getElementsByTagName("NavigationProperty")].map((navigation) =>
        navigation.getAttribute("Name"),
      );
      expect(navigations.filter((name) => properties.includes(name))).toEqual([]);
    }
  });

  test("annotations on request", async () => {
    expect((await bench.get("$metadata?annotations=true")).text).toContain("Org.OData.Core.V1.Computed");
    expect((await bench.get("$metadata")).text).not.toContain("Org.OData.Core");
  });
});

describe("EntityDefinitions", () => {
  test("one table, by logical name, with its labels and managed properties", async () => {
    const { json } = await bench.get(
      "EntityDefinitions(LogicalName='zoo')?$select=LogicalName,EntitySetName,PrimaryIdAttribute,DisplayName,IsCustomizable",
    );
    expect(json).toEqual({
      "@odata.context": `${origin}/api/data/v9.2/$metadata#EntityDefinitions/$entity`,
      LogicalName: "zoo",
      EntitySetName: "zoos",
      PrimaryIdAttribute: "zooid",
      DisplayName: {
        LocalizedLabels: [{ Label: "Zoo", LanguageCode: 1033, IsManaged: true, MetadataId: null, HasChanged: null }],
        UserLocalizedLabel: { Label: "Zoo", LanguageCode: 1033, IsManaged: true, MetadataId: null, HasChanged: null },
      },
      IsCustomizable: { Value: true, CanBeChanged: false, ManagedPropertyLogicalName: "iscustomizable" },
      MetadataId: expect.stringMatching(/^[0-9a-f-]{36}$/u),
    });
  });

  test("the list is not paged, and filters by simple comparison", async () => {
    expect((await bench.get("EntityDefinitions?$select=LogicalName")).json.value).toHaveLength(
      bench.catalog.tables.length,
    );
    const { json } = await bench.get(
      "EntityDefinitions?$select=LogicalName&$filter=EntitySetName eq 'zoos' or LogicalName eq 'account'",
    );
    expect(json.value.map((table) => table["LogicalName"]).sort()).toEqual(["account", "zoo"]);
  });

  test("attributes, their casts and choices", async () => {
    const attributes = await bench.get(
      "EntityDefinitions(LogicalName='zoo')/Attributes?$select=LogicalName,AttributeType,AttributeTypeName",
    );
    expect(attributes.json.value.find((column) => column["LogicalName"] === "hobbies")).toMatchObject({
      "@odata.type": "#Microsoft.Dynamics.CRM.MultiSelectPicklistAttributeMetadata",
      AttributeType: "Virtual",
      AttributeTypeName: { Value: "MultiSelectPicklistType" },
    });
    const { json } = await bench.get(
      "EntityDefinitions(LogicalName='zoo')/Attributes(LogicalName='kind')/Microsoft.Dynamics.CRM.PicklistAttributeMetadata?$select=LogicalName&$expand=OptionSet,GlobalOptionSet",
    );
    expect(json).toMatchObject({ LogicalName: "kind", GlobalOptionSet: null });
    expect(json["OptionSet"]).toMatchObject({
      Options: [{ Value: 1, Label: { UserLocalizedLabel: { Label: "Zebra" } } }, { Value: 2 }, { Value: 3 }],
    });
    const all = await bench.get(
      "EntityDefinitions(LogicalName='account')/Attributes/Microsoft.Dynamics.CRM.StatusAttributeMetadata?$select=LogicalName&$expand=OptionSet($select=Options)",
    );
    expect(all.json.value).toMatchObject([
      {
        LogicalName: "statuscode",
        OptionSet: {
          Options: [
            { Value: 1, State: 0 },
            { Value: 2, State: 1 },
          ],
        },
      },
    ]);
  });

  test("the three kinds of relationships at once", async () => {
    const { json } = await bench.get(
      "EntityDefinitions(LogicalName='systemuser')?$select=LogicalName&$expand=ManyToOneRelationships($select=SchemaName,ReferencingEntityNavigationPropertyName),OneToManyRelationships($select=SchemaName),ManyToManyRelationships($select=SchemaName,IntersectEntityName)",
    );
    expect(json["ManyToManyRelationships"]).toContainEqual(
      expect.objectContaining({ IntersectEntityName: "teammembership" }),
    );
    expect((await bench.get("EntityDefinitions(LogicalName='zoo')/ManyToOneRelationships")).json.value).toMatchObject([
      { ReferencingEntityNavigationPropertyName: "Friend", ReferencedEntityNavigationPropertyName: "zoo_friends" },
    ]);
  });

  test.each([
    [501, "0x8006088a", "EntityDefinitions?$filter=startswith(LogicalName,'a')"],
    [501, "0x8006088a", "EntityDefinitions?$filter=LogicalName in ('a','b')"],
    [404, "0x80060888", "EntityDefinitions(LogicalName='nothing')"],
    [400, "0x80060888", "EntityDefinitions?$select=Nothing"],
    [404, "0x8006088a", "EntityDefinitions(LogicalName='zoo')/Nothing"],
  ])("%i %s: %s", async (status, code, address) => {
    const reply = await bench.get(address);
    expect([reply.status, reply.json.error.code]).toEqual([status, code]);
  });
});

/** What Microsoft Learn publishes of each type in the Web API's metadata reference. */
const published = {
  entity: `ActivityTypeMask AutoCreateAccessTeams AutoReplicateClusterRecords AutoRouteToOwnerQueue CanBeInCustomEntityAssociation
    CanBeInManyToMany CanBePrimaryEntityInRelationship CanBeRelatedEntityInRelationship CanChangeClusterMode
    CanChangeHierarchicalRelationship CanChangeTrackingBeEnabled CanCreateAttributes CanCreateCharts CanCreateForms CanCreateViews
    CanEnableSyncToExternalSearchIndex CanModifyAdditionalSettings CanTriggerWorkflow ChangeTrackingEnabled CollectionSchemaName
    CreatedOn DataProviderId DataSourceId DaysSinceRecordLastModified Description DisplayCollectionName DisplayName
    EnforceStateTransitions EntityColor EntityHelpUrl EntityHelpUrlEnabled EntitySetName ExternalCollectionName ExternalName
    HasActivities HasChanged HasEmailAddresses HasFeedback HasNotes IconLargeName IconMediumName IconSmallName IconVectorName
    IntroducedVersion IsActivity IsActivityParty IsAIRUpdated IsArchivalEnabled IsAuditEnabled IsAvailableOffline IsBPFEntity
    IsBusinessProcessEnabled IsChildEntity IsConnectionsEnabled IsCustomEntity IsCustomizable IsDocumentManagementEnabled
    IsDocumentRecommendationsEnabled IsDuplicateDetectionEnabled IsEnabledForCharts IsEnabledForExternalChannels IsEnabledForTrace
    IsImportable IsInteractionCentricEnabled IsIntersect IsKnowledgeManagementEnabled IsLogicalEntity IsMailMergeEnabled IsManaged
    IsMappable IsMSTeamsIntegrationEnabled IsOfflineInMobileClient IsOneNoteIntegrationEnabled IsOptimisticConcurrencyEnabled
    IsPrivate IsQuickCreateEnabled IsReadingPaneEnabled IsReadOnlyInMobileClient IsRenameable IsRetentionEnabled
    IsRetrieveAuditEnabled IsRetrieveMultipleAuditEnabled IsSLAEnabled IsSolutionAware IsStateModelAware IsValidForAdvancedFind
    IsValidForQueue IsVisibleInMobile IsVisibleInMobileClient LogicalCollectionName LogicalName MetadataId MobileOfflineFilters
    ModifiedOn ObjectTypeCode OwnerId OwnerIdType OwnershipType OwningBusinessUnit PrimaryIdAttribute PrimaryImageAttribute
    PrimaryNameAttribute Privileges RecurrenceBaseEntityLogicalName ReportViewName SchemaName SettingOf Settings
    SyncToExternalSearchIndex TableType UsesBusinessDataLabelTable`,
  attribute: `AttributeOf AttributeType AttributeTypeName AutoNumberFormat CanBeSecuredForCreate CanBeSecuredForRead
    CanBeSecuredForUpdate CanModifyAdditionalSettings ColumnNumber CreatedOn DeprecatedVersion Description DisplayName
    EntityLogicalName ExternalName HasChanged InheritsFrom IntroducedVersion IsAuditEnabled IsCustomAttribute IsCustomizable
    IsDataSourceSecret IsFilterable IsGlobalFilterEnabled IsLogical IsManaged IsPrimaryId IsPrimaryName IsRenameable
    IsRequiredForForm IsRetrievable IsSearchable IsSecured IsSortableEnabled IsValidForAdvancedFind IsValidForCreate IsValidForForm
    IsValidForGrid IsValidForRead IsValidForUpdate IsValidODataAttribute LinkedAttributeId LogicalName MetadataId ModifiedOn
    RequiredLevel SchemaName SourceType`,
  relationship: `HasChanged IntroducedVersion IsCustomRelationship IsCustomizable IsManaged IsValidForAdvancedFind MetadataId
    RelationshipType SchemaName SecurityTypes`,
  oneToMany: `AssociatedMenuConfiguration CascadeConfiguration DenormalizedAttributeName EntityKey IsDenormalizedLookup IsHierarchical
    IsRelationshipAttributeDenormalized ReferencedAttribute ReferencedEntity ReferencedEntityNavigationPropertyName
    ReferencingAttribute ReferencingEntity ReferencingEntityNavigationPropertyName RelationshipAttributes RelationshipBehavior`,
  manyToMany: `Entity1AssociatedMenuConfiguration Entity1IntersectAttribute Entity1LogicalName Entity1NavigationPropertyName
    Entity2AssociatedMenuConfiguration Entity2IntersectAttribute Entity2LogicalName Entity2NavigationPropertyName
    IntersectEntityName`,
};
const added = {
  String: "DatabaseLength Format FormatName FormulaDefinition ImeMode IsLocalizable MaxLength SourceTypeMask YomiOf",
  Memo: "Format FormatName ImeMode IsLocalizable MaxLength",
  Integer: "Format FormulaDefinition MaxValue MinValue SourceTypeMask",
  BigInt: "MaxValue MinValue",
  Decimal: "FormulaDefinition ImeMode MaxValue MinValue Precision SourceTypeMask",
  Double: "ImeMode MaxValue MinValue Precision",
  Money:
    "CalculationOf FormulaDefinition ImeMode IsBaseCurrency MaxValue MinValue Precision PrecisionSource SourceTypeMask",
  DateTime:
    "CanChangeDateTimeBehavior DateTimeBehavior Format FormulaDefinition ImeMode MaxSupportedValue MinSupportedValue SourceTypeMask",
  Lookup: "Format Targets",
  Picklist: "ChildPicklistLogicalNames DefaultFormValue FormulaDefinition ParentPicklistLogicalName SourceTypeMask",
  MultiSelectPicklist:
    "ChildPicklistLogicalNames DefaultFormValue FormulaDefinition ParentPicklistLogicalName SourceTypeMask",
  State: "DefaultFormValue",
  Status: "DefaultFormValue",
  Boolean: "DefaultValue FormulaDefinition SourceTypeMask",
} as const;
const words = (text: string): string[] => text.split(/\s+/u);

describe("every published property can be asked for", () => {
  test.each<[string, string, readonly string[]]>([
    ["of a table", "EntityDefinitions(LogicalName='zoo')", words(published.entity)],
    ["of a column", "EntityDefinitions(LogicalName='zoo')/Attributes(LogicalName='label')", words(published.attribute)],
    [
      "of a one-to-many relationship",
      "EntityDefinitions(LogicalName='account')/ManyToOneRelationships(SchemaName='account_primary_contact')",
      words(`${published.relationship} ${published.oneToMany}`),
    ],
    [
      "of a many-to-many relationship",
      "EntityDefinitions(LogicalName='systemuser')/ManyToManyRelationships(SchemaName='systemuserroles_association')",
      words(`${published.relationship} ${published.manyToMany}`),
    ],
    ["of a relationship of either kind", "RelationshipDefinitions", words(published.relationship)],
  ])("%s", async (_name, address, names) => {
    const { status, json } = await bench.get(`${address}?$select=${names.join(",")}`);
    expect([status, json.error]).toEqual([200, undefined]);
    const one: object = (Array.isArray(json.value) ? json.value[0] : json) ?? {};
    expect(
      Object.keys(one)
        .filter((name) => !name.startsWith("@"))
        .sort(),
    ).toEqual([...names].sort());
  });

  test.each(Object.entries(added))("of a %s column, by its cast", async (type, text) => {
    const cast = `EntityDefinitions?$select=LogicalName&$expand=Attributes`;
    const tables = await bench.get(cast);
    const full = `#Microsoft.Dynamics.CRM.${type}AttributeMetadata`;
    const owner = tables.json.value.find((table) =>
      JSON.stringify(table["Attributes"]).includes(`"@odata.type":"${full}"`),
    );
    const names = words(`${published.attribute} ${text}`);
    const { status, json } = await bench.get(
      `EntityDefinitions(LogicalName='${String(owner?.["LogicalName"])}')/Attributes/${full.slice(1)}?$select=${names.join(",")}`,
    );
    expect([status, json.error]).toEqual([200, undefined]);
    expect(json.value.length).toBeGreaterThan(0);
    expect(Object.keys(json.value[0] ?? {}).sort()).toEqual([...names].sort());
  });

  test("what a type adds cannot be named without its cast, and is in the answer all the same", async () => {
    const column = "EntityDefinitions(LogicalName='zoo')/Attributes(LogicalName='label')";
    const refused = await bench.get(`${column}?$select=MaxLength`);
    expect([refused.status, refused.json.error.message]).toEqual([
      400,
      "Could not find a property named 'MaxLength' on type 'Microsoft.Dynamics.CRM.AttributeMetadata'.",
    ]);
    expect((await bench.get(column)).json).toMatchObject({ MaxLength: 200 });
    expect((await bench.get("RelationshipDefinitions?$select=ReferencedEntity")).status).toBe(400);
  });

  test("choices come with their cast alone, from a list, from one column and from a table", async () => {
    const attributes = "EntityDefinitions(LogicalName='zoo')/Attributes";
    const message = "Could not find a property named 'OptionSet' on type 'Microsoft.Dynamics.CRM.AttributeMetadata'.";
    for (const address of [
      `${attributes}?$expand=OptionSet`,
      `${attributes}(LogicalName='kind')?$expand=OptionSet`,
      "EntityDefinitions(LogicalName='zoo')?$expand=Attributes($expand=OptionSet)",
    ]) {
      const { status, json } = await bench.get(address);
      expect([status, json.error.message]).toEqual([400, message]);
    }
    expect((await bench.get(`${attributes}(LogicalName='kind')/OptionSet`)).status).toBe(404);
    const cast = `${attributes}(LogicalName='kind')/Microsoft.Dynamics.CRM.PicklistAttributeMetadata`;
    expect((await bench.get(`${cast}/OptionSet?$select=Name,Options`)).json).toMatchObject({ Name: "zoo_kind" });
    const all = await bench.get(
      `${attributes}/Microsoft.Dynamics.CRM.EnumAttributeMetadata?$expand=OptionSet($select=Name)`,
    );
    expect(all.json.value.map((one) => one["LogicalName"])).toContain("kind");
  });

  test("a relationship says what becomes of its rows, and how forms list them", async () => {
    const { json } = await bench.get(
      "EntityDefinitions(LogicalName='contact')/ManyToOneRelationships(SchemaName='contact_customer_accounts')",
    );
    expect(json["CascadeConfiguration"]).toMatchObject({
      Delete: "Cascade",
      Assign: "Cascade",
      RollupView: "NoCascade",
    });
    expect(json["AssociatedMenuConfiguration"]).toMatchObject({ Behavior: "UseCollectionName", Group: "Details" });
  });

  test("a table and its columns say whether their changes are recorded", async () => {
    const audited = async (address: string): Promise<unknown> => (await bench.get(address)).json["IsAuditEnabled"];
    const account = "EntityDefinitions(LogicalName='account')";
    expect(await audited(`${account}?$select=IsAuditEnabled`)).toMatchObject({ Value: true });
    expect(await audited(`${account}/Attributes(LogicalName='name')?$select=IsAuditEnabled`)).toMatchObject({
      Value: true,
    });
    expect(await audited("EntityDefinitions(LogicalName='zoo')?$select=IsAuditEnabled")).toMatchObject({
      Value: false,
    });
  });

  test("what an activity regards is a lookup, whichever tables it leads to; a contact's company is a customer", async () => {
    const typeOf = async (table: string, column: string) =>
      (
        await bench.get(
          `EntityDefinitions(LogicalName='${table}')/Attributes(LogicalName='${column}')?$select=AttributeType,AttributeTypeName`,
        )
      ).json;
    expect(await typeOf("task", "regardingobjectid")).toMatchObject({
      AttributeType: "Lookup",
      AttributeTypeName: { Value: "LookupType" },
    });
    expect(await typeOf("contact", "parentcustomerid")).toMatchObject({ AttributeType: "Customer" });
    expect(await typeOf("contact", "ownerid")).toMatchObject({ AttributeType: "Owner" });
  });
});

describe("conditions and order on definitions", () => {
  const names = async (address: string): Promise<unknown[]> =>
    (await bench.get(address)).json.value.map((one) => one["LogicalName"] ?? one["SchemaName"]);

  test("members of enumerations are written with their full name", async () => {
    const owned = await names(
      "EntityDefinitions?$select=LogicalName&$filter=OwnershipType eq Microsoft.Dynamics.CRM.OwnershipTypes'UserOwned'",
    );
    expect(owned).toContain("account");
    expect(owned).not.toContain("systemuser");
    const lookups = await names(
      "EntityDefinitions(LogicalName='account')/Attributes?$select=LogicalName&$filter=AttributeType eq Microsoft.Dynamics.CRM.AttributeTypeCode'Lookup' and IsValidForUpdate eq true",
    );
    expect(lookups).toContain("primarycontactid");
    expect(lookups).not.toContain("name");
    expect(
      await names(
        "EntityDefinitions(LogicalName='account')/Attributes?$select=LogicalName&$filter=RequiredLevel/Value eq Microsoft.Dynamics.CRM.AttributeRequiredLevel'ApplicationRequired'",
      ),
    ).toContain("name");
    expect(
      await names(
        "EntityDefinitions(LogicalName='contact')/ManyToOneRelationships?$select=SchemaName&$filter=CascadeConfiguration/Delete eq Microsoft.Dynamics.CRM.CascadeType'Cascade'",
      ),
    ).toContain("contact_customer_accounts");
  });

  test.each([
    ["a plain text", "OwnershipType eq 'UserOwned'", "incompatible types"],
    ["another enumeration", "OwnershipType eq Microsoft.Dynamics.CRM.AttributeTypeCode'Lookup'", "incompatible types"],
    ["an unknown member", "OwnershipType eq Microsoft.Dynamics.CRM.OwnershipTypes'Mine'", "not a valid enumeration"],
    ["an unknown enumeration", "OwnershipType eq Microsoft.Dynamics.CRM.Nothing'UserOwned'", "not a known enumeration"],
    ["a member for a text", "LogicalName eq Microsoft.Dynamics.CRM.OwnershipTypes'UserOwned'", "incompatible types"],
  ])("%s is refused", async (_name, filter, message) => {
    const { status, json } = await bench.get(`EntityDefinitions?$select=LogicalName&$filter=${filter}`);
    expect([status, json.error.message]).toEqual([400, expect.stringContaining(message)]);
  });

  test("tables, columns and expanded columns come in the order asked for", async () => {
    const up = await names("EntityDefinitions?$select=LogicalName&$orderby=LogicalName");
    expect(up).toEqual([...up].sort());
    expect(await names("EntityDefinitions?$select=LogicalName&$orderby=LogicalName desc")).toEqual([...up].reverse());
    const codes = (await bench.get("EntityDefinitions?$select=ObjectTypeCode&$orderby=ObjectTypeCode desc&$top=3")).json
      .value;
    const numbers = codes.map((one) => Number(one["ObjectTypeCode"]));
    expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
    expect((await bench.get("EntityDefinitions?$orderby=Nothing")).status).toBe(400);
  });

  test.each(["__proto__", "constructor", "toString", "hasOwnProperty"])(
    "%s is no property of anything",
    async (name) => {
      for (const [status, address] of [
        [400, `EntityDefinitions?$select=${name}`],
        [400, `EntityDefinitions?$filter=${name} eq 1`],
        [400, `EntityDefinitions?$filter=DisplayName/${name} eq 1`],
        [400, `EntityDefinitions?$orderby=${name}`],
        [400, `EntityDefinitions?$expand=${name}`],
        [404, `EntityDefinitions(LogicalName='zoo')/${name}`],
        [404, `EntityDefinitions(LogicalName='zoo')/Attributes(LogicalName='kind')/${name}`],
        [404, `EntityDefinitions(${name}='zoo')`],
      ] as const) {
        expect([address, (await bench.get(address)).status]).toEqual([address, status]);
      }
    },
  );
});
