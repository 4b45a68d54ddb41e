type Row = Readonly<Record<string, unknown>>;

const APPROVAL = "msdyn_flow_approval";
const REQUEST = "msdyn_flow_approvalrequest";
const RESPONSE = "msdyn_flow_approvalresponse";
const MODEL = "msdyn_flow_basicapprovalmodel";
const GUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const HOUR = 3_600_000;

const idOf = (kind: number, index: number) => `33333333-000${kind}-4000-8000-${index.toString(16).padStart(12, "0")}`;
const indexOf = (id: string) => parseInt(id.slice(-12), 16);
const person = {
  _ownerid_value: "22222222-0000-4000-8000-0000000000a1",
  "_ownerid_value@OData.Community.Display.V1.FormattedValue": "Mia Chen",
  "_ownerid_value@Microsoft.Dynamics.CRM.lookuplogicalname": "systemuser",
};

/**
 * The approvals of one record, newest first, as the Web API sends them: each created, asked for, answered and ended, which
 * is four events; where two are left over, the newest one is still waiting. Rows are made anew for every answer, as JSON is.
 *
 * @param events a multiple of two
 */
export function approvalsOf(events: number): (table: string, filter: string) => readonly Row[] {
  const count = Math.ceil(events / 4);
  const isWaiting = (index: number) => index === 0 && events % 4 === 2;
  const at = (index: number, step: number) =>
    new Date(Date.UTC(2026, 0, 1) + ((count - index) * 4 + step) * HOUR).toISOString();

  const approval = (index: number, record: string): Row => ({
    [`${APPROVAL}id`]: idOf(1, index),
    [`${APPROVAL}_title`]: `Approve ${index}`,
    [`${APPROVAL}_itemlink`]: `https://contoso.crm.dynamics.com/main.aspx?etn=order&id=${record}`,
    [`_${APPROVAL}_basicapprovalmodel_value`]: idOf(4, 0),
    [`${APPROVAL}_result`]: isWaiting(index) ? null : "Approve",
    [`${APPROVAL}_completedon`]: isWaiting(index) ? null : at(index, 3),
    statuscode: isWaiting(index) ? 192350001 : 192350004,
    createdon: at(index, 0),
    ...person,
  });
  const request = (index: number): Row => ({
    [`${REQUEST}id`]: idOf(2, index),
    [`_${REQUEST}_approval_value`]: idOf(1, index),
    [`${REQUEST}_stepnumber`]: 1,
    stagenumber: 1,
    statuscode: isWaiting(index) ? 1 : 2,
    createdon: at(index, 1),
    ...person,
  });
  const response = (index: number): Row => ({
    [`${RESPONSE}id`]: idOf(3, index),
    [`_${RESPONSE}_approval_value`]: idOf(1, index),
    [`${RESPONSE}_response`]: "Approve",
    [`${RESPONSE}_comments`]: `Fine with me, ${index}`,
    [`${RESPONSE}_stepnumber`]: 1,
    stagenumber: 1,
    statuscode: 192350002,
    createdon: at(index, 2),
    ...person,
  });

  return (table, filter) => {
    const named = filter.match(GUID) ?? [];
    switch (table) {
      case APPROVAL: {
        const [record = ""] = named;
        return Array.from({ length: count }, (_, index) => approval(index, record));
      }
      case REQUEST:
        return named.map((id) => request(indexOf(id)));
      case RESPONSE:
        return named.flatMap((id) => (isWaiting(indexOf(id)) ? [] : [response(indexOf(id))]));
      case MODEL:
        return named.map((id) => ({ [`${MODEL}id`]: id, [`${MODEL}_allmustapprove`]: false }));
      default:
        return [];
    }
  };
}
