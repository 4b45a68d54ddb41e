import {
  activeInactive,
  boolean,
  buildTable,
  type BuiltTable,
  choice,
  type ColumnSpec,
  dateTime,
  integer,
  lookup,
  memo,
  text,
} from "./build";

/**
 * Microsoft's Business Approvals Kit, which an environment has once somebody installs it: what happened in a process (workflow →
 * stage instance → node instance → approval instance, and overrides of it), and of what it is made the parts to which those
 * point. Names, lengths and option values are those of the Kit's published solution; columns of its designer and its reminders
 * are left out. All tables are user-owned.
 */
const kitOptions = (...labels: readonly string[]): Readonly<Record<number, string>> =>
  Object.fromEntries(labels.map((label, index) => [809_060_000 + index, label]));

const instanceStatuses = kitOptions("New", "Running", "Completed", "Suspended", "Canceled", "Timed Out", "Error");
const approvalTypes = kitOptions(
  "Approve/Reject - Everyone must approve",
  "Approve/Reject - First to respond",
  "Custom Responses - Wait for all responses",
  "Custom Responses - Wait for one response",
);

/** Columns and navigation properties carry the publisher's prefix: `ItemLink` is `cat_ItemLink`. */
const cat = (name: string): string => `cat_${name}`;

const line = (name: string, maxLength: number, traits: { readonly autoNumber?: string } = {}): ColumnSpec =>
  text(cat(name), maxLength, traits);
const paragraph = (name: string): ColumnSpec => memo(cat(name), 2000);
const count = (name: string): ColumnSpec => integer(cat(name));
const instant = (name: string): ColumnSpec => dateTime(cat(name));
const yesNo = (name: string, defaultValue: boolean): ColumnSpec => boolean(cat(name), defaultValue);
const pick = (name: string, labels: Readonly<Record<number, string>>, defaultValue?: number): ColumnSpec =>
  choice(cat(name), labels, defaultValue === undefined ? {} : { defaultValue });
const status = (): ColumnSpec => pick("InstanceStatus", instanceStatuses, 809_060_000);
/** Relationships carry names that the platform cut off. */
const to = (name: string, target: string, collection: string): ColumnSpec =>
  lookup(cat(name), cat(target).toLowerCase(), { navigation: cat(name), collection: cat(collection) });

function kitTable(name: string, code: number, columns: readonly ColumnSpec[]): BuiltTable {
  const display = name.replace(/([a-z])([A-Z])/gu, "$1 $2");
  return buildTable({
    name: cat(name),
    set: `${cat(name).toLowerCase()}s`,
    code,
    display,
    plural: `${display}s`,
    ownership: "user",
    primaryName: "cat_name",
    states: activeInactive,
    columns,
  });
}

export const approvalsKitTables: readonly BuiltTable[] = [
  // A person is known to the Kit by the user principal name in `cat_approverid`; no column leads to the user's row.
  kitTable("BusinessApprover", 10401, [
    line("Name", 100),
    line("ApproverId", 200),
    pick("ApproverType", { 809060000: "User", 809060002: "Dynamic" }),
    line("DisplayName", 4000),
    yesNo("IsOutofOffice", false),
    to("Delegate", "BusinessApprover", "BusinessApprover_Delegate_cat_Busines"),
    to("BackupDelegate", "BusinessApprover", "BusinessApprover_BackupDelegate_cat_B"),
  ]),
  kitTable("BusinessApprovalVersion", 10402, [line("Name", 200), count("Version")]),
  kitTable("BusinessApprovalRuntimeStage", 10403, [
    line("Name", 100),
    line("Description", 500),
    count("Order"),
    count("Paths"),
    pick("StageCondition", kitOptions("None", "If/Else", "Switch"), 809_060_000),
    to("ProcessVersion", "BusinessApprovalVersion", "BusinessApprovalRuntimeStage_ProcessV"),
  ]),
  kitTable("BusinessApprovalRuntimeNode", 10404, [
    line("Name", 100),
    line("Description", 500),
    pick("NodeType", kitOptions("Approval", "Go to Stage", "End Workflow")),
    pick("ApprovalType", approvalTypes),
    line("CustomResponses", 1000),
    pick("DelegationRule", kitOptions("None", "Time-out", "Out of Office", "Time-out or Out of Office"), 809_060_000),
    count("TimeOut"),
    count("PathIndex"),
    count("RowIndex"),
    to("Stage", "BusinessApprovalRuntimeStage", "BusinessApprovalRuntimeNode_Stage_cat"),
    to("GoToStage", "BusinessApprovalRuntimeStage", "BusinessApprovalRuntimeNode_GoToStage"),
    to("ProcessVersion", "BusinessApprovalVersion", "BusinessApprovalRuntimeNode_ProcessVe"),
  ]),
  kitTable("BusinessApprovalWorkflow", 10405, [
    line("Name", 100, { autoNumber: "WF-{SEQNUM:6}" }),
    line("CorrelationId", 500),
    line("ExternalReference", 2000),
    line("RequestedBy", 100),
    count("Version"),
    status(),
    line("AdditionalInformation", 2000),
    to("ProcessVersion", "BusinessApprovalVersion", "BusinessApprovalWorkflow_ProcessVersi"),
  ]),
  kitTable("BusinessApprovalRuntimeStageInstance", 10406, [
    line("Name", 100, { autoNumber: "S{SEQNUM:6}" }),
    line("StageNameValue", 4000),
    count("Order"),
    instant("Start"),
    instant("End"),
    status(),
    yesNo("EndWorkflow", false),
    line("RequestedBy", 100),
    line("AdditionalInformation", 2000),
    to("WorkflowInstance", "BusinessApprovalWorkflow", "BusinessApprovalRuntimeStageInstance_"),
    to("Stage", "BusinessApprovalRuntimeStage", "RuntimeStageInstance_RuntimeStage"),
    to("GotoStage", "BusinessApprovalRuntimeStage", "StageInstance_GoToStage"),
    to("ProcessVersion", "BusinessApprovalVersion", "bizapprvRuntimeStageInstance_Process"),
  ]),
  kitTable("BusinessApprovalRuntimeNodeInstance", 10407, [
    line("Name", 100, { autoNumber: "N{SEQNUM:6}" }),
    line("NodeNameValue", 4000),
    pick("NodeType", kitOptions("Approval", "Go to Stage", "End Workflow")),
    count("Order"),
    count("Path"),
    instant("Start"),
    instant("End"),
    status(),
    instant("NodeDueDateValue"),
    line("GoToStageInstanceId", 100),
    line("Message", 4000),
    line("RequestedBy", 100),
    line("AdditionalInformation", 2000),
    to("WorkflowInstance", "BusinessApprovalWorkflow", "BusinessApprovalRuntimeNodeInstance_W"),
    to("StageInstance", "BusinessApprovalRuntimeStageInstance", "bizapprNodeInstance_StageInstance"),
    to("Stage", "BusinessApprovalRuntimeStage", "BusinessApprovalRuntimeNodeInstance_S"),
    to("Node", "BusinessApprovalRuntimeNode", "BusinessApprovalRuntimeNodeInstance_N"),
  ]),
  kitTable("BusinessApprovalInstance", 10408, [
    line("Name", 100, { autoNumber: "{DATETIMEUTC:yyyyMMdd}-{SEQNUM:6}" }),
    line("Title", 500),
    paragraph("Details"),
    line("ItemLink", 256),
    line("AppovalId", 100),
    pick("ApprovalType", approvalTypes),
    line("CustomResponses", 1000),
    status(),
    line("Outcome", 100),
    paragraph("Comments"),
    instant("Start"),
    instant("ActionedOn"),
    instant("DelegatedOn"),
    line("ApproverUPN", 100),
    line("RequestedBy", 100),
    count("TimeoutCounter"),
    line("AdditionalInformation", 2000),
    to("Approver", "BusinessApprover", "BusinessApprovalInstance_Approver_cat"),
    to("OriginalApprover", "BusinessApprover", "BusinessApprovalInstance_OriginalAppr"),
    to("DelegateApprover", "BusinessApprover", "BusinessApprovalInstance_DelegateAppr"),
    to("OverrideApprover", "BusinessApprover", "BusinessApprovalInstance_OverrideAppr"),
    to("WorkflowInstance", "BusinessApprovalWorkflow", "BusinessApprovalInstance_WorkflowInst"),
    to("NodeInstance", "BusinessApprovalRuntimeNodeInstance", "bizapprlnstance_NodeInstance"),
    to("Node", "BusinessApprovalRuntimeNode", "BusinessApprovalInstance_Node_cat_Bus"),
    to("Stage", "BusinessApprovalRuntimeStage", "BusinessApprovalInstance_Stage_cat_Bu"),
    to("ProcessVersion", "BusinessApprovalVersion", "cat_businessapprovalinstance_ProcessVersi"),
  ]),
  kitTable("BusinessApprovalInstanceOverride", 10409, [
    line("Name", 100, { autoNumber: "{SEQNUM:5}" }),
    pick("OverrideType", kitOptions("Admin", "Time-out", "Out-of-office"), 809_060_000),
    pick("OverrideStatus", kitOptions("Success", "Cancelled - Approval Completed")),
    paragraph("OverrideReason"),
    yesNo("IsCancellation", false),
    yesNo("IsReassign", true),
    to("ApprovalInstance", "BusinessApprovalInstance", "BusinessApprovalInstanceOverride_Appr"),
    to("OverrideApprover", "BusinessApprover", "BusinessApprovalInstanceOverride_Over"),
  ]),
];
