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
