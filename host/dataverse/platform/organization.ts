import {
  activeInactive, bigint, boolean, buildTable, type BuiltTable, choice, currency, dateTime, decimal, guid, integer, lookup, memo, polymorphic, text,
} from "./build";

/** Object type codes are the platform's. */
export const organizationTables: readonly BuiltTable[] = [
  buildTable({
    name: "organization", schemaName: "Organization", set: "organizations", code: 1019, display: "Organization", plural: "Organizations",
    ownership: "none", primaryName: "name",
    columns: [
      text("name", 160, { required: "systemrequired", display: "Organization Name" }),
      integer("languagecode", 1, 65535, { display: "Language" }),
      integer("localeid", 1, 65535, { display: "Locale" }),
      lookup("basecurrencyid", "transactioncurrency", { display: "Base Currency", cascade: "none" }),
      choice("fiscalperiodtype", { 2000: "Annually", 2001: "Semiannually", 2002: "Quarterly", 2003: "Monthly" }),
      dateTime("fiscalcalendarstart"),
      integer("weekstartdaycode", 0, 6),
      integer("currencydecimalprecision", 0, 4),
      integer("pricingdecimalprecision", 0, 4),
      text("schemanameprefix", 8),
    ],
  }),
  buildTable({
    name: "businessunit", schemaName: "BusinessUnit", set: "businessunits", code: 10, display: "Business Unit", plural: "Business Units",
    ownership: "businessUnit", primaryName: "name",
    columns: [
      text("name", 160, { required: "systemrequired", display: "Name" }),
      text("divisionname", 100, { display: "Division" }),
      memo("description", 2000),
      lookup("parentbusinessunitid", "businessunit", { display: "Parent Business", cascade: "restrict", collection: "business_unit_parent_business_unit" }),
      lookup("organizationid", "organization", { display: "Organization", update: false, cascade: "none", collection: "organization_business_units" }),
      boolean("isdisabled", false),
      text("costcenter", 100),
      text("websiteurl", 200, { format: "url" }),
    ],
  }),
  buildTable({
    name: "systemuser", schemaName: "SystemUser", set: "systemusers", code: 8, display: "User", plural: "Users",
    ownership: "businessUnit", primaryName: "fullname",
    columns: [
      text("fullname", 200, { create: false, update: false, system: true, display: "Full Name" }),
      text("firstname", 256, { required: "required", display: "First Name" }),
      text("lastname", 256, { required: "required", display: "Last Name" }),
      text("domainname", 1024, { display: "User Name" }),
      text("internalemailaddress", 100, { format: "email", display: "Primary Email" }),
      text("title", 128),
      text("jobtitle", 100, { display: "Job Title" }),
      text("mobilephone", 64, { format: "phone" }),
      guid("azureactivedirectoryobjectid", { display: "Microsoft Entra Object ID" }),
      guid("applicationid"),
      boolean("isdisabled", false, { labels: ["Enabled", "Disabled"], display: "Status" }),
      choice("accessmode", { 0: "Read-Write", 1: "Administrative", 2: "Read", 3: "Support User", 4: "Non-interactive", 5: "Delegated Admin" }, { defaultValue: 0 }),
      integer("identityid", 0, 2147483647, { create: false, update: false, system: true }),
      lookup("businessunitid", "businessunit", { required: "systemrequired", display: "Business Unit", cascade: "restrict", collection: "business_unit_system_users" }),
      lookup("parentsystemuserid", "systemuser", { display: "Manager", cascade: "none", collection: "user_parent_user" }),
      lookup("organizationid_organization", "organization", { create: false, update: false, system: true, cascade: "none", collection: "organization_system_users" }),
      currency(),
    ],
  }),
  buildTable({
    name: "team", schemaName: "Team", set: "teams", code: 9, display: "Team", plural: "Teams",
    ownership: "businessUnit", primaryName: "name",
    columns: [
      text("name", 160, { required: "systemrequired", display: "Team Name" }),
      memo("description", 2000),
      choice("teamtype", { 0: "Owner", 1: "Access", 2: "Security Group", 3: "Office Group" }, { defaultValue: 0, display: "Team Type" }),
      boolean("isdefault", false, { update: false }),
      lookup("administratorid", "systemuser", { required: "systemrequired", display: "Administrator", cascade: "none", collection: "lk_teambase_administratorid" }),
      lookup("businessunitid", "businessunit", { required: "systemrequired", display: "Business Unit", cascade: "cascade", collection: "business_unit_teams" }),
      guid("azureactivedirectoryobjectid"),
    ],
  }),
  // What a lookup to "user or team" leads to. The database makes it as a view over both.
  buildTable({
    name: "owner", schemaName: "Owner", set: "owners", code: 7, display: "Owner", plural: "Owners",
    ownership: "none", key: "ownerid", primaryName: "name", audited: false,
    columns: [text("name", 200, { create: false, update: false }), choice("ownertypecode", { 8: "User", 9: "Team" }, { create: false, update: false })],
  }),
  buildTable({
    name: "role", schemaName: "Role", set: "roles", code: 1036, display: "Security Role", plural: "Security Roles",
    ownership: "businessUnit", primaryName: "name",
    columns: [
      text("name", 100, { required: "systemrequired", display: "Name" }),
      memo("description", 2000),
      guid("roletemplateid", { create: false, update: false }),
      lookup("businessunitid", "businessunit", { required: "systemrequired", display: "Business Unit", cascade: "cascade", collection: "business_unit_roles" }),
      lookup("parentrootroleid", "role", { create: false, update: false, system: true, cascade: "none", collection: "role_parent_root_role" }),
    ],
  }),
  buildTable({
    name: "usersettings", schemaName: "UserSettings", set: "usersettingscollection", code: 150, display: "User Settings", plural: "User Settings",
    ownership: "businessUnit", key: "systemuserid", primaryName: "businessunitid",
    columns: [
      integer("uilanguageid", 0, 2147483647), integer("localeid", 0, 2147483647), integer("helplanguageid", 0, 2147483647),
      integer("timezonecode", -1, 2147483647), integer("paginglimit", 0, 2147483647),
      integer("dateformatcode", 0, 2147483647), integer("timeformatcode", 0, 2147483647),
      text("dateformatstring", 255), text("timeformatstring", 255), text("dateseparator", 5), text("timeseparator", 5),
      text("decimalsymbol", 5), text("numberseparator", 5), text("numbergroupformat", 25), integer("negativeformatcode", 0, 4),
      integer("currencyformatcode", 0, 3), integer("negativecurrencyformatcode", 0, 15), integer("fullnameconventioncode", 0, 7),
      // The platform stores the Windows zone by number; the IANA name that this server computes with stands beside it.
      text("timezoneiana", 100, { display: "Time Zone (IANA)" }),
      lookup("businessunitid", "businessunit", { create: false, update: false, system: true, cascade: "none", collection: "business_unit_user_settings" }),
      currency(),
    ],
  }),
  buildTable({
    name: "transactioncurrency", schemaName: "TransactionCurrency", set: "transactioncurrencies", code: 9105, display: "Currency", plural: "Currencies",
    ownership: "organization", primaryName: "currencyname", states: activeInactive,
    columns: [
      text("currencyname", 100, { required: "systemrequired", display: "Currency Name" }),
      text("currencysymbol", 13, { required: "systemrequired", display: "Currency Symbol" }),
      text("isocurrencycode", 5, { required: "systemrequired", display: "Currency Code" }),
      integer("currencyprecision", 0, 4, { required: "systemrequired", display: "Currency Precision" }),
      decimal("exchangerate", 0.000000000001, 100000000000, 12, { required: "systemrequired", display: "Exchange Rate" }),
    ],
    keys: [],
  }),
  buildTable({
    name: "annotation", schemaName: "Annotation", set: "annotations", code: 5, display: "Note", plural: "Notes",
    ownership: "user", primaryName: "subject",
    columns: [
      text("subject", 500, { display: "Title" }),
      memo("notetext", 100000, { display: "Description" }),
      text("filename", 255, { display: "File Name" }),
      text("mimetype", 256, { display: "Mime Type" }),
      memo("documentbody", 1073741823, { display: "Document" }),
      integer("filesize", 0, 1000000000, { create: false, update: false, system: true }),
      boolean("isdocument", false),
      text("objecttypecode", 64, { create: false, update: false, system: true }),
      polymorphic("objectid", {
        account: { navigation: "objectid_account", collection: "Account_Annotation" },
        contact: { navigation: "objectid_contact", collection: "Contact_Annotation" },
        task: { navigation: "objectid_task", collection: "Task_Annotation" },
        msdyn_flow_approval: { navigation: "objectid_msdyn_flow_approval", collection: "msdyn_flow_approval_Annotations" },
      }, { display: "Regarding", cascade: "cascade" }),
    ],
  }),
  buildTable({
    name: "principalobjectaccess", schemaName: "PrincipalObjectAccess", set: "principalobjectaccessset", code: 11, display: "Sharing", plural: "Sharing",
    ownership: "none", primaryName: "principalobjectaccessid", audited: false,
    columns: [
      guid("objectid"), text("objecttypecode", 64), guid("principalid"), text("principaltypecode", 64),
      // Bits: 1 read, 2 write, 4 append, 16 append to, 65536 delete, 262144 share, 524288 assign.
      integer("accessrightsmask", 0, 2147483647), bigint("changenumber"),
    ],
  }),
];
