import { join } from "node:path";
import { lintPackage, lintSources } from "./lintPackage";
import { formatFinding, type LintFinding } from "./rules/input";
import { fileIn, findingOf } from "./testing/findings";
import { contentOf } from "../pack/releases";
import { packSolution } from "../pack/packSolution";
import { readZip, writeZip } from "../pack/zip";
import { solutionSources } from "../../model/solutions";
import { Project } from "../../testing/project";

jest.setTimeout(60_000);

const project = new Project();
afterEach(() => project.restore());
afterAll(() => project.remove());

const C = "solution/controls/src";
const S = "solution/sample/src";
const request = `${S}/Entities/fsn_PurchaseRequest/Entity.xml`;
const line = `${S}/Entities/fsn_PurchaseRequestLine/Entity.xml`;

const mainForm = fileIn(project, `${S}/Entities/fsn_PurchaseRequest/FormXml/main`, "systemform");
const quickFind = fileIn(project, `${S}/Entities/fsn_PurchaseRequest/SavedQueries`, "<querytype>4<");
const activeView = fileIn(
  project,
  `${S}/Entities/fsn_PurchaseRequest/SavedQueries`,
  'description="Active Purchase Requests"',
);

function expectFinding(
  findings: readonly LintFinding[],
  rule: string,
  message: RegExp,
  file?: string,
  at?: number,
): void {
  const found = findingOf(findings, rule, message);
  if (file !== undefined) {
    expect(found.map((finding) => finding.place.file)).toContain(project.path(file));
  }
  if (at !== undefined) {
    expect(found.map((finding) => finding.place.line)).toContain(at);
  }
}

test("the real sources are sound", () => {
  expect(lintSources(project.root).map(formatFinding)).toEqual([]);
});

describe("a source that an import would refuse", () => {
  type Break = readonly [
    what: string,
    rule: string,
    message: RegExp,
    file: string,
    from: string | RegExp,
    to: string,
    sameLine: boolean,
  ];
  const breaks: readonly Break[] = [
    [
      "a root component without definition",
      "root-components",
      /Nothing in the solution defines "fsn_nowhere"/,
      `${S}/Other/Solution.xml`,
      '<RootComponent type="1" schemaName="fsn_purchaserequestline"',
      '<RootComponent type="1" schemaName="fsn_nowhere"',
      true,
    ],
    [
      "a table without root component",
      "root-components",
      /This table is no root component/,
      `${S}/Other/Solution.xml`,
      /\n *<RootComponent type="1" schemaName="fsn_purchaserequestline".*/,
      "",
      false,
    ],
    [
      "a root component twice",
      "root-components",
      /root component twice/,
      `${S}/Other/Solution.xml`,
      "</RootComponents>",
      '<RootComponent type="1" schemaName="fsn_purchaserequest" behavior="0" /></RootComponents>',
      true,
    ],
    [
      "a table's root component in mixed case",
      "root-components",
      /lower case/,
      `${S}/Other/Solution.xml`,
      'schemaName="fsn_purchaserequest"',
      'schemaName="fsn_PurchaseRequest"',
      true,
    ],
    [
      "a control's root component in the source",
      "root-components",
      /The build adds/,
      `${C}/Other/Solution.xml`,
      "</RootComponents>",
      '<RootComponent type="66" schemaName="fsn_Fieldstone.ApprovalTimeline" behavior="0" /></RootComponents>',
      true,
    ],
    [
      "a column without prefix",
      "publisher-prefix",
      /"quantity" lacks the publisher's prefix/,
      request,
      "<LogicalName>fsn_quantity</LogicalName>",
      "<LogicalName>quantity</LogicalName>",
      false,
    ],
    [
      "an app without prefix",
      "publisher-prefix",
      /"Purchasing" lacks/,
      `${S}/AppModules/fsn_Purchasing/AppModule.xml`,
      "<UniqueName>fsn_Purchasing",
      "<UniqueName>Purchasing",
      false,
    ],
    [
      "a prefix that belongs to Microsoft",
      "publisher-prefix",
      /"mscrmx" is no prefix/,
      `${S}/Other/Solution.xml`,
      "<CustomizationPrefix>fsn",
      "<CustomizationPrefix>mscrmx",
      false,
    ],
    [
      "a solution whose name is too long",
      "publisher-prefix",
      /name has 80 characters; 65 are allowed/,
      `${S}/Other/Solution.xml`,
      "<UniqueName>FieldstoneSample<",
      `<UniqueName>${"F".repeat(80)}<`,
      false,
    ],
    [
      "a solution version of three numbers",
      "version",
      /no version of a solution/,
      `${S}/Other/Solution.xml`,
      "<Version>0.1.0.0",
      "<Version>0.1.0",
      true,
    ],
    [
      "a control version of four numbers",
      "version",
      /no version of a control/,
      "controls/ApprovalTimeline/ControlManifest.Input.xml",
      /version="\d+\.\d+\.\d+" display/,
      'version="1.0.0.0" display',
      false,
    ],
    [
      "content without its node in Customizations.xml",
      "customizations",
      /lacks the node/,
      `${S}/Other/Customizations.xml`,
      "<AppModules />",
      "",
      false,
    ],
    [
      "nodes in the wrong order",
      "customizations",
      /must stand before <Roles>/,
      `${S}/Other/Customizations.xml`,
      "<Roles />",
      "<Roles /><Entities />",
      true,
    ],
    [
      "a memo called memo",
      "source",
      /type "memo", which Dataverse does not know/,
      request,
      "<Type>ntext</Type>",
      "<Type>memo</Type>",
      true,
    ],
    ["no primary name", "source", /no primary name/, request, "PrimaryName|", "", false],
    [
      "two primary names",
      "columns",
      /2 primary names/,
      request,
      /<DisplayMask>Valid/,
      "<DisplayMask>PrimaryName|Valid",
      false,
    ],
    [
      "no primary key",
      "source",
      /no attribute of type primarykey/,
      request,
      "<Type>primarykey</Type>",
      "<Type>uniqueidentifier</Type>",
      false,
    ],
    [
      "two primary keys",
      "columns",
      /2 attributes of type primarykey/,
      request,
      "<Type>int</Type>",
      "<Type>primarykey</Type>",
      false,
    ],
    [
      "a text without length",
      "columns",
      /needs a MaxLength from 1 to 4000/,
      request,
      "<MaxLength>510</MaxLength>",
      "",
      false,
    ],
    [
      "a memo without length",
      "columns",
      /needs a MaxLength from 1 to 1048576/,
      line,
      "<MaxLength>2000</MaxLength>",
      "",
      false,
    ],
    [
      "a column twice",
      "columns",
      /defined twice/,
      request,
      "<LogicalName>fsn_project</LogicalName>",
      "<LogicalName>fsn_phone</LogicalName>",
      false,
    ],
    [
      "money without its base amount",
      "money-companions",
      /needs fsn_amount_base/,
      request,
      "<CalculationOf>fsn_amount</CalculationOf>",
      "",
      false,
    ],
    [
      "money without exchange rate",
      "money-companions",
      /exchangerate/,
      line,
      "<LogicalName>exchangerate</LogicalName>",
      "<LogicalName>fsn_rate</LogicalName>",
      false,
    ],
    [
      "money without accuracy source",
      "money-companions",
      /AccuracySource/,
      request,
      "<AccuracySource>2</AccuracySource>",
      "",
      false,
    ],
    [
      "a lookup without relationship",
      "relationships",
      /Lookup fsn_vendor has no relationship/,
      `${S}/Other/Relationships/Account.xml`,
      "<ReferencingAttributeName>fsn_Vendor<",
      "<ReferencingAttributeName>fsn_Other<",
      false,
    ],
    [
      "a relationship of a missing column",
      "relationships",
      /fsn_purchaserequest\.fsn_other, which does not exist/,
      `${S}/Other/Relationships/Account.xml`,
      "<ReferencingAttributeName>fsn_Vendor<",
      "<ReferencingAttributeName>fsn_Other<",
      false,
    ],
    [
      "a relationship to a missing table",
      "relationships",
      /names the table "acount"/,
      `${S}/Other/Relationships/Account.xml`,
      "<ReferencedEntityName>Account<",
      "<ReferencedEntityName>Acount<",
      false,
    ],
    [
      "a listed relationship without definition",
      "relationships",
      /which no file in Relationships/,
      `${S}/Other/Relationships.xml`,
      "</EntityRelationships>",
      '<EntityRelationship Name="fsn_Gone" /></EntityRelationships>',
      true,
    ],
    [
      "a definition that the list lacks",
      "relationships",
      /does not name "fsn_PurchaseRequest_Vendor"/,
      `${S}/Other/Relationships.xml`,
      '<EntityRelationship Name="fsn_PurchaseRequest_Vendor" />',
      "",
      false,
    ],
    [
      "an option outside the publisher's range",
      "option-values",
      /outside the publisher's range 417200000/,
      request,
      'value="417200001"',
      'value="100000001"',
      true,
    ],
    [
      "an option of a shared choice outside the range",
      "option-values",
      /outside the publisher's range/,
      `${S}/OptionSets/fsn_unitofmeasure.xml`,
      'value="417200003"',
      'value="3"',
      true,
    ],
    [
      "an option twice",
      "option-values",
      /twice/,
      `${S}/OptionSets/fsn_unitofmeasure.xml`,
      'value="417200003"',
      'value="417200002"',
      true,
    ],
    [
      "an icon that is no web resource",
      "table-icons",
      /no web resource "fsn_icon.svg"/,
      request,
      "<IsCustomizable>1</IsCustomizable>\n      <IsRenameable>",
      "<IconVectorName>fsn_icon.svg</IconVectorName><IsCustomizable>1</IsCustomizable>\n      <IsRenameable>",
      true,
    ],
    [
      "a custom control without description",
      "form",
      /no controlDescription has forControl/,
      mainForm,
      /<controlDescription forControl="\{[^}]+\}"/,
      '<controlDescription forControl="{00000000-0000-4000-8000-000000000000}"',
      false,
    ],
    [
      "a description for a stock control",
      "form",
      /so its classid is \{F9A8A302/,
      mainForm,
      'id="fsn_ledgeraccount" classid="{F9A8A302-114E-466A-B582-6771B2AE0D92}"',
      'id="fsn_ledgeraccount" classid="{4273EDBD-AC1D-40D3-9FB2-095C621B552D}"',
      true,
    ],
    [
      "a description without control",
      "form",
      /No control on this form has the uniqueid/,
      mainForm,
      /<controlDescription forControl="\{[^}]+\}"/,
      '<controlDescription forControl="{00000000-0000-4000-8000-000000000000}"',
      true,
    ],
    [
      "a description for two form factors only",
      "form",
      /^Custom control declaration for form factor\(s\) 0 is missing for control with uniqueid \{.+\}\. Dataverse refuses the form/,
      mainForm,
      '<customControl formFactor="0"',
      '<customControl formFactor="1"',
      false,
    ],
    [
      "a form factor that does not exist",
      "form",
      /no form factor "3"\. Use 0 \(phone\), 1 \(tablet\), 2 \(web\)/,
      mainForm,
      '<customControl formFactor="2"',
      '<customControl formFactor="3"',
      false,
    ],
    [
      "a description without fallback",
      "form",
      /exactly one <customControl id/,
      mainForm,
      '<customControl id="{4273EDBD-AC1D-40D3-9FB2-095C621B552D}">',
      '<customControl other="1">',
      false,
    ],
    [
      "an unknown control",
      "form",
      /no control "fsn_Fieldstone.AprovalTimeline".*Did you mean "fsn_Fieldstone.ApprovalTimeline"/,
      mainForm,
      "fsn_Fieldstone.ApprovalTimeline",
      "fsn_Fieldstone.AprovalTimeline",
      true,
    ],
    [
      "an unknown parameter",
      "form",
      /has no property "sumary".*Did you mean "summary"/,
      mainForm,
      "<summary>fsn_approvalsummary</summary>",
      "<sumary>fsn_approvalsummary</sumary>",
      true,
    ],
    [
      "a required parameter that is missing",
      "form",
      /required property "summary"/,
      mainForm,
      "<summary>fsn_approvalsummary</summary>",
      "",
      false,
    ],
    [
      "a static parameter without type",
      "form",
      /has no type/,
      mainForm,
      '<recordTable type="SingleLine.Text" static="true">',
      '<recordTable static="true">',
      true,
    ],
    [
      "a static parameter of another type",
      "form",
      /is of type Whole.None, not SingleLine.Text/,
      mainForm,
      '<initialCount type="Whole.None"',
      '<initialCount type="SingleLine.Text"',
      true,
    ],
    [
      "a static number that is none",
      "form",
      /use a whole number/,
      mainForm,
      />3<\/initialCount>/,
      ">three</initialCount>",
      true,
    ],
    [
      "a static value for a bound property",
      "form",
      /takes no static value/,
      mainForm,
      "<summary>",
      '<summary static="true" type="SingleLine.Text">',
      true,
    ],
    [
      "an enum value that is not legal",
      "form",
      /use one of hyphen/,
      mainForm,
      ">hyphen</delimiter>",
      ">dash</delimiter>",
      true,
    ],
    [
      "a column whose type does not fit",
      "form",
      /takes Lookup.Simple, but column fsn_amount is Currency/,
      mainForm,
      "<legalEntity>fsn_legalentity<",
      "<legalEntity>fsn_amount<",
      true,
    ],
    [
      "a parameter bound to a missing column",
      "form",
      /no column "fsn_postngdate".*Did you mean "fsn_postingdate"/,
      mainForm,
      "<date>fsn_postingdate<",
      "<date>fsn_postngdate<",
      true,
    ],
    [
      "a cell of a missing column",
      "form",
      /no column "fsn_emial"/,
      mainForm,
      'datafieldname="fsn_email"',
      'datafieldname="fsn_emial"',
      true,
    ],
    [
      "a class id that does not fit",
      "form",
      /is text field, but fsn_email is a text column; use \{ADA2203E/,
      mainForm,
      'id="fsn_email" classid="{ADA2203E-B4CD-49BE-9DDF-234642B43B52}"',
      'id="fsn_email" classid="{4273EDBD-AC1D-40D3-9FB2-095C621B552D}"',
      true,
    ],
    [
      "an unknown view",
      "form",
      /is no view of the solutions/,
      mainForm,
      /<ViewId>\{[^}]+\}/,
      "<ViewId>{00000000-0000-4000-8000-000000000000}",
      false,
    ],
    [
      "an unknown table of a sub-grid",
      "form",
      /"fsn_lines" is no table/,
      mainForm,
      "<TargetEntityType>fsn_purchaserequestline<",
      "<TargetEntityType>fsn_lines<",
      false,
    ],
    [
      "an unknown relationship of a sub-grid",
      "form",
      /no relationship "fsn_Lines"/,
      mainForm,
      "<RelationshipName>fsn_PurchaseRequestLine_PurchaseRequest<",
      "<RelationshipName>fsn_Lines<",
      false,
    ],
    [
      "a relationship that leads elsewhere",
      "form",
      /does not lead from fsn_purchaserequest to fsn_purchaserequestline/,
      mainForm,
      "<RelationshipName>fsn_PurchaseRequestLine_PurchaseRequest<",
      "<RelationshipName>fsn_PurchaseRequest_LegalEntity<",
      false,
    ],
    [
      "an unknown data-set",
      "form",
      /no data-set "rows"/,
      mainForm,
      '<data-set name="records">',
      '<data-set name="rows">',
      true,
    ],
    [
      "a cell id twice",
      "unique-ids",
      /is already that of/,
      mainForm,
      /<cell id="\{[^}]+\}"/,
      `<cell id="{CELL}"`,
      false,
    ],
    [
      "an id that is no GUID",
      "unique-ids",
      /is no GUID/,
      mainForm,
      /<tab name="general" id="\{[^}]+\}"/,
      '<tab name="general" id="{general}"',
      true,
    ],
    [
      "a quick find view that searches nothing",
      "views",
      /isquickfindfields/,
      quickFind,
      ' isquickfindfields="1"',
      "",
      false,
    ],
    [
      "a view with a missing column",
      "views",
      /no column "fsn_vendr"/,
      activeView,
      '<cell name="fsn_vendor"',
      '<cell name="fsn_vendr"',
      false,
    ],
    [
      "a view that shows what it does not fetch",
      "views",
      /shows fsn_vendor without fetching/,
      activeView,
      '<attribute name="fsn_vendor" />',
      "",
      false,
    ],
    [
      "an app with a missing table",
      "apps",
      /names "fsn_purchaserequests" \(type 1\).*Did you mean "fsn_purchaserequest"/,
      `${S}/AppModules/fsn_Purchasing/AppModule.xml`,
      'schemaName="fsn_purchaserequest"',
      'schemaName="fsn_purchaserequests"',
      true,
    ],
    [
      "an app with a missing role",
      "apps",
      /No solution has the role/,
      `${S}/AppModules/fsn_Purchasing/AppModule.xml`,
      '<Role id="{119f245c-3cc8-4b62-b31c-d1a046ced15d}"',
      '<Role id="{00000000-0000-4000-8000-000000000000}"',
      true,
    ],
    [
      "an app whose icon is missing",
      "apps",
      /is no web resource/,
      `${S}/AppModules/fsn_Purchasing/AppModule.xml`,
      "953b9fac-1e5e-e611-80d6-00155ded156f",
      "00000000-0000-4000-8000-000000000000",
      false,
    ],
    [
      "a site map with a missing table",
      "apps",
      /site map names the table "acount"/,
      `${S}/AppModuleSiteMaps/fsn_Purchasing/AppModuleSiteMap.xml`,
      'Entity="account"',
      'Entity="acount"',
      true,
    ],
    [
      "a privilege of no table",
      "privileges",
      /no privilege of a known table/,
      `${S}/Roles/Finance Clerk.xml`,
      "prvReadAccount",
      "prvReadLedger",
      true,
    ],
    [
      "a privilege in the wrong case",
      "privileges",
      /prvReadfsn_PurchaseRequest"/,
      `${S}/Roles/Finance Clerk.xml`,
      '"prvReadfsn_PurchaseRequest"',
      '"prvReadfsn_purchaserequest"',
      true,
    ],
    [
      "a permission on a column that is not secured",
      "column-security",
      /is not secured/,
      `${S}/Other/FieldSecurityProfiles.xml`,
      "<AttributeName>fsn_bankaccount<",
      "<AttributeName>fsn_email<",
      false,
    ],
    [
      "a secured column without profile",
      "column-security",
      /no profile gives anybody access/,
      `${S}/Other/FieldSecurityProfiles.xml`,
      "<AttributeName>fsn_bankaccount<",
      "<AttributeName>fsn_email<",
      false,
    ],
    [
      "a control whose folder has another name",
      "controls",
      /makes it "Timeline"/,
      "controls/ApprovalTimeline/ControlManifest.Input.xml",
      'constructor="ApprovalTimeline"',
      'constructor="Timeline"',
      false,
    ],
    [
      "a resource that is not there",
      "controls",
      /names the resource "strings\/Gone.1033.resx"/,
      "controls/ApprovalTimeline/ControlManifest.Input.xml",
      "strings/ApprovalTimeline.1033.resx",
      "strings/Gone.1033.resx",
      false,
    ],
    ["XML that is not well-formed", "source", /./, mainForm, "</systemform>", "</systemforms>", false],
  ];
  test.each(breaks)("%s", (_what, rule, message, file, from, to, sameLine) => {
    const cell = /<cell id="\{([^}]+)\}"/g;
    const second = [...project.read(mainForm).matchAll(cell)][1]?.[1] ?? "";
    const at = project.change(file, from, to.replace("CELL", second));
    expectFinding(lintSources(project.root), rule, message, sameLine ? file : undefined, sameLine ? at : undefined);
  });

  test("an environment variable in a folder of another name, with an empty value", () => {
    project.change(
      `${C}/Other/Solution.xml`,
      "</RootComponents>",
      '<RootComponent type="380" schemaName="fsn_Limit" behavior="0" /></RootComponents>',
    );
    const file = `${C}/environmentvariabledefinitions/fsn_limit/environmentvariabledefinition.xml`;
    project.put(
      file,
      '<environmentvariabledefinition schemaname="fsn_Limit">\n  <defaultvalue></defaultvalue>\n  <displayname default="Limit" />\n  <type>100000000</type>\n</environmentvariabledefinition>\n',
    );
    const findings = lintSources(project.root);
    expectFinding(findings, "environment-variables", /Rename the folder/, file, 1);
    expectFinding(findings, "environment-variables", /is empty/, file, 2);
  });

  test("a version below the last release", () => {
    project.put("solution/released.json", JSON.stringify({ FieldstoneSample: { version: "0.2.0.0", content: "x" } }));
    expectFinding(
      lintSources(project.root),
      "version",
      /not above the last release, 0.2.0.0/,
      `${S}/Other/Solution.xml`,
    );
  });
});

describe("a package that an import would refuse", () => {
  const [source] = solutionSources(project.root);
  if (source === undefined) {
    throw new Error("there are no solutions");
  }
  const zip = join(project.root, "out/solutions/FieldstoneControls.zip");
  const packed = writeZip(packSolution(source, "unmanaged"));
  const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);
  const lint = (change: (files: Map<string, Uint8Array>) => void): LintFinding[] => {
    const files = new Map(readZip(packed));
    change(files);
    return lintPackage(writeZip(files), zip, project.root);
  };
  const edit = (path: string, from: string | RegExp, to: string) => (files: Map<string, Uint8Array>) => {
    const before = text(files.get(path));
    const after = before.replace(from, () => to);
    if (after === before) {
      throw new Error(`${path} does not hold ${String(from)}`);
    }
    files.set(path, new TextEncoder().encode(after));
  };
  const timeline = "Controls/fsn_Fieldstone.ApprovalTimeline";

  test("the real one is sound", () => {
    expect(lint(() => undefined).map(formatFinding)).toEqual([]);
  });

  type Break = readonly [what: string, rule: string, message: RegExp, change: (files: Map<string, Uint8Array>) => void];
  const breaks: readonly Break[] = [
    ["no content types", "zip-root", /no \[Content_Types\].xml/, (files) => files.delete("[Content_Types].xml")],
    [
      "solution.xml in another case",
      "zip-root",
      /"Solution.xml" must be called "solution.xml"/,
      (files) => {
        files.set("Solution.xml", files.get("solution.xml") ?? new Uint8Array());
        files.delete("solution.xml");
      },
    ],
    ["a backslash", "zip", /forward slashes only/, (files) => files.set("Controls\\x.js", new Uint8Array([1]))],
    [
      "an Entities folder",
      "zip",
      /no Entities folder/,
      (files) => files.set("Entities/fsn_X/Entity.xml", new Uint8Array([1])),
    ],
    [
      "an extension without Default",
      "zip",
      /extension "\.svg" needs/,
      (files) => files.set(`${timeline}/icon.svg`, new Uint8Array([1])),
    ],
    [
      "a file without extension and Override",
      "zip",
      /has no extension and needs <Override/,
      (files) => files.set("WebResources/fsn_thing", new Uint8Array([1])),
    ],
    [
      "a FileName that does not exist",
      "zip",
      /has no file "\/Controls\/fsn_Fieldstone.Gone/,
      edit("customizations.xml", "/Controls/fsn_Fieldstone.ApprovalTimeline/", "/Controls/fsn_Fieldstone.Gone/"),
    ],
    [
      "a control without root component",
      "root-components",
      /custom control is no root component/,
      edit("solution.xml", '<RootComponent type="66" schemaName="fsn_Fieldstone.ApprovalTimeline" behavior="0" />', ""),
    ],
    [
      "a control in a folder of another name",
      "controls",
      /makes it "fsn_Fieldstone.Timeline"/,
      edit(`${timeline}/ControlManifest.xml`, 'constructor="ApprovalTimeline"', 'constructor="Timeline"'),
    ],
    [
      "a control without bundle",
      "controls",
      /names the resource "bundle.js"/,
      (files) => files.delete(`${timeline}/bundle.js`),
    ],
    [
      "a control without api-version",
      "controls",
      /no api-version/,
      edit(`${timeline}/ControlManifest.xml`, ' api-version="1.3.18"', ""),
    ],
    [
      "a control without built-by",
      "controls",
      /no built-by/,
      edit(`${timeline}/ControlManifest.xml`, /<built-by[^>]*>/, ""),
    ],
    [
      "a control without a text",
      "controls",
      /ApprovalTimeline.1031.resx/,
      (files) => files.delete(`${timeline}/strings/ApprovalTimeline.1031.resx`),
    ],
    [
      "a bundle over 5 MB",
      "controls",
      /takes 5 MB at most/,
      (files) => files.set(`${timeline}/bundle.js`, new Uint8Array(5 * 1024 * 1024 + 1).fill(32)),
    ],
    [
      "a development build",
      "controls",
      /development build/,
      (files) => files.set(`${timeline}/bundle.js`, new TextEncoder().encode('eval("x//# sourceURL=webpack://x")')),
    ],
    [
      "an option outside the range",
      "option-values",
      /outside/,
      edit("customizations.xml", 'value="417200002"', 'value="2002"'),
    ],
    [
      "nodes in the wrong order",
      "customizations",
      /must stand before/,
      edit("customizations.xml", "<Languages>", "<Templates/><Languages>"),
    ],
    ["customizations.xml that is not well-formed", "source", /./, edit("customizations.xml", "</ImportExportXml>", "")],
  ];
  test.each(breaks)("%s", (_what, rule, message, change) => {
    expectFinding(lint(change), rule, message);
  });

  test("an entry twice", () => {
    // Two entries of one name: pack two of equal length, then rename the second in both directories of the zip.
    const files = new Map(readZip(packed));
    files.set(`${timeline}/bundle.jx`, new Uint8Array([1]));
    const bytes = Buffer.from(writeZip(files));
    const [from, to] = [Buffer.from(`${timeline}/bundle.jx`), Buffer.from(`${timeline}/bundle.js`)];
    for (let at = bytes.indexOf(from); at !== -1; at = bytes.indexOf(from)) {
      to.copy(bytes, at);
    }
    expectFinding(lintPackage(bytes, zip, project.root), "zip", /holds this entry twice/);
  });

  test("changed content under a released version, and none when it is the same", () => {
    const files = readZip(packed);
    const control = contentOf(files, `${timeline}/`);
    project.put(
      "solution/released.json",
      JSON.stringify({
        FieldstoneControls: { version: "0.1.0.0", content: contentOf(files) },
        "Fieldstone.ApprovalTimeline": { version: "0.1.0", content: control },
      }),
    );
    expect(lint(() => undefined).map(formatFinding)).toEqual([]);
    const findings = lint((changed) => changed.set(`${timeline}/bundle.js`, new TextEncoder().encode("var other;")));
    expectFinding(findings, "version", /0.1.0.0 is not above the last release/);
    expectFinding(findings, "version", /0.1.0 of Fieldstone.ApprovalTimeline is not above/);
  });
});
