import type { LintRule } from "./input";
import { apps, columnSecurity, environmentVariables, optionalTables, privileges } from "./appsAndRoles";
import { publisherPrefix, rootComponents } from "./components";
import { controls } from "./controls";
import { formNames, uniqueIds, views } from "./formsAndViews";
import { customizationsOrder } from "./layout";
import { manifests } from "./manifests";
import { displayConditions, roleInheritance, systemColumns, systemRelationships, systemViews } from "./systemParts";
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
  systemColumns,
  relationships,
  systemRelationships,
  optionValues,
  tableIcons,
  formNames,
  uniqueIds,
  displayConditions,
  views,
  systemViews,
  apps,
  privileges,
  optionalTables,
  roleInheritance,
  columnSecurity,
  environmentVariables,
  controls,
  manifests,
];
