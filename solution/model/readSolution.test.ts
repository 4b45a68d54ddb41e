import { Project, repository } from "../testing/project";
import { findingsOf } from "./checkForm";
import { propertyTypesOf } from "./propertyTypes";
import { buildHostModel, readManifests, readSolution, SourceError } from "./readSolution";
import type { Column, Form, HostModel, Solution, Table } from "./types";

const project = new Project();
afterEach(() => project.restore());
afterAll(() => project.remove());

const read = (name: "controls" | "sample"): Solution => readSolution(project.path(`solution/${name}/src`));
const model = (): HostModel =>
  buildHostModel([read("controls"), read("sample")], readManifests(project.path("controls")), []);

function table(solution: Solution, name: string): Table {
  const found = solution.tables.find((candidate) => candidate.logicalName === name);
  if (found === undefined) {
    throw new Error(`no table ${name}`);
  }
  return found;
}
function column<T extends Column["type"]>(of: Table, name: string, type: T): Extract<Column, { type: T }> {
  const found = of.columns.find(
    (candidate): candidate is Extract<Column, { type: T }> => candidate.logicalName === name && candidate.type === type,
  );
  if (found === undefined) {
    throw new Error(`no ${type} column ${name}`);
  }
  return found;
}
function mainForm(of: HostModel, name = "fsn_purchaserequest"): Form {
  const found = of.forms.find((form) => form.table === name && form.type === "main");
  if (found === undefined) {
    throw new Error(`no main form of ${name}`);
  }
  return found;
}

describe("tables", () => {
  const sample = read("sample");
  const request = table(sample, "fsn_purchaserequest");

  test("names, set, key and ownership", () => {
    expect(request).toMatchObject({
      schemaName: "fsn_PurchaseRequest",
      entitySetName: "fsn_purchaserequests",
      primaryKey: "fsn_purchaserequestid",
      primaryName: "fsn_name",
      ownership: "user",
      displayName: { 1033: "Purchase Request", 1031: "Bestellanforderung" },
      optimisticConcurrency: true,
    });
    const controls = read("controls");
    expect(table(controls, "fsn_dimension").ownership).toBe("organization");
    expect(
      ["fsn_legalentity", "fsn_dimensionalias", "fsn_dimensionvalue"].map(
        (name) => table(controls, name).entitySetName,
      ),
    ).toEqual(["fsn_legalentities", "fsn_dimensionaliases", "fsn_dimensionvalues"]);
  });

  test("columns by type", () => {
    expect(column(request, "fsn_ledgeraccount", "text").maxLength).toBe(510);
    expect(column(request, "fsn_number", "text").autoNumber).toBe("PR-{SEQNUM:6}");
    expect(column(request, "fsn_email", "text").format).toBe("email");
    expect(column(request, "fsn_description", "memo").maxLength).toBe(4000);
    expect(column(request, "fsn_healthscore", "integer")).toMatchObject({ min: 0, max: 100 });
    expect(column(request, "fsn_neededby", "datetime")).toMatchObject({ format: "date", behavior: "dateOnly" });
    expect(column(request, "fsn_lastverifiedon", "datetime")).toMatchObject({
      format: "datetime",
      behavior: "userLocal",
    });
    expect(column(request, "fsn_vendor", "lookup")).toMatchObject({
      targets: ["account"],
      owner: false,
      requiredLevel: "required",
    });
    expect(column(request, "ownerid", "lookup")).toMatchObject({ targets: ["systemuser", "team"], owner: true });
    expect(column(request, "createdby", "lookup")).toMatchObject({
      targets: ["systemuser"],
      system: true,
      validForUpdate: false,
    });
    expect(column(request, "fsn_iscapitalexpense", "boolean").defaultValue).toBe(false);
    expect(column(request, "fsn_deliverymethods", "multichoice").options).toHaveLength(5);
    expect(column(request, "fsn_bankaccount", "text").secured).toBe(true);
    expect(column(table(sample, "fsn_purchaserequestline"), "fsn_quantity", "decimal").precision).toBe(3);
  });

  test("money has its companion, which the server fills", () => {
    expect(column(request, "fsn_amount", "money")).toMatchObject({ precision: 2, system: false });
    expect(column(request, "fsn_amount_base", "money")).toMatchObject({
      baseOf: "fsn_amount",
      system: true,
      validForUpdate: false,
    });
    expect(column(request, "transactioncurrencyid", "lookup").targets).toEqual(["transactioncurrency"]);
  });

  test("states and status reasons belong together", () => {
    expect(column(request, "statecode", "state").options.map((option) => [option.value, option.defaultStatus])).toEqual(
      [
        [0, 1],
        [1, 2],
      ],
    );
    const status = column(request, "statuscode", "status");
    expect(status.defaultValue).toBe(1);
    expect(status.options.map((option) => [option.label[1033], option.state])).toEqual([
      ["Draft", 0],
      ["Submitted", 0],
      ["In approval", 0],
      ["Approved", 0],
      ["Rejected", 0],
      ["Closed", 1],
      ["Cancelled", 1],
    ]);
  });

  test("a shared choice brings its options", () => {
    expect(column(table(read("controls"), "fsn_dimension"), "fsn_kind", "choice")).toMatchObject({
      globalChoice: "fsn_dimensionkind",
      options: { length: 4 },
    });
  });

  test("every table has a version number, and codes differ", () => {
    const all = [...read("controls").tables, ...sample.tables];
    all.forEach((one) => expect(column(one, "versionnumber", "bigint").system).toBe(true));
    expect(new Set(all.map((one) => one.objectTypeCode)).size).toBe(all.length);
  });

  test("every text for people is there in English and German", () => {
    const { tables, forms, views } = model();
    const cells = forms.flatMap((form) =>
      form.tabs.flatMap((tab) => [
        tab.label,
        ...tab.columns.flatMap((part) =>
          part.sections.flatMap((section) => [
            section.label,
            ...section.rows.flat().flatMap((cell) => (cell.control === undefined ? [] : [cell.label])),
          ]),
        ),
      ]),
    );
    const options = tables.flatMap((one) =>
      one.columns.flatMap((each) => ("options" in each ? each.options.map((option) => option.label) : [])),
    );
    const texts = [
      ...tables.flatMap((one) => [one.displayName, one.pluralName, ...one.columns.map((each) => each.displayName)]),
      ...forms.map((form) => form.name),
      ...views.map((view) => view.name),
      ...cells,
      ...options,
    ];
    expect(texts.filter((label) => !label[1033] || !label[1031])).toEqual([]);
  });
});

test("relationships keep the navigation properties' casing", () => {
  const { relationships } = read("sample");
  expect(
    relationships.find((relationship) => relationship.schemaName === "fsn_PurchaseRequestLine_PurchaseRequest"),
  ).toEqual({
    kind: "oneToMany",
    schemaName: "fsn_PurchaseRequestLine_PurchaseRequest",
    referencedTable: "fsn_purchaserequest",
    referencingTable: "fsn_purchaserequestline",
    referencingColumn: "fsn_purchaserequest",
    referencingNavigation: "fsn_PurchaseRequest",
    referencedNavigation: "fsn_PurchaseRequestLine_PurchaseRequest",
    cascadeDelete: "cascade",
  });
  expect(
    relationships.find((relationship) => relationship.schemaName === "lk_fsn_purchaserequest_createdby"),
  ).toMatchObject({ referencingNavigation: "createdby" });
});

test("a delegate's lookup leads to a user, though no solution may carry its relationship", () => {
  const sample = read("sample");
  expect(column(table(sample, "fsn_purchaserequest"), "createdonbehalfby", "lookup").targets).toEqual(["systemuser"]);
  expect(sample.relationships).toContainEqual(
    expect.objectContaining({
      schemaName: "lk_fsn_purchaserequest_createdonbehalfby",
      referencingNavigation: "createdonbehalfby",
    }),
  );
});

test("twins for the managed package are no forms of their own", () => {
  const { file } = mainForm(model()).place;
  const form = file.slice(project.root.length + 1);
  project.put(form.replace(".xml", "_managed.xml"), project.read(form));
  expect(model().forms.filter((one) => one.table === "fsn_purchaserequest")).toHaveLength(2);
});

test("roles, profiles, views and the app", () => {
  const sample = read("sample");
  expect(sample.roles.map((role) => role.name).sort()).toEqual([
    "Finance Clerk",
    "Purchase Approver",
    "Purchase Requester",
  ]);
  expect(sample.roles.find((role) => role.name === "Purchase Requester")?.privileges).toContainEqual({
    name: "prvReadfsn_PurchaseRequest",
    depth: "basic",
  });
  expect(sample.columnSecurityProfiles[0]?.permissions).toEqual([
    { table: "fsn_purchaserequest", column: "fsn_bankaccount", canRead: true, canUpdate: true, canCreate: true },
  ]);
  const views = sample.views.filter((view) => view.table === "fsn_purchaserequest");
  expect(views.map((view) => view.queryType).sort((left, right) => left - right)).toEqual([0, 0, 0, 1, 2, 4, 64, 8192]);
  expect(views.find((view) => view.queryType === 4)).toMatchObject({
    isQuickFind: true,
    fetchXml: expect.stringContaining('isquickfindfields="1"'),
  });
  expect(views.find((view) => view.name[1033] === "Active Purchase Requests")).toMatchObject({
    isDefault: true,
    columns: expect.arrayContaining([{ name: "fsn_vendor", width: 200 }]),
  });
  expect(sample.apps[0]?.siteMap.map((group) => [group.title[1033], group.items.length])).toEqual([
    ["Purchasing", 2],
    ["Vendors", 1],
    ["Financial dimensions", 16],
  ]);
});

describe("the main form", () => {
  test("has nothing to complain of, and carries all four controls on every form factor", () => {
    const host = model();
    expect(host.forms.flatMap(findingsOf)).toEqual([]);
    const form = mainForm(host);
    const controls = form.tabs.flatMap((tab) =>
      tab.columns.flatMap((part) =>
        part.sections.flatMap((section) =>
          section.rows.flat().flatMap((cell) => (cell.control === undefined ? [] : [cell.control])),
        ),
      ),
    );
    const custom = controls.filter((control) => control.custom.length > 0);
    expect(custom.map((control) => control.custom[0]?.name).sort()).toEqual(
      ["ApprovalTimeline", "DataHealthGrid", "DataHealthIndicator", "FinancialDimensionPicker"].map(
        (name) => `fsn_Fieldstone.${name}`,
      ),
    );
    custom.forEach((control) => expect(control.custom.map((use) => use.formFactor)).toEqual([0, 1, 2]));
    expect(custom.find((control) => control.isSubgrid)).toMatchObject({
      fallbackClassId: "e7a81278-8635-4d9e-8d4d-59480b391c5b",
      custom: [
        {
          dataSets: [
            {
              name: "records",
              table: "fsn_purchaserequestline",
              relationshipName: "fsn_PurchaseRequestLine_PurchaseRequest",
            },
          ],
        },
        {},
        {},
      ],
    });
  });

  test("tabs, header, hidden columns and navigation", () => {
    const form = mainForm(model());
    expect(form.tabs.map((tab) => tab.name)).toEqual(["general", "lines", "ledger", "integration"]);
    expect(form.tabs[0]?.columns.map((part) => part.widthPercent)).toEqual([60, 40]);
    expect(form.header.map((cell) => cell.control?.column)).toEqual([
      "fsn_amount",
      "fsn_neededby",
      "statuscode",
      "ownerid",
    ]);
    expect(form.footer.every((cell) => cell.control === undefined)).toBe(true);
    expect(form.hiddenColumns).toContain("fsn_ledgerstructure");
    expect(form.navigation).toEqual([
      { relationship: "fsn_PurchaseRequestLine_PurchaseRequest", label: { 1033: "Lines", 1031: "Zeilen" } },
    ]);
  });
});

describe("a broken copy", () => {
  const form = (): string => {
    const file = mainForm(model()).place.file;
    return file.slice(project.root.length + 1);
  };

  test("what does not resolve is said in its cell, and the rest of the form stays", () => {
    const file = form();
    const cells = (one: Form): number =>
      one.tabs.flatMap((tab) => tab.columns.flatMap((part) => part.sections.flatMap((section) => section.rows.flat())))
        .length;
    const before = cells(mainForm(model()));
    const line = project.change(file, 'datafieldname="fsn_vendor"', 'datafieldname="fsn_vendr"');
    const broken = mainForm(model());
    expect(cells(broken)).toBe(before);
    const cell = broken.tabs
      .flatMap((tab) => tab.columns.flatMap((part) => part.sections.flatMap((section) => section.rows.flat())))
      .filter((candidate) => candidate.findings.length > 0);
    expect(cell).toHaveLength(1);
    expect(cell[0]?.control?.column).toBe("fsn_vendr");
    expect(cell[0]?.findings[0]).toEqual({
      place: { file: project.path(file), line },
      node: "form/tabs/tab[general]/section[request]/control[fsn_vendor]",
      message:
        'Table fsn_purchaserequest has no column "fsn_vendr". Did you mean "fsn_vendor"? Correct the name, or add the column to the table.',
    });
  });

  test("XML that is not well-formed throws one error with file and line", () => {
    const file = form();
    const line = project.change(file, "</tabs>", "</tab>");
    let error: unknown;
    try {
      read("sample");
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(SourceError);
    expect(error).toMatchObject({
      place: { file: project.path(file), line },
      message: expect.stringMatching(`^${project.path(file)}:${line}: `),
    });
  });

  test.each([["a missing file", "solution/sample/src/Nowhere", /Solution\.xml:1: the file is missing/]])(
    "%s",
    (_what, folder, message) => {
      expect(() => readSolution(project.path(folder))).toThrow(message);
    },
  );

  test("a shared choice that is nowhere", () => {
    project.change(
      "solution/controls/src/Entities/fsn_Dimension/Entity.xml",
      "<OptionSetName>fsn_dimensionkind<",
      "<OptionSetName>fsn_kinds<",
    );
    expect(() => read("controls")).toThrow(/Entity\.xml:\d+: column fsn_kind takes the global choice "fsn_kinds"/);
  });

  test("a manifest without version, and one whose type-group is nowhere", () => {
    project.change(
      "controls/ApprovalTimeline/ControlManifest.Input.xml",
      / version="\d+\.\d+\.\d+" display-name-key/,
      " display-name-key",
    );
    expect(() => readManifests(project.path("controls"))).toThrow(
      /ControlManifest\.Input\.xml:\d+: the control has no version/,
    );
    project.restore();
    project.change(
      "controls/ApprovalTimeline/ControlManifest.Input.xml",
      'of-type-group="text"',
      'of-type-group="texts"',
    );
    expect(() => readManifests(project.path("controls"))).toThrow(
      /property "summary" has no of-type, and the type-group "texts" is not defined/,
    );
  });
});

test("manifests of the real controls", () => {
  const manifests = readManifests(`${repository}/controls`);
  const timeline = manifests.find((manifest) => manifest.constructorName === "ApprovalTimeline");
  expect(timeline).toMatchObject({
    fullName: "Fieldstone.ApprovalTimeline",
    kind: "virtual",
    features: expect.arrayContaining([{ name: "WebAPI", required: true }]),
  });
  expect(timeline?.properties.find((property) => property.name === "summary")).toMatchObject({
    usage: "bound",
    required: true,
    types: expect.arrayContaining(["SingleLine.Text"]),
  });
  expect(
    manifests
      .find((manifest) => manifest.constructorName === "DataHealthGrid")
      ?.dataSets.map((dataSet) => dataSet.name),
  ).toEqual(["records"]);
});

test("every column type that a form can show can be bound", () => {
  const unbindable = model().tables.flatMap((one) =>
    one.columns.filter((each) => propertyTypesOf(each).length === 0).map((each) => each.type),
  );
  expect([...new Set(unbindable)]).toEqual(["bigint"]);
});
