import type { ManyToMany } from "../../../solution/model/types";
import {
  activeInactive, boolean, buildTable, type BuiltTable, choice, guid, integer, lookup, memo, polymorphic, text,
} from "./build";

const permission = { 0: "Not Allowed", 4: "Allowed" };

export const customizationTables: readonly BuiltTable[] = [
  buildTable({
    name: "fieldsecurityprofile", schemaName: "FieldSecurityProfile", set: "fieldsecurityprofiles", code: 1200, display: "Column Security Profile", plural: "Column Security Profiles",
    ownership: "organization", primaryName: "name",
    columns: [text("name", 100, { required: "systemrequired" }), memo("description", 2000)],
  }),
  buildTable({
    name: "fieldpermission", schemaName: "FieldPermission", set: "fieldpermissions", code: 1201, display: "Column Permission", plural: "Column Permissions",
    ownership: "organization", primaryName: "attributelogicalname",
    columns: [
      text("entityname", 100, { required: "systemrequired" }), text("attributelogicalname", 50, { required: "systemrequired" }),
      choice("canread", permission, { defaultValue: 0 }), choice("cancreate", permission, { defaultValue: 0 }), choice("canupdate", permission, { defaultValue: 0 }),
      choice("canreadunmasked", { 0: "Not Allowed", 1: "One Record", 3: "All Records" }, { defaultValue: 0 }),
      lookup("fieldsecurityprofileid", "fieldsecurityprofile", { cascade: "cascade", collection: "lk_fieldpermission_fieldsecurityprofileid" }),
    ],
  }),
  buildTable({
    name: "maskingrule", schemaName: "MaskingRule", set: "maskingrules", code: 10201, display: "Masking Rule", plural: "Masking Rules",
    ownership: "organization", primaryName: "name", states: activeInactive,
    columns: [text("name", 100, { required: "required" }), text("displayname", 100), memo("regularexpression", 2000), text("maskedcharacter", 1), memo("description", 2000)],
  }),
  buildTable({
    name: "attributemaskingrule", schemaName: "AttributeMaskingRule", set: "attributemaskingrules", code: 10202, display: "Secured Masking Column", plural: "Secured Masking Columns",
    ownership: "organization", primaryName: "uniquename", states: activeInactive,
    columns: [
      text("uniquename", 256), text("entityname", 100), text("attributelogicalname", 100),
      lookup("maskingruleid", "maskingrule", { schemaName: "MaskingRuleId", navigation: "MaskingRuleId", cascade: "restrict", collection: "maskingrule_attributemaskingrule" }),
    ],
  }),
  buildTable({
    name: "principalobjectattributeaccess", schemaName: "PrincipalObjectAttributeAccess", set: "principalobjectattributeaccessset", code: 44, display: "Column Sharing", plural: "Column Sharing",
    ownership: "none", primaryName: "principalobjectattributeaccessid", audited: false,
    columns: [
      guid("attributeid"), boolean("readaccess", false), boolean("updateaccess", false),
      polymorphic("objectid", {
        account: { navigation: "objectid_account", collection: "account_principalobjectattributeaccess" },
        contact: { navigation: "objectid_contact", collection: "contact_principalobjectattributeaccess" },
      }, { cascade: "cascade" }),
      polymorphic("principalid", {
        systemuser: { navigation: "principalid_systemuser", collection: "systemuser_principalobjectattributeaccess_principalid" },
        team: { navigation: "principalid_team", collection: "team_principalobjectattributeaccess_principalid" },
      }, { cascade: "cascade" }),
    ],
  }),
  buildTable({
    name: "savedquery", schemaName: "SavedQuery", set: "savedqueries", code: 1039, display: "View", plural: "Views",
    ownership: "organization", primaryName: "name", states: activeInactive,
    columns: [
      text("name", 200, { required: "systemrequired" }), memo("description", 2000), text("returnedtypecode", 64, { update: false }),
      memo("fetchxml", 1073741823), memo("layoutxml", 1073741823), integer("querytype", 0, 1000000000), boolean("isdefault", false), boolean("isquickfindquery", false),
    ],
  }),
  buildTable({
    name: "userquery", schemaName: "UserQuery", set: "userqueries", code: 4230, display: "Saved View", plural: "Saved Views",
    ownership: "user", primaryName: "name", states: activeInactive,
    columns: [
      text("name", 200, { required: "systemrequired" }), memo("description", 2000), text("returnedtypecode", 64, { update: false }),
      memo("fetchxml", 1073741823), memo("layoutxml", 1073741823), integer("querytype", 0, 1000000000),
    ],
  }),
  buildTable({
    name: "environmentvariabledefinition", schemaName: "EnvironmentVariableDefinition", set: "environmentvariabledefinitions", code: 380, display: "Environment Variable Definition", plural: "Environment Variable Definitions",
    ownership: "user", primaryName: "schemaname", states: activeInactive,
    columns: [
      text("schemaname", 100, { required: "systemrequired" }), text("displayname", 100), memo("description", 2000), memo("defaultvalue", 2000),
      choice("type", { 100000000: "String", 100000001: "Number", 100000002: "Boolean", 100000003: "JSON", 100000004: "Data Source", 100000005: "Secret" }, { defaultValue: 100000000 }),
    ],
  }),
  buildTable({
    name: "environmentvariablevalue", schemaName: "EnvironmentVariableValue", set: "environmentvariablevalues", code: 381, display: "Environment Variable Value", plural: "Environment Variable Values",
    ownership: "user", primaryName: "schemaname", states: activeInactive,
    columns: [
      text("schemaname", 100), memo("value", 1048576),
      lookup("environmentvariabledefinitionid", "environmentvariabledefinition", {
        schemaName: "EnvironmentVariableDefinitionId", navigation: "EnvironmentVariableDefinitionId", cascade: "cascade", collection: "environmentvariabledefinition_environmentvariablevalue",
      }),
    ],
  }),
  buildTable({
    name: "duplicaterule", schemaName: "DuplicateRule", set: "duplicaterules", code: 4414, display: "Duplicate Detection Rule", plural: "Duplicate Detection Rules",
    ownership: "user", primaryName: "name",
    states: {
      states: [
        { value: 0, label: "Inactive", reasons: { 0: "Unpublished", 1: "Publishing" } },
        { value: 1, label: "Active", reasons: { 2: "Published" } },
      ],
    },
    columns: [
      text("name", 160, { required: "required" }), memo("description", 2000),
      text("baseentityname", 64), text("matchingentityname", 64), boolean("iscasesensitive", false), boolean("excludeinactiverecords", false),
    ],
  }),
  buildTable({
    name: "duplicaterulecondition", schemaName: "DuplicateRuleCondition", set: "duplicateruleconditions", code: 4416, display: "Duplicate Rule Condition", plural: "Duplicate Rule Conditions",
    ownership: "none", primaryName: "baseattributename",
    columns: [
      text("baseattributename", 50), text("matchingattributename", 50),
      choice("operatorcode", { 0: "Exact Match", 1: "Same First Characters", 2: "Same Last Characters", 3: "Same Date", 4: "Same Date and Time" }, { defaultValue: 0 }),
      integer("operatorparam", 0, 2000), boolean("ignoreblankvalues", true),
      lookup("regardingobjectid", "duplicaterule", { schemaName: "RegardingObjectId", cascade: "cascade", collection: "DuplicateRule_DuplicateRuleConditions" }),
    ],
  }),
];

/** Who belongs to what. `MSCRM` names the intersect columns after the key of each side. */
export const associations: readonly ManyToMany[] = [
  between("teammembership_association", "teammembership", "team", "systemuser"),
  between("systemuserroles_association", "systemuserroles", "systemuser", "role"),
  between("teamroles_association", "teamroles", "team", "role"),
  between("systemuserprofiles_association", "systemuserprofiles", "systemuser", "fieldsecurityprofile"),
  between("teamprofiles_association", "teamprofiles", "team", "fieldsecurityprofile"),
];

function between(schemaName: string, intersectTable: string, table1: string, table2: string): ManyToMany {
  return {
    kind: "manyToMany", schemaName, intersectTable,
    table1, column1: `${table1}id`, navigation1: schemaName,
    table2, column2: `${table2}id`, navigation2: schemaName,
  };
}
