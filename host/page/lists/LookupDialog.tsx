import * as React from "react";
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Tab,
  TabList,
  Text,
  makeStyles,
} from "@fluentui/react-components";
import type { Table } from "../../../solution/model/types";
import { textIn } from "../data/localized";
import type { LookupValue } from "../data/values";
import type { Row } from "../data/values";
import { tableOf, useHost } from "../base/host";
import { defaultView, viewsFor } from "./rows";
import { ViewGrid } from "./ViewGrid";

const useStyles = makeStyles({
  surface: { width: "800px", maxWidth: "calc(100vw - 32px)" },
  content: { display: "flex", flexDirection: "column", minHeight: "360px" },
});

/** Advanced lookup: the tables' lookup views as a grid, one row or several to choose. Closing it chooses none. */
export function LookupDialog(props: {
  readonly options: ComponentFramework.UtilityApi.LookupOptions;
  readonly onClose: (chosen: readonly LookupValue[]) => void;
}): React.ReactElement {
  const styles = useStyles();
  const { model, formats } = useHost();
  const { options } = props;
  const tables = options.entityTypes
    .map((name) => tableOf(model, name))
    .filter((table): table is Table => table !== undefined);
  const [tableName, setTableName] = React.useState(options.defaultEntityType ?? tables[0]?.logicalName ?? "");
  const table = tables.find((candidate) => candidate.logicalName === tableName) ?? tables[0];
  const wanted = new Set((options.viewIds ?? []).map((id) => id.replace(/[{}]/g, "").toLowerCase()));
  const all = table ? [...viewsFor(model, table.logicalName, 64), ...viewsFor(model, table.logicalName, 0)] : [];
  const views =
    wanted.size > 0 && all.some((view) => wanted.has(view.id)) ? all.filter((view) => wanted.has(view.id)) : all;
  const [viewId, setViewId] = React.useState((options.defaultViewId ?? "").replace(/[{}]/g, "").toLowerCase());
  const view = views.find((candidate) => candidate.id === viewId) ?? defaultView(views);
  const [selection, setSelection] = React.useState<readonly Row[]>([]);
  const single = options.allowMultiSelect !== true;
  const chosen = table
    ? selection.map((row): LookupValue => ({
        id: String(row[table.primaryKey]).toLowerCase(),
        name: String(row[table.primaryName] ?? ""),
        entityType: table.logicalName,
      }))
    : [];
  return (
    <Dialog open onOpenChange={(_, data) => data.open || props.onClose([])}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{single ? "Select record" : "Select records"}</DialogTitle>
          <DialogContent className={styles.content}>
            {tables.length > 1 ? (
              <TabList
                selectedValue={table?.logicalName}
                onTabSelect={(_, data) => {
                  setTableName(String(data.value));
                  setSelection([]);
                }}
              >
                {tables.map((item) => (
                  <Tab key={item.logicalName} value={item.logicalName}>
                    {textIn(item.pluralName, formats.languageId, item.logicalName)}
                  </Tab>
                ))}
              </TabList>
            ) : null}
            {table && view ? (
              <ViewGrid
                key={table.logicalName}
                table={table}
                view={view}
                views={views}
                onView={setViewId}
                record={null}
                pageSize={25}
                title={null}
                commands={null}
                single={single}
                maxHeight={360}
                onSelection={setSelection}
                onOpen={(target) => {
                  if (target.entityType === table.logicalName) props.onClose([target]);
                }}
              />
            ) : (
              <Text>
                {table
                  ? `The solution has no view for ${table.logicalName}.`
                  : `The solution has none of these tables: ${options.entityTypes.join(", ")}.`}
              </Text>
            )}
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" disabled={chosen.length === 0} onClick={() => props.onClose(chosen)}>
              Select
            </Button>
            <Button onClick={() => props.onClose([])}>Cancel</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
