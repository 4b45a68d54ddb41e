import * as React from "react";
import {
  Avatar,
  Button,
  Menu,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  Tooltip,
  makeStyles,
  mergeClasses,
  tokens,
} from "@fluentui/react-components";
import type { Form, FormCell } from "../../../solution/model/types";
import { MASK } from "../fields/Field";
import { useHost } from "../base/host";
import { EntryText } from "../base/EntryText";
import { Icon } from "../base/icons";
import { cellLabel } from "../record/formColumns";
import { useFormFrame } from "./formContext";
import { textIn } from "../data/localized";
import { FormCellView } from "./FormCellView";
import { oneLine } from "../base/layout";
import { useAttribute, useSession } from "../record/useSession";

const useStyles = makeStyles({
  row: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    minHeight: "80px",
    paddingInline: "16px",
  },
  compact: { paddingBlock: tokens.spacingVerticalS, minHeight: "56px" },
  titles: { display: "flex", flexDirection: "column", minWidth: 0, flexGrow: 1 },
  titleLine: { display: "flex", alignItems: "baseline", gap: tokens.spacingHorizontalS, minWidth: 0 },
  title: {
    margin: 0,
    ...oneLine,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground1,
  },
  suffix: {
    flexShrink: 0,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    color: tokens.colorNeutralForeground3,
  },
  table: {
    display: "block",
    alignSelf: "flex-start",
    ...oneLine,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground2,
    height: "20px",
  },
  selector: { padding: 0, border: "none", justifyContent: "flex-start" },
  selected: oneLine,
  fields: { display: "flex", alignItems: "center", flexShrink: 0, minWidth: 0, maxWidth: "70%" },
  field: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
    minWidth: 0,
    maxWidth: "220px",
    paddingInline: "16px",
    borderInlineStartWidth: "1px",
    borderInlineStartStyle: "solid",
    borderInlineStartColor: tokens.colorNeutralStroke2,
    ":first-child": { borderInlineStartStyle: "none" },
  },
  texts: { display: "flex", flexDirection: "column", minWidth: 0 },
  value: {
    ...oneLine,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground1,
  },
  reference: { color: tokens.colorBrandForegroundLink },
  label: {
    ...oneLine,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
  flyout: {
    boxSizing: "border-box",
    width: "360px",
    maxWidth: "calc(100vw - 32px)",
    maxHeight: "70vh",
    overflowY: "auto",
    display: "flex",
    flexDirection: "column",
    gap: "16px",
  },
});

/** px */
const COMPACT_BELOW = 560;
/** px that the title keeps before header fields stand beside it. */
const LEAST_TITLE = 400;
/** px of a header field as values usually are. */
const FIELD = 132;
const MOST_FIELDS = 4;

export interface FormHeaderProps {
  readonly forms: readonly Form[];
  readonly onChooseForm: (formId: string) => void;
  readonly flyoutOpen: boolean;
  readonly setFlyoutOpen: (open: boolean) => void;
  readonly saving: boolean;
  /** px of the card; 0 while it is not measured. */
  readonly width: number;
}

/** Title with its state, table name or form selector, and the header fields with their flyout. */
export function FormHeader(props: FormHeaderProps): React.ReactElement {
  const styles = useStyles();
  const frame = useFormFrame();
  const { formats } = useHost();
  const { session } = frame;
  useSession(session);
  const tableName = textIn(session.table.displayName, formats.languageId, session.table.logicalName);
  const isNew = session.recordId === null;
  const title = isNew ? `New ${tableName}` : session.recordName || (session.loaded ? "(No name)" : "");
  const suffix = props.saving ? "- Saving…" : session.dirty ? "- Unsaved" : isNew || !session.loaded ? "" : "- Saved";
  const cells = session.form.header.filter((cell) => cell.control && cell.visible);
  const editable = session.form.headerDensity === "HighWithControls" && cells.length > 0;
  // Handheld, and where there is no room beside the title, the header fields are behind the chevron alone.
  const compact = frame.formFactor !== "web" || (props.width > 0 && props.width < COMPACT_BELOW);
  const fitting = compact ? 0 : Math.max(0, Math.min(MOST_FIELDS, Math.floor((props.width - LEAST_TITLE) / FIELD)));
  const selectable = props.forms.length > 1 && frame.formFactor === "web" && !isNew;
  return (
    <div className={mergeClasses(styles.row, compact ? styles.compact : undefined)}>
      {session.form.showImage && !isNew ? <Avatar name={title} shape="square" size={48} color="colorful" /> : null}
      <div className={styles.titles}>
        <div className={styles.titleLine}>
          <h1 className={styles.title} title={title}>
            {title}
          </h1>
          <span className={styles.suffix} aria-live="polite" lang="en">
            {suffix}
          </span>
        </div>
        {isNew ? null : selectable ? (
          <Menu
            checkedValues={{ form: [session.form.id] }}
            onCheckedValueChange={(_, data) => data.checkedItems[0] && props.onChooseForm(data.checkedItems[0])}
          >
            <MenuTrigger disableButtonEnhancement>
              <Button
                appearance="transparent"
                className={mergeClasses(styles.table, styles.selector)}
                icon={<Icon name="chevronDown" small />}
                iconPosition="after"
                aria-label={`Form: ${textIn(session.form.name, formats.languageId)}`}
              >
                <span className={styles.selected}>
                  {`${tableName} · ${textIn(session.form.name, formats.languageId)}`}
                </span>
              </Button>
            </MenuTrigger>
            <MenuPopover>
              <MenuList>
                {props.forms.map((form) => (
                  <MenuItemRadio key={form.id} name="form" value={form.id}>
                    <EntryText>{textIn(form.name, formats.languageId, form.id)}</EntryText>
                  </MenuItemRadio>
                ))}
              </MenuList>
            </MenuPopover>
          </Menu>
        ) : (
          <span className={styles.table}>{tableName}</span>
        )}
      </div>
      {fitting === 0 ? null : (
        <div className={styles.fields}>
          {cells.slice(0, fitting).map((cell, index) => (
            <HeaderField key={cell.control?.id ?? index} cell={cell} />
          ))}
        </div>
      )}
      {editable ? (
        <Popover
          open={props.flyoutOpen}
          onOpenChange={(_, data) => props.setFlyoutOpen(data.open)}
          trapFocus
          positioning={{ position: "below", align: "end" }}
        >
          <PopoverTrigger disableButtonEnhancement>
            <Tooltip content="More Header Editable Fields" relationship="label">
              <Button appearance="subtle" icon={<Icon name="chevronDown" />} lang="en" />
            </Tooltip>
          </PopoverTrigger>
          <PopoverSurface className={styles.flyout} aria-label="More Header Editable Fields">
            {cells.map((cell, index) => (
              <FormCellView key={cell.control?.id ?? index} cell={cell} position="top" rowSpan={1} />
            ))}
          </PopoverSurface>
        </Popover>
      ) : null}
    </div>
  );
}

function HeaderField(props: { readonly cell: FormCell }): React.ReactElement | null {
  const styles = useStyles();
  const { session } = useFormFrame();
  const { formats } = useHost();
  const name = props.cell.control?.column ?? "";
  const state = useAttribute(session, name);
  const column = session.column(name);
  if (!state || !column) return null;
  const label = cellLabel(props.cell.label, column, formats.languageId);
  const text = state.security?.readable === false ? MASK : state.formatted || "---";
  const reference = column.type === "lookup" && state.value !== null;
  return (
    <div className={styles.field} role="group" aria-label={label}>
      {column.type === "lookup" && column.owner && reference ? <Avatar size={32} name={text} color="colorful" /> : null}
      <span className={styles.texts}>
        <span className={mergeClasses(styles.value, reference ? styles.reference : undefined)} title={text}>
          {text}
        </span>
        <span className={styles.label} title={label}>
          {label}
        </span>
      </span>
    </div>
  );
}
