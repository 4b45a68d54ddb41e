import { Project } from "../../testing/project";
import { lintSources } from "./lintPackage";
import { fileIn, findingOf } from "./testing/findings";

jest.setTimeout(60_000);

const project = new Project();
afterEach(() => project.restore());
afterAll(() => project.remove());

const sample = "solution/sample/src";
const request = `${sample}/Entities/fsn_PurchaseRequest`;
const view = (queryType: number): string => fileIn(project, `${request}/SavedQueries`, `<querytype>${queryType}<`);

/** What a table, form or role written by hand may lack that one made in an environment has. */
const gaps: readonly (readonly [
  what: string,
  rule: string,
  message: RegExp,
  file: string,
  from: RegExp,
  to: string,
])[] = [
  [
    "the record's own creation date with another behaviour",
    "system-columns",
    /overriddencreatedon has <Format>date<\/Format> and <Behavior>1/,
    `${request}/Entity.xml`,
    /<Behavior>1<\/Behavior>(?=\s*<displaynames>\s*<displayname description="Record Created On")/,
    "<Behavior>2</Behavior>",
  ],
  [
    "an owner that is no team",
    "system-columns",
    /a <LookupType> 8 and a <LookupType> 9/,
    `${request}/Entity.xml`,
    /<LookupType id="[^"]*">9<\/LookupType>/,
    "",
  ],
  [
    "a delegate's relationship",
    "system-relationships",
    /The platform makes "lk_fsn_purchaserequest_createdonbehalfby" itself/,
    `${sample}/Other/Relationships/SystemUser.xml`,
    /<EntityRelationship Name="lk_fsn_purchaserequest_createdby">[\s\S]*?<ReferencingAttributeName>CreatedBy</,
    `<EntityRelationship Name="lk_fsn_purchaserequest_createdonbehalfby"><EntityRelationshipType>OneToMany</EntityRelationshipType><ReferencingEntityName>fsn_PurchaseRequest</ReferencingEntityName><ReferencedEntityName>SystemUser</ReferencedEntityName><ReferencingAttributeName>CreatedOnBehalfBy<`,
  ],
  ...[
    [1, /an Advanced Find view \(querytype 1\)/],
    [2, /an associated view/],
    [64, /a lookup view/],
    [8192, /the person's own rows, without layout \(querytype 8192\)/],
  ].map(
    ([type, message]) =>
      [
        `no view of querytype ${String(type)}`,
        "system-views",
        message as RegExp,
        view(Number(type)),
        new RegExp(`<querytype>${String(type)}<`),
        "<querytype>0<",
      ] as const,
  ),
  [
    "a quick create form that nobody may see",
    "display-conditions",
    /does not say who sees it/,
    fileIn(project, `${request}/FormXml/quickCreate`, "systemform"),
    /<DisplayConditions[\s\S]*<\/DisplayConditions>/,
    "",
  ],
  [
    "a role that members of a team do not inherit",
    "role-inheritance",
    /Add isinherited="1"/,
    `${sample}/Roles/Finance Clerk.xml`,
    / isinherited="1"/,
    "",
  ],
  [
    "a privilege on a table that an environment may lack, beside the others",
    "optional-tables",
    /Not every environment has the table msdyn_flow_approval.*FieldstoneApprovals/,
    `${sample}/Roles/Finance Clerk.xml`,
    /<RolePrivileges>/,
    '<RolePrivileges><RolePrivilege name="prvReadmsdyn_flow_approval" level="Global" />',
  ],
  [
    "such a table that the approvals' solution does not say it needs",
    "optional-tables",
    /Not every environment has the table msdyn_flow_approvalstep/,
    "solution/approvals/src/Other/Solution.xml",
    /schemaName="msdyn_flow_approvalstep"/,
    'schemaName="account"',
  ],
];

test.each(gaps)("a new part cannot lack what every export has: %s", (_what, rule, message, file, from, to) => {
  project.change(file, from, to);
  expect(findingOf(lintSources(project.root), rule, message)).toHaveLength(1);
});
