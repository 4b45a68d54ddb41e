import { boolean, buildTable, type BuiltTable, choice, integer, lookup, text, timeZoneColumns } from "./build";

/** Rules by which the server finds duplicates when a client asks for it. */
export const duplicateTables: readonly BuiltTable[] = [
  buildTable({
    name: "DuplicateRule",
    set: "duplicaterules",
    code: 4414,
    display: "Duplicate Detection Rule",
    plural: "Duplicate Detection Rules",
    ownership: "user",
    primaryName: "name",
    states: {
      states: [
        { value: 0, label: "Inactive", reasons: { 0: "Unpublished", 1: "Publishing" } },
        { value: 1, label: "Active", reasons: { 2: "Published" } },
      ],
    },
    relationships: {
      owningbusinessunit: { collection: "BusinessUnit_DuplicateRules", cascade: "none" },
      owninguser: { collection: "SystemUser_DuplicateRules" },
      owningteam: { collection: "team_DuplicateRules" },
      ownerid: { collection: "owner_duplicaterules", cascade: "restrict" },
      createdby: { collection: "lk_duplicaterulebase_createdby" },
      modifiedby: { collection: "lk_duplicaterulebase_modifiedby" },
    },
    migrated: false,
    columns: [
      text("BaseEntityMatchCodeTable", 50, { server: true }),
      text("BaseEntityName", 160, { required: "required" }),
      text("Description", 2000),
      boolean("ExcludeInactiveRecords", false, { labels: ["False", "True"] }),
      boolean("IsCaseSensitive", false, { labels: ["False", "True"] }),
      text("MatchingEntityMatchCodeTable", 50, { server: true }),
      text("MatchingEntityName", 160),
      text("Name", 160, { required: "systemrequired" }),
      text("UniqueName", 100, { required: "systemrequired" }),
      timeZoneColumns(),
    ],
  }),
  buildTable({
    name: "DuplicateRuleCondition",
    set: "duplicateruleconditions",
    code: 4416,
    display: "Duplicate Rule Condition",
    plural: "Duplicate Rule Conditions",
    ownership: "none",
    primaryName: "duplicateruleconditionid",
    relationships: {
      createdby: { collection: "lk_duplicateruleconditionbase_createdby" },
      modifiedby: { collection: "lk_duplicateruleconditionbase_modifiedby" },
    },
    migrated: false,
    columns: [
      text("BaseAttributeName", 128, { required: "systemrequired" }),
      boolean("IgnoreBlankValues", false, { labels: ["False", "True"] }),
      text("MatchingAttributeName", 128, { required: "systemrequired" }),
      choice(
        "OperatorCode",
        {
          0: "Exact Match",
          1: "Same First Characters",
          2: "Same Last Characters",
          3: "Same Date",
          4: "Same Date and Time",
          5: "Exact Match (Pick List Label)",
          6: "Exact Match (Pick List Value)",
        },
        { required: "systemrequired" },
      ),
      integer("OperatorParam", 1, 2147483647),
      lookup("RegardingObjectId", "duplicaterule", {
        collection: "DuplicateRule_DuplicateRuleConditions",
        cascade: "cascade",
      }),
      text("UniqueRuleName", 100, { required: "systemrequired" }),
    ],
  }),
];
