import type { Form, FormType, HostModel, XmlFormFactor } from "../../../solution/model/types";
import type { FormFactorName } from "../settings/settings.types";
import { standInForm } from "../base/standIn";

/** Codes of the form XML; the client's own codes differ (1 desktop, 2 tablet, 3 phone). */
export const XML_FORM_FACTORS: Readonly<Record<FormFactorName, XmlFormFactor>> = { phone: 0, tablet: 1, web: 2 };

/**
 * The forms of a table that the user may choose from, in order: those of the app (when it names any) and of the user's roles;
 * the fallback forms when no role fits. Quick create forms know no roles: the first in order is taken, as Microsoft documents.
 */
export function formsFor(model: HostModel, table: string, type: FormType, roleIds: readonly string[]): readonly Form[] {
  const ofApp = new Set(model.apps.flatMap((app) => app.formIds));
  const own = model.forms
    .filter((form) => form.table === table && form.type === type)
    .sort((a, b) => a.order - b.order);
  const definition = model.tables.find((candidate) => candidate.logicalName === table);
  // A real environment brings main forms for the platform's tables.
  const all = own.length === 0 && type === "main" && definition ? [standInForm(definition, type)] : own;
  const named = all.filter((form) => ofApp.has(form.id));
  const inApp = named.length > 0 ? named : all;
  if (type !== "main") return inApp;
  const allowed = inApp.filter((form) => form.roles.length === 0 || form.roles.some((role) => roleIds.includes(role)));
  return allowed.length > 0 ? allowed : inApp.filter((form) => form.fallback);
}
