/**
 * Tables of the platform that our solutions name, with what their privileges are called
 * (`prvRead` + the name; documentation: "Security role privileges reference").
 */
export const platformPrivileges: Readonly<Record<string, string>> = {
  account: "Account",
  activitypointer: "Activity",
  annotation: "Note",
  approvalstageorder: "approvalstageorder",
  businessunit: "BusinessUnit",
  contact: "Contact",
  msdyn_flow_approval: "msdyn_flow_approval",
  msdyn_flow_approvalrequest: "msdyn_flow_approvalrequest",
  msdyn_flow_approvalresponse: "msdyn_flow_approvalresponse",
  msdyn_flow_approvalstep: "msdyn_flow_approvalstep",
  msdyn_flow_awaitallapprovalmodel: "msdyn_flow_awaitallapprovalmodel",
  msdyn_flow_basicapprovalmodel: "msdyn_flow_basicapprovalmodel",
  organization: "Organization",
  role: "Role",
  savedquery: "Query",
  systemuser: "User",
  team: "Team",
  transactioncurrency: "TransactionCurrency",
  userquery: "UserQuery",
  usersettings: "UserSettings",
};

/**
 * Tables that come with a solution of Microsoft's, which not every environment has: Power Automate's approvals arrive with
 * the first approval flow. A role with a privilege on a missing table cannot be imported.
 */
export function isOptionalTable(table: string): boolean {
  return /^(msdyn_flow_|approval(process|stage)|cat_)/.test(table);
}

/** Owner is what users and teams have in common; it has no privileges of its own. */
export const platformTableNames: ReadonlySet<string> = new Set([...Object.keys(platformPrivileges), "owner"]);

/** System Administrator and System Customizer have the same ids everywhere. */
export const platformRoleIds: ReadonlySet<string> = new Set([
  "627090ff-40a3-4053-8790-584edc5be201",
  "119f245c-3cc8-4b62-b31c-d1a046ced15d",
]);

/** The icon that an app has which was given none. */
export const defaultAppIcon = "953b9fac-1e5e-e611-80d6-00155ded156f";
