type Row = Readonly<Record<string, unknown>>;

const LABEL = "@OData.Community.Display.V1.FormattedValue";
/** Of every hundred values, as many belong to each dimension. */
const SHARES: Readonly<Record<string, number>> = {
  MainAccount: 2,
  BusinessUnit: 3,
  Department: 5,
  CostCenter: 10,
  Project: 30,
  Customer: 50,
};
const DIMENSIONS = Object.keys(SHARES);
/** Rows of the structure for each thousand values, as in the bench of the engine. */
const ROWS_OF_THOUSAND = 100;

const numbered = (count: number) => Array.from({ length: count }, (_, index) => index);
const idOf = (kind: number, index: number) =>
  `${kind.toString(16).padStart(8, "0")}-0000-4000-8000-${index.toString(16).padStart(12, "0")}`;
const lookup = (column: string, id: string, name: string) => ({ [column]: id, [column + LABEL]: name });

/**
 * The configuration tables of one ledger with so many values in all. All rows are made beforehand, so that what is measured
 * is the control.
 */
export function ledgerTablesOf(values: number): (table: string, filter: string) => readonly Row[] {
  const structure = idOf(1, 1);
  const dimensions = DIMENSIONS.map((name, index) => ({
    "@odata.etag": `W/"${index}"`,
    fsn_name: name,
    fsn_displayname: name,
    fsn_kind: index === 0 ? 417200001 : 417200003,
    fsn_integrationorder: index,
  }));
  const valuesOf = new Map(
    Object.entries(SHARES).map(([name, share], dimension) => [
      name,
      numbered(Math.round((values * share) / 100)).map((index): Row => {
        const code = String(100_000 + index);
        return {
          "@odata.etag": `W/"${dimension}${code}"`,
          fsn_dimensionvalueid: idOf(2 + dimension, index),
          fsn_name: code,
          ...lookup("_fsn_legalentity_value", "", ""),
          fsn_description: `${name} number ${code}`,
          fsn_activefrom: "2020-01-01",
          fsn_activeto: null,
          fsn_issuspended: false,
          [`fsn_issuspended${LABEL}`]: "No",
          fsn_istotal: false,
          [`fsn_istotal${LABEL}`]: "No",
          fsn_isblockedformanualentry: false,
          [`fsn_isblockedformanualentry${LABEL}`]: "No",
        };
      }),
    ]),
  );
  const accounts = (SHARES.MainAccount ?? 0) * (values / 100);
  const rows = numbered((values / 1000) * ROWS_OF_THOUSAND).map((index): Row => {
    const criteria = [String(100_000 + (index % accounts)), "*", index % 3 === 0 ? '*;""' : "1*", "*", '*;""', '*;""'];
    return {
      "@odata.etag": `W/"row${index}"`,
      ...lookup("_fsn_accountstructure_value", structure, "S"),
      fsn_order: index,
      fsn_activefrom: null,
      fsn_activeto: null,
      ...Object.fromEntries(numbered(16).map((column) => [`fsn_criteria${column + 1}`, criteria[column] ?? null])),
    };
  });
  const all = [...valuesOf.values()].flat();
  return (table, filter) => {
    switch (table) {
      case "fsn_dimension":
        return dimensions;
      case "fsn_ledgerstructure": {
        const company = /fsn_name eq '([^']*)'/.exec(filter)?.[1] ?? "";
        return [
          {
            ...lookup("_fsn_legalentity_value", idOf(9, 1), company),
            ...lookup("_fsn_accountstructure_value", structure, "S"),
          },
        ];
      }
      case "fsn_accountstructure":
        return [{ "@odata.etag": 'W/"1"', fsn_accountstructureid: structure, fsn_name: "S", fsn_kind: 417200001 }];
      case "fsn_accountstructuresegment":
        return DIMENSIONS.map((name, index) => ({
          ...lookup("_fsn_accountstructure_value", structure, "S"),
          ...lookup("_fsn_dimension_value", idOf(8, index), name),
          fsn_order: index + 1,
        }));
      case "fsn_accountstructurerow":
        return rows;
      case "fsn_dimensionvalue": {
        const named = /fsn_Dimension\/fsn_name eq '(\w+)'/.exec(filter)?.[1];
        return named === undefined ? all : (valuesOf.get(named) ?? []);
      }
      default:
        return [];
    }
  };
}
