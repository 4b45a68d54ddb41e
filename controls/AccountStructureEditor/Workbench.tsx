import * as React from "react";
import { Button, makeStyles, Subtitle2, tokens, typographyStyles } from "@fluentui/react-components";
import CheckIcon from "@fluentui/svg-icons/icons/checkmark_circle_20_regular.svg";
import DownIcon from "@fluentui/svg-icons/icons/chevron_down_20_regular.svg";
import ErrorIcon from "@fluentui/svg-icons/icons/error_circle_20_regular.svg";
import UpIcon from "@fluentui/svg-icons/icons/chevron_up_20_regular.svg";
import WarningIcon from "@fluentui/svg-icons/icons/warning_20_regular.svg";
import type { Dataverse } from "../../shared/dataverse/client";
import type { ControlProps } from "../../shared/form/FormControl";
import { formatPattern, parseDay } from "../../shared/form/format";
import { plural } from "../../shared/form/strings";
import type { Mend, Place } from "../../shared/ledger";
import { Icon } from "../../shared/ui/Icon";
import { Notice } from "../../shared/ui/Notice";
import type { IInputs, IOutputs } from "./generated/ManifestTypes";
import type { TextKey } from "./generated/TextKeys";
import type { EditorReading } from "./reading";
import {
  cellOf,
  cellsIn,
  fillBlock,
  insertRows,
  isNew,
  moveRows,
  putCells,
  removeRows,
  replaceRow,
  type Book,
  type Sheet,
} from "./sheet/sheet";
import { readTable } from "./sheet/table";
import type { Configuration } from "./sources/configuration";
import { useBook } from "./state/useBook";
import { useInspection } from "./state/useInspection";
import { CellPanel } from "./view/CellPanel";
import { Language } from "./view/Language";
import { locate } from "./view/findings";
import { Matrix, type MatrixActions } from "./view/Matrix";
import { SaveBar } from "./view/SaveBar";
import { at, blockOf, type Selection } from "./view/select";
import { Toolbar } from "./view/Toolbar";
import { tryAccount, TryAccount } from "./view/TryAccount";
import { countOf, type Words } from "./view/words";

interface Props extends ControlProps<IInputs, IOutputs, EditorReading, TextKey> {
  readonly dataverse: Dataverse;
  readonly label: string;
  readonly configuration: Configuration;
  /** What is shown may have changed on the server. */
  readonly isStale: boolean;
  readonly onRefresh: () => void;
  readonly onCompany: (company: string) => void;
}

const useStyles = makeStyles({
  bench: { display: "grid", gridTemplateColumns: "minmax(0, 1fr)", rowGap: tokens.spacingVerticalS },
  summary: { display: "flex", flexWrap: "wrap", alignItems: "center", columnGap: tokens.spacingHorizontalXS },
  quiet: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3 },
});

const two = (part: number): string => String(part).padStart(2, "0");

/** The sheets of a structure or rule with everything that is known of them, and what a person does to them. */
export function Workbench(props: Props): React.ReactElement {
  const { configuration, dataverse, reading, user, text: plain, form, label, isStale } = props;
  const { model, company, companies, only } = configuration;
  const styles = useStyles();
  const readOnly = reading.facts.readOnly;
  // In a page from right to left a code keeps its own order.
  const text = React.useMemo(
    (): typeof plain =>
      user.isRTL ? (key, ...values) => plain(key, ...values.map((value) => `\u2068${value}\u2069`)) : plain,
    [plain, user.isRTL],
  );
  const words = React.useMemo((): Words => {
    const names = new Map(model.dimensions.map(({ name, displayName }) => [name, displayName || name]));
    const { dateFormattingInfo } = user;
    return {
      text,
      nameOf: (dimension) => names.get(dimension) ?? dimension,
      count: countOf(text, user.numberFormattingInfo.numberGroupSeparator),
      day: (day) =>
        /^\d{4}-\d\d-\d\d$/.test(day)
          ? formatPattern(new Date(`${day}T00:00:00Z`), dateFormattingInfo.shortDatePattern, dateFormattingInfo)
          : day,
    };
  }, [text, user, model]);

  const [saved, setSaved] = React.useState<Book | null>(null);
  const state = useBook(dataverse, configuration, setSaved);
  const { book, server } = state;
  const today = React.useMemo(() => new Date().toISOString().slice(0, 10), []);
  const ledgers = React.useMemo(() => ({ model, company, date: today }), [model, company, today]);
  const inspected = useInspection(ledgers, server, book);
  const inspection = inspected?.inspection ?? null;
  const findings = React.useMemo(() => (inspected ? locate(inspected.inspection, inspected.book) : null), [inspected]);
  const fresh = inspected?.book === book;

  const [selection, select] = React.useState<Selection | null>(null);
  const [editing, setEditing] = React.useState<string | null>(null);
  const [account, setAccount] = React.useState("");
  const [help, setHelp] = React.useState(false);
  const [said, say] = React.useState("");
  const hasDays = book.some(({ columns, rows }) =>
    rows.some(({ cells }) => columns.some(({ kind }, column) => kind !== "criteria" && cells[column])),
  );
  const [wantsDays, setWantsDays] = React.useState<boolean | null>(null);
  const days = wantsDays ?? hasDays;
  const tried = React.useMemo(() => (inspection ? tryAccount(inspection, account) : null), [inspection, account]);

  // What was saved is summed up in the column once it has been looked through.
  const { errors = 0 } = findings ?? {};
  React.useEffect(() => {
    if (saved === null || inspected?.book !== saved) return;
    setSaved(null);
    const rows = saved.reduce((sum, sheet) => sum + (sheet.kind === "structure" ? sheet.rows.length : 0), 0);
    const check = `${plural(text, "Check_rows", rows, rows)} · ${errors ? plural(text, "Check_errors", errors) : text("Check_none")}`;
    const shown = reading.maxLength === null ? check : check.slice(0, reading.maxLength);
    if (shown !== reading.stored) form.write({ check: shown });
  }, [saved, inspected, errors, text, reading, form]);

  const sheet = selection && book[selection.sheet];
  const block = selection && blockOf(selection);
  const change = (next: Sheet | null): void => {
    say("");
    if (next) state.change(next);
  };
  /** What was typed into a cell, as it is kept: a day in its one form. */
  const keptOf = (of: Sheet, column: number, typed: string): string => {
    if (of.columns[column]?.kind === "criteria") return typed.trim();
    const day = parseDay(typed, user);
    return day ? `${day.year}-${two(day.month)}-${two(day.day)}` : typed.trim();
  };
  const lastColumn = (of: Sheet): number =>
    of.columns.reduce((last, { kind }, column) => (days || kind === "criteria" ? column : last), 0);
  const put = (texts: readonly (readonly string[])[]): void => {
    if (!sheet || !block) return;
    const filled = fillBlock(block, texts);
    const kept = filled.map((row) => row.map((cell, column) => keptOf(sheet, block.left + column, cell)));
    const limit = only === null ? kept : kept.slice(0, 1);
    const result = putCells(sheet, block.top, block.left, limit);
    change(result.sheet);
    const lost = result.lostColumns + result.lostRows + (kept.length - limit.length);
    if (lost) say(plural(text, "Paste_lost", lost));
    select({
      sheet: selection.sheet,
      anchorRow: block.top,
      anchorColumn: block.left,
      row: Math.min(block.top + limit.length, result.sheet.rows.length) - 1,
      column: Math.min(block.left + Math.max(...limit.map((row) => row.length)) - 1, lastColumn(sheet)),
    });
  };
  const mend = ({ changes }: Mend): void => {
    // From the last row up, so that places above stay what they are.
    const ordered = [...changes].sort((a, b) => (b.place.row ?? 0) - (a.place.row ?? 0));
    state.changeAll(
      book.map((one) =>
        ordered.reduce((now, { place, rows }) => {
          if (place.row !== undefined)
            return now.kind === "structure" && now.name === place.structure
              ? replaceRow(now, place.row - 1, rows)
              : now;
          const column = now.columns.findIndex(
            (each) => each.kind === "criteria" && each.dimension === place.dimension,
          );
          return now.kind === "criteria" && now.name === place.rule && column >= 0
            ? putCells(now, 0, column, [[rows[0]?.[0] ?? ""]]).sheet
            : now;
        }, one),
      ),
    );
  };
  const found =
    selection && findings
      ? [
          ...findings.at(selection.sheet, selection.row, selection.column),
          ...findings.at(selection.sheet, selection.row, -1),
          ...findings.at(selection.sheet, -1, selection.column),
        ]
      : [];
  const next = (by: -1 | 1): void => {
    const all = findings?.all.filter(({ row }) => row >= 0) ?? [];
    const place = (one: { readonly sheet: number; readonly row: number; readonly column: number }): number =>
      one.sheet * 1e9 + one.row * 100 + Math.max(0, one.column);
    const here = selection ? place(selection) : -1;
    const behind = by > 0 ? all.find((one) => place(one) > here) : [...all].reverse().find((one) => place(one) < here);
    const target = behind ?? (by > 0 ? all[0] : all[all.length - 1]);
    if (target) select(at(target.sheet, target.row, Math.max(0, target.column)));
  };
  const rowsBlock = sheet?.kind === "structure" && only === null && block && sheet.rows.length > 0 ? block : null;
  const insert = (): void => {
    const target = sheet?.kind === "structure" ? sheet : book.find(({ kind }) => kind === "structure");
    if (!target || only !== null) return;
    const behind = rowsBlock ? rowsBlock.bottom + 1 : target.rows.length;
    change(insertRows(target, behind, [null]));
    select(at(book.indexOf(target), behind, 0));
  };
  const remove = (): void => {
    if (!sheet || !rowsBlock) return;
    change(removeRows(sheet, rowsBlock.top, rowsBlock.bottom));
    const left = sheet.rows.length - (rowsBlock.bottom - rowsBlock.top + 1);
    select(left ? at(selection.sheet, Math.min(rowsBlock.top, left - 1), selection.column) : null);
  };
  const move = (by: -1 | 1): void => {
    const other = sheet && rowsBlock && moveRows(sheet, rowsBlock.top, rowsBlock.bottom, by);
    if (!other) return;
    change(other);
    select({ ...selection, row: selection.row + by, anchorRow: selection.anchorRow + by });
  };
  const undo = (): void => {
    say("");
    state.undo();
  };
  const actions: MatrixActions = {
    select: (place) => {
      setEditing(null);
      select(place);
    },
    type: setEditing,
    commit: (rows, columns) => {
      if (!sheet || editing === null) return;
      const { row, column } = selection;
      const kept = keptOf(sheet, column, editing);
      if (kept !== cellOf(sheet, row, column)) change(putCells(sheet, row, column, [[kept]]).sheet);
      setEditing(null);
      const toRow = only === null ? Math.max(0, Math.min(sheet.rows.length - 1, row + rows)) : row;
      if (rows || columns)
        select(at(selection.sheet, toRow, Math.max(0, Math.min(lastColumn(sheet), column + columns))));
    },
    clear: () => {
      if (!sheet || !block) return;
      const empty = cellsIn(sheet, block).map((row) => row.map(() => ""));
      change(putCells(sheet, block.top, block.left, empty).sheet);
    },
    paste: (clip) => put(readTable(clip)),
    fillDown: () => {
      if (!sheet || !block) return;
      const source = cellsIn(sheet, { ...block, bottom: block.top });
      put(Array.from({ length: block.bottom - block.top + 1 }, () => source[0] ?? []));
    },
    insert,
    remove,
    move,
    undo,
    redo: state.redo,
    mend: () => {
      const [first] = found.flatMap(({ finding }) => inspection?.mends(finding) ?? []);
      if (first && fresh) mend(first);
    },
    next,
  };

  const go = ({ structure, rule, row }: Place): void => {
    const place = book.findIndex((one) =>
      row === undefined && rule !== undefined
        ? one.kind === "criteria"
        : one.kind === "structure" && one.name === structure,
    );
    if (place >= 0 && book[place]?.rows.length) select(at(place, Math.max(0, (row ?? 1) - 1), 0));
  };
  const conflicts = state.saving.kind === "conflict" ? state.saving.conflicts : [];
  const column = sheet?.columns[selection?.column ?? -1];
  const isEmpty = book.every((one) => one.columns.every(({ kind }) => kind !== "criteria"));
  const numberOnly = (one: Sheet): number | null => {
    const place = only === null ? -1 : one.rows.findIndex(({ key }) => key === only);
    return place < 0 ? null : place;
  };

  return (
    <div className={styles.bench}>
      <Toolbar
        text={text}
        companies={companies}
        company={company}
        onCompany={props.onCompany}
        onRefresh={props.onRefresh}
        days={days}
        onDays={() => setWantsDays(!days)}
        help={help}
        onHelp={() => setHelp(!help)}
        edit={
          readOnly
            ? null
            : {
                rows: only === null && !isEmpty ? { insert, remove, move } : null,
                undo: state.canUndo ? undo : null,
                redo: state.canRedo ? state.redo : null,
              }
        }
      />
      {help && <Language text={text} />}
      {isStale && <div className={styles.quiet}>{text("State_offline")}</div>}
      {isEmpty ? (
        <Notice kind="quiet">{text("State_noSegments")}</Notice>
      ) : (
        <>
          <div className={styles.summary} role="status">
            {!findings || !fresh ? (
              <span className={styles.quiet}>{text("Check_busy")}</span>
            ) : findings.all.length === 0 ? (
              <>
                <Icon drawing={CheckIcon} tone="success" />
                {text("Check_none")}
              </>
            ) : (
              <>
                <Icon drawing={errors ? ErrorIcon : WarningIcon} tone={errors ? "danger" : "warning"} />
                {[
                  errors ? plural(text, "Check_errors", errors) : "",
                  findings.warnings ? plural(text, "Check_warnings", findings.warnings) : "",
                ]
                  .filter(Boolean)
                  .join(" · ")}
                <Button
                  appearance="subtle"
                  size="small"
                  icon={<Icon drawing={UpIcon} inline />}
                  aria-label={text("Check_previous")}
                  title={text("Check_previous")}
                  onClick={() => next(-1)}
                />
                <Button
                  appearance="subtle"
                  size="small"
                  icon={<Icon drawing={DownIcon} inline />}
                  aria-label={text("Check_next")}
                  title={text("Check_next")}
                  onClick={() => next(1)}
                />
              </>
            )}
            {findings && findings.elsewhere > 0 && (
              <span className={styles.quiet}>{plural(text, "Check_elsewhere", findings.elsewhere)}</span>
            )}
          </div>
          {book.map((one, number) => (
            <React.Fragment key={`${one.kind} ${one.id}`}>
              {book.length > 1 && (
                <Subtitle2 as="h3">
                  {one.kind === "criteria" ? text("Sheet_criteria") : text("Sheet_structure", one.name)}
                </Subtitle2>
              )}
              {one.rows.length === 0 && !readOnly && (
                <Notice
                  kind="quiet"
                  action={{
                    label: text("Row_first"),
                    onClick: () => {
                      change(insertRows(one, 0, [null]));
                      select(at(number, 0, 0));
                    },
                  }}
                >
                  {text("State_noRows")}
                </Notice>
              )}
              <Matrix
                sheet={one}
                number={number}
                label={book.length > 1 ? one.name : label}
                selection={selection?.sheet === number ? selection : null}
                editing={selection?.sheet === number ? editing : null}
                actions={actions}
                findings={findings}
                accounts={(row) => {
                  const count = fresh ? inspection?.accounts(one.name, row + 1) : undefined;
                  return count === undefined ? "" : words.count(count);
                }}
                decides={(row) =>
                  tried?.places.some((place) => place.row === row + 1 && place.structure === one.name) ?? false
                }
                clashes={(row, place) =>
                  conflicts.some(
                    ({ sheet: id, key, column: which }) =>
                      id === one.id && key === one.rows[row]?.key && (which === null || which === place),
                  )
                }
                changed={(row) => isChanged(one, server[number], row)}
                days={days}
                readOnly={readOnly}
                rtl={user.isRTL}
                words={words}
                only={numberOnly(one)}
              />
            </React.Fragment>
          ))}
          {said && <div role="status">{said}</div>}
          {sheet && column && (
            <CellPanel
              inspection={inspection}
              dimension={column.kind === "criteria" ? column.dimension : null}
              title={
                column.kind === "criteria" ? column.title : text(column.kind === "from" ? "Column_from" : "Column_to")
              }
              criteria={editing ?? cellOf(sheet, selection.row, selection.column)}
              editing={editing !== null}
              found={found}
              onMend={readOnly || !fresh ? null : mend}
              words={words}
            />
          )}
          {inspection && (
            <TryAccount
              inspection={inspection}
              structure={sheet?.name}
              account={account}
              onAccount={setAccount}
              tried={tried}
              onGo={go}
              words={words}
            />
          )}
          <SaveBar
            state={state}
            impact={fresh ? inspected.impact : null}
            format={(combination) => inspection?.ledger.format(combination).text ?? ""}
            online={reading.online}
            words={words}
          />
        </>
      )}
    </div>
  );
}

const known = new WeakMap<Sheet, ReadonlyMap<string, string>>();

/** Whether a row differs from what the server has, or is new. */
function isChanged({ rows }: Sheet, server: Sheet | undefined, row: number): boolean {
  const own = rows[row];
  if (!own || !server) return false;
  if (isNew(own)) return true;
  let texts = known.get(server);
  if (!texts) known.set(server, (texts = new Map(server.rows.map(({ key, cells }) => [key, cells.join("\t")]))));
  return texts.get(own.key) !== own.cells.join("\t");
}
