import type { Situation } from "./situation";

/** What a form gives a control in `context.parameters`. */
export type Parameters = Readonly<Record<string, unknown>>;

const numbered = (count: number) => Array.from({ length: count }, (_, index) => index);

const column = (name: string, raw: unknown) => ({
  raw,
  type: "SingleLine.Text",
  security: { readable: true, editable: true, secured: false },
  attributes: { LogicalName: name, DisplayName: name, MaxLength: 500, RequiredLevel: 2 },
});

const COLUMNS = ["name", "maker", "unit", "needed", "note", "cost"];
const NAMES = ["Desk", "Lamp", "Chair", "Shelf"];

/** Every third value is missing, in another column from row to row. */
function dataSet(rows: number, visit: number) {
  const valueOf = (row: number, name: string) => {
    if (name === "name") return `${NAMES[row % NAMES.length] ?? ""} ${row}`;
    return (row + visit + COLUMNS.indexOf(name)) % 3 === 0 ? null : `${name} ${row}`;
  };
  const ids = numbered(rows).map((row) => `row-${visit}-${row}`);
  return {
    columns: COLUMNS.map((name, order) => ({
      name,
      displayName: name,
      dataType: "SingleLine.Text",
      alias: name,
      order,
      visualSizeFactor: 1,
      isPrimary: order === 0,
    })),
    records: Object.fromEntries(
      ids.map((id, row) => [
        id,
        {
          getRecordId: () => id,
          getValue: (name: string) => valueOf(row, name),
          getFormattedValue: (name: string) => valueOf(row, name) ?? "",
          getNamedReference: () => ({ id: { guid: id }, etn: "line", name: "" }),
        },
      ]),
    ),
    sortedRecordIds: ids,
    loading: false,
    error: false,
    errorMessage: "",
    getTargetEntityType: () => "line",
    refresh: () => undefined,
    openDatasetItem: () => undefined,
    paging: { totalResultCount: rows, hasNextPage: false, loadNextPage: () => undefined },
  };
}

const SEGMENTS = ["MainAccount", "Department", "CostCenter"];

/** A ledger snapshot of three segments in which every combination is allowed. */
const ledger = (values: number) =>
  JSON.stringify({
    version: "1",
    takenOn: "2026-06-01",
    dimensions: SEGMENTS.map((name, index) => ({
      name,
      kind: index === 0 ? "mainAccount" : "list",
      values: numbered(values).map((value) => ({ value: String(110000 + value), description: `${name} ${value}` })),
    })),
    legalEntities: [{ name: "USMF", structures: ["S"] }],
    structures: [{ name: "S", kind: "account", segments: SEGMENTS, rows: [{ criteria: ["*", "*", "*"] }] }],
    rules: [],
    derived: [],
    defaults: [],
    aliases: [],
    integrationFormat: [],
  });

/** The parameters of a control on the record of the `visit`-th visit; what belongs to the form stays from record to record. */
export function parametersOf(situation: Situation): (visit: number) => Parameters {
  switch (situation.control) {
    case "DataHealthGrid":
      return (visit) => ({ records: dataSet(situation.rows, visit) });
    case "ApprovalTimeline":
      return () => ({ summary: column("summary", ""), initialCount: { raw: 50 } });
    case "DataHealthIndicator":
      return (visit) => ({
        score: { ...column("score", 50), type: "Whole.None" },
        ...Object.fromEntries(
          numbered(situation.columns).map((index) => [
            `field${index + 1}`,
            column(`column${index}`, (index + visit) % 2 === 0 ? null : "x"),
          ]),
        ),
      });
    case "FinancialDimensionPicker": {
      if (situation.latencyMs !== undefined)
        return (visit) => ({
          account: column("account", `${100_000 + visit}-100001-100001-100001--`),
          legalEntityCode: { raw: "USMF" },
          date: { raw: new Date(2026, 5, 1 + (visit % 20)) },
          source: { raw: "configuration" },
        });
      const snapshot = ledger(situation.values);
      return (visit) => ({
        account: column("account", `110001-110001-${110001 + (visit % 5)}`),
        legalEntityCode: { raw: "USMF" },
        date: { raw: new Date(2026, 5, 1) },
        source: { raw: "snapshot" },
        snapshot: { raw: snapshot },
      });
    }
  }
}
