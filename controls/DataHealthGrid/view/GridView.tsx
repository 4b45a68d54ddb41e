import * as React from "react";
import { Button, mergeClasses, Skeleton, SkeletonItem, Tooltip } from "@fluentui/react-components";
import FixIcon from "@fluentui/svg-icons/icons/edit_20_regular.svg";
import type { Row } from "../../../shared/dataverse/client";
import type { UserFormats } from "../../../shared/form/format";
import type { Text } from "./text";
import { bandOf, failures } from "../../../shared/health/assess";
import type { SettingsProblem } from "../../../shared/health/configure";
import { summarise } from "../../../shared/health/dataset";
import type { BandLimits, ColumnFact } from "../../../shared/health/types";
import { BANDS } from "../../../shared/healthUi/bands";
import type { EditableColumn } from "../../../shared/healthUi/editors/types";
import { Clamped } from "../../../shared/ui/Clamped";
import { Icon } from "../../../shared/ui/Icon";
import { MoreButton } from "../../../shared/ui/MoreButton";
import { Notice } from "../../../shared/ui/Notice";
import { useRovingFocus } from "../../../shared/ui/useRovingFocus";
import { SettingsProblems } from "../../../shared/healthUi/SettingsProblems";
import type { HealthRow } from "./rows";
import { FixPanel } from "./FixPanel";
import { useStyles } from "./styles";
import { placeFor, stop, stopsOf } from "./stops";

export type GridState =
  { readonly kind: "loading" | "empty" | "newRecord" | "rows" } | { readonly kind: "failed"; readonly message: string };

interface Props {
  readonly text: Text;
  readonly user: UserFormats;
  readonly state: GridState;
  /** Worst first. */
  readonly rows: readonly HealthRow[];
  /** The heading over the rows' names: the primary column's own name. */
  readonly nameHeading: string;
  readonly bands: BandLimits;
  readonly metadataMissing: boolean;
  readonly problems: readonly SettingsProblem[];
  /** Rows in the whole view; −1 where the host does not know. */
  readonly total: number;
  readonly hasMore: boolean;
  readonly readOnly: boolean;
  readonly editorFor: (column: ColumnFact) => EditableColumn | null;
  readonly onOpen: (row: string) => void;
  readonly onMore: () => void;
  readonly onRefresh: () => void;
  readonly onSave: (row: string, values: Row) => Promise<void>;
}

/** The rows of a view by their health, worst first, with what each lacks and the way to mend it. */
export function GridView(props: Props): React.ReactElement {
  const { text, state, problems, onRefresh } = props;
  const styles = useStyles();
  switch (state.kind) {
    case "loading":
      return (
        <Skeleton className={styles.root} aria-label={text("Loading")} aria-busy="true">
          <SkeletonItem size={32} />
          <SkeletonItem size={32} />
          <SkeletonItem size={32} />
        </Skeleton>
      );
    case "failed":
      return (
        <Notice kind="error" detail={state.message} action={{ label: text("Retry"), onClick: onRefresh }}>
          {text("LoadError")}
        </Notice>
      );
    case "newRecord":
      return <Notice kind="quiet">{text("NewRecord")}</Notice>;
    case "empty":
      return <Notice kind="quiet">{text("Empty")}</Notice>;
    case "rows":
      return (
        <div role="group" className={styles.root} aria-label={text("Region")}>
          <SettingsProblems problems={problems} text={text} />
          <RowTable {...props} />
        </div>
      );
  }
}

function RowTable(props: Props): React.ReactElement {
  const { text, rows, nameHeading, metadataMissing, total, hasMore, onMore } = props;
  const styles = useStyles();
  const [fixing, setFixing] = React.useState<string | null>(null);
  const [announcement, setAnnouncement] = React.useState("");
  const focus = useRovingFocus<HTMLTableElement>(stopsOf);
  const onKeyDown = (event: React.KeyboardEvent<HTMLElement>): void => {
    const find = placeFor(event, rows.length);
    if (find && focus.move(find)) event.preventDefault();
  };
  const nothingApplies = rows.every(({ assessment }) => assessment.coverage.applicable === 0);
  return (
    <>
      <Summary {...props} />
      {metadataMissing && <Notice kind="info">{text("NoMetadata")}</Notice>}
      {nothingApplies && <Notice kind="info">{text("NoColumns")}</Notice>}
      <table
        className={styles.table}
        role="grid"
        aria-label={text("Region")}
        aria-rowcount={total >= 0 ? total + 1 : -1}
        ref={focus.ref}
        onFocus={focus.onFocus}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr>
            <th scope="col" className={mergeClasses(styles.headerCell, styles.health)} aria-sort="ascending">
              {text("Column_health")}
            </th>
            <th scope="col" className={mergeClasses(styles.headerCell, styles.name)}>
              {nameHeading}
            </th>
            <th scope="col" className={mergeClasses(styles.headerCell, styles.missing)}>
              {text("Column_missing")}
            </th>
            <th scope="col" className={mergeClasses(styles.headerCell, styles.action)} aria-label={text("Fix")} />
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <GridRow
              key={row.id}
              {...props}
              row={row}
              index={index}
              fixing={fixing === row.id}
              onFix={(open) => setFixing(open ? row.id : null)}
              onSave={async (id, values) => {
                await props.onSave(id, values);
                setAnnouncement(text("Saved", row.name || text("Unnamed")));
              }}
            />
          ))}
        </tbody>
      </table>
      <div className={styles.summary}>
        <bdi className={styles.quiet}>
          {total >= 0 && total !== rows.length
            ? text("RowsOf", rows.length, total)
            : hasMore
              ? text("RowsMore", rows.length)
              : text("Rows", rows.length)}
        </bdi>
        {hasMore && <MoreButton onClick={onMore}>{text("LoadMore")}</MoreButton>}
        <span role="status" className={styles.quiet}>
          <Clamped>{announcement}</Clamped>
        </span>
      </div>
    </>
  );
}

function Summary({ rows, bands, text }: Pick<Props, "rows" | "bands" | "text">): React.ReactElement {
  const styles = useStyles();
  const health = summarise(rows.map(({ assessment }) => assessment));
  const [most] = health.failures;
  if (health.mean === null) return <div className={styles.summary}>{text("Summary_none")}</div>;
  const look = BANDS[bandOf(health.mean, false, bands)];
  return (
    <div className={styles.summary}>
      <span className={styles.pair}>
        <Icon drawing={look.drawing} tone={look.tone} />
        <bdi>{text("Summary", health.mean, health.healthy, health.scored)}</bdi>
      </span>
      {most && <Clamped className={styles.quiet}>{text("Summary_most", most.label, most.count)}</Clamped>}
    </div>
  );
}

interface RowProps extends Props {
  readonly row: HealthRow;
  readonly index: number;
  readonly fixing: boolean;
  readonly onFix: (open: boolean) => void;
}

function GridRow({
  row,
  index,
  fixing,
  onFix,
  text,
  user,
  readOnly,
  editorFor,
  onOpen,
  onSave,
}: RowProps): React.ReactElement {
  const styles = useStyles();
  const { shown, band, coverage } = row.assessment;
  const unassessed = coverage.applicable - coverage.evaluated;
  const look = BANDS[band];
  const missing = failures(row.assessment);
  const name = row.name || text("Unnamed");
  const fixable = !readOnly && missing.length > 0;
  const rowElement = React.useRef<HTMLTableRowElement>(null);
  const close = (): void => {
    onFix(false);
    // The panel takes the focus with it when it goes: it belongs to the row that it came from.
    rowElement.current?.querySelector<HTMLElement>("[data-stop]")?.focus();
  };
  return (
    <>
      <tr ref={rowElement} className={mergeClasses(styles.row, fixing && styles.open)}>
        <td className={styles.cell}>
          <span className={styles.score} title={text(`Band_${band}`)}>
            <Icon drawing={look.drawing} tone={look.tone} />
            <span>{shown ?? "–"}</span>
            <span className={mergeClasses(styles.quiet, styles.word)}>{text(`Band_${band}`)}</span>
          </span>
        </td>
        <td className={mergeClasses(styles.cell, styles.name)}>
          <Button
            appearance="transparent"
            className={styles.link}
            aria-label={text("Open", name)}
            onClick={() => onOpen(row.id)}
            {...stop(index, 0)}
          >
            <bdi className={styles.name} title={name}>
              {name}
            </bdi>
          </Button>
        </td>
        <td className={mergeClasses(styles.cell, styles.name, styles.missing)}>
          <bdi>
            {[
              missing.length === 0 && unassessed === 0 && shown !== null && text("Nothing_missing"),
              missing.map(({ label }) => label).join(", "),
              unassessed > 0 && text("NotAssessed", unassessed),
            ]
              .filter(Boolean)
              .join(" · ")}
          </bdi>
        </td>
        <td className={mergeClasses(styles.cell, styles.action)}>
          {fixable && (
            <Tooltip content={text("Fix")} relationship="inaccessible">
              <Button
                appearance="subtle"
                aria-label={text("Fix_Label", name)}
                icon={<Icon drawing={FixIcon} tone="brand" />}
                aria-expanded={fixing}
                onClick={() => onFix(!fixing)}
                {...stop(index, 1)}
              />
            </Tooltip>
          )}
        </td>
      </tr>
      {fixing && fixable && (
        <tr onKeyDown={(event) => event.key === "Escape" && !event.defaultPrevented && close()}>
          <td colSpan={4} className={styles.panel}>
            <FixPanel row={row} text={text} user={user} editorFor={editorFor} onSave={onSave} onClose={close} />
          </td>
        </tr>
      )}
    </>
  );
}
