import * as React from "react";
import { createDataverse } from "../../shared/dataverse/client";
import { ControlRoot } from "../../shared/form/ControlRoot";
import { isOnline } from "../../shared/form/online";
import { recordOf } from "../../shared/form/record";
import { textsOf } from "../../shared/form/strings";
import type { Text } from "./view/text";
import { configure, type HealthConfiguration } from "../../shared/health/configure";
import type { Context } from "./parameters";
import { healthRows, ownColumns } from "./view/rows";
import { editableColumn } from "./view/update";
import { useMetadata } from "./useMetadata";
import { GridView, type GridState } from "./view/GridView";

interface Props {
  readonly context: Context;
  readonly id: string;
}

/** The control's root: reads the context once and picks what to show. */
export function Grid({ context, id }: Props): React.ReactElement {
  const { key } = recordOf(context, {});
  const text: Text = textsOf(context.resources);
  return (
    <ControlRoot context={context} text={text} id={id} resetKey={key}>
      <Body key={key} context={context} text={text} />
    </ControlRoot>
  );
}

function Body({ context, text }: { readonly context: Context; readonly text: Text }): React.ReactElement {
  const { parameters, utils, mode } = context;
  const dataSet = parameters.records;
  const columns = ownColumns(dataSet);
  const table = dataSet.getTargetEntityType();
  const metadata = useMetadata(
    utils,
    table,
    columns.map(({ name }) => name),
  );
  // The host may announce a new load with no rows first: what was shown stays until there is something else.
  const hadRows = React.useRef(false);
  hadRows.current ||= dataSet.sortedRecordIds.length > 0;

  const configured = configure(
    {
      scope: parameters.scope?.raw ?? null,
      severities: parameters.severities?.raw ?? null,
      goodFrom: parameters.goodFrom?.raw ?? null,
      fairFrom: parameters.fairFrom?.raw ?? null,
    },
    "required",
  );
  const metadataMissing = metadata !== null && metadata.size === 0 && columns.length > 0;
  const configuration: HealthConfiguration = metadataMissing ? { ...configured, scope: "all" } : configured;
  const rows = metadata === null ? [] : healthRows(dataSet, metadata, configuration);

  return (
    <GridView
      text={text}
      user={context.userSettings}
      state={stateOf(context, metadata !== null, hadRows.current)}
      rows={rows}
      nameHeading={columns.find(({ isPrimary }) => isPrimary === true)?.displayName ?? columns[0]?.displayName ?? ""}
      bands={configuration.bands}
      metadataMissing={metadataMissing}
      problems={configured.problems}
      total={dataSet.paging.totalResultCount}
      hasMore={dataSet.paging.hasNextPage}
      readOnly={mode.isControlDisabled}
      editorFor={(column) =>
        editableColumn(
          column,
          columns.find(({ name }) => name === column.name)?.dataType ?? "",
          metadata?.get(column.name),
        )
      }
      onOpen={(row) => {
        const record = dataSet.records[row];
        if (record) dataSet.openDatasetItem(record.getNamedReference());
      }}
      onMore={() => dataSet.paging.loadNextPage()}
      onRefresh={() => dataSet.refresh()}
      onSave={async (row, values) => {
        await createDataverse(context.webAPI, () => isOnline(context.client)).update(table, row, values);
        dataSet.refresh();
      }}
    />
  );
}

/** What there is to show, apart from the rows. */
function stateOf(context: Context, metadataKnown: boolean, hadRows: boolean): GridState {
  const dataSet = context.parameters.records;
  if (dataSet.error) return { kind: "failed", message: dataSet.errorMessage };
  const empty = dataSet.sortedRecordIds.length === 0;
  if ((dataSet.loading && empty && !hadRows) || !metadataKnown) return { kind: "loading" };
  if (!empty) return { kind: "rows" };
  // On the form of another table a missing id means that its record was not saved yet.
  const { id, table } = recordOf(context, {});
  return { kind: id === null && table !== null && table !== dataSet.getTargetEntityType() ? "newRecord" : "empty" };
}
