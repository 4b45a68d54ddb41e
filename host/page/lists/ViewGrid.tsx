import * as React from "react";
import {
  Input,
  Menu,
  MenuButton,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Text,
  makeStyles,
  mergeClasses,
  tokens,
} from "@fluentui/react-components";
import type { Table, View } from "../../../solution/model/types";
import { textIn } from "../data/localized";
import type { LookupValue } from "../data/values";
import type { Row } from "../data/values";
import { sortingOf, type RecordFilter, type SortStatus } from "../pcf/dataset/query";
import { CommandBar, type Command } from "../base/CommandBar";
import { useHost, type RecordSet } from "../base/host";
import { useWidth } from "../base/useWidth";
import { EntryText } from "../base/EntryText";
import { Icon } from "../base/icons";
import { oneLine } from "../base/layout";
import { Grid } from "./Grid";
import { filterOf, gridColumns, quickFindColumns, type ColumnFilter } from "./rows";
import { useViewRows } from "./useViewRows";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", minHeight: 0, minWidth: 0, flexGrow: 1 },
  head: {
    display: "flex",
    alignItems: "center",
    flexWrap: "wrap",
    flexShrink: 0,
    gap: tokens.spacingHorizontalS,
    minHeight: "40px",
  },
  title: {
    margin: 0,
    ...oneLine,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  name: { ...oneLine, maxWidth: "480px" },
  view: { paddingInline: 0, minWidth: 0, fontWeight: tokens.fontWeightSemibold },
  viewLarge: {
    paddingInline: 0,
    minWidth: 0,
    fontWeight: tokens.fontWeightSemibold,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
  },
  search: { width: "176px", minWidth: 0 },
  wide: { flexGrow: 1 },
  commands: { flexGrow: 1, minWidth: "40px", flexBasis: "120px" },
  foot: {
    display: "flex",
    gap: tokens.spacingHorizontalL,
    paddingBlockStart: tokens.spacingVerticalS,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
  },
});

export interface ViewGridProps {
  readonly table: Table;
  readonly views: readonly View[];
  readonly view: View;
  readonly onView: (viewId: string) => void;
  readonly record: RecordFilter | null;
  readonly pageSize: number;
  /** Drawn instead of a view selector where there is just one view to name. */
  readonly title: string | null;
  readonly large?: boolean;
  /** Commands for what is selected; they stand right of the title. Null: the page has them in its command bar. */
  readonly commands: ((selection: readonly Row[], reload: () => void) => readonly Command[]) | null;
  readonly onSelection?: (selection: readonly Row[]) => void;
  readonly onOpen: (target: LookupValue, recordSet: RecordSet) => void;
  readonly single?: boolean;
  readonly maxHeight?: number;
  /** Rises when the rows must be read again. */
  readonly refresh?: number;
}

/** A view as a grid with its selector, quick find, row count and selection. */
export function ViewGrid(props: ViewGridProps): React.ReactElement {
  const styles = useStyles();
  const host = useHost();
  const { table, view } = props;
  const [ref, width] = useWidth();
  const [sorting, setSorting] = React.useState<readonly SortStatus[] | null>(null);
  const [filters, setFilters] = React.useState<Readonly<Record<string, ColumnFilter>>>({});
  const [find, setFind] = React.useState("");
  const [applied, setApplied] = React.useState("");
  const [selected, setSelected] = React.useState<ReadonlySet<string>>(new Set());
  const narrow = host.settings.formFactor === "phone" || (width > 0 && width < 480);
  const columns = React.useMemo(() => gridColumns(host.model, table, view), [host.model, table, view]);
  const { rows, loading, error, hasMore, loadMore, reload } = useViewRows({
    table,
    view,
    sorting,
    columnFilters: filters,
    record: props.record,
    pageSize: props.pageSize,
    filter: filterOf(applied, quickFindColumns(table, host.model.views), filters),
  });
  const ownOrder = React.useMemo(() => sortingOf(view.fetchXml), [view]);

  // Another view has other columns: what was sorted and filtered by does not carry over.
  React.useEffect(() => {
    setSorting(null);
    setFilters({});
    setSelected(new Set());
  }, [view]);
  const firstRefresh = React.useRef(props.refresh);
  React.useEffect(() => {
    if (firstRefresh.current !== props.refresh) reload();
    firstRefresh.current = props.refresh;
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `reload` is new at every render; the number decides.
  }, [props.refresh]);

  const idOf = (row: Row): string => String(row[table.primaryKey]).toLowerCase();
  const selection = rows.filter((row) => selected.has(idOf(row)));
  const { onSelection } = props;
  const selectionKey = selection.map(idOf).join();
  React.useEffect(() => {
    onSelection?.(selection);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the ids decide, not the array.
  }, [selectionKey]);
  const viewName = textIn(view.name, host.formats.languageId, view.id);
  const latest = React.useRef({ rows, onOpen: props.onOpen });
  latest.current = { rows, onOpen: props.onOpen };
  const open = React.useCallback(
    (target: LookupValue) =>
      latest.current.onOpen(target, {
        table: table.logicalName,
        title: viewName,
        rows: latest.current.rows.map((row) => ({
          id: String(row[table.primaryKey]).toLowerCase(),
          name: String(row[table.primaryName] ?? ""),
          row,
        })),
      }),
    [table, viewName],
  );
  return (
    <div ref={ref} className={styles.root}>
      <div className={styles.head}>
        {props.views.length > 1 ? (
          <Menu
            checkedValues={{ view: [view.id] }}
            onCheckedValueChange={(_, data) => data.checkedItems[0] && props.onView(data.checkedItems[0])}
          >
            <MenuTrigger disableButtonEnhancement>
              <MenuButton
                appearance="transparent"
                className={props.large ? styles.viewLarge : styles.view}
                menuIcon={<Icon name="chevronDown" small />}
                aria-label={`View: ${viewName}`}
              >
                <span className={styles.name}>{viewName}</span>
              </MenuButton>
            </MenuTrigger>
            <MenuPopover>
              <MenuList>
                {props.views.map((item) => (
                  <MenuItemRadio key={item.id} name="view" value={item.id}>
                    <EntryText>{textIn(item.name, host.formats.languageId, item.id)}</EntryText>
                  </MenuItemRadio>
                ))}
              </MenuList>
            </MenuPopover>
          </Menu>
        ) : (
          <h2 className={styles.title} title={props.title ?? viewName}>
            {props.title ?? viewName}
          </h2>
        )}
        {props.commands || !narrow ? (
          <div className={styles.commands}>
            {props.commands ? (
              <CommandBar
                plain
                label={`${viewName} commands`}
                commands={props.commands(selection, reload)}
                compact={narrow}
              />
            ) : null}
          </div>
        ) : null}
        <Input
          className={mergeClasses(styles.search, narrow ? styles.wide : undefined)}
          appearance="filled-darker"
          type="search"
          aria-label="Filter by keyword"
          placeholder="Filter by keyword"
          value={find}
          contentBefore={<Icon name="search" small />}
          onChange={(_, data) => {
            setFind(data.value);
            if (data.value === "") setApplied("");
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter") setApplied(find);
            if (event.key === "Escape") {
              setFind("");
              setApplied("");
            }
          }}
        />
      </div>
      <Grid
        label={viewName}
        table={table}
        columns={columns}
        rows={rows}
        loading={loading}
        error={error}
        onRetry={reload}
        onNearEnd={loadMore}
        sorting={sorting ?? ownOrder}
        filters={filters}
        selected={selected}
        onSort={(name, sortDirection) => setSorting([{ name, sortDirection }])}
        onFilter={(name, filter) =>
          setFilters(
            Object.fromEntries([
              ...Object.entries(filters).filter(([key]) => key !== name),
              ...(filter ? [[name, filter] as const] : []),
            ]),
          )
        }
        onSelect={setSelected}
        onOpen={open}
        narrow={narrow}
        single={props.single}
        maxHeight={props.maxHeight}
      />
      <div className={styles.foot} aria-live="polite">
        <Text size={200} lang="en">{`Rows: ${rows.length}${hasMore ? "+" : ""}`}</Text>
        {selection.length > 0 ? <Text size={200} lang="en">{`Selected: ${selection.length}`}</Text> : null}
        {loading && rows.length > 0 ? <Text size={200}>Loading…</Text> : null}
      </div>
    </div>
  );
}
