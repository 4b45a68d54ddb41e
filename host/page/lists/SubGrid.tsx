import * as React from "react";
import { Text, makeStyles, tokens } from "@fluentui/react-components";
import type { FormControl, Table, View } from "../../../solution/model/types";
import type { RecordSession } from "../record/session";
import type { AttributeValue } from "../data/values";
import { textIn } from "../data/localized";
import type { Command } from "../base/CommandBar";
import { tableOf, useHost } from "../base/host";
import { measures } from "../base/layout";
import { deleteRows } from "./rowActions";
import { childRelationship, defaultView, recordFilterOf, viewsFor } from "./rows";
import { ViewGrid } from "./ViewGrid";

const useStyles = makeStyles({
  quiet: { minHeight: "64px", display: "flex", alignItems: "center", color: tokens.colorNeutralForeground3 },
});

/** Rows, the header among them, that a sub-grid shows before it scrolls. */
const MOST_ROWS = 11;

const bare = (text: string | undefined): string => (text ?? "").replace(/[{}]/g, "").toLowerCase();

/** The stock sub-grid: rows of a view that hang on the form's record. */
export function SubGrid(props: {
  readonly session: RecordSession;
  readonly control: FormControl;
  readonly label: string;
  readonly showLabel: boolean;
}): React.ReactElement {
  const { model } = useHost();
  const { parameters } = props.control;
  const table = tableOf(model, bare(parameters["TargetEntityType"]));
  const view = model.views.find((candidate) => candidate.id === bare(parameters["ViewId"]));
  if (!table)
    return (
      <Text>{`The sub-grid ${props.control.id} names a table that the solution does not have: ${parameters["TargetEntityType"] ?? "(none)"}.`}</Text>
    );
  const rowsPerPage = Number(parameters["RecordsPerPage"]);
  return (
    <RelatedGrid
      session={props.session}
      table={table}
      view={view ?? defaultView(viewsFor(model, table.logicalName, 0))}
      relationship={parameters["RelationshipName"] ?? ""}
      title={props.showLabel ? props.label : null}
      pageSize={Number.isInteger(rowsPerPage) && rowsPerPage > 0 ? rowsPerPage : 25}
      selector={parameters["EnableViewPicker"] === "true"}
      maxHeight={MOST_ROWS * measures.gridRow}
    />
  );
}

export interface RelatedGridProps {
  readonly session: RecordSession;
  readonly table: Table;
  readonly view: View | undefined;
  /** Empty: every row of the view. */
  readonly relationship: string;
  readonly title: string | null;
  readonly pageSize: number;
  readonly selector: boolean;
  readonly maxHeight?: number;
}

/** Rows related to the form's record, with New, Delete and Refresh. */
export function RelatedGrid(props: RelatedGridProps): React.ReactElement {
  const styles = useStyles();
  const host = useHost();
  const { session, table } = props;
  const [viewId, setViewId] = React.useState<string | null>(null);
  const [refresh, setRefresh] = React.useState(0);
  const view = host.model.views.find((candidate) => candidate.id === viewId) ?? props.view;
  React.useEffect(
    () => session.subscribe((change) => change.kind === "record" && setRefresh((count) => count + 1)),
    [session],
  );
  if (!view) return <Text>{`The solution has no view for ${table.logicalName}.`}</Text>;
  if (session.recordId === null)
    return (
      <div className={styles.quiet}>
        <Text>This record hasn't been created yet. To enable this content, create the record.</Text>
      </div>
    );
  const record =
    props.relationship === ""
      ? null
      : recordFilterOf(host.model, props.relationship, table.logicalName, session.table.logicalName, session.recordId);
  if (record === undefined)
    return (
      <Text>{`The relationship ${props.relationship} does not connect ${table.logicalName} with ${session.table.logicalName}.`}</Text>
    );

  const name = textIn(table.displayName, host.formats.languageId, table.logicalName);
  const child = childRelationship(host.model, props.relationship);
  const initial: Record<string, AttributeValue> =
    child && session.recordId
      ? {
          [child.referencingColumn]: [
            { id: session.recordId, name: session.recordName, entityType: session.table.logicalName },
          ],
        }
      : {};
  const add = async (): Promise<void> => {
    const hasQuickCreate = host.model.forms.some(
      (form) => form.table === table.logicalName && form.type === "quickCreate",
    );
    if (!hasQuickCreate) {
      await host.go({ kind: "form", table: table.logicalName, id: null, formId: null }, { initialValues: initial });
      return;
    }
    if (await host.quickCreate(table.logicalName, initial)) setRefresh(refresh + 1);
  };
  const commands: Command[] = [];
  if (!session.readOnly && host.rights.can("Create", table.logicalName) && (child || props.relationship === ""))
    commands.push({ key: "new", label: `New ${name}`, icon: "add", run: () => void add() });
  return (
    <ViewGrid
      table={table}
      view={view}
      views={props.selector ? viewsFor(host.model, table.logicalName, 0) : [view]}
      onView={setViewId}
      record={record}
      pageSize={props.pageSize}
      title={props.title}
      refresh={refresh}
      maxHeight={props.maxHeight}
      onOpen={(target, recordSet) =>
        void host.go(
          { kind: "form", table: target.entityType, id: target.id, formId: null },
          { recordSet: target.entityType === table.logicalName ? recordSet : null },
        )
      }
      commands={(selection, reload) => [
        ...commands,
        ...(selection.length > 0 && !session.readOnly && host.rights.can("Delete", table.logicalName)
          ? [
              {
                key: "delete",
                label: "Delete",
                icon: "delete" as const,
                run: () => void deleteRows(host, table, selection).then((changed) => changed && reload()),
              },
            ]
          : []),
        { key: "refresh", label: "Refresh", icon: "refresh", run: reload },
      ]}
    />
  );
}
