import { assess } from "../../../shared/health/assess";
import { rulesFor, type HealthConfiguration } from "../../../shared/health/configure";
import { columnKind } from "../../../shared/healthUi/columnKind";
import type { Assessment } from "../../../shared/health/assessment";
import type { ColumnFact } from "../../../shared/health/types";
import type { ColumnMetadata } from "../../../shared/form/metadata";

type DataSet = ComponentFramework.PropertyTypes.DataSet;
type Column = ComponentFramework.PropertyHelper.DataSetApi.Column;

export interface HealthRow {
  readonly id: string;
  readonly name: string;
  readonly columns: readonly ColumnFact[];
  readonly assessment: Assessment;
}

/** The columns of the view that belong to the row's own table; a column of a related table cannot be judged or mended here. */
export const ownColumns = (dataSet: DataSet): readonly Column[] =>
  dataSet.columns.filter(
    ({ name, alias, isHidden }) => isHidden !== true && name !== "" && !name.includes(".") && !alias.includes("."),
  );

/** Judges every loaded row, the worst first; rows without a score come last, equals keep the order of the view. */
export function healthRows(
  dataSet: DataSet,
  metadata: ReadonlyMap<string, ColumnMetadata>,
  configuration: HealthConfiguration,
): readonly HealthRow[] {
  const columns = ownColumns(dataSet);
  const primary = (columns.find(({ isPrimary }) => isPrimary === true) ?? columns[0])?.name;
  const rows = dataSet.sortedRecordIds.flatMap((id): HealthRow[] => {
    const record = dataSet.records[id];
    if (record === undefined) return [];
    const facts = columns.map((column): ColumnFact => {
      const known = metadata.get(column.name);
      const value: unknown = record.getValue(column.name);
      return {
        name: column.name,
        label: column.displayName,
        kind: columnKind(column.dataType),
        value,
        readable: known?.secured === true ? "unknown" : "yes",
        required: known?.required ?? "unknown",
      };
    });
    const name = primary === undefined ? "" : record.getFormattedValue(primary);
    return [
      {
        id,
        name: name || record.getNamedReference().name || "",
        columns: facts,
        assessment: assess(rulesFor(facts, configuration), facts, configuration.bands),
      },
    ];
  });
  const rank = ({ assessment }: HealthRow): number =>
    assessment.score === null ? 2 : assessment.gatedBy.length > 0 ? 0 : 1;
  return rows
    .map((row, index) => ({ row, index }))
    .sort(
      (a, b) =>
        rank(a.row) - rank(b.row) || (a.row.assessment.score ?? 0) - (b.row.assessment.score ?? 0) || a.index - b.index,
    )
    .map(({ row }) => row);
}
