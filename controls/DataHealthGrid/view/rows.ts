import { assess } from "../../../shared/health/assess";
import { rulesFor, type HealthConfiguration } from "../../../shared/health/configure";
import type { Assessment } from "../../../shared/health/assessment";
import type { ColumnFact } from "../../../shared/health/types";
import { columnKind } from "../../../shared/healthUi/columnKind";
import type { DataSetColumn, DataSetRow } from "../../../shared/form/dataSet";
import type { ColumnMetadata } from "../../../shared/form/metadata";

export interface HealthRow {
  readonly id: string;
  readonly name: string;
  readonly columns: readonly ColumnFact[];
  readonly assessment: Assessment;
}

/** Judges every loaded row, the worst first; rows without a score come last, equals keep the order of the view. */
export function healthRows(
  columns: readonly DataSetColumn[],
  loaded: readonly DataSetRow[],
  metadata: ReadonlyMap<string, ColumnMetadata>,
  configuration: HealthConfiguration,
): readonly HealthRow[] {
  const rows = loaded.map(({ id, name, values }): HealthRow => {
    const facts = columns.map((column, index): ColumnFact => {
      const known = metadata.get(column.name);
      return {
        name: column.name,
        label: column.displayName,
        kind: columnKind(column.dataType),
        value: values[index],
        readable: known?.secured === true ? "unknown" : "yes",
        required: known?.required ?? "unknown",
      };
    });
    return {
      id,
      name,
      columns: facts,
      assessment: assess(rulesFor(facts, configuration), facts, configuration.bands),
    };
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
