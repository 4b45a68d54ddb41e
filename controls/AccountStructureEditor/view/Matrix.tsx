import * as React from "react";
import { makeStyles, mergeClasses, shorthands, tokens, typographyStyles, useId } from "@fluentui/react-components";
import ErrorIcon from "@fluentui/svg-icons/icons/error_circle_16_filled.svg";
import WarningIcon from "@fluentui/svg-icons/icons/warning_16_filled.svg";
import ArrowIcon from "@fluentui/svg-icons/icons/arrow_right_16_filled.svg";
import { Icon } from "../../../shared/ui/Icon";
import { cellOf, type Sheet } from "../sheet/sheet";
import { writeTable } from "../sheet/table";
import type { Findings } from "./findings";
import { at, blockOf, isInside, moved, type Selection } from "./select";
import { findingText, type Words } from "./words";

/** What a person does to the sheet, beyond moving about. */
export interface MatrixActions {
  readonly select: (selection: Selection) => void;
  /** Text of the cell while it is edited; null ends it. */
  readonly type: (text: string | null) => void;
  /** Puts the edited text into the cell and goes on. */
  readonly commit: (rows: number, columns: number) => void;
  readonly clear: () => void;
  readonly paste: (text: string) => void;
  readonly fillDown: () => void;
  readonly insert: () => void;
  readonly remove: () => void;
  readonly move: (by: -1 | 1) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly mend: () => void;
  readonly next: (by: -1 | 1) => void;
}

interface Props {
  readonly sheet: Sheet;
  /** Its place in the book. */
  readonly number: number;
  readonly label: string;
  /** Null: the keys go to another sheet. */
  readonly selection: Selection | null;
  /** The text of the cell that is edited. */
  readonly editing: string | null;
  readonly actions: MatrixActions;
  readonly findings: Findings | null;
  /** Accounts that a row lets through; "" where that is not known. */
  readonly accounts: (row: number) => string;
  readonly decides: (row: number) => boolean;
  /** Rows whose cells somebody else changed as well. */
  readonly clashes: (row: number, column: number) => boolean;
  readonly changed: (row: number) => boolean;
  readonly days: boolean;
  readonly readOnly: boolean;
  readonly rtl: boolean;
  readonly words: Words;
  /** Shows this row only. */
  readonly only: number | null;
}

const rowHeight = 36;
const viewRows = 12;
const overscan = 6;

const useStyles = makeStyles({
  scroll: {
    overflow: "auto",
    position: "relative",
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    outlineStyle: "none",
    ":focus-visible": { boxShadow: `0 0 0 2px ${tokens.colorStrokeFocus2}` },
  },
  row: { display: "grid", height: `${rowHeight}px`, width: "100%" },
  head: {
    position: "sticky",
    top: 0,
    zIndex: 2,
    backgroundColor: tokens.colorNeutralBackground1,
    ...typographyStyles.body1Strong,
  },
  body: { position: "relative" },
  placed: { position: "absolute", insetInlineStart: 0 },
  cell: {
    display: "flex",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalXS,
    minWidth: 0,
    boxSizing: "border-box",
    paddingInline: tokens.spacingHorizontalS,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRight: `1px solid ${tokens.colorNeutralStroke3}`,
    cursor: "default",
    userSelect: "none",
  },
  text: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap", flexGrow: 1, minWidth: 0 },
  rowHead: {
    position: "sticky",
    insetInlineStart: 0,
    zIndex: 1,
    backgroundColor: tokens.colorNeutralBackground2,
    color: tokens.colorNeutralForeground2,
    justifyContent: "end",
  },
  accounts: { justifyContent: "end", color: tokens.colorNeutralForeground2 },
  selected: { backgroundColor: tokens.colorBrandBackground2, color: tokens.colorBrandForeground2 },
  active: { boxShadow: `inset 0 0 0 2px ${tokens.colorCompoundBrandStroke}` },
  error: { backgroundColor: tokens.colorStatusDangerBackground1, color: tokens.colorStatusDangerForeground1 },
  warning: { backgroundColor: tokens.colorStatusWarningBackground1, color: tokens.colorStatusWarningForeground1 },
  clash: { outline: `2px dashed ${tokens.colorStatusDangerBorderActive}`, outlineOffset: "-3px" },
  decides: { backgroundColor: tokens.colorStatusSuccessBackground1, color: tokens.colorStatusSuccessForeground1 },
  changed: { fontWeight: tokens.fontWeightSemibold },
  input: {
    ...typographyStyles.body1,
    width: "100%",
    height: "100%",
    boxSizing: "border-box",
    ...shorthands.borderWidth(0),
    outlineStyle: "none",
    padding: 0,
    backgroundColor: "transparent",
    color: "inherit",
    fontFamily: "inherit",
  },
  editing: { backgroundColor: tokens.colorNeutralBackground1, color: tokens.colorNeutralForeground1 },
});

/** The rows of a structure as a spreadsheet has them. Only the rows in sight are drawn. */
export function Matrix(props: Props): React.ReactElement {
  const { sheet, number, label, selection, editing, actions, findings, words, days, readOnly, rtl, only } = props;
  const styles = useStyles();
  const id = useId("matrix");
  const ref = React.useRef<HTMLDivElement>(null);
  const [top, setTop] = React.useState(0);
  const columns = sheet.columns.flatMap((column, place) => (days || column.kind === "criteria" ? [place] : []));
  const isCriteria = sheet.kind === "criteria";
  const cellId = (row: number, column: number): string => `${id}-${row}-${column}`;
  const block = selection && blockOf(selection);

  const template = `${isCriteria ? "" : "56px "}${columns
    .map((column) => (sheet.columns[column]?.kind === "criteria" ? "minmax(112px, 1fr)" : "112px"))
    .join(" ")}${isCriteria ? "" : " 104px"}`;
  const minWidth = columns.length * 112 + (isCriteria ? 0 : 160);
  const style: React.CSSProperties = { gridTemplateColumns: template, minWidth };

  const count = only === null ? sheet.rows.length : 1;
  const height = rowHeight * (Math.min(count, viewRows) + 1) + 2;
  const first = Math.max(0, Math.floor(top / rowHeight) - overscan);
  const inSight =
    only === null
      ? Array.from({ length: Math.min(count - first, viewRows + 2 * overscan) }, (_, i) => first + i)
      : [only];
  // The cell that has the focus stays on the page when it is scrolled away.
  const drawn =
    selection && only === null && selection.row < count && !inSight.includes(selection.row)
      ? [...inSight, selection.row]
      : inSight;

  // The cell that keys go to comes into sight.
  const [row, column] = [selection?.row ?? -1, selection?.column ?? -1];
  React.useLayoutEffect(() => {
    const grid = ref.current;
    if (!grid || row < 0 || only !== null) return;
    const [from, to] = [row * rowHeight, (row + 2) * rowHeight];
    if (from < grid.scrollTop) grid.scrollTop = from;
    else if (to > grid.scrollTop + grid.clientHeight) grid.scrollTop = to - grid.clientHeight;
    const cell = grid.querySelector<HTMLElement>("[data-active]");
    if (cell && grid.scrollWidth > grid.clientWidth) {
      const [inner, outer] = [cell.getBoundingClientRect(), grid.getBoundingClientRect()];
      const [before, behind] = rtl ? [4, 60] : [60, 4];
      if (inner.left < outer.left + before) grid.scrollLeft -= outer.left + before - inner.left;
      else if (inner.right > outer.right - behind) grid.scrollLeft += inner.right - outer.right + behind;
    }
  }, [row, column, only, rtl]);

  // Editing ended by a key: the keys go to the grid again. By a click elsewhere: the focus is there already.
  const wasEditing = React.useRef(false);
  React.useLayoutEffect(() => {
    const lost = ref.current?.ownerDocument.activeElement === ref.current?.ownerDocument.body;
    if (wasEditing.current && editing === null && lost) ref.current?.focus({ preventScroll: true });
    wasEditing.current = editing !== null;
  }, [editing]);

  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (!selection || editing !== null) return;
    const { key, shiftKey, altKey } = event;
    const control = event.ctrlKey || event.metaKey;
    const done = (): void => {
      event.preventDefault();
      event.stopPropagation();
    };
    if (altKey && !control) {
      if (key === "ArrowUp" || key === "ArrowDown") actions.move(key === "ArrowUp" ? -1 : 1);
      else if (key === "Enter") actions.mend();
      else return;
      done();
      return;
    }
    const shown = columns.indexOf(selection.column);
    const mirrored = rtl ? ({ ArrowLeft: "ArrowRight", ArrowRight: "ArrowLeft" }[key] ?? key) : key;
    const target =
      only !== null && /Up|Down/.test(key)
        ? null
        : moved({ ...selection, column: shown }, sheet, columns.length, mirrored, control, viewRows);
    if (target) {
      const [toRow, toColumn] = [only ?? target[0], columns[target[1]] ?? 0];
      actions.select(shiftKey ? { ...selection, row: toRow, column: toColumn } : at(number, toRow, toColumn));
      done();
      return;
    }
    const command = control ? commandOf(key.toLowerCase(), shiftKey) : null;
    if (command === "all")
      actions.select({ ...at(number, count - 1, columns[columns.length - 1] ?? 0), anchorRow: 0, anchorColumn: 0 });
    else if (command === "undo" || command === "redo") actions[command]();
    else if (command && !readOnly) actions[command]();
    else if (control) return;
    else if (key === "F8") actions.next(shiftKey ? -1 : 1);
    else if (key === "Escape" && (block?.top !== block?.bottom || block?.left !== block?.right))
      actions.select(at(number, selection.row, selection.column));
    else if (readOnly) return;
    else if (key === "Enter" || key === "F2") actions.type(cellOf(sheet, selection.row, selection.column));
    else if (key === "Delete" || key === "Backspace") actions.clear();
    else if (key === "Insert") actions.insert();
    else if (key.length === 1) actions.type(key);
    else return;
    done();
  };

  const copy = (event: React.ClipboardEvent, cut: boolean): void => {
    if (editing !== null || !block) return;
    event.clipboardData.setData(
      "text/plain",
      writeTable(
        sheet.rows.slice(block.top, block.bottom + 1).map(({ cells }) => cells.slice(block.left, block.right + 1)),
      ),
    );
    event.preventDefault();
    if (cut && !readOnly) actions.clear();
  };

  return (
    <div
      ref={ref}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={count + 1}
      aria-colcount={columns.length + (isCriteria ? 0 : 2)}
      aria-multiselectable
      aria-readonly={readOnly}
      aria-activedescendant={selection && editing === null ? cellId(selection.row, selection.column) : undefined}
      className={styles.scroll}
      style={{ maxHeight: height }}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        if (event.target === ref.current && !selection && count > 0)
          actions.select(at(number, only ?? 0, columns[0] ?? 0));
      }}
      onCopy={(event) => copy(event, false)}
      onCut={(event) => copy(event, true)}
      onPaste={(event) => {
        if (editing !== null || readOnly) return;
        event.preventDefault();
        actions.paste(event.clipboardData.getData("text/plain"));
      }}
    >
      <div role="row" aria-rowindex={1} className={mergeClasses(styles.row, styles.head)} style={style}>
        {!isCriteria && (
          <div role="columnheader" className={mergeClasses(styles.cell, styles.rowHead)}>
            {words.text("Column_row")}
          </div>
        )}
        {columns.map((place) => {
          const column = sheet.columns[place];
          const title =
            column?.kind === "criteria"
              ? column.title
              : words.text(column?.kind === "from" ? "Column_from" : "Column_to");
          const found = findings?.at(number, -1, place) ?? [];
          return (
            <div
              key={place}
              role="columnheader"
              className={styles.cell}
              title={[title, ...found.map(({ finding }) => findingText(finding, words))].join("\n")}
            >
              <span className={styles.text}>{title}</span>
              {found[0] && <Mark severity={found[0].finding.severity} />}
            </div>
          );
        })}
        {!isCriteria && (
          <div role="columnheader" className={mergeClasses(styles.cell, styles.accounts)}>
            {words.text("Column_accounts")}
          </div>
        )}
      </div>
      <div role="rowgroup" className={styles.body} style={{ height: count * rowHeight, minWidth }}>
        {drawn.map((place) => (
          <Row
            key={sheet.rows[place]?.key ?? place}
            {...props}
            row={place}
            shift={only === null ? place : 0}
            columns={columns}
            style={style}
            cellId={cellId}
            mayEdit={!readOnly}
          />
        ))}
      </div>
    </div>
  );
}

/** What Ctrl and a key ask for. */
function commandOf(key: string, shift: boolean): "undo" | "redo" | "all" | "fillDown" | "remove" | null {
  switch (key) {
    case "z":
      return shift ? "redo" : "undo";
    case "y":
      return "redo";
    case "a":
      return "all";
    case "d":
      return "fillDown";
    case "delete":
    case "-":
      return "remove";
    default:
      return null;
  }
}

function Mark({ severity }: { readonly severity: "error" | "warning" | "info" }): React.ReactElement {
  return severity === "error" ? (
    <Icon drawing={ErrorIcon} tone="danger" small />
  ) : (
    <Icon drawing={WarningIcon} tone={severity === "warning" ? "warning" : "neutral"} small />
  );
}

interface RowProps extends Props {
  readonly row: number;
  /** How many rows down it is drawn. */
  readonly shift: number;
  readonly columns: readonly number[];
  readonly style: React.CSSProperties;
  readonly cellId: (row: number, column: number) => string;
  readonly mayEdit: boolean;
}

function Row(props: RowProps): React.ReactElement {
  const { sheet, number, row, shift, columns, style, findings, actions, words, selection, accounts, decides, changed } =
    props;
  const styles = useStyles();
  const isCriteria = sheet.kind === "criteria";
  const found = findings?.at(number, row, -1) ?? [];
  const last = columns[columns.length - 1] ?? 0;
  return (
    <div
      role="row"
      aria-rowindex={row + 2}
      className={mergeClasses(styles.row, styles.placed)}
      style={{ ...style, top: shift * rowHeight }}
    >
      {!isCriteria && (
        <div
          role="rowheader"
          className={mergeClasses(
            styles.cell,
            styles.rowHead,
            changed(row) && styles.changed,
            decides(row) && styles.decides,
          )}
          title={found.map(({ finding }) => findingText(finding, words)).join("\n") || undefined}
          onClick={() => actions.select({ ...at(number, row, columns[0] ?? 0), anchorColumn: last })}
        >
          {decides(row) && <Icon drawing={ArrowIcon} small mirrored />}
          {found[0] && <Mark severity={found[0].finding.severity} />}
          {row + 1}
          {changed(row) ? "*" : ""}
        </div>
      )}
      {columns.map((column) => (
        <Cell
          key={column}
          {...props}
          column={column}
          isActive={selection?.row === row && selection.column === column}
          isSelected={selection !== null && isInside(blockOf(selection), row, column)}
        />
      ))}
      {!isCriteria && (
        <div role="gridcell" className={mergeClasses(styles.cell, styles.accounts)}>
          {accounts(row)}
        </div>
      )}
    </div>
  );
}

interface CellProps extends RowProps {
  readonly column: number;
  readonly isActive: boolean;
  readonly isSelected: boolean;
}

function Cell(props: CellProps): React.ReactElement {
  const { sheet, number, row, column, findings, actions, words, selection, editing, isActive, isSelected } = props;
  const styles = useStyles();
  const kind = sheet.columns[column]?.kind;
  const found = findings?.at(number, row, column) ?? [];
  const severity = found.some(({ finding }) => finding.severity === "error")
    ? "error"
    : found.length
      ? "warning"
      : null;
  const text = cellOf(sheet, row, column);
  const shown = kind === "criteria" ? text : words.day(text);
  const isEdited = isActive && editing !== null;
  const said = found.map(({ finding }) => findingText(finding, words)).join("\n");
  return (
    <div
      role="gridcell"
      id={props.cellId(row, column)}
      data-active={isActive || undefined}
      aria-selected={isSelected}
      aria-invalid={severity !== null || undefined}
      aria-label={said ? `${shown}: ${said}` : undefined}
      title={[shown, said].filter(Boolean).join("\n")}
      className={mergeClasses(
        styles.cell,
        severity === "error" ? styles.error : severity === "warning" ? styles.warning : undefined,
        isSelected && !isActive && styles.selected,
        isActive && styles.active,
        props.clashes(row, column) && styles.clash,
        isEdited && styles.editing,
      )}
      onMouseDown={(event) => {
        if (isEdited || event.button !== 0) return;
        if (event.shiftKey && selection) {
          event.preventDefault();
          actions.select({ ...selection, row, column });
        } else actions.select(at(number, row, column));
      }}
      onMouseEnter={(event) => {
        if (event.buttons === 1 && selection && editing === null) actions.select({ ...selection, row, column });
      }}
      onDoubleClick={() => {
        if (props.mayEdit) actions.type(text);
      }}
    >
      {isEdited ? (
        <CellInput {...props} text={editing} label={`${titleOf(sheet, column, words)} ${row + 1}`} />
      ) : (
        <>
          <bdi className={styles.text}>{shown}</bdi>
          {severity && <Mark severity={severity} />}
        </>
      )}
    </div>
  );
}

const titleOf = ({ columns }: Sheet, at: number, { text }: Words): string => {
  const column = columns[at];
  return column?.kind === "criteria" ? column.title : text(column?.kind === "from" ? "Column_from" : "Column_to");
};

function CellInput({
  text,
  label,
  actions,
}: CellProps & { readonly text: string; readonly label: string }): React.ReactElement {
  const styles = useStyles();
  const ref = React.useRef<HTMLInputElement>(null);
  /** Set when a key has ended the editing: the blur that follows is no other end of it. */
  const ended = React.useRef(false);
  React.useLayoutEffect(() => {
    const input = ref.current;
    input?.focus();
    input?.setSelectionRange(input.value.length, input.value.length);
  }, []);
  const onKeyDown = (event: React.KeyboardEvent): void => {
    event.stopPropagation();
    const step: readonly [number, number] | undefined = {
      Enter: [event.shiftKey ? -1 : 1, 0] as const,
      Tab: [0, event.shiftKey ? -1 : 1] as const,
      ArrowUp: [-1, 0] as const,
      ArrowDown: [1, 0] as const,
    }[event.key];
    if (step === undefined && event.key !== "Escape") return;
    event.preventDefault();
    ended.current = true;
    if (step) actions.commit(...step);
    else actions.type(null);
  };
  return (
    <input
      ref={ref}
      aria-label={label}
      className={styles.input}
      value={text}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => actions.type(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={() => {
        if (!ended.current) actions.commit(0, 0);
      }}
    />
  );
}
