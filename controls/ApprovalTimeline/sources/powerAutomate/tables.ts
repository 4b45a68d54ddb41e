import type { Columns } from "../parts";

/** Names as the platform publishes them. The multi-stage tables and their columns carry no prefix at all. */
export const APPROVAL = "msdyn_flow_approval";
export const REQUEST = "msdyn_flow_approvalrequest";
export const RESPONSE = "msdyn_flow_approvalresponse";
export const STEP = "msdyn_flow_approvalstep";
export const BASIC_MODEL = "msdyn_flow_basicapprovalmodel";
export const STAGE_ORDER = "approvalstageorder";
export const STAGE_APPROVAL = "approvalstageapproval";
export const STAGE_CONDITION = "approvalstagecondition";
export const STAGE_INTELLIGENT = "approvalstageintelligent";

/** Of a multi-stage approval; without a prefix, unlike every other column of requests and responses. */
export const STAGE_NUMBER = "stagenumber";

export const APPROVAL_COLUMNS: Columns = {
  core: [
    `${APPROVAL}_title`,
    `${APPROVAL}_itemlink`,
    `${APPROVAL}_result`,
    `${APPROVAL}_modeltype`,
    `${APPROVAL}_dueon`,
    `${APPROVAL}_expireson`,
    `${APPROVAL}_completedon`,
    `${APPROVAL}_allowreassign`,
    `${APPROVAL}_allowcancel`,
    `_${APPROVAL}_basicapprovalmodel_value`,
    "statecode",
    "statuscode",
    "createdon",
    "_ownerid_value",
  ],
  newer: ["_currentstage_value"],
};

export const REQUEST_COLUMNS: Columns = {
  core: [
    `_${REQUEST}_approval_value`,
    `_${REQUEST}_reassignedfrom_value`,
    `${REQUEST}_dueon`,
    `${REQUEST}_stepnumber`,
    `${REQUEST}_responseoptions`,
    `${REQUEST}_responseoptionstype`,
    "statuscode",
    "createdon",
    "_ownerid_value",
  ],
  newer: [STAGE_NUMBER],
};

export const RESPONSE_COLUMNS: Columns = {
  core: [
    `_${RESPONSE}_approval_value`,
    `${RESPONSE}_response`,
    `${RESPONSE}_comments`,
    `${RESPONSE}_stepnumber`,
    "statuscode",
    "createdon",
    "_ownerid_value",
  ],
  newer: [STAGE_NUMBER],
};

const only = (...core: readonly string[]): Columns => ({ core, newer: [] });

export const STEP_COLUMNS = only(`_${STEP}_approval_value`, `${STEP}_number`, `${STEP}_modeltype`);
export const MODEL_COLUMNS = only(`${BASIC_MODEL}_allmustapprove`);
export const STAGE_ORDER_COLUMNS = only(
  "_approval_value",
  "name",
  "ordernumber",
  "type",
  "_stageapproval_value",
  "_stagecondition_value",
  "_stageintelligent_value",
  "statuscode",
);
export const STAGE_APPROVAL_COLUMNS = only("_approval_value", "title", "modeltype", "modelid");
export const STAGE_CONDITION_COLUMNS = only(
  "_approval_value",
  "conditionallogic",
  "resulttype",
  "resultvalue",
  "resultinfo",
  "modifiedon",
);
export const STAGE_INTELLIGENT_COLUMNS = only(
  "_approval_value",
  "aimodelid",
  "predictionresponse",
  "predictionrationale",
  "nextstepsresult",
  "nextstepsresultvalue",
  "modifiedon",
);
