import * as React from "react";
import type { DataSetReading } from "../../shared/form/dataSet";
import type { ControlProps } from "../../shared/form/FormControl";
import type { FormRecord } from "../../shared/form/record";
import { useDataverse } from "../../shared/form/useDataverse";
import { configure, type HealthConfiguration } from "../../shared/health/configure";
import type { IInputs, IOutputs } from "./generated/ManifestTypes";
import type { TextKey } from "./generated/TextKeys";
import type { GridReading } from "./reading";
import { useMetadata } from "./useMetadata";
import { GridView, type GridState } from "./view/GridView";
import { healthRows } from "./view/rows";
import { editableColumn } from "./view/update";

type Props = ControlProps<IInputs, IOutputs, GridReading, TextKey>;

/** The control's root: judges the rows that were read and picks what to show. Another record starts it anew. */
export const Grid = (props: Props): React.ReactElement => <RecordsHealth key={props.visit} {...props} />;

function RecordsHealth({ form, reading, record, text, user }: Props): React.ReactElement {
  const { settings, readOnly } = reading;
  // The host may announce a new load with no rows first: what was shown stays until there is something else.
  const isWaiting = reading.records.loading && reading.records.rows.length === 0 && reading.records.error === null;
  const shown = React.useRef(reading.records);
  if (!isWaiting) shown.current = reading.records;
  const records = shown.current;
  const { columns, table } = records;
  const dataverse = useDataverse(form, (context) => context.webAPI);
  const metadata = useMetadata(
    () => form.context.utils,
    table,
    columns.map(({ name }) => name),
  );

  const configured = React.useMemo(() => configure(settings, "required"), [settings]);
  const metadataMissing = metadata !== null && metadata.size === 0 && columns.length > 0;
  const configuration = React.useMemo(
    (): HealthConfiguration => (metadataMissing ? { ...configured, scope: "all" } : configured),
    [configured, metadataMissing],
  );
  const rows = React.useMemo(
    () => (metadata === null ? [] : healthRows(columns, records.rows, metadata, configuration)),
    [columns, records.rows, metadata, configuration],
  );
  const dataSet = (): ComponentFramework.PropertyTypes.DataSet => form.context.parameters.records;

  return (
    <GridView
      text={text}
      user={user}
      state={stateOf(records, record, isWaiting, metadata !== null)}
      rows={rows}
      nameHeading={(columns.find(({ isPrimary }) => isPrimary) ?? columns[0])?.displayName ?? ""}
      bands={configuration.bands}
      metadataMissing={metadataMissing}
      problems={configured.problems}
      total={records.total}
      hasMore={records.hasMore}
      readOnly={readOnly}
      editorFor={(column) =>
        editableColumn(
          column,
          columns.find(({ name }) => name === column.name)?.dataType ?? "",
          metadata?.get(column.name),
        )
      }
      onOpen={(row) => {
        const entity = dataSet().records[row];
        if (entity) dataSet().openDatasetItem(entity.getNamedReference());
      }}
      onMore={() => dataSet().paging.loadNextPage()}
      onRefresh={() => dataSet().refresh()}
      onSave={async (row, values) => {
        await dataverse.update(table, row, values);
        dataSet().refresh();
      }}
    />
  );
}

/** What there is to show, apart from the rows. */
function stateOf(records: DataSetReading, record: FormRecord, isWaiting: boolean, metadataKnown: boolean): GridState {
  if (records.error !== null && !isWaiting) return { kind: "failed", message: records.error };
  if (records.rows.length > 0) return { kind: metadataKnown ? "rows" : "loading" };
  if (isWaiting || !metadataKnown) return { kind: "loading" };
  // On the form of another table a missing id means that its record was not saved yet.
  const isNew = record.id === null && record.table !== null && record.table !== records.table;
  return { kind: isNew ? "newRecord" : "empty" };
}
