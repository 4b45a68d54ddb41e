import * as React from "react";
import {
  Button,
  Checkbox,
  Dropdown,
  Input,
  Link,
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Option,
  Popover,
  PopoverSurface,
  Skeleton,
  SkeletonItem,
  Text,
  makeStyles,
  mergeClasses,
  tokens,
} from "@fluentui/react-components";
import type { ChoiceOption, Table } from "../../../solution/model/types";
import { formatValue, optionText, type Formats } from "../record/formats";
import { textIn } from "../data/localized";
import type { LookupValue } from "../data/values";
import { formattedIn, readColumn, type Row } from "../data/values";
import type { SortStatus } from "../pcf/dataset/query";
import { useHost } from "../base/host";
import { Icon } from "../base/icons";
import { measures, px } from "../base/layout";
import type { ColumnFilter, GridColumn } from "./rows";

const LOOKUP_TABLE = "@Microsoft.Dynamics.CRM.lookuplogicalname";

const useStyles = makeStyles({
  scroller: { overflow: "auto", minHeight: px(measures.gridRow * 2), flexGrow: 1, position: "relative" },
  row: {
    display: "grid",
    alignItems: "center",
    minHeight: px(measures.gridRow),
    height: px(measures.gridRow),
    boxSizing: "border-box",
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    contentVisibility: "auto",
    containIntrinsicBlockSize: px(measures.gridRow),
    minWidth: "fit-content",
    width: "100%",
  },
  body: {
    cursor: "default",
    ":hover": { backgroundColor: tokens.colorNeutralBackground3 },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
  },
  selected: {
    backgroundColor: tokens.colorBrandBackground2,
    ":hover": { backgroundColor: tokens.colorBrandBackground2 },
  },
  head: {
    position: "sticky",
    insetBlockStart: 0,
    zIndex: 1,
    backgroundColor: tokens.colorNeutralBackground1,
    contentVisibility: "visible",
  },
  headButton: {
    justifyContent: "flex-start",
    maxWidth: "100%",
    minWidth: 0,
    height: px(measures.gridRow),
    paddingInline: tokens.spacingHorizontalS,
    fontWeight: tokens.fontWeightSemibold,
    borderRadius: 0,
  },
  headText: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  arrow: { marginInlineStart: tokens.spacingHorizontalXS },
  cell: {
    minWidth: 0,
    paddingInline: tokens.spacingHorizontalS,
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
    fontSize: tokens.fontSizeBase300,
  },
  headCell: { minWidth: 0, overflow: "hidden" },
  check: { display: "flex", justifyContent: "center" },
  link: {
    textDecorationLine: "none",
    maxWidth: "100%",
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
  },
  pill: {
    display: "inline-block",
    paddingInline: tokens.spacingHorizontalS,
    borderRadius: tokens.borderRadiusCircular,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  empty: {
    display: "flex",
    flexDirection: "column",
    alignItems: "center",
    justifyContent: "center",
    gap: tokens.spacingVerticalS,
    minHeight: "96px",
    color: tokens.colorNeutralForeground3,
    padding: tokens.spacingHorizontalL,
  },
  filter: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS, width: "240px" },
  card: {
    display: "flex",
    flexDirection: "column",
    gap: "2px",
    padding: tokens.spacingHorizontalM,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    cursor: "pointer",
  },
  cardDetail: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  end: { height: "1px" },
});

export interface GridProps {
  readonly label: string;
  readonly table: Table;
  readonly columns: readonly GridColumn[];
  readonly rows: readonly Row[];
  readonly loading: boolean;
  readonly error: string | null;
  readonly onRetry: () => void;
  readonly onNearEnd: () => void;
  readonly sorting: readonly SortStatus[];
  readonly onSort: (column: string, direction: 0 | 1) => void;
  readonly filters: Readonly<Record<string, ColumnFilter>>;
  readonly onFilter: (column: string, filter: ColumnFilter | null) => void;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (ids: ReadonlySet<string>) => void;
  /** Opens a row of this table, or the row a lookup cell refers to. */
  readonly onOpen: (target: LookupValue) => void;
  /** Narrow: rows as cards. */
  readonly narrow: boolean;
  readonly single?: boolean;
  /** px; the grid scrolls inside it. */
  readonly maxHeight?: number;
}

/** The Power Apps grid: 42 px rows, sort and filter in the header, endless scroll, selection by check boxes. */
export function Grid(props: GridProps): React.ReactElement {
  const styles = useStyles();
  const { rows, columns, table, selected, onSelect } = props;
  const { formats } = useHost();
  const end = React.useRef<HTMLDivElement>(null);
  const scroller = React.useRef<HTMLDivElement>(null);
  const { onNearEnd } = props;
  const near = React.useRef(onNearEnd);
  near.current = onNearEnd;
  React.useEffect(() => {
    const mark = end.current;
    if (!mark) return undefined;
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && near.current(),
      { root: scroller.current, rootMargin: "400px" },
    );
    observer.observe(mark);
    return () => observer.disconnect();
  }, [rows.length]);

  const template = `48px ${columns.map((column) => `minmax(${Math.min(column.width, 120)}px, ${Math.max(1, column.width)}fr)`).join(" ")}`;
  const idOf = (row: Row): string => String(row[table.primaryKey]).toLowerCase();
  const toggle = (id: string, only: boolean): void => {
    const next = new Set(only ? [] : selected);
    if (selected.has(id) && !only) next.delete(id);
    else next.add(id);
    onSelect(next);
  };
  const open = (row: Row): void =>
    props.onOpen({ id: idOf(row), name: String(row[table.primaryName] ?? ""), entityType: table.logicalName });
  const all = rows.length > 0 && rows.every((row) => selected.has(idOf(row)));

  const message = props.error ? (
    <div className={styles.empty} role="alert" lang="en">
      <Icon name="errorCircle" />
      <Text>{props.error}</Text>
      <Button onClick={props.onRetry}>Try again</Button>
    </div>
  ) : props.loading && rows.length === 0 ? (
    <Skeleton aria-label="Loading rows" lang="en">
      {[0, 1, 2, 3].map((index) => (
        <div key={index} className={styles.row} style={{ gridTemplateColumns: template }}>
          <span />
          {columns.map((column) => (
            <div key={column.name} className={styles.cell}>
              <SkeletonItem />
            </div>
          ))}
        </div>
      ))}
    </Skeleton>
  ) : rows.length === 0 ? (
    <div className={styles.empty} lang="en">
      <Text>No data available</Text>
    </div>
  ) : null;

  if (props.narrow) {
    return (
      <div
        ref={scroller}
        className={styles.scroller}
        style={{ maxHeight: props.maxHeight }}
        role="list"
        aria-label={props.label}
        aria-busy={props.loading}
      >
        {rows.map((row) => (
          <div key={idOf(row)} role="listitem" className={styles.card} onClick={() => open(row)}>
            {/* For the keyboard; a click on it is one on the card. */}
            <Link as="button" className={styles.link}>
              {String(row[table.primaryName] ?? "(No name)")}
            </Link>
            {columns
              .filter((column) => column.name !== table.primaryName)
              .slice(0, 3)
              .map((column) => (
                <span key={column.name} className={styles.cardDetail}>
                  {cellText(row, column, formats)}
                </span>
              ))}
          </div>
        ))}
        {message}
        <div ref={end} className={styles.end} />
      </div>
    );
  }
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      style={{ maxHeight: props.maxHeight }}
      role="treegrid"
      aria-label={props.label}
      aria-multiselectable={!props.single}
      aria-busy={props.loading}
      aria-rowcount={-1}
    >
      <div role="row" className={mergeClasses(styles.row, styles.head)} style={{ gridTemplateColumns: template }}>
        <div role="columnheader" className={styles.check} lang="en">
          {props.single ? null : (
            <Checkbox
              aria-label="Toggle selection of all rows"
              checked={all ? true : selected.size > 0 ? "mixed" : false}
              onChange={() => onSelect(all ? new Set() : new Set(rows.map(idOf)))}
            />
          )}
        </div>
        {columns.map((column) => (
          <HeaderCell
            key={column.name}
            column={column}
            sort={props.sorting.find((status) => status.name === column.name)}
            filter={props.filters[column.name]}
            onSort={props.onSort}
            onFilter={props.onFilter}
          />
        ))}
      </div>
      {props.error
        ? null
        : rows.map((row) => (
            <GridRow
              key={idOf(row)}
              row={row}
              columns={columns}
              table={table}
              template={template}
              chosen={selected.has(idOf(row))}
              onToggle={(only) => toggle(idOf(row), only || props.single === true)}
              onOpen={() => open(row)}
              onOpenReference={props.onOpen}
            />
          ))}
      {message}
      <div ref={end} className={styles.end} />
    </div>
  );
}

/** In the page's formats; names, and amounts with their currency, as the server wrote them. */
function cellText(row: Row, column: GridColumn, formats: Formats): string {
  const value = row[column.property];
  const type = column.column?.type;
  if (value === null || value === undefined) return "";
  if (column.column && type !== "lookup" && type !== "money")
    return formatValue(column.column, readColumn(column.column, row, column.property), formats);
  return formattedIn(row, column.property) || String(value);
}

interface GridRowProps {
  readonly row: Row;
  readonly columns: readonly GridColumn[];
  readonly table: Table;
  readonly template: string;
  readonly chosen: boolean;
  readonly onToggle: (only: boolean) => void;
  readonly onOpen: () => void;
  readonly onOpenReference: (target: LookupValue) => void;
}

const GridRow = React.memo(
  function GridRow(props: GridRowProps): React.ReactElement {
    const styles = useStyles();
    const { row } = props;
    return (
      <div
        role="row"
        aria-selected={props.chosen}
        tabIndex={0}
        className={mergeClasses(styles.row, styles.body, props.chosen ? styles.selected : undefined)}
        style={{ gridTemplateColumns: props.template }}
        onClick={() => props.onToggle(true)}
        onDoubleClick={props.onOpen}
        onKeyDown={(event) => {
          if (event.target !== event.currentTarget) return;
          if (event.key === "Enter") props.onOpen();
          if (event.key === " ") {
            event.preventDefault();
            props.onToggle(false);
          }
          if (event.key === "ArrowDown" || event.key === "ArrowUp") {
            event.preventDefault();
            const next =
              event.key === "ArrowDown"
                ? event.currentTarget.nextElementSibling
                : event.currentTarget.previousElementSibling;
            if (next instanceof HTMLElement && next.tabIndex === 0) next.focus();
          }
        }}
      >
        <div
          role="gridcell"
          className={styles.check}
          onClick={(event) => event.stopPropagation()}
          onDoubleClick={(event) => event.stopPropagation()}
        >
          <Checkbox
            tabIndex={-1}
            aria-label={`Select ${String(row[props.table.primaryName] ?? "row")}`}
            checked={props.chosen}
            onChange={() => props.onToggle(false)}
          />
        </div>
        {props.columns.map((column) => (
          <div key={column.name} role="gridcell" className={styles.cell}>
            <CellText
              row={row}
              column={column}
              primary={column.name === props.table.primaryName}
              onOpen={props.onOpen}
              onOpenReference={props.onOpenReference}
            />
          </div>
        ))}
      </div>
    );
  },
  (before, after) =>
    before.row === after.row &&
    before.chosen === after.chosen &&
    before.template === after.template &&
    before.columns === after.columns &&
    before.onOpenReference === after.onOpenReference,
);

function CellText(props: {
  readonly row: Row;
  readonly column: GridColumn;
  readonly primary: boolean;
  readonly onOpen: () => void;
  readonly onOpenReference: (target: LookupValue) => void;
}): React.ReactElement | null {
  const styles = useStyles();
  const { row, column } = props;
  const value = row[column.property];
  const text = cellText(row, column, useHost().formats);
  const stop = (event: React.SyntheticEvent): void => event.stopPropagation();
  if (props.primary) {
    return (
      <Link
        as="button"
        tabIndex={-1}
        className={styles.link}
        title={text}
        onDoubleClick={stop}
        onClick={(event: React.MouseEvent) => {
          stop(event);
          props.onOpen();
        }}
      >
        {text || "(No name)"}
      </Link>
    );
  }
  if (text === "") return null;
  if (column.column?.type === "lookup" && typeof value === "string") {
    const named = row[`${column.property}${LOOKUP_TABLE}`];
    const entityType = typeof named === "string" ? named : (column.column.targets[0] ?? "");
    return (
      <Link
        as="button"
        tabIndex={-1}
        className={styles.link}
        title={text}
        onDoubleClick={stop}
        onClick={(event: React.MouseEvent) => {
          stop(event);
          props.onOpenReference({ id: value, name: text, entityType });
        }}
      >
        {text}
      </Link>
    );
  }
  const option = optionOf(column, value);
  if (option?.color)
    return (
      <span className={styles.pill} style={{ borderColor: option.color }} title={text}>
        {text}
      </span>
    );
  return <span title={text}>{text}</span>;
}

function optionOf(column: GridColumn, value: unknown): ChoiceOption | undefined {
  const type = column.column;
  return type?.type === "choice" || type?.type === "status" || type?.type === "state"
    ? type.options.find((option) => option.value === value)
    : undefined;
}

function HeaderCell(props: {
  readonly column: GridColumn;
  readonly sort: SortStatus | undefined;
  readonly filter: ColumnFilter | undefined;
  readonly onSort: GridProps["onSort"];
  readonly onFilter: GridProps["onFilter"];
}): React.ReactElement {
  const styles = useStyles();
  const { formats } = useHost();
  const { column } = props;
  const [filtering, setFiltering] = React.useState(false);
  const button = React.useRef<HTMLButtonElement>(null);
  const title = textIn(column.column?.displayName, formats.languageId, column.name);
  const direction = props.sort?.sortDirection;
  return (
    <div
      role="columnheader"
      className={styles.headCell}
      aria-sort={direction === 0 ? "ascending" : direction === 1 ? "descending" : "none"}
    >
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button
            ref={button}
            appearance="subtle"
            className={styles.headButton}
            icon={props.filter ? <Icon name="filter" small /> : <Icon name="chevronDown" small />}
            iconPosition="after"
          >
            <span className={styles.headText}>{title}</span>
            {direction === 0 ? (
              <Icon name="arrowUp" small className={styles.arrow} />
            ) : direction === 1 ? (
              <Icon name="arrowDown" small className={styles.arrow} />
            ) : null}
          </Button>
        </MenuTrigger>
        <MenuPopover>
          <MenuList lang="en">
            <MenuItem icon={<Icon name="arrowUp" />} onClick={() => props.onSort(column.name, 0)}>
              Sort ascending
            </MenuItem>
            <MenuItem icon={<Icon name="arrowDown" />} onClick={() => props.onSort(column.name, 1)}>
              Sort descending
            </MenuItem>
            <MenuDivider />
            <MenuItem icon={<Icon name="filter" />} onClick={() => setFiltering(true)}>
              Filter by
            </MenuItem>
            {props.filter ? (
              <MenuItem icon={<Icon name="dismiss" />} onClick={() => props.onFilter(column.name, null)}>
                Clear filter
              </MenuItem>
            ) : null}
          </MenuList>
        </MenuPopover>
      </Menu>
      <Popover
        open={filtering}
        onOpenChange={(_, data) => setFiltering(data.open)}
        trapFocus
        positioning={{ target: button.current, position: "below", align: "start" }}
      >
        <PopoverSurface aria-label={`Filter by ${title}`}>
          <FilterForm
            column={column}
            filter={props.filter}
            onApply={(filter) => {
              setFiltering(false);
              props.onFilter(column.name, filter);
            }}
          />
        </PopoverSurface>
      </Popover>
    </div>
  );
}

function FilterForm(props: {
  readonly column: GridColumn;
  readonly filter: ColumnFilter | undefined;
  readonly onApply: (filter: ColumnFilter | null) => void;
}): React.ReactElement {
  const styles = useStyles();
  const { formats } = useHost();
  const type = props.column.column;
  const [text, setText] = React.useState(props.filter?.kind === "contains" ? props.filter.text : "");
  const options =
    type?.type === "choice" || type?.type === "status" || type?.type === "state" || type?.type === "boolean"
      ? type.options
      : null;
  const textual = type?.type === "text" || type?.type === "memo";
  return (
    <div className={styles.filter} lang="en">
      {textual ? (
        <Input
          aria-label="Contains"
          placeholder="Contains"
          appearance="filled-darker"
          value={text}
          onChange={(_, data) => setText(data.value)}
          onKeyDown={(event) =>
            event.key === "Enter" && text.trim() && props.onApply({ kind: "contains", text: text.trim() })
          }
        />
      ) : null}
      {textual ? (
        <Button
          appearance="primary"
          disabled={text.trim() === ""}
          onClick={() => props.onApply({ kind: "contains", text: text.trim() })}
        >
          Apply
        </Button>
      ) : null}
      {options ? (
        <Dropdown
          aria-label="Equals"
          placeholder="Equals"
          appearance="filled-darker"
          style={{ minWidth: 0 }}
          onOptionSelect={(_, data) =>
            data.optionValue !== undefined && props.onApply({ kind: "equals", value: Number(data.optionValue) })
          }
        >
          {options.map((option) => (
            <Option
              key={option.value}
              value={String(option.value)}
              text={optionText(options, option.value, formats.languageId)}
            >
              {optionText(options, option.value, formats.languageId)}
            </Option>
          ))}
        </Dropdown>
      ) : null}
      <Button onClick={() => props.onApply({ kind: "hasData" })}>Contains data</Button>
      <Button onClick={() => props.onApply({ kind: "hasNoData" })}>Does not contain data</Button>
    </div>
  );
}
