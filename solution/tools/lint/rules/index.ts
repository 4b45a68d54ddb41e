import type { LintRule } from "./input";
import { apps, columnSecurity, environmentVariables, privileges } from "./appsAndRoles";
import { publisherPrefix, rootComponents } from "./components";
import { controls } from "./controls";
import { formNames, uniqueIds, views } from "./formsAndViews";
import { customizationsOrder } from "./layout";
import { columns, moneyCompanions, optionValues, relationships, tableIcons } from "./tables";
import { versions } from "./version";

/** What makes an import fail, one rule each. Rules about the zip as a file are in zip.ts. */
export const rules: readonly LintRule[] = [
  rootComponents,
  publisherPrefix,
  versions,
  customizationsOrder,
  columns,
  moneyCompanions,
  relationships,
  optionValues,
  tableIcons,
  formNames,
  uniqueIds,
  views,
  apps,
  privileges,
  columnSecurity,
  environmentVariables,
  controls,
];
