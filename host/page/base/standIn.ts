import type { Column, Form, FormCell, FormSection, FormType, Table, View } from "../../../solution/model/types";

/** Forms and views of platform tables come with a real environment, not with our solutions: these stand in for them. */

const MOST_FIELDS = 24;
const MOST_COLUMNS = 6;

/** Columns that a person has reason to see: the primary name first, then what is not the server's own. */
function readableColumns(table: Table): readonly Column[] {
  const useful = table.columns.filter(
    (column) =>
      column.validForRead &&
      !column.system &&
      column.type !== "primarykey" &&
      column.type !== "guid" &&
      column.logicalName !== table.primaryName,
  );
  const name = table.columns.find((column) => column.logicalName === table.primaryName);
  return name ? [name, ...useful] : useful;
}

/** The same table gives the same object: the page takes another one for another form or view. */
function once<Key, Made>(make: (table: Table, key: Key) => Made): (table: Table, key: Key) => Made {
  const made = new WeakMap<Table, Map<Key, Made>>();
  return (table, key) => {
    const ofTable = made.get(table) ?? new Map<Key, Made>();
    made.set(table, ofTable);
    const known = ofTable.get(key) ?? make(table, key);
    ofTable.set(key, known);
    return known;
  };
}

/** A plain form of two field columns with the table's own columns. */
export const standInForm = once(makeForm);

/** A public view of the active rows by name. */
export const standInView = (table: Table): View => viewOf(table, 0);
const viewOf = once<0, View>(makeView);

function makeForm(table: Table, type: FormType): Form {
  const columns = readableColumns(table).slice(0, type === "quickCreate" ? 8 : MOST_FIELDS);
  const owner = table.columns.find((column) => column.type === "lookup" && column.owner);
  const cells = (owner && type === "main" ? [...columns, owner] : columns).map((column): FormCell =>
    cellOf(table, column),
  );
  const rows = Array.from({ length: Math.ceil(cells.length / 2) }, (_, index) => cells.slice(index * 2, index * 2 + 2));
  const section: FormSection = {
    id: `${table.logicalName}-general`,
    name: "general",
    label: { 1033: "General", 1031: "Allgemein" },
    showLabel: false,
    visible: true,
    availableForPhone: true,
    columns: 2,
    labelPosition: "left",
    rows,
  };
  return {
    id: `stand-in-${type}-${table.logicalName}`,
    table: table.logicalName,
    type,
    name: { 1033: "Information", 1031: "Informationen" },
    headerDensity: "HighReadOnlyValues",
    maxWidth: 1900,
    showImage: false,
    tabs: [
      {
        id: "general",
        name: "general",
        label: section.label,
        visible: true,
        expanded: true,
        availableForPhone: true,
        columns: [{ widthPercent: 100, sections: [section] }],
      },
    ],
    header: [],
    footer: [],
    hiddenColumns: [],
    navigation: [],
    scripts: [],
    order: 0,
    fallback: true,
    roles: [],
    findings: [],
    place: table.place,
  };
}

function cellOf(table: Table, column: Column): FormCell {
  return {
    label: {},
    showLabel: true,
    visible: true,
    availableForPhone: true,
    colSpan: column.type === "memo" ? 2 : 1,
    rowSpan: 1,
    spacer: false,
    findings: [],
    control: {
      id: column.logicalName,
      classId: "",
      column: column.logicalName,
      disabled: false,
      isSubgrid: false,
      parameters: {},
      custom: [],
      place: table.place,
    },
  };
}

function makeView(table: Table): View {
  const columns = readableColumns(table)
    .filter((column) => column.type !== "memo")
    .slice(0, MOST_COLUMNS);
  const active = table.columns.some((column) => column.type === "state")
    ? '<filter type="and"><condition attribute="statecode" operator="eq" value="0"/></filter>'
    : "";
  const attributes = [table.primaryKey, ...columns.map((column) => column.logicalName)]
    .map((name) => `<attribute name="${name}"/>`)
    .join("");
  return {
    id: `stand-in-${table.logicalName}`,
    table: table.logicalName,
    name: Object.fromEntries(
      Object.entries(table.pluralName).map(([language, name]) => [
        Number(language),
        active === "" ? name : `${Number(language) === 1031 ? "Aktive" : "Active"} ${name}`,
      ]),
    ),
    isDefault: true,
    isQuickFind: false,
    queryType: 0,
    fetchXml: `<fetch><entity name="${table.logicalName}">${attributes}<order attribute="${table.primaryName}"/>${active}</entity></fetch>`,
    columns: columns.map((column) => ({
      name: column.logicalName,
      width: column.logicalName === table.primaryName ? 240 : 150,
    })),
    place: table.place,
  };
}
