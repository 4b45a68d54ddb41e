import * as React from "react";
import { Text, makeStyles, tokens } from "@fluentui/react-components";
import type { Table } from "../../../solution/model/types";
import { textIn } from "../data/localized";
import type { Row } from "../data/values";
import { CommandBar, type Command } from "../base/CommandBar";
import { useHost } from "../base/host";
import { measures, px } from "../base/layout";
import { deleteRows, setRowsState } from "./rowActions";
import { defaultView, viewsFor } from "./rows";
import { ViewGrid } from "./ViewGrid";

const useStyles = makeStyles({
  page: {
    display: "flex",
    flexDirection: "column",
    gap: px(measures.gap),
    padding: px(measures.gap),
    boxSizing: "border-box",
    height: "100%",
    minHeight: 0,
  },
  // The view's name stands where a title would.
  unseen: {
    position: "absolute",
    width: "1px",
    height: "1px",
    overflow: "hidden",
    clipPath: "inset(50%)",
    whiteSpace: "nowrap",
  },
  card: {
    display: "flex",
    flexDirection: "column",
    flexGrow: 1,
    minHeight: 0,
    minWidth: 0,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow4,
    border: `1px solid ${tokens.colorTransparentStroke}`,
    padding: tokens.spacingHorizontalL,
  },
});

/** A table's page: command bar, view selector, quick find, grid. */
export function ListPage(props: { readonly table: Table; readonly viewId: string | null }): React.ReactElement {
  const styles = useStyles();
  const host = useHost();
  const { table } = props;
  const [selection, setSelection] = React.useState<readonly Row[]>([]);
  const [refresh, setRefresh] = React.useState(0);
  const views = viewsFor(host.model, table.logicalName, 0);
  const view = views.find((candidate) => candidate.id === props.viewId) ?? defaultView(views);
  const title = textIn(table.pluralName, host.formats.languageId, table.logicalName);
  React.useEffect(() => {
    document.title = `${title} - Dynamics 365`;
  }, [title]);
  const again = (changed: boolean): void => {
    if (changed) setRefresh((count) => count + 1);
  };
  const states = table.columns.some((column) => column.type === "state");
  const can = host.rights;
  const stateOf = (row: Row): unknown => row["statecode"];
  const commands: Command[] = [
    ...(can.can("Create", table.logicalName)
      ? [
          {
            key: "new",
            label: "New",
            icon: "add" as const,
            run: () => void host.go({ kind: "form", table: table.logicalName, id: null, formId: null }),
          },
        ]
      : []),
    ...(selection.length > 0 && can.can("Delete", table.logicalName)
      ? [
          {
            key: "delete",
            label: "Delete",
            icon: "delete" as const,
            run: () => void deleteRows(host, table, selection).then(again),
          },
        ]
      : []),
    { key: "refresh", label: "Refresh", icon: "refresh", run: () => again(true) },
    ...(selection.length > 0 &&
    states &&
    can.can("Write", table.logicalName) &&
    selection.some((row) => stateOf(row) !== 0)
      ? [
          {
            key: "activate",
            label: "Activate",
            icon: "checkmarkCircle" as const,
            run: () => void setRowsState(host, table, selection, 0).then(again),
          },
        ]
      : []),
    ...(selection.length > 0 &&
    states &&
    can.can("Write", table.logicalName) &&
    selection.some((row) => stateOf(row) !== 1)
      ? [
          {
            key: "deactivate",
            label: "Deactivate",
            icon: "prohibited" as const,
            run: () => void setRowsState(host, table, selection, 1).then(again),
          },
        ]
      : []),
  ];
  return (
    <div className={styles.page}>
      <h1 className={styles.unseen}>{title}</h1>
      <CommandBar label="Commands" commands={commands} compact={host.settings.formFactor === "phone"} />
      <div className={styles.card}>
        {view ? (
          <ViewGrid
            large
            table={table}
            view={view}
            views={views}
            record={null}
            pageSize={50}
            title={null}
            commands={null}
            onSelection={setSelection}
            refresh={refresh}
            onView={(viewId) => void host.go({ kind: "list", table: table.logicalName, viewId }, { keepPage: true })}
            onOpen={(target, recordSet) =>
              void host.go(
                { kind: "form", table: target.entityType, id: target.id, formId: null },
                { recordSet: target.entityType === table.logicalName ? recordSet : null },
              )
            }
          />
        ) : (
          <Text>{`The solution has no public view for ${table.logicalName}.`}</Text>
        )}
      </div>
    </div>
  );
}
