import type { Approval, Approver } from "./approvalBook";
import type { SampleBatch, SampleRow } from "./rows";
import { people, person, type Person } from "./people";
import { daysBefore, rowId } from "./random";

const option = (n: number): number => 809_060_000 + n;
const statuses = {
  new: option(0),
  running: option(1),
  completed: option(2),
  suspended: option(3),
  canceled: option(4),
  timedOut: option(5),
  error: option(6),
};
const approvalTypes = { everyone: option(0), first: option(1), customAll: option(2), customOne: option(3) };
const delegationRules = { none: option(0), timeOut: option(1), outOfOffice: option(2), both: option(3) };
const overrideTypes = { admin: option(0), timeOut: option(1), outOfOffice: option(2) };
const nodeTypes = { approval: option(0), goTo: option(1), end: option(2) };

export type KitStatus = keyof typeof statuses;

/** The stages of the one process that the sample has, in their order. */
const stages = ["Manager review", "Finance review", "Decision"] as const;
export type StageName = (typeof stages)[number];

interface NodePlan {
  readonly name: string;
  readonly stage: StageName;
  readonly type?: keyof typeof nodeTypes;
  readonly approval?: keyof typeof approvalTypes;
  readonly responses?: string;
  readonly delegation?: keyof typeof delegationRules;
  readonly goTo?: StageName;
}

const nodes = [
  { name: "All managers approve", stage: "Manager review", approval: "everyone", delegation: "none" },
  { name: "One manager approves", stage: "Manager review", approval: "first", delegation: "timeOut" },
  {
    name: "Finance sets conditions",
    stage: "Finance review",
    approval: "customAll",
    responses: "Approve later;Approve, with conditions;موافقة مشروطة;👍 fine",
    delegation: "outOfOffice",
  },
  { name: "Back to the managers", stage: "Finance review", type: "goTo", goTo: "Manager review" },
  {
    name: "One of the board decides",
    stage: "Decision",
    approval: "customOne",
    responses: "Buy;Lease;Neither",
    delegation: "both",
  },
  { name: "Stop", stage: "Decision", type: "end" },
] as const satisfies readonly NodePlan[];
export type NodeName = (typeof nodes)[number]["name"];

interface Period {
  /** Days before now. */
  readonly age: number;
  readonly endAge?: number;
  readonly status: KitStatus;
}

export interface WorkflowPlan extends Omit<Period, "endAge"> {
  /** By which of its columns the record is found; without one, only by the link of an instance. */
  readonly key?: "correlation" | "external";
  readonly note?: string;
}

export interface InstancePlan extends Omit<Period, "endAge"> {
  readonly actionedAge?: number;
  readonly outcome?: string;
  readonly comments?: string;
  /** Who was asked first, when this instance replaces theirs. */
  readonly original?: Approver;
  readonly delegate?: { readonly to: Approver; readonly age: number };
  /** The Power Automate approval through which the Kit asks. */
  readonly through?: Approval;
  readonly linked?: boolean;
}

export interface OverridePlan {
  readonly age: number;
  readonly type: keyof typeof overrideTypes;
  readonly reason: string;
  /** Who is asked instead; without one the instance is cancelled. */
  readonly to?: Approver;
  /** The instance was answered before the override took effect. */
  readonly tooLate?: boolean;
}

interface Workflow {
  readonly id: string;
  readonly request: number;
}

interface Stage {
  readonly id: string;
  readonly workflow: Workflow;
  readonly name: StageName;
}

interface Node {
  readonly id: string;
  readonly stage: Stage;
  readonly plan: NodePlan;
}

interface Instance {
  readonly id: string;
  readonly row: Record<string, unknown>;
}

const ids = {
  approver: "4001",
  version: "4002",
  stage: "4003",
  node: "4004",
  workflow: "4005",
  stageInstance: "4006",
  nodeInstance: "4007",
  instance: "4008",
  override: "4009",
};

/** Collects the rows of the Business Approvals Kit, as its flows would have written them. */
export class KitBook {
  private readonly workflows: SampleRow[] = [];
  private readonly stageInstances: Record<string, unknown>[] = [];
  private readonly nodeInstances: Record<string, unknown>[] = [];
  private readonly instances: SampleRow[] = [];
  private readonly overrides: SampleRow[] = [];
  /** The flows run as this user, so it owns what they write. */
  private readonly owner = { ownerid: person("# Approvals Service").id, owneridtype: "systemuser" };

  constructor(
    private readonly now: Date,
    private readonly titleOf: (request: number) => string,
    private readonly idOf: (request: number) => string,
    private readonly requesterOf: (request: number) => Person,
  ) {}

  workflow(request: number, plan: WorkflowPlan): Workflow {
    const id = rowId(ids.workflow, this.workflows.length + 1);
    this.workflows.push({
      cat_businessapprovalworkflowid: id,
      cat_correlationid: plan.key === "correlation" ? this.idOf(request) : null,
      cat_externalreference: plan.key === "external" ? `fsn_purchaserequest/${this.idOf(request).toUpperCase()}` : null,
      cat_requestedby: this.requesterOf(request).userPrincipalName,
      cat_version: 3,
      cat_instancestatus: statuses[plan.status],
      cat_additionalinformation: plan.note ?? null,
      cat_processversion: version,
      ...this.owner,
      createdon: daysBefore(this.now, plan.age),
    });
    return { id, request };
  }

  stage(workflow: Workflow, name: StageName, plan: Period): Stage {
    const id = rowId(ids.stageInstance, this.stageInstances.length + 1);
    this.stageInstances.push({
      cat_businessapprovalruntimestageinstanceid: id,
      cat_stagenamevalue: name,
      cat_order: stages.indexOf(name) + 1,
      cat_stage: stageId(name),
      cat_gotostage: null,
      cat_endworkflow: false,
      cat_workflowinstance: workflow.id,
      cat_processversion: version,
      cat_requestedby: this.requesterOf(workflow.request).userPrincipalName,
      ...this.period(plan),
    });
    return { id, workflow, name };
  }

  /** @throws RangeError when the process has no such node in that stage */
  node(stage: Stage, name: NodeName, plan: Period & { readonly dueIn?: number; readonly message?: string }): Node {
    const id = rowId(ids.nodeInstance, this.nodeInstances.length + 1);
    const index = nodes.findIndex((node) => node.name === name && node.stage === stage.name);
    const found: NodePlan | undefined = nodes[index];
    if (!found) throw new RangeError(`The stage ${stage.name} has no node ${name}.`);
    this.nodeInstances.push({
      cat_businessapprovalruntimenodeinstanceid: id,
      cat_nodenamevalue: name,
      cat_nodetype: nodeTypes[found.type ?? "approval"],
      cat_order: index + 1,
      cat_path: 1,
      cat_message: plan.message ?? null,
      cat_nodeduedatevalue: plan.dueIn === undefined ? null : daysBefore(this.now, -plan.dueIn),
      cat_gotostageinstanceid: null,
      cat_node: rowId(ids.node, index + 1),
      cat_stage: stageId(stage.name),
      cat_stageinstance: stage.id,
      cat_workflowinstance: stage.workflow.id,
      cat_requestedby: this.requesterOf(stage.workflow.request).userPrincipalName,
      ...this.period(plan),
    });
    return { id, stage, plan: found };
  }

  /** A go-to node sends the process to a stage where it has been before: the stage is instantiated anew. */
  goTo(node: Node, target: Stage): void {
    const nodeRow = this.nodeInstances.find((row) => row["cat_businessapprovalruntimenodeinstanceid"] === node.id);
    const stageRow = this.stageInstances.find(
      (row) => row["cat_businessapprovalruntimestageinstanceid"] === node.stage.id,
    );
    if (nodeRow) nodeRow["cat_gotostageinstanceid"] = target.id;
    if (stageRow) stageRow["cat_gotostage"] = stageId(target.name);
  }

  /** An end node closes the workflow in its stage, whatever would come after. */
  end(stage: Stage): void {
    const row = this.stageInstances.find((one) => one["cat_businessapprovalruntimestageinstanceid"] === stage.id);
    if (row) row["cat_endworkflow"] = true;
  }

  ask(node: Node, approver: Approver, plan: InstancePlan): Instance {
    const { workflow } = node.stage;
    const id = rowId(ids.instance, this.instances.length + 1);
    const row: Record<string, unknown> = {
      cat_businessapprovalinstanceid: id,
      cat_title: `Purchase approval Approval - ${node.plan.name}`,
      cat_details: this.titleOf(workflow.request),
      cat_itemlink:
        plan.linked === true
          ? `https://contoso.crm.dynamics.com/main.aspx?pagetype=entityrecord&etn=fsn_purchaserequest&id=${this.idOf(workflow.request)}`
          : null,
      cat_appovalid: plan.through?.id ?? null,
      cat_approvaltype: approvalTypes[node.plan.approval ?? "everyone"],
      cat_customresponses: node.plan.responses ?? null,
      cat_instancestatus: statuses[plan.status],
      cat_outcome: plan.outcome ?? null,
      cat_comments: plan.comments ?? null,
      // The flow writes the start when it has sent the approval, and not before.
      cat_start: plan.status === "new" ? null : daysBefore(this.now, plan.age),
      cat_actionedon: plan.actionedAge === undefined ? null : daysBefore(this.now, plan.actionedAge),
      cat_approver: approverId(approver),
      cat_approverupn: people.find((one) => one.id === approver.id)?.userPrincipalName ?? formerColleague,
      cat_originalapprover: plan.original === undefined ? null : approverId(plan.original),
      cat_delegateapprover: plan.delegate === undefined ? null : approverId(plan.delegate.to),
      cat_delegatedon: plan.delegate === undefined ? null : daysBefore(this.now, plan.delegate.age),
      cat_overrideapprover: null,
      cat_requestedby: this.requesterOf(workflow.request).userPrincipalName,
      cat_workflowinstance: workflow.id,
      cat_nodeinstance: node.id,
      cat_node: rowId(ids.node, nodes.findIndex(({ name }) => name === node.plan.name) + 1),
      cat_stage: stageId(node.stage.name),
      cat_processversion: version,
      ...this.owner,
      createdon: daysBefore(this.now, plan.age),
    };
    this.instances.push(row);
    return { id, row };
  }

  /** Asks somebody else, or nobody any more. The instance itself stays, cancelled; whoever is asked instead gets one of their own. */
  override(instance: Instance, plan: OverridePlan): void {
    this.overrides.push({
      cat_businessapprovalinstanceoverrideid: rowId(ids.override, this.overrides.length + 1),
      cat_overridetype: overrideTypes[plan.type],
      cat_overridestatus: option(plan.tooLate === true ? 1 : 0),
      cat_overridereason: plan.reason,
      cat_iscancellation: plan.to === undefined,
      cat_isreassign: plan.to !== undefined,
      cat_approvalinstance: instance.id,
      cat_overrideapprover: plan.to === undefined ? null : approverId(plan.to),
      ...this.owner,
      createdon: daysBefore(this.now, plan.age),
    });
    if (plan.to !== undefined && plan.tooLate !== true) instance.row["cat_overrideapprover"] = approverId(plan.to);
  }

  *batches(): Generator<SampleBatch> {
    yield { table: "cat_businessapprover", rows: approverRows };
    yield {
      table: "cat_businessapprovalversion",
      rows: [{ cat_businessapprovalversionid: version, cat_name: "Purchase approval", cat_version: 3 }],
    };
    yield { table: "cat_businessapprovalruntimestage", rows: stageRows };
    yield { table: "cat_businessapprovalruntimenode", rows: nodeRows };
    yield { table: "cat_businessapprovalworkflow", rows: this.workflows };
    yield { table: "cat_businessapprovalruntimestageinstance", rows: this.stageInstances };
    yield { table: "cat_businessapprovalruntimenodeinstance", rows: this.nodeInstances };
    yield { table: "cat_businessapprovalinstance", rows: this.instances };
    yield { table: "cat_businessapprovalinstanceoverride", rows: this.overrides };
  }

  private period({ age, endAge, status }: Period): SampleRow {
    const start = daysBefore(this.now, age);
    return {
      cat_start: start,
      cat_end: endAge === undefined ? null : daysBefore(this.now, endAge),
      cat_instancestatus: statuses[status],
      ...this.owner,
      createdon: start,
    };
  }
}

const version = rowId(ids.version, 1);

/** The Kit knows approvers by their names to sign in; one of them has no user any more. */
const formerColleague = "left.2023@contoso.example";
const approvers = people.filter(({ roles }) => roles.includes("Purchase Approver"));

function approverId(approver: Approver): string {
  return rowId(ids.approver, approvers.findIndex(({ id }) => id === approver.id) + 1 || approvers.length + 1);
}

const approverRows: readonly SampleRow[] = [
  ...approvers.map((one, index): SampleRow => ({
    cat_businessapproverid: rowId(ids.approver, index + 1),
    cat_name: one.name,
    cat_displayname: one.name,
    cat_approverid: one.userPrincipalName,
    cat_approvertype: option(0),
    cat_isoutofoffice: one.name === "Omar Haddad",
    cat_delegate: one.name === "Omar Haddad" ? approverId(person("Grace Kim")) : null,
    cat_backupdelegate: one.name === "Omar Haddad" ? approverId(person("Mia Chen")) : null,
  })),
  {
    cat_businessapproverid: rowId(ids.approver, approvers.length + 1),
    cat_name: formerColleague,
    cat_displayname: null,
    cat_approverid: formerColleague,
    cat_approvertype: option(0),
  },
];

const stageId = (name: StageName): string => rowId(ids.stage, stages.indexOf(name) + 1);

const stageRows: readonly SampleRow[] = stages.map((name, index) => ({
  cat_businessapprovalruntimestageid: stageId(name),
  cat_name: name,
  cat_order: index + 1,
  cat_paths: 1,
  cat_stagecondition: option(0),
  cat_processversion: version,
}));

const nodeRows: readonly SampleRow[] = nodes.map((node: NodePlan, index) => ({
  cat_businessapprovalruntimenodeid: rowId(ids.node, index + 1),
  cat_name: node.name,
  cat_nodetype: nodeTypes[node.type ?? "approval"],
  cat_approvaltype: node.approval === undefined ? null : approvalTypes[node.approval],
  cat_customresponses: node.responses ?? null,
  cat_delegationrule: delegationRules[node.delegation ?? "none"],
  cat_timeout: node.delegation === "timeOut" || node.delegation === "both" ? 5 : null,
  cat_pathindex: 1,
  cat_rowindex: index + 1,
  cat_stage: stageId(node.stage),
  cat_gotostage: node.goTo === undefined ? null : stageId(node.goTo),
  cat_processversion: version,
}));
