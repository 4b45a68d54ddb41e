import {
  boolean,
  buildTable,
  type BuiltTable,
  choice,
  type ColumnSpec,
  dateTime,
  integer,
  lookup,
  memo,
  polymorphic,
  type States,
  text,
  type Traits,
} from "./build";

/** Names, option values and states as in the product's notes on Power Automate approvals; all tables are user-owned. */
const stages = { 192350000: "Not specified", 192350001: "Basic", 192351000: "Complete" };
const usual: States = {
  states: [
    { value: 0, label: "Active", reasons: { 1: "Active" } },
    { value: 1, label: "Inactive", reasons: { 2: "Inactive" } },
  ],
};

interface Part {
  readonly name: string;
  readonly code: number;
  readonly display: string;
  readonly states?: States;
  columns(prefix: (name: string) => string): readonly (ColumnSpec | readonly ColumnSpec[])[];
}

function flowTable({ name, code, display, states, columns }: Part): BuiltTable {
  const table = `msdyn_flow_${name}`;
  return buildTable({
    name: table,
    set: `${table}s`,
    code,
    display,
    plural: `${display}s`,
    ownership: "user",
    primaryName: `${table}_name`,
    states: states ?? usual,
    columns: [text(`${table}_name`, 100, { display: "Name" }), ...columns((column) => `${table}_${column}`)],
  });
}

const url = (name: string, length: number, traits: Traits = {}): ColumnSpec =>
  text(name, length, { ...traits, format: "url" });

export const approvalTables: readonly BuiltTable[] = [
  flowTable({
    name: "approval",
    code: 10301,
    display: "Approval",
    states: {
      states: [
        { value: 0, label: "Active", reasons: { 192350000: "Created", 192350001: "Pending", 192350002: "Suspended" } },
        {
          value: 1,
          label: "Inactive",
          reasons: { 192350004: "Completed", 192350005: "Expired", 192350006: "Canceled", 192350007: "Abandoned" },
        },
      ],
    },
    columns: (own) => [
      text(own("modelid"), 100),
      text(own("modeltype"), 100),
      text(own("approvalstagekey"), 100),
      text(own("title"), 2048),
      memo(own("details"), 32768),
      url(own("itemlink"), 2048, { display: "Item Link" }),
      text(own("itemlinkdescription"), 2048),
      text(own("itemlinkhash"), 100),
      text(own("result"), 100),
      text(own("source"), 500),
      text(own("category"), 500),
      dateTime(own("completedon"), { display: "Completed On" }),
      dateTime(own("dueon"), { display: "Due On" }),
      dateTime(own("expireson"), { display: "Expires On" }),
      integer(own("currentstepnumber")),
      boolean(own("allowreassign"), true),
      boolean(own("allowcancel"), true),
      boolean(own("sendemail"), true),
      choice(
        own("priority"),
        { 192350000: "Urgent", 192350001: "Important", 192350002: "Medium", 192350003: "Low" },
        { defaultValue: 192350002 },
      ),
      choice(own("stage"), stages, { defaultValue: 192350000 }),
      lookup(own("basicapprovalmodel"), "msdyn_flow_basicapprovalmodel"),
      lookup("currentstage", "msdyn_flow_approvalstageorder", {
        collection: "msdyn_flow_approvalstageorder_currentstage",
      }),
    ],
  }),
  flowTable({
    name: "approvalrequest",
    code: 10302,
    display: "Approval Request",
    states: {
      states: [
        { value: 0, label: "Active", reasons: { 1: "Active" } },
        { value: 1, label: "Inactive", reasons: { 2: "Inactive", 192350000: "Reassigned" }, defaultReason: 2 },
      ],
    },
    columns: (own) => [
      lookup(own("approval"), "msdyn_flow_approval", {
        cascade: "cascade",
        collection: "msdyn_flow_approval_approvalrequest",
        display: "Approval",
      }),
      lookup(own("reassignedfrom"), "msdyn_flow_approvalrequest", {
        collection: "msdyn_flow_approvalrequest_reassignedto",
        display: "Reassigned From",
      }),
      dateTime(own("dueon")),
      dateTime(own("expireson")),
      dateTime(own("lastnotifiedon")),
      text(own("responseoptions"), 2048),
      integer(own("stepnumber")),
      integer(own("stagenumber")),
      boolean(own("allowreassignment"), true),
      choice(own("stage"), stages, { defaultValue: 192350000 }),
      choice(
        own("responseoptionstype"),
        { 192350000: "Not specified", 192350001: "Approve/Reject", 192350002: "Custom" },
        { defaultValue: 192350001 },
      ),
    ],
  }),
  flowTable({
    name: "approvalresponse",
    code: 10303,
    display: "Approval Response",
    states: {
      states: [
        { value: 0, label: "Active", reasons: { 192350000: "Reviewing", 192350001: "Saved", 192350002: "Committed" } },
        { value: 1, label: "Inactive", reasons: { 2: "Inactive" } },
      ],
    },
    columns: (own) => [
      lookup(own("approval"), "msdyn_flow_approval", {
        cascade: "cascade",
        collection: "msdyn_flow_approval_approvalresponse",
        display: "Approval",
      }),
      text(own("response"), 100),
      memo(own("comments"), 4000),
      integer(own("stepnumber")),
      integer(own("stagenumber")),
      choice(own("stage"), stages, { defaultValue: 192350000 }),
    ],
  }),
  flowTable({
    name: "approvalstep",
    code: 10304,
    display: "Approval Step",
    columns: (own) => [
      lookup(own("approval"), "msdyn_flow_approval", {
        cascade: "cascade",
        collection: "msdyn_flow_approval_approvalstep",
        display: "Approval",
      }),
      integer(own("number")),
      text(own("result"), 100),
      choice(own("stage"), stages, { defaultValue: 192350000 }),
      text(own("modeltype"), 100),
      polymorphic(own("model"), {
        msdyn_flow_basicapprovalmodel: { navigation: "msdyn_flow_approvalstep_model_msdyn_flow_basicapprovalmodel" },
        msdyn_flow_awaitallapprovalmodel: {
          navigation: "msdyn_flow_approvalstep_model_msdyn_flow_awaitallapprovalmodel",
        },
        msdyn_flow_actionapprovalmodel: { navigation: "msdyn_flow_approvalstep_model_msdyn_flow_actionapprovalmodel" },
        msdyn_flow_awaitallactionapprovalmodel: {
          navigation: "msdyn_flow_approvalstep_model_msdyn_flow_awaitallactionapprovalmodel",
        },
      }),
    ],
  }),
  ...[
    { name: "basicapprovalmodel", code: 10305, display: "Basic Approval Model" },
    { name: "awaitallapprovalmodel", code: 10306, display: "Await All Approval Model" },
    { name: "actionapprovalmodel", code: 10307, display: "Action Approval Model" },
    { name: "awaitallactionapprovalmodel", code: 10308, display: "Await All Action Approval Model" },
  ].map((model) =>
    flowTable({
      ...model,
      columns: (own) => [
        lookup(own("approval"), "msdyn_flow_approval", {
          cascade: "cascade",
          collection: `msdyn_flow_approval_${model.name}s`,
        }),
        ...(model.name === "basicapprovalmodel"
          ? [boolean(own("allmustapprove"), false, { display: "Everyone must approve" })]
          : []),
      ],
    }),
  ),
  flowTable({
    name: "flowapproval",
    code: 10309,
    display: "Flow Approval",
    columns: (own) => [
      lookup(own("approval"), "msdyn_flow_approval", {
        cascade: "cascade",
        collection: "msdyn_flow_approval_flowapproval",
      }),
      text(own("flowname"), 256),
      text(own("flowid"), 100),
      text(own("environment"), 100),
      memo(own("flownotificationuri"), 4000),
    ],
  }),
  flowTable({
    name: "approvalstageorder",
    code: 10310,
    display: "Approval Stage Order",
    states: {
      states: [
        {
          value: 0,
          label: "Active",
          reasons: { 1: "Active", 192350001: "Initialized", 192350002: "Completed", 192350003: "Skipped" },
        },
        { value: 1, label: "Inactive", reasons: { 2: "Inactive" } },
      ],
    },
    columns: (own) => [
      lookup(own("approval"), "msdyn_flow_approval", {
        cascade: "cascade",
        collection: "msdyn_flow_approval_approvalstageorder",
      }),
      integer(own("ordernumber")),
      choice(
        own("type"),
        { 192350000: "Approval", 192350001: "Condition", 192350002: "AI" },
        { defaultValue: 192350000 },
      ),
      lookup(own("stageapproval"), "msdyn_flow_approvalstageapproval", {
        collection: "msdyn_flow_approvalstageorder_stageapproval",
      }),
      lookup(own("stagecondition"), "msdyn_flow_approvalstagecondition", {
        collection: "msdyn_flow_approvalstageorder_stagecondition",
      }),
      lookup(own("stageintelligent"), "msdyn_flow_approvalstageintelligent", {
        collection: "msdyn_flow_approvalstageorder_stageintelligent",
      }),
    ],
  }),
  flowTable({
    name: "approvalstageapproval",
    code: 10311,
    display: "Approval Stage",
    columns: (own) => [text(own("title"), 2048), boolean(own("allmustapprove"), false)],
  }),
  flowTable({
    name: "approvalstagecondition",
    code: 10312,
    display: "Approval Stage Condition",
    columns: (own) => [memo(own("expression"), 4000), text(own("result"), 100)],
  }),
  flowTable({
    name: "approvalstageintelligent",
    code: 10313,
    display: "Approval AI Stage",
    columns: (own) => [memo(own("predictionrationale"), 32768), text(own("predictionresponse"), 100)],
  }),
];
