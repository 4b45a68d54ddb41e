import path from "node:path";
import { readSolutions } from "../../solution/model/solutions";
import { createDataverse, type Dataverse } from "../dataverse";
import { generateSample } from "./generate";
import { deletedTeam, deletedUser, nameless, people, person, purchasingTeam } from "./people";
import { daysBefore } from "./random";

jest.setTimeout(60_000);

const repository = path.resolve(__dirname, "../..");
const solutions = readSolutions(repository);
const now = new Date("2026-11-23T12:00:00Z");
let dataverse: Dataverse;
beforeAll(async () => {
  dataverse = await createDataverse({ solutions, now: () => now });
  await dataverse.load(generateSample({ scale: "small", seed: 20_260_101, now, solutions }));
});
afterAll(() => dataverse.close());

type SampleRow = Readonly<Record<string, unknown>>;

/** What a timeline may meet, as the Web API tells it. */
interface State {
  readonly state: string;
  readonly set: string;
  readonly filter: string;
  readonly columns?: readonly string[];
  /** What no filter can ask, since Dataverse compares texts without case. */
  readonly shows?: (row: SampleRow) => boolean;
  /** Who looks; absent: the administrator. */
  readonly as?: string;
}

async function rowsOf({ set, filter, columns = [], as }: State): Promise<readonly SampleRow[]> {
  const query = new URLSearchParams({ $filter: filter, ...(columns.length === 0 ? {} : { $select: columns.join() }) });
  const headers = {
    accept: "application/json",
    prefer: 'odata.include-annotations="*"',
    ...(as === undefined ? {} : { mscrmcallerid: as }),
  };
  const answer = await dataverse.fetch(
    new Request(`http://localhost/api/data/v9.2/${set}?${query.toString().replaceAll("+", "%20")}`, { headers }),
  );
  const body: { readonly value?: readonly SampleRow[]; readonly error?: { readonly message: string } } = JSON.parse(
    await answer.text(),
  );
  if (body.value === undefined) throw new Error(body.error?.message ?? `${set} answered ${answer.status}`);
  return body.value;
}

const A = "msdyn_flow_approval";
const R = "msdyn_flow_approvalrequest";
const S = "msdyn_flow_approvalresponse";
const O = "approvalstageorder";
const model = `${A}_basicapprovalmodel/msdyn_flow_basicapprovalmodel_allmustapprove`;
const from = `${R}_reassignedfrom`;
const requests = "msdyn_flow_approvalrelationship_approvalrequests";
const responses = "msdyn_flow_approvalrelationship_approvalresponses";
const by = (name: string): string => `_ownerid_value eq ${person(name).id}`;
const asked = (name: string): string => `${requests}/any(r:r/${by(name)})`;
const answered = (name: string): string => `${responses}/any(r:r/${by(name)})`;
const code = (value: number): string => `statuscode eq ${value}`;
const committed = `r/statecode eq 1 and r/${code(192_350_002)}`;
const formatted = (column: string): string => `${column}@OData.Community.Display.V1.FormattedValue`;

const approval = (state: string, filter: string, more: Partial<State> = {}): State => ({
  state,
  set: `${A}s`,
  filter,
  ...more,
});
const request = (state: string, filter: string, more: Partial<State> = {}): State => ({
  state,
  set: `${R}s`,
  filter,
  ...more,
});
const response = (state: string, filter: string, more: Partial<State> = {}): State => ({
  state,
  set: `${S}s`,
  filter,
  ...more,
});
const stage = (state: string, filter: string, more: Partial<State> = {}): State => ({
  state,
  set: `${O}s`,
  filter,
  ...more,
});
const link = (state: string, filter: string, shows?: (itemLink: unknown) => boolean): State =>
  approval(`item link: ${state}`, filter, {
    columns: [`${A}_itemlink`],
    ...(shows === undefined ? {} : { shows: (row) => shows(row[`${A}_itemlink`]) }),
  });
const answer = (state: string, text: string): State =>
  approval(
    `custom response: ${state}`,
    `${responses}/any(r:r/${S}_response eq '${text}' and ${committed}) and ${requests}/any(r:r/${R}_responseoptionstype eq 192350002)`,
  );

const powerAutomate: readonly State[] = [
  ...Object.entries({
    created: 192_350_000,
    pending: 192_350_001,
    suspended: 192_350_002,
    completed: 192_350_004,
    expired: 192_350_005,
    canceled: 192_350_006,
    abandoned: 192_350_007,
  }).map(([name, status]) => approval(`approval ${name}`, code(status))),
  approval("approval with a status that nobody documented", code(192_350_003)),
  ...[192_350_000, 192_350_001, 192_351_000].map((value) =>
    approval(`approval stage ${value}`, `${A}_stage eq ${value}`),
  ),
  ...[192_350_000, 192_350_001, 192_350_002, 192_350_003].map((value) =>
    approval(`priority ${value}`, `${A}_priority eq ${value}`),
  ),
  ...["basic", "awaitall", "action", "awaitallaction"].map((kind) =>
    approval(`decided by the ${kind} model`, `${A}_modeltype eq 'msdyn_flow_${kind}approvalmodel'`),
  ),
  approval("neither handed on nor cancelled", `${A}_allowreassign eq false and ${A}_allowcancel eq false`),
  approval("with a current stage", "_currentstage_value ne null"),
  approval("with a note and a file", `${A}_Annotations/any(n:n/isdocument eq true)`),
  approval("result cut off", `startswith(${A}_result,'Yes, but')`, {
    columns: [`${A}_result`],
    shows: (row) => String(row[`${A}_result`]).length === 100,
  }),
  approval(
    "details of 32,768 characters with a script in them",
    `contains(${A}_details,'<script>') and contains(${A}_details,'javascript:')`,
    { columns: [`${A}_details`], shows: (row) => String(row[`${A}_details`]).length === 32_768 },
  ),
  ...[27, 28, 30, 31].map((age) =>
    approval(`active for ${age} days`, `${code(192_350_001)} and createdon eq ${daysBefore(now, age)}`),
  ),
  approval("due exactly now", `${A}_dueon eq ${daysBefore(now, 0)}`),
  approval("overdue", `${code(192_350_001)} and ${A}_dueon lt ${daysBefore(now, 0)}`),

  approval(
    "first to respond, three asked, nobody answered",
    `${code(192_350_001)} and ${model} eq false and ${asked("Mia Chen")} and ${asked("Omar Haddad")} and ${asked("Diego Fernández")} and not ${responses}/any()`,
  ),
  approval(
    "first to respond, two answered within a second, the third not needed",
    `${code(192_350_004)} and ${model} eq false and ${answered("Mia Chen")} and ${answered("Omar Haddad")} and ${asked("Grace Kim")} and not ${answered("Grace Kim")}`,
  ),
  approval(
    "everyone must approve, one of three has",
    `${code(192_350_001)} and ${model} eq true and ${answered("Priya Raman")} and ${asked("Mia Chen")} and ${asked("Grace Kim")} and not ${answered("Grace Kim")}`,
  ),
  approval(
    "everyone must approve, one of three rejected",
    `${code(192_350_004)} and ${model} eq true and ${A}_result eq 'Reject' and ${responses}/any(r:r/${S}_response eq 'Reject') and ${asked("Grace Kim")} and not ${answered("Grace Kim")}`,
  ),
  approval(
    "cancelled by its owner while a request is active",
    `${code(192_350_006)} and ${requests}/any(r:r/${code(1)})`,
  ),
  approval(
    "answered after it had expired",
    `${code(192_350_005)} and ${A}_expireson lt ${daysBefore(now, 14)} and ${responses}/any(r:${committed} and r/createdon ge ${daysBefore(now, 14)})`,
  ),
  approval(
    "answered before it was asked",
    `${code(192_350_001)} and createdon eq ${daysBefore(now, 28)} and ${responses}/any(r:r/createdon lt ${daysBefore(now, 28)})`,
  ),
  approval(
    "sequential: step 1 approved, step 2 rejected, step 3 not reached",
    [
      [1, "eq 'Approve'"],
      [2, "eq 'Reject'"],
      [3, "eq null"],
    ]
      .map(
        ([number, result]) =>
          `msdyn_flow_approvalrelationship_approvalsteps/any(s:s/msdyn_flow_approvalstep_number eq ${number} and s/msdyn_flow_approvalstep_result ${result})`,
      )
      .join(" and "),
  ),
  {
    state: "step of a polymorphic model",
    set: "msdyn_flow_approvalsteps",
    filter: "msdyn_flow_approvalstep_model_msdyn_flow_actionapprovalmodel/msdyn_flow_actionapprovalmodel_name ne null",
  },
  { state: "flow that waits", set: "msdyn_flow_flowapprovals", filter: "msdyn_flow_flowapproval_flowname ne null" },

  ...Object.entries({ active: 1, inactive: 2, reassigned: 192_350_000 }).map(([name, status]) =>
    request(`request ${name}`, code(status)),
  ),
  ...[192_350_000, 192_350_001, 192_350_002].map((value) =>
    request(`response options of kind ${value}`, `${R}_responseoptionstype eq ${value}`),
  ),
  request(
    "handed on from A to B to C, back to A",
    `${by("Omar Haddad")} and ${code(1)} and ${from}/_ownerid_value eq ${person("Noah Okafor").id} and ${from}/${from}/_ownerid_value eq ${person("Diego Fernández").id} and ${from}/${from}/${from}/_ownerid_value eq ${person("Omar Haddad").id}`,
  ),
  request("handed on in a circle", `${from}/${from}/${from}/${from}/${from}/${R}id ne null`),
  request("handed on by a request that the approver may not see", `_${from}_value ne null and ${from}/${R}id eq null`, {
    as: person("Elena Rossi").id,
  }),
  approval(
    "the same person asked twice",
    `${requests}/any(r:r/${by("Mia Chen")} and r/${R}_stepnumber eq 1) and ${requests}/any(r:r/${by("Mia Chen")} and r/${R}_stepnumber eq 2)`,
  ),
  request(
    "not to be handed on, with due and reminder",
    `${R}_allowreassignment eq false and ${R}_dueon ne null and ${R}_lastnotifiedon ne null`,
  ),
  request("in a later stage", "stagenumber eq 4"),

  request("approver disabled", `owninguser/isdisabled eq true and ${by("Ivan Petrov")}`),
  request("approver nameless", `_ownerid_value eq ${nameless.id}`, {
    columns: ["_ownerid_value"],
    shows: (row) => row[formatted("_ownerid_value")] === undefined,
  }),
  request("approver deleted", `_ownerid_value eq ${deletedUser.id}`, {
    columns: ["_ownerid_value"],
    shows: (row) => row[formatted("_ownerid_value")] === undefined,
  }),
  request("approver a team", `_ownerid_value eq ${purchasingTeam.id} and _owningteam_value ne null`),
  request("approver a dissolved team", `_ownerid_value eq ${deletedTeam.id} and _owningteam_value ne null`),
  request("approver a guest", by("Elena Rossi")),
  response("entered by an application user", `_createdby_value eq ${person("# Approvals Service").id}`),
  response(
    "entered on behalf of its owner",
    `_createdonbehalfby_value eq ${person("# Approvals Service").id} and ${by("Omar Haddad")}`,
  ),

  ...Object.entries({ "reviewing (a draft)": 192_350_000, "saved (a draft)": 192_350_001, committed: 192_350_002 }).map(
    ([name, status]) => response(`response ${name}`, code(status)),
  ),
  answer("with a comma", "Yes, but not before May"),
  answer("with a semicolon", "Approve; with conditions"),
  answer("from right to left", "موافقة مشروطة"),
  answer("with an emoji", "👍 fine"),
  answer("that only begins like an approval", "Approve later"),
  response("markup as an answer", `${S}_response eq '<script>alert(1)</script>' and contains(${S}_comments,'onerror')`),
  response(
    "across the end of summer time",
    `createdon eq 2026-10-25T01:30:00Z and ${S}_approval/createdon eq 2026-10-25T00:30:00Z`,
  ),
  response(
    "across its beginning",
    `createdon eq 2026-03-29T01:30:00Z and ${S}_approval/createdon eq 2026-03-29T00:30:00Z`,
  ),

  ...Object.entries({ approval: 192_350_000, condition: 192_350_001, AI: 192_350_002 }).map(([name, type]) =>
    stage(`stage of kind ${name}`, `type eq ${type}`),
  ),
  ...Object.entries({
    active: 1,
    initialized: 192_350_001,
    completed: 192_350_002,
    skipped: 192_350_003,
    inactive: 2,
  }).map(([name, status]) => stage(`stage ${name}`, code(status))),
  ...["Approve", "Reject"].map((word) =>
    stage(
      `AI stage that says ${word}, and why`,
      `stageintelligent/predictionresponse eq '${word}' and stageintelligent/predictionrationale ne null`,
    ),
  ),
  stage("AI stage that ended the approval", `${code(192_350_002)} and stageintelligent/nextstepsresult eq 192350003`),
  stage("stage skipped by a machine", `${code(192_350_003)} and approval/${A}_result eq 'Reject'`),
  stage("condition with its outcome", "stagecondition/resulttype eq 192350000 and stagecondition/resultinfo ne null"),
  {
    state: "approval stage with its model",
    set: "approvalstageapprovals",
    filter: "modeltype eq 'msdyn_flow_basicapprovalmodel' and modelid ne null",
  },
  {
    state: "stage in which everyone must approve",
    set: "msdyn_flow_basicapprovalmodels",
    filter:
      "startswith(msdyn_flow_basicapprovalmodel_name,'Model of stage') and msdyn_flow_basicapprovalmodel_allmustapprove eq true",
  },

  link("plain", `contains(${A}_itemlink,'etn=fsn_purchaserequest&id=0')`),
  link("encoded braces", `contains(${A}_itemlink,'[%]7B')`),
  link("upper case in braces", `contains(${A}_itemlink,'id={')`, (value) =>
    /\{[0-9A-F-]*[A-F][0-9A-F-]*\}/u.test(String(value)),
  ),
  link("the same id in another table", `contains(${A}_itemlink,'etn=fsn_purchaserequestline&')`),
  link("another organisation", `startswith(${A}_itemlink,'https://fabrikam.crm4.dynamics.com/')`),
  link("short", `${A}_itemlink eq 'https://contoso.example/s/3kq9'`),
  link("a script", `startswith(${A}_itemlink,'javascript:')`),
  link("none", `${A}_itemlink eq null`),
];

const kit = (n: number): number => 809_060_000 + n;
const statuses = ["New", "Running", "Completed", "Suspended", "Canceled", "Timed Out", "Error"];
const kitSet = (part: string): string => `cat_businessapproval${part}s`;
const instance = (state: string, filter: string, more: Partial<State> = {}): State => ({
  state: `instance: ${state}`,
  set: kitSet("instance"),
  filter,
  ...more,
});
const override = (state: string, filter: string): State => ({
  state: `override: ${state}`,
  set: kitSet("instanceoverride"),
  filter,
});
const workflow = (state: string, filter: string): State => ({
  state: `workflow: ${state}`,
  set: kitSet("workflow"),
  filter,
});
const instances = "cat_BusinessApprovalInstance_WorkflowInst";
const overrides = "cat_BusinessApprovalInstanceOverride_Appr";

const approvalsKit: readonly State[] = [
  ...["workflow", "runtimestageinstance", "runtimenodeinstance", "instance"].flatMap((part) =>
    statuses.map((name, n): State => ({
      state: `${part} ${name}`,
      set: kitSet(part),
      filter: `cat_instancestatus eq ${kit(n)}`,
      columns: ["cat_instancestatus"],
      shows: (row) => row[formatted("cat_instancestatus")] === name,
    })),
  ),
  ...["everyone", "first", "custom all", "custom one"].map((name, n) =>
    instance(`approval type ${name}`, `cat_approvaltype eq ${kit(n)}`),
  ),
  ...["none", "time-out", "out-of-office", "both"].map((name, n) => ({
    state: `delegation rule ${name}`,
    set: kitSet("runtimenode"),
    filter: `cat_delegationrule eq ${kit(n)}`,
  })),
  instance(
    "delegated",
    `cat_DelegateApprover/cat_name eq 'Noah Okafor' and cat_delegatedon ne null and cat_instancestatus eq ${kit(1)}`,
  ),
  instance(
    "replaced: the original approver stays known",
    `cat_OriginalApprover/cat_name eq 'Omar Haddad' and cat_Approver/cat_name eq 'Grace Kim' and cat_instancestatus eq ${kit(2)}`,
  ),
  instance("overridden", `cat_instancestatus eq ${kit(4)} and cat_OverrideApprover/cat_name eq 'Diego Fernández'`),
  instance(
    "an approver without a user",
    "cat_Approver/cat_displayname eq null and cat_approverupn eq 'left.2023@contoso.example'",
  ),
  instance(
    "rejected, in a node, a stage and a workflow that say Canceled",
    `cat_outcome eq 'Reject' and cat_instancestatus eq ${kit(2)} and cat_NodeInstance/cat_instancestatus eq ${kit(4)} and cat_NodeInstance/cat_StageInstance/cat_instancestatus eq ${kit(4)} and cat_WorkflowInstance/cat_instancestatus eq ${kit(4)}`,
  ),
  instance(
    "custom outcome with a comma, in another script's company",
    "cat_outcome eq 'Approve, with conditions' and contains(cat_customresponses,'موافقة')",
  ),
  ...["admin", "time-out", "out-of-office"].map((name, n) =>
    override(name, `cat_overridetype eq ${kit(n)} and cat_isreassign eq true and _cat_overrideapprover_value ne null`),
  ),
  override("cancellation", "cat_iscancellation eq true and _cat_overrideapprover_value eq null"),
  override(
    "too late, the approval was completed",
    `cat_overridestatus eq ${kit(1)} and cat_ApprovalInstance/cat_instancestatus eq ${kit(2)}`,
  ),
  instance(
    "timed out and overridden",
    `cat_instancestatus eq ${kit(5)} and ${overrides}/any(o:o/cat_overridetype eq ${kit(1)})`,
  ),
  workflow(
    "a loop: one stage passed twice",
    `cat_BusinessApprovalRuntimeStageInstance_/any(s:s/cat_Stage/cat_name eq 'Manager review' and s/cat_instancestatus eq ${kit(2)}) and cat_BusinessApprovalRuntimeStageInstance_/any(s:s/cat_Stage/cat_name eq 'Manager review' and s/cat_instancestatus eq ${kit(1)}) and cat_BusinessApprovalRuntimeStageInstance_/any(s:s/cat_GotoStage/cat_name eq 'Manager review')`,
  ),
  {
    state: "node that goes to a stage",
    set: kitSet("runtimenodeinstance"),
    filter: `cat_nodetype eq ${kit(1)} and cat_gotostageinstanceid ne null`,
  },
  { state: "stage that ends the workflow", set: kitSet("runtimestageinstance"), filter: "cat_endworkflow eq true" },
  {
    state: "node with a due date",
    set: kitSet("runtimenodeinstance"),
    filter: `cat_instancestatus eq ${kit(1)} and cat_nodeduedatevalue gt ${daysBefore(now, 0)}`,
  },
  workflow("reached by its correlation id", "cat_correlationid ne null"),
  workflow("reached by its external reference", "cat_externalreference ne null"),
  workflow(
    "reached by an instance's link alone",
    `cat_correlationid eq null and cat_externalreference eq null and ${instances}/any(i:contains(i/cat_itemlink,'etn=fsn_purchaserequest'))`,
  ),
];

test.each(powerAutomate)("Power Automate: $state", async (state) => {
  expect((await rowsOf(state)).filter(state.shows ?? (() => true))).not.toEqual([]);
});

test.each(approvalsKit)("Business Approvals Kit: $state", async (state) => {
  expect((await rowsOf(state)).filter(state.shows ?? (() => true))).not.toEqual([]);
});

const read = (set: string, filter: string, columns: readonly string[] = []): Promise<readonly SampleRow[]> =>
  rowsOf({ state: "", set, filter, columns });

test("an approval of the Kit that is one of Power Automate's, too, about the same record", async () => {
  const shared = await read(kitSet("instance"), "cat_appovalid ne null", ["cat_appovalid", "cat_itemlink"]);
  expect(shared).not.toEqual([]);
  for (const { cat_appovalid: id, cat_itemlink: itemLink } of shared) {
    const [twin] = await read(`${A}s`, `${A}id eq ${String(id)}`, [`${A}_itemlink`]);
    expect(twin?.[`${A}_itemlink`]).toBe(itemLink);
  }
});

test("each key of a Kit workflow, and each link that means a request, leads to one", async () => {
  const workflows = await read(kitSet("workflow"), "cat_correlationid ne null or cat_externalreference ne null", [
    "cat_correlationid",
    "cat_externalreference",
  ]);
  const links = [
    ...(await read(kitSet("instance"), "cat_itemlink ne null", ["cat_itemlink"])).map((row) => row["cat_itemlink"]),
    ...(
      await read(
        `${A}s`,
        `contains(${A}_itemlink,'contoso.crm') and contains(${A}_itemlink,'etn=fsn_purchaserequest&')`,
        [`${A}_itemlink`],
      )
    ).map((row) => row[`${A}_itemlink`]),
  ];
  const ids = [...workflows.map((row) => row["cat_correlationid"] ?? row["cat_externalreference"]), ...links].map(
    (text) => /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/iu.exec(String(text))?.[0].toLowerCase(),
  );
  const known = new Set(
    (await read("fsn_purchaserequests", "fsn_name ne null", ["fsn_name"])).map((row) => row["fsn_purchaserequestid"]),
  );
  expect(ids.filter((id) => id === undefined || !known.has(id))).toEqual([]);
});

test("who holds a role in purchasing reads the Kit's histories and may override; a guest may not", async () => {
  const instanceId = String(
    (await read(kitSet("instance"), `cat_instancestatus eq ${kit(1)}`, ["cat_name"]))[0]?.[
      "cat_businessapprovalinstanceid"
    ],
  );
  const create = async (who: string): Promise<number> => {
    const headers = { "content-type": "application/json", mscrmcallerid: person(who).id };
    const body = JSON.stringify({
      cat_iscancellation: true,
      cat_isreassign: false,
      "cat_ApprovalInstance@odata.bind": `/cat_businessapprovalinstances(${instanceId})`,
    });
    return (
      await dataverse.fetch(
        new Request(`http://localhost/api/data/v9.2/${kitSet("instanceoverride")}`, { method: "POST", headers, body }),
      )
    ).status;
  };
  const seen = await rowsOf({
    state: "",
    set: kitSet("instance"),
    filter: "cat_name ne null",
    as: person("Sophie Lindqvist").id,
  });
  expect(seen).toHaveLength((await read(kitSet("instance"), "cat_name ne null")).length);
  expect(await create("Grace Kim")).toBe(204);
  expect(await create("Elena Rossi")).toBe(403);
  await expect(
    rowsOf({ state: "", set: kitSet("instance"), filter: "cat_name ne null", as: person("Elena Rossi").id }),
  ).rejects.toThrow("prvReadcat_BusinessApprovalInstance privilege");
});

test("people live from twelve hours behind UTC to fourteen ahead of it", async () => {
  const settings = await read("usersettingscollection", "timezoneiana ne null", ["timezoneiana"]);
  expect(settings).toHaveLength(people.length + 1);
  expect(settings.map((row) => row["timezoneiana"])).toEqual(
    expect.arrayContaining(["Etc/GMT+12", "Pacific/Kiritimati", "Europe/Berlin", "UTC"]),
  );
});
