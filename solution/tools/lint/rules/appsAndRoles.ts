import { appComponent } from "../../../model/readApp";
import { didYouMean } from "../../../model/names";
import { attribute, child, children, childText, descendants, guid, path } from "../../../model/xml";
import {
  defaultAppIcon,
  isOptionalTable,
  platformPrivileges,
  platformRoleIds,
  platformTableNames,
} from "./platformNames";
import { FindingList, type LintRule } from "./input";

/** What an app and its site map name is there. */
export const apps: LintRule = ({ parts, solution, others, names }) => {
  const findings = new FindingList("apps");
  const all = [solution, ...others];
  const known = (table: string): boolean => names.table(table) !== undefined || platformTableNames.has(table);
  const resources = new Set(parts.webResources.map(({ root }) => childText(root, "Name")));
  const forms = new Set(all.flatMap((one) => one.forms.map((form) => form.id)));
  const roles = new Set([...platformRoleIds, ...all.flatMap((one) => one.roles.map((role) => role.id))]);
  const siteMaps = new Set(parts.siteMaps.map(({ root }) => childText(root, "SiteMapUniqueName")));
  for (const { root, file } of parts.apps) {
    const app = childText(root, "UniqueName") ?? "";
    for (const component of children(child(root, "AppModuleComponents"), "AppModuleComponent")) {
      const [type, schemaName, id] = [
        attribute(component, "type") ?? "",
        attribute(component, "schemaName") ?? "",
        guid(attribute(component, "id")),
      ];
      const there =
        type === appComponent.table
          ? known(schemaName)
          : type === appComponent.view
            ? names.view(id) !== undefined
            : type === appComponent.form
              ? forms.has(id)
              : type === appComponent.siteMap
                ? siteMaps.has(schemaName)
                : true;
      if (!there) {
        const name = schemaName === "" ? `{${id}}` : `"${schemaName}"`;
        findings.at(
          component,
          file,
          `AppModule[${app}]/AppModuleComponent`,
          `The app names ${name} (type ${type}), which does not exist.${didYouMean(
            schemaName,
            names.tables.map((table) => table.logicalName),
          )} Correct or remove the component.`,
        );
      }
    }
    for (const role of children(child(root, "AppModuleRoleMaps"), "Role")) {
      const id = guid(attribute(role, "id"));
      if (!roles.has(id)) {
        findings.at(
          role,
          file,
          `AppModule[${app}]/AppModuleRoleMaps`,
          `No solution has the role {${id}}. Correct or remove it.`,
        );
      }
    }
    const icon = guid(childText(root, "WebResourceId"));
    if (
      icon !== defaultAppIcon &&
      !parts.webResources.some((resource) => guid(childText(resource.root, "WebResourceId")) === icon)
    ) {
      findings.at(
        root,
        file,
        `AppModule[${app}]/WebResourceId`,
        `The app's icon {${icon}} is no web resource of the solution. Add it, or use the default {${defaultAppIcon}}.`,
      );
    }
  }
  for (const { root, file } of parts.siteMaps) {
    const map = childText(root, "SiteMapUniqueName") ?? "";
    for (const element of descendants(path(root, "SiteMap"), "SubArea")) {
      const table = attribute(element, "Entity");
      if (table !== undefined && !known(table)) {
        findings.at(
          element,
          file,
          `SiteMap[${map}]/SubArea[${attribute(element, "Id") ?? ""}]`,
          `The site map names the table "${table}", which does not exist.${didYouMean(
            table,
            names.tables.map((one) => one.logicalName),
          )}`,
        );
      }
    }
    for (const element of [
      ...descendants(path(root, "SiteMap"), "Area"),
      ...descendants(path(root, "SiteMap"), "SubArea"),
    ]) {
      const icon = attribute(element, "Icon")?.replace(/^\$webresource:/i, "");
      if (icon !== undefined && icon !== "" && !icon.startsWith("/") && !resources.has(icon)) {
        findings.at(
          element,
          file,
          `SiteMap[${map}]`,
          `The site map's icon "${icon}" is no web resource of the solution.`,
        );
      }
    }
  }
  return findings.list;
};

/** Privileges are those of real tables, spelled with the schema name's casing. */
export const privileges: LintRule = ({ parts, names }) => {
  const findings = new FindingList("privileges");
  const suffixes = [...names.tables.map((table) => table.schemaName), ...Object.values(platformPrivileges)];
  for (const { root, file } of parts.roles) {
    const role = attribute(root, "name") ?? "";
    const seen = new Set<string>();
    for (const element of children(child(root, "RolePrivileges"), "RolePrivilege")) {
      const name = attribute(element, "name") ?? "";
      const node = `Role[${role}]/RolePrivilege[${name}]`;
      const suffix = privilegeSuffix(name);
      if (seen.has(name)) {
        findings.at(element, file, node, `The role gives ${name} twice. Keep one.`);
      }
      seen.add(name);
      if (suffix === undefined || !suffixes.includes(suffix)) {
        const cased = suffixes.find((candidate) => candidate.toLowerCase() === suffix?.toLowerCase());
        findings.at(
          element,
          file,
          node,
          cased === undefined
            ? `"${name}" is no privilege of a known table.`
            : `"${name}" is spelled with the schema name's casing: "${name.slice(0, name.length - cased.length)}${cased}".`,
        );
      }
    }
  }
  return findings.list;
};

/**
 * Privileges on tables that an environment may lack stand in a solution of their own, whose MissingDependencies name each
 * of these tables: the import then says what is missing, and the other solutions come in without.
 */
export const optionalTables: LintRule = ({ parts }) => {
  const findings = new FindingList("optional-tables");
  const tables = new Map(Object.entries(platformPrivileges).map(([table, suffix]) => [suffix, table]));
  const manifest = child(parts.solution.root, "SolutionManifest");
  const dependencies = children(child(manifest, "MissingDependencies"), "MissingDependency");
  for (const { root, file } of parts.roles) {
    const role = guid(attribute(root, "id"));
    const named = new Set(
      dependencies
        .filter((dependency) => guid(attribute(child(dependency, "Dependent"), "id")) === role)
        .map((dependency) => attribute(child(dependency, "Required"), "schemaName")?.toLowerCase()),
    );
    for (const element of children(child(root, "RolePrivileges"), "RolePrivilege")) {
      const name = attribute(element, "name") ?? "";
      const table = tables.get(privilegeSuffix(name) ?? "");
      if (table !== undefined && isOptionalTable(table) && !named.has(table)) {
        findings.at(
          element,
          file,
          `Role[${attribute(root, "name") ?? ""}]/RolePrivilege[${name}]`,
          `Not every environment has the table ${table}, and where it is missing the whole solution cannot be imported. Move the privilege to a role of FieldstoneApprovals, and name the table in its MissingDependencies.`,
        );
      }
    }
  }
  return findings.list;
};

/** What a privilege is called after its verb: the table's schema name, or the platform's own name for it. */
function privilegeSuffix(privilege: string): string | undefined {
  return /^prv(?:Create|Read|Write|Delete|AppendTo|Append|Assign|Share)(.+)$/.exec(privilege)?.[1];
}

/** Column security profiles speak of columns that exist and are secured; a secured column without a profile is hidden from all. */
export const columnSecurity: LintRule = ({ parts, solution, names }) => {
  const findings = new FindingList("column-security");
  const permitted = new Set<string>();
  for (const { root, file } of parts.columnSecurityProfiles) {
    for (const element of descendants(root, "FieldPermission")) {
      const [table, name] = [
        (childText(element, "EntityName") ?? "").toLowerCase(),
        (childText(element, "AttributeName") ?? "").toLowerCase(),
      ];
      permitted.add(`${table}.${name}`);
      const column = names.column(table, name);
      if (column === undefined || !column.secured) {
        findings.at(
          element,
          file,
          `FieldPermission[${table}.${name}]`,
          column === undefined
            ? `There is no column ${table}.${name}.`
            : `Column ${table}.${name} is not secured; set <IsSecured>1</IsSecured> on it, or remove the permission.`,
        );
      }
    }
  }
  for (const table of solution.tables) {
    for (const column of table.columns.filter(
      (candidate) => candidate.secured && !permitted.has(`${table.logicalName}.${candidate.logicalName}`),
    )) {
      findings.add(
        table.place,
        `${table.logicalName}/attribute[${column.logicalName}]`,
        `Column ${column.logicalName} is secured, but no profile gives anybody access to it. Add a FieldPermission.`,
      );
    }
  }
  return findings.list;
};

/** The folder is called as the variable, and there is no empty value. */
export const environmentVariables: LintRule = ({ parts }) => {
  const findings = new FindingList("environment-variables");
  for (const { folder, definition } of parts.environmentVariables) {
    const schemaName = attribute(definition.root, "schemaname") ?? "";
    if (schemaName !== folder) {
      findings.at(
        definition.root,
        definition.file,
        `environmentvariabledefinition[${schemaName}]`,
        `The folder is called "${folder}", the variable "${schemaName}". Rename the folder.`,
      );
    }
    for (const name of ["defaultvalue", "value"]) {
      const element = child(definition.root, name);
      if (element !== undefined && childText(definition.root, name) === undefined) {
        findings.at(
          element,
          definition.file,
          `environmentvariabledefinition[${schemaName}]/${name}`,
          `<${name}> is empty, which an import refuses. Give a value or remove the element.`,
        );
      }
    }
  }
  return findings.list;
};
