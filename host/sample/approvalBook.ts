import type { SampleBatch, SampleRow } from "./rows";
import { daysBefore, rowId } from "./random";

/** Power Automate's own codes; `unknown` is one that no documentation lists. */
const approvalStatus = {
  created: [0, 192_350_000],
  pending: [0, 192_350_001],
  suspended: [0, 192_350_002],
  unknown: [0, 192_350_003],
  completed: [1, 192_350_004],
  expired: [1, 192_350_005],
  canceled: [1, 192_350_006],
  abandoned: [1, 192_350_007],
} as const;
const requestStatus = { active: [0, 1], inactive: [1, 2], reassigned: [1, 192_350_000] } as const;
/** A decision is an inactive row: only drafts are active. */
const responseStatus = { reviewing: [0, 192_350_000], saved: [0, 192_350_001], committed: [1, 192_350_002] } as const;
const stageType = { approval: 192_350_000, condition: 192_350_001, ai: 192_350_002 } as const;
const stageStatus = {
  active: [0, 1],
  initialized: [0, 192_350_001],
  completed: [1, 192_350_002],
  skipped: [1, 192_350_003],
  inactive: [1, 2],
} as const;
/** What a condition or a model decides about the way on. */
const outcomes = {
  continue: 192_350_000,
  goTo: 192_350_001,
  terminateAsApproved: 192_350_002,
  terminateAsRejected: 192_350_003,
} as const;
const approvalStage = { notSpecified: 192_350_000, basic: 192_350_001, complete: 192_351_000 } as const;
const priorities = [192_350_000, 192_350_001, 192_350_002, 192_350_003] as const;

/** Which of Power Automate's models decides; the three besides the basic one are told by the model table's name alone. */
type Model = "basic" | "awaitall" | "action" | "awaitallaction";

type LinkForm =
  "plain" | "encodedBraces" | "upperCase" | "otherTable" | "otherOrganisation" | "short" | "script" | "none";

export interface ApprovalPlan {
  /** Days before now. */
  readonly age: number;
  readonly status?: keyof typeof approvalStatus;
  readonly result?: string;
  readonly completedAge?: number;
  /** Everyone must approve; otherwise the first to respond decides. */
  readonly everyone?: boolean;
  /** Days from now. */
  readonly dueIn?: number;
  /** Comma-separated custom responses. */
  readonly options?: string;
  readonly details?: string;
  readonly steps?: number;
  readonly currentStep?: number;
  readonly link?: LinkForm;
  readonly model?: Model;
  /** Days from now. */
  readonly expiresIn?: number;
  /** Its owner may cancel it, approvers may hand it on. Default: both. */
  readonly fixed?: boolean;
  /** The flow that waits for it. */
  readonly flow?: string;
}

export interface AskPlan {
  readonly age: number;
  readonly status?: keyof typeof requestStatus;
  readonly step?: number;
  /** The request that this one was reassigned from. */
  readonly from?: Ask;
  readonly team?: boolean;
  /** In a multi-stage approval. */
  readonly stage?: number;
  /** Days from now. */
  readonly dueIn?: number;
  /** Days ago. */
  readonly remindedAge?: number;
  /** The approvals service left the kind of its options open. */
  readonly optionsNotSpecified?: boolean;
}

export interface ResponsePlan {
  readonly age: number;
  readonly outcome: string;
  readonly comment?: string;
  readonly status?: keyof typeof responseStatus;
  readonly step?: number;
  readonly stage?: number;
  readonly createdBy?: Approver;
  /** Who entered it in the name of its owner. */
  readonly onBehalf?: Approver;
}

/** A stage of a multi-stage approval. What a condition or a model decided is absent while it is to come. */
type StagePlan = { readonly order: number; readonly name: string; readonly status: keyof typeof stageStatus } & (
  | { readonly kind: "approval"; readonly everyone?: boolean; readonly result?: string }
  | {
      readonly kind: "condition";
      readonly logic: string;
      readonly outcome?: keyof typeof outcomes;
      readonly info?: string;
    }
  | {
      readonly kind: "ai";
      readonly response?: string;
      readonly rationale?: string;
      readonly outcome?: keyof typeof outcomes;
    }
);

export interface Approver {
  readonly id: string;
  readonly name: string;
}

export interface Approval {
  readonly id: string;
  readonly options: string | undefined;
  readonly fixed: boolean;
}

interface Ask {
  readonly id: string;
  readonly approval: Approval;
  readonly approver: Approver;
}

/** The organisation that the sample's links name; the host serves the same records under its own address. */
const organisation = "https://contoso.crm.dynamics.com";

/** Each kind of stage has a table of its own, with the columns that only it needs. */
const stageParts = {
  approval: { table: "approvalstageapproval", lookup: "stageapproval", ids: "3010" },
  condition: { table: "approvalstagecondition", lookup: "stagecondition", ids: "3011" },
  ai: { table: "approvalstageintelligent", lookup: "stageintelligent", ids: "3007" },
} as const;

function partColumns(plan: StagePlan, modelId: string): SampleRow {
  switch (plan.kind) {
    case "approval":
      return {
        title: plan.name,
        modelid: modelId,
        modeltype: "msdyn_flow_basicapprovalmodel",
        result: plan.result ?? (plan.status === "completed" ? "Approve" : null),
      };
    case "condition":
      return {
        conditionallogic: plan.logic,
        resulttype: plan.outcome === undefined ? null : outcomes[plan.outcome],
        resultinfo: plan.info ?? null,
      };
    case "ai":
      return {
        aimodelid: "purchase-policy",
        predictionresponse: plan.response ?? null,
        predictionrationale: plan.rationale ?? null,
        nextstepsresult: plan.outcome === undefined ? null : outcomes[plan.outcome],
      };
  }
}

/** Collects the rows of Power Automate's approval tables, as the approvals service would have written them. */
export class ApprovalBook {
  private readonly approvals: Record<string, unknown>[] = [];
  private readonly models: Record<Model, SampleRow[]> = { basic: [], awaitall: [], action: [], awaitallaction: [] };
  private readonly requests: Record<string, unknown>[] = [];
  private readonly responses: SampleRow[] = [];
  private readonly steps: SampleRow[] = [];
  private readonly stages: SampleRow[] = [];
  private readonly stageParts: Record<StagePlan["kind"], SampleRow[]> = { approval: [], condition: [], ai: [] };
  private readonly flows: SampleRow[] = [];
  private readonly notes: SampleRow[] = [];

  constructor(
    private readonly now: Date,
    private readonly titleOf: (request: number) => string,
    private readonly idOf: (request: number) => string,
    private readonly requesterOf: (request: number) => { readonly id: string },
  ) {}

  approval(request: number, plan: ApprovalPlan): Approval {
    const n = this.approvals.length + 1;
    const id = rowId("3001", n);
    const modelId = rowId("3002", n);
    const [state, status] = approvalStatus[plan.status ?? "pending"];
    const on = daysBefore(this.now, plan.age);
    const model = plan.model ?? "basic";
    const modelTable = `msdyn_flow_${model}approvalmodel`;
    this.models[model].push({
      [`${modelTable}id`]: modelId,
      [`${modelTable}_name`]: `Model ${n}`,
      ...(model === "basic" ? { [`${modelTable}_allmustapprove`]: plan.everyone === true } : {}),
    });
    this.approvals.push({
      msdyn_flow_approvalid: id,
      msdyn_flow_approval_name: id,
      msdyn_flow_approval_modelid: modelId,
      msdyn_flow_approval_modeltype: modelTable,
      msdyn_flow_approval_basicapprovalmodel: model === "basic" ? modelId : null,
      msdyn_flow_approval_title: `Approve: ${this.titleOf(request)}`,
      msdyn_flow_approval_details:
        plan.details ??
        `**${this.titleOf(request)}** needs your decision.\n\n- see the attached offer\n- delivery within six weeks`,
      msdyn_flow_approval_itemlink: this.link(request, plan.link ?? "plain"),
      msdyn_flow_approval_itemlinkdescription: this.titleOf(request),
      msdyn_flow_approval_result: plan.result ?? null,
      msdyn_flow_approval_source: "Purchase approvals",
      msdyn_flow_approval_category: plan.everyone === true ? "Everyone must approve" : "First to respond",
      msdyn_flow_approval_priority: priorities[n % priorities.length],
      msdyn_flow_approval_stage:
        plan.status === "created"
          ? approvalStage.notSpecified
          : plan.completedAge === undefined
            ? approvalStage.basic
            : approvalStage.complete,
      msdyn_flow_approval_currentstepnumber: plan.currentStep ?? 1,
      msdyn_flow_approval_allowreassign: plan.fixed !== true,
      msdyn_flow_approval_allowcancel: plan.fixed !== true,
      msdyn_flow_approval_sendemail: true,
      msdyn_flow_approval_dueon: plan.dueIn === undefined ? null : daysBefore(this.now, -plan.dueIn),
      msdyn_flow_approval_expireson: plan.expiresIn === undefined ? null : daysBefore(this.now, -plan.expiresIn),
      msdyn_flow_approval_completedon: plan.completedAge === undefined ? null : daysBefore(this.now, plan.completedAge),
      statecode: state,
      statuscode: status,
      ownerid: this.requesterOf(request).id,
      owneridtype: "systemuser",
      createdby: this.requesterOf(request).id,
      createdon: on,
      modifiedon: plan.completedAge === undefined ? on : daysBefore(this.now, plan.completedAge),
    });
    for (let step = 1; step <= (plan.steps ?? 0); step++) {
      this.steps.push({
        msdyn_flow_approvalstepid: rowId("3003", this.steps.length + 1),
        msdyn_name: `Step ${step}`,
        msdyn_flow_approvalstep_approval: id,
        msdyn_flow_approvalstep_number: step,
        msdyn_flow_approvalstep_modeltype: modelTable,
        msdyn_flow_approvalstep_model: modelId,
        msdyn_flow_approvalstep_result:
          step < (plan.currentStep ?? 1) ? "Approve" : step === plan.currentStep ? (plan.result ?? null) : null,
      });
    }
    if (plan.flow !== undefined) {
      this.flows.push({
        msdyn_flow_flowapprovalid: rowId("3008", this.flows.length + 1),
        msdyn_flow_flowapproval_name: id,
        msdyn_flow_flowapproval_approval: id,
        msdyn_flow_flowapproval_flowname: plan.flow,
        msdyn_flow_flowapproval_flowid: rowId("3009", this.flows.length + 1),
        msdyn_flow_flowapproval_flownotificationuri: "https://contoso.example/a-secret-that-nobody-should-read",
      });
    }
    return { id, options: plan.options, fixed: plan.fixed === true };
  }

  /** Asks one approver; the request row belongs to them. */
  ask(approval: Approval, approver: Approver, plan: AskPlan): Ask {
    const id = rowId("3004", this.requests.length + 1);
    const [state, status] = requestStatus[plan.status ?? "active"];
    this.requests.push({
      msdyn_flow_approvalrequestid: id,
      msdyn_flow_approvalrequest_name: id,
      msdyn_flow_approvalrequest_approval: approval.id,
      msdyn_flow_approvalrequest_reassignedfrom: plan.from?.id ?? null,
      msdyn_flow_approvalrequest_responseoptions: approval.options ?? "Approve,Reject",
      msdyn_flow_approvalrequest_responseoptionstype:
        plan.optionsNotSpecified === true ? 192_350_000 : approval.options === undefined ? 192_350_001 : 192_350_002,
      msdyn_flow_approvalrequest_stepnumber: plan.step ?? 1,
      stagenumber: plan.stage ?? 1,
      msdyn_flow_approvalrequest_allowreassignment: !approval.fixed,
      msdyn_flow_approvalrequest_dueon: plan.dueIn === undefined ? null : daysBefore(this.now, -plan.dueIn),
      msdyn_flow_approvalrequest_lastnotifiedon:
        plan.remindedAge === undefined ? null : daysBefore(this.now, plan.remindedAge),
      statecode: state,
      statuscode: status,
      ownerid: approver.id,
      owneridtype: plan.team === true ? "team" : "systemuser",
      createdon: daysBefore(this.now, plan.age),
    });
    return { id, approval, approver };
  }

  /** Closes a circle: no history ends in it, and whoever follows it must notice. */
  reassignInCircle(first: Ask, last: Ask): void {
    const row = this.requests.find(({ msdyn_flow_approvalrequestid: id }) => id === first.id);
    if (row) row["msdyn_flow_approvalrequest_reassignedfrom"] = last.id;
  }

  /** What somebody hung on the approval: a text, or a file. */
  note(
    approval: Approval,
    by: Approver,
    note: {
      readonly age: number;
      readonly subject: string;
      readonly text: string;
      readonly file?: { readonly name: string; readonly content: string };
    },
  ): void {
    this.notes.push({
      annotationid: rowId("3013", this.notes.length + 1),
      subject: note.subject,
      notetext: note.text,
      isdocument: note.file !== undefined,
      filename: note.file?.name ?? null,
      mimetype: note.file === undefined ? null : "text/plain",
      documentbody: note.file === undefined ? null : Buffer.from(note.file.content).toString("base64"),
      filesize: note.file === undefined ? null : Buffer.byteLength(note.file.content),
      objectid: approval.id,
      objectidtype: "msdyn_flow_approval",
      objecttypecode: "msdyn_flow_approval",
      ownerid: by.id,
      owneridtype: "systemuser",
      createdon: daysBefore(this.now, note.age),
    });
  }

  /** The row belongs to the responder; nothing links it to its request. */
  respond(ask: Ask, plan: ResponsePlan): void {
    const id = rowId("3005", this.responses.length + 1);
    const by = plan.createdBy?.id ?? ask.approver.id;
    const [state, status] = responseStatus[plan.status ?? "committed"];
    this.responses.push({
      msdyn_flow_approvalresponseid: id,
      msdyn_flow_approvalresponse_name: id,
      msdyn_flow_approvalresponse_approval: ask.approval.id,
      msdyn_flow_approvalresponse_response: plan.outcome,
      msdyn_flow_approvalresponse_comments: plan.comment ?? null,
      msdyn_flow_approvalresponse_stepnumber: plan.step ?? 1,
      stagenumber: plan.stage ?? 1,
      statecode: state,
      statuscode: status,
      ownerid: ask.approver.id,
      owneridtype: "systemuser",
      createdby: by,
      createdonbehalfby: plan.onBehalf?.id ?? null,
      createdon: daysBefore(this.now, plan.age),
    });
  }

  stage(approval: Approval, plan: StagePlan): void {
    const [state, status] = stageStatus[plan.status];
    const n = this.stages.length + 1;
    const id = rowId("3006", n);
    const part = stageParts[plan.kind];
    const modelId = rowId("3014", n);
    if (plan.kind === "approval") {
      this.models.basic.push({
        msdyn_flow_basicapprovalmodelid: modelId,
        msdyn_flow_basicapprovalmodel_name: `Model of stage ${n}`,
        msdyn_flow_basicapprovalmodel_allmustapprove: plan.everyone === true,
      });
    }
    this.stageParts[plan.kind].push({
      [`${part.table}id`]: rowId(part.ids, n),
      name: plan.name,
      approval: approval.id,
      ...partColumns(plan, modelId),
    });
    if (plan.status === "active") {
      const row = this.approvals.find(({ msdyn_flow_approvalid: key }) => key === approval.id);
      if (row) row["currentstage"] = id;
    }
    this.stages.push({
      approvalstageorderid: id,
      [part.lookup]: rowId(part.ids, n),
      name: plan.name,
      approval: approval.id,
      ordernumber: plan.order,
      type: stageType[plan.kind],
      statecode: state,
      statuscode: status,
    });
  }

  *batches(): Generator<SampleBatch> {
    const tables: readonly (readonly [string, readonly SampleRow[]])[] = [
      ["msdyn_flow_basicapprovalmodel", this.models.basic],
      ["msdyn_flow_awaitallapprovalmodel", this.models.awaitall],
      ["msdyn_flow_actionapprovalmodel", this.models.action],
      ["msdyn_flow_awaitallactionapprovalmodel", this.models.awaitallaction],
      ["msdyn_flow_approval", this.approvals],
      ["msdyn_flow_approvalstep", this.steps],
      ["msdyn_flow_approvalrequest", this.requests],
      ["msdyn_flow_approvalresponse", this.responses],
      ["msdyn_flow_flowapproval", this.flows],
      ["annotation", this.notes],
      ["approvalstageapproval", this.stageParts.approval],
      ["approvalstagecondition", this.stageParts.condition],
      ["approvalstageintelligent", this.stageParts.ai],
      ["approvalstageorder", this.stages],
    ];
    for (const [table, rows] of tables) {
      for (let start = 0; start < rows.length; start += 5_000) yield { table, rows: rows.slice(start, start + 5_000) };
    }
  }

  private link(request: number, form: LinkForm): string | null {
    const id = this.idOf(request);
    const address = (table: string, key: string, host = organisation): string =>
      `${host}/main.aspx?pagetype=entityrecord&etn=${table}&id=${key}`;
    switch (form) {
      case "plain":
        return address("fsn_purchaserequest", id);
      case "encodedBraces":
        return address("fsn_purchaserequest", `%7B${id}%7D`);
      case "upperCase":
        return address("fsn_purchaserequest", `{${id.toUpperCase()}}`);
      case "otherTable":
        return address("fsn_purchaserequestline", id);
      case "otherOrganisation":
        return address("fsn_purchaserequest", id, "https://fabrikam.crm4.dynamics.com");
      case "short":
        return "https://contoso.example/s/3kq9";
      case "script":
        return `javascript:alert(document.domain)//?etn=fsn_purchaserequest&id=${id}`;
      case "none":
        return null;
    }
  }
}
