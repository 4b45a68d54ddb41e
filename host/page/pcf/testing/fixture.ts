import type {
  Column,
  ControlManifest,
  CustomControlUse,
  Form,
  FormControl,
  HostModel,
  ManifestProperty,
  SourcePlace,
  Table,
  View,
} from "../../../../solution/model/types";
import type { ActingUser } from "../../data/actingUser";
import type { Transport } from "../../data/transport";
import { RecordSession } from "../../record/session";
import type { RecordStore } from "../../record/rowCreator";
import type { UserRights } from "../../data/actingUser";
import type { AttributeValue } from "../../data/values";
import { createSettingsStore } from "../../settings/settings";
import type { SettingsStore } from "../../settings/settings.types";
import type { PcfEnvironment } from "../environment";
import type { HostServices } from "../hostServices.types";
import { InstanceRegistry } from "../registry";

/** A small table, form and manifest with one column of each kind that controls meet, for the tests of the runtime. */

const place: SourcePlace = { file: "test", line: 1 };
const base = (logicalName: string) => ({
  logicalName,
  schemaName: logicalName,
  displayName: { 1033: `The ${logicalName}`, 1031: `Das ${logicalName}` },
  requiredLevel: "none" as const,
  secured: false,
  validForUpdate: true,
  validForCreate: true,
  validForRead: true,
  system: false,
});

export const columns: readonly Column[] = [
  { ...base("orderid"), type: "primarykey", system: true },
  { ...base("name"), type: "text", format: "text", maxLength: 20, requiredLevel: "required" },
  { ...base("note"), type: "memo", format: "text", maxLength: 200 },
  { ...base("amount"), type: "money", min: 0, max: 1000, precision: 2 },
  { ...base("rate"), type: "decimal", min: 0, max: 100, precision: 3 },
  { ...base("score"), type: "integer", min: 0, max: 100 },
  {
    ...base("kind"),
    type: "choice",
    options: [
      { value: 1, label: { 1033: "Big", 1031: "Groß" }, color: "#ff0000" },
      { value: 2, label: { 1033: "Small" } },
    ],
  },
  {
    ...base("ways"),
    type: "multichoice",
    options: [
      { value: 1, label: { 1033: "Road" } },
      { value: 2, label: { 1033: "Sea" } },
    ],
  },
  {
    ...base("urgent"),
    type: "boolean",
    defaultValue: false,
    options: [
      { value: 0, label: { 1033: "No" } },
      { value: 1, label: { 1033: "Yes" } },
    ],
  },
  { ...base("due"), type: "datetime", format: "date", behavior: "dateOnly" },
  { ...base("seen"), type: "datetime", format: "datetime", behavior: "userLocal" },
  { ...base("vendor"), type: "lookup", targets: ["account"], owner: false },
];

const table: Table = {
  logicalName: "order",
  schemaName: "Order",
  entitySetName: "orders",
  objectTypeCode: 10001,
  displayName: { 1033: "Order" },
  pluralName: { 1033: "Orders" },
  primaryKey: "orderid",
  primaryName: "name",
  ownership: "user",
  columns,
  keys: [],
  optimisticConcurrency: true,
  place,
};

const view: View = {
  id: "aaaaaaaa-0000-4000-8000-000000000001",
  table: "order",
  name: { 1033: "Active orders" },
  isDefault: true,
  isQuickFind: false,
  queryType: 0,
  fetchXml: '<fetch><entity name="order"><attribute name="name"/><order attribute="name"/></entity></fetch>',
  columns: [{ name: "name", width: 200 }],
  place,
};

export const model: HostModel = {
  tables: [table],
  relationships: [],
  forms: [],
  views: [view],
  apps: [],
  controls: [],
};

export function property(name: string, type: string, more: Partial<ManifestProperty> = {}): ManifestProperty {
  return { name, displayNameKey: name, usage: "bound", types: [type], required: false, values: [], ...more };
}

export const manifest: ControlManifest = {
  fullName: "Fieldstone.Probe",
  namespace: "Fieldstone",
  constructorName: "Probe",
  version: "1.0.0",
  displayNameKey: "Probe",
  kind: "virtual",
  properties: [
    property("value", "SingleLine.Text"),
    property("score", "Whole.None"),
    property("vendor", "Lookup.Simple"),
    property("rows", "Whole.None", { usage: "input", defaultValue: "5" }),
    property("result", "SingleLine.Text", { usage: "output" }),
  ],
  dataSets: [],
  events: ["OnPick"],
  features: [{ name: "WebAPI", required: true }],
  platformLibraries: [],
  resources: { code: "index.ts", css: [], resx: [], images: [] },
  place,
};

export const use: CustomControlUse = {
  formFactor: 2,
  name: "fsn_Fieldstone.Probe",
  parameters: [
    { name: "value", kind: "bound", value: "name", place },
    { name: "score", kind: "bound", value: "score", place },
    { name: "vendor", kind: "bound", value: "vendor", place },
    { name: "rows", kind: "static", value: "12", type: "Whole.None", place },
  ],
  dataSets: [],
  place,
};

export const control: FormControl = {
  id: "name1",
  classId: "",
  column: "name",
  disabled: false,
  isSubgrid: false,
  parameters: {},
  custom: [use],
  place,
};

const form: Form = {
  id: "bbbbbbbb-0000-4000-8000-000000000001",
  table: "order",
  type: "main",
  name: { 1033: "Information" },
  headerDensity: "HighWithControls",
  maxWidth: 1900,
  showImage: false,
  tabs: [],
  header: [],
  footer: [],
  hiddenColumns: columns.map((column) => column.logicalName),
  navigation: [],
  scripts: [],
  order: 1,
  fallback: false,
  roles: [],
  findings: [],
  place,
};

const everything: UserRights = {
  user: { id: "11111111-0000-4000-8000-000000000001", name: "Mia Chen", entityType: "systemuser" },
  can: () => true,
  column: () => ({ canRead: true, canCreate: true, canUpdate: true }),
};

const user: ActingUser = {
  ...everything,
  roleIds: ["cccccccc-0000-4000-8000-000000000001"],
  roleNames: ["Buyer"],
  privilege: (verb) => (verb === "Delete" ? null : "local"),
};

/** A store that a session without a save never asks. */
const noStore: RecordStore = {
  createRecord: () => Promise.reject(new Error("no server")),
  updateRecord: () => Promise.reject(new Error("no server")),
  retrieveRecord: () => Promise.reject(new Error("no server")),
};

/** The form's own session, on a new record with these values. */
export function newSession(
  initialValues: Readonly<Record<string, AttributeValue>> = {},
  store: RecordStore = noStore,
  rights: UserRights = everything,
): RecordSession {
  return new RecordSession({
    model,
    table,
    form,
    store,
    rights,
    formats: { locale: "en-US", languageId: 1033, timeZone: "UTC" },
    recordId: null,
    initialValues,
  });
}

export function settingsStore(search = ""): SettingsStore {
  let text = search;
  return createSettingsStore(
    { search: () => text, replace: (next) => (text = next), reload: () => undefined, onNavigate: () => undefined },
    "UTC",
  );
}

const refuse = (): Promise<never> => Promise.reject(new Error("no dialogs in this test"));
const services: HostServices = {
  openForm: refuse,
  lookupObjects: refuse,
  openAlertDialog: refuse,
  openConfirmDialog: refuse,
  openErrorDialog: refuse,
  openUrl: () => undefined,
  openFile: refuse,
  openWebResource: () => undefined,
  showProgress: () => undefined,
};

export function environment(more: Partial<PcfEnvironment> = {}): PcfEnvironment {
  const offline: Transport = () => Promise.reject(new Error("no server"));
  return {
    model,
    settings: settingsStore(),
    user,
    transport: offline,
    services,
    instances: new InstanceRegistry(),
    currencySymbol: "$",
    ...more,
  };
}
