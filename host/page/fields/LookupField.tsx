import * as React from "react";
import {
  Avatar,
  Button,
  Input,
  Link,
  Popover,
  PopoverSurface,
  Spinner,
  Text,
  makeStyles,
  mergeClasses,
  tokens,
  useArrowNavigationGroup,
} from "@fluentui/react-components";
import type { Column, Table } from "../../../solution/model/types";
import { textIn } from "../data/localized";
import { failureOf } from "../data/failure";
import type { LookupValue } from "../data/values";
import { tableOf, useHost, type Host } from "../base/host";
import { Icon } from "../base/icons";
import { EMPTY, inputAria, useFieldStyles, type FieldProps } from "./fieldProps";
import { SEARCH_FROM, hitsOf, searchOptions, type LookupHit } from "./lookupSearch";
import { ReadOnlyInput } from "./ReadOnlyInput";

type LookupColumn = Extract<Column, { type: "lookup" }>;

const useStyles = makeStyles({
  frame: {
    display: "flex",
    alignItems: "center",
    boxSizing: "border-box",
    width: "100%",
    minWidth: 0,
    minHeight: "32px",
    paddingInline: "6px",
    backgroundColor: tokens.colorNeutralBackground3,
    border: `1px solid ${tokens.colorTransparentStroke}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  invalid: { border: `1px solid ${tokens.colorPaletteRedBorder2}` },
  chip: {
    display: "inline-flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalXS,
    minWidth: 0,
    maxWidth: "100%",
    height: "24px",
    paddingInline: tokens.spacingHorizontalXS,
    backgroundColor: tokens.colorBrandBackground2,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorBrandForegroundLink,
  },
  link: {
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
    textDecorationLine: "underline",
    color: tokens.colorBrandForegroundLink,
  },
  remove: { minWidth: "20px", width: "20px", height: "20px", paddingInline: 0 },
  space: { flexGrow: 1 },
  surface: { padding: 0, minWidth: "280px", maxWidth: "calc(100vw - 32px)", display: "flex", flexDirection: "column" },
  list: {
    overflowY: "auto",
    maxHeight: "320px",
    minHeight: "88px",
    flexShrink: 1,
    paddingBlock: tokens.spacingVerticalXS,
  },
  heading: {
    paddingInline: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalXS,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
  },
  hit: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
    width: "100%",
    minHeight: "40px",
    paddingInline: tokens.spacingHorizontalM,
    border: "none",
    backgroundColor: "transparent",
    color: tokens.colorNeutralForeground1,
    fontFamily: tokens.fontFamilyBase,
    textAlign: "start",
    cursor: "pointer",
    ":hover": { backgroundColor: tokens.colorNeutralBackground3 },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
  },
  texts: { display: "flex", flexDirection: "column", minWidth: 0 },
  name: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  detail: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
  },
  foot: {
    display: "flex",
    flexWrap: "wrap",
    justifyContent: "space-between",
    padding: tokens.spacingHorizontalXS,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  message: { padding: tokens.spacingHorizontalM },
});

/** People and teams show a face, other rows their table's drawing. */
function RowIcon(props: { readonly item: LookupValue }): React.ReactElement {
  const person = ["systemuser", "team", "contact"].includes(props.item.entityType);
  return person ? <Avatar size={24} name={props.item.name} color="colorful" /> : <Icon name="table" small />;
}

/** A reference to another row: a chip that opens it, or a box to search in. An owner is one with a face. */
export function LookupField(props: FieldProps<LookupColumn>): React.ReactElement {
  const styles = useStyles();
  const host = useHost();
  const { session, column, state } = props;
  const items = Array.isArray(state.value)
    ? state.value.filter((item): item is LookupValue => typeof item === "object")
    : [];
  const value = items[0] ?? null;
  const [searching, setSearching] = React.useState(false);

  // The chip and the box take each other's place: the focus goes to whichever stands there then.
  const focusSoon = (): void => void window.setTimeout(() => document.getElementById(props.id)?.focus());
  const choose = (item: LookupValue | null): void => {
    setSearching(false);
    if (item) host.recents.add(item);
    session.setValue(column.logicalName, item ? [item] : null);
    focusSoon();
  };
  const open = (item: LookupValue): void => {
    void host.go({ kind: "form", table: item.entityType, id: item.id, formId: null });
  };

  if (value !== null && !searching) {
    return (
      <div
        role="group"
        aria-label={props.label}
        aria-describedby={props.describedBy}
        className={mergeClasses(styles.frame, state.error ? styles.invalid : undefined)}
      >
        <span className={styles.chip}>
          <RowIcon item={value} />
          <Link
            as="button"
            className={styles.link}
            id={props.id}
            onClick={() => open(value)}
            title={value.name}
            aria-label={`${props.label}: ${value.name}`}
            onKeyDown={(event: React.KeyboardEvent) => {
              if (!props.readOnly && (event.key === "Delete" || event.key === "Backspace")) choose(null);
            }}
          >
            {value.name || "(No name)"}
          </Link>
          {props.readOnly || column.owner ? null : (
            <Button
              appearance="transparent"
              size="small"
              className={styles.remove}
              icon={<Icon name="dismiss" small />}
              aria-label={`Remove ${value.name}`}
              onClick={() => choose(null)}
            />
          )}
        </span>
        <span className={styles.space} />
        {props.readOnly ? null : (
          <Button
            appearance="transparent"
            size="small"
            icon={<Icon name="search" />}
            aria-label={`Search records for ${props.label}`}
            onClick={() => setSearching(true)}
          />
        )}
      </div>
    );
  }
  if (props.readOnly) {
    return <ReadOnlyInput field={props} text="" />;
  }
  return (
    <LookupSearch
      field={props}
      host={host}
      autoOpen={searching}
      onChoose={choose}
      onCancel={() => {
        setSearching(false);
        if (value !== null) focusSoon();
      }}
    />
  );
}

type Found =
  | { readonly kind: "hits"; readonly hits: readonly LookupHit[] }
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly message: string };

function LookupSearch(props: {
  readonly field: FieldProps<LookupColumn>;
  readonly host: Host;
  readonly autoOpen: boolean;
  readonly onChoose: (item: LookupValue | null) => void;
  readonly onCancel: () => void;
}): React.ReactElement {
  const styles = useStyles();
  const fieldStyles = useFieldStyles();
  const { field, host } = props;
  const tables = field.column.targets
    .map((name) => tableOf(host.model, name))
    .filter((table): table is Table => table !== undefined);
  const [tableName, setTableName] = React.useState(tables[0]?.logicalName ?? "");
  const table = tables.find((candidate) => candidate.logicalName === tableName);
  const [text, setText] = React.useState("");
  const [open, setOpen] = React.useState(props.autoOpen);
  const [found, setFound] = React.useState<Found>({ kind: "loading" });
  const [asked, setAsked] = React.useState(0);
  // Whoever types and presses Down is quicker than the answer: the focus goes to its first row when it is there.
  const [goesDown, setGoesDown] = React.useState(false);
  const frame = React.useRef<HTMLInputElement>(null);
  const list = React.useRef<HTMLDivElement>(null);
  const arrows = useArrowNavigationGroup({ axis: "vertical", circular: false });
  const term = text.trim().replace(/\*/g, "").length >= SEARCH_FROM || asked > 0 ? text.trim() : "";

  // Answers may overtake each other: only the last question's is shown.
  React.useEffect(() => {
    if (!open || !table) return undefined;
    let current = true;
    setFound({ kind: "loading" });
    const timer = window.setTimeout(
      () => {
        host.webApi.retrieveMultipleRecords(table.logicalName, searchOptions(host.model, table, term, 10)).then(
          (page) => current && setFound({ kind: "hits", hits: hitsOf(host.model, table, page.entities) }),
          (error: unknown) => current && setFound({ kind: "failed", message: failureOf(error).message }),
        );
      },
      term === "" ? 0 : 200,
    );
    return () => {
      current = false;
      window.clearTimeout(timer);
    };
  }, [open, table, term, asked, host]);

  React.useEffect(() => {
    if (!goesDown || found.kind === "loading") return;
    setGoesDown(false);
    list.current?.querySelector("button")?.focus();
  }, [goesDown, found]);

  React.useEffect(() => {
    if (props.autoOpen) frame.current?.querySelector("input")?.focus();
  }, [props.autoOpen]);

  const recents = term === "" && table ? host.recents.of(table.logicalName) : [];
  const hits = found.kind === "hits" ? found.hits.filter((hit) => !recents.some((recent) => recent.id === hit.id)) : [];
  const tableTitle = (candidate: Table): string =>
    textIn(candidate.displayName, host.formats.languageId, candidate.logicalName);
  const canCreate =
    table !== undefined &&
    host.rights.can("Create", table.logicalName) &&
    host.model.forms.some((form) => form.table === table.logicalName && form.type === "quickCreate");
  const close = (): void => {
    setOpen(false);
    setText("");
    setGoesDown(false);
    props.onCancel();
  };
  const advanced = async (): Promise<void> => {
    setOpen(false);
    const chosen = await host.services.lookupObjects({
      entityTypes: [...field.column.targets],
      defaultEntityType: tableName,
      allowMultiSelect: false,
    });
    if (chosen[0]) props.onChoose(chosen[0]);
  };
  const create = async (): Promise<void> => {
    setOpen(false);
    if (!table) return;
    const made = await host.quickCreate(table.logicalName);
    if (made) props.onChoose(made);
  };
  const hitButton = (item: LookupValue, detail: string): React.ReactElement => (
    <button
      key={item.id}
      type="button"
      role="treeitem"
      className={styles.hit}
      onClick={() => props.onChoose({ id: item.id, name: item.name, entityType: item.entityType })}
    >
      <RowIcon item={item} />
      <span className={styles.texts}>
        <span className={styles.name}>{item.name || "(No name)"}</span>
        {detail ? <span className={styles.detail}>{detail}</span> : null}
      </span>
    </button>
  );
  return (
    <Popover
      open={open}
      onOpenChange={(_, data) => (data.open ? undefined : close())}
      unstable_disableAutoFocus
      positioning={{
        target: frame.current,
        position: "below",
        align: "start",
        matchTargetSize: "width",
        autoSize: true,
      }}
    >
      <Input
        {...inputAria(field)}
        id={field.id}
        root={{ ref: frame }}
        role="combobox"
        aria-expanded={open}
        aria-haspopup="tree"
        appearance="filled-darker"
        className={fieldStyles.full}
        autoComplete="off"
        placeholder={open ? `Look for ${table ? tableTitle(table) : "records"}` : EMPTY}
        value={text}
        contentAfter={
          <Button
            appearance="transparent"
            size="small"
            className={fieldStyles.icon}
            tabIndex={-1}
            icon={<Icon name="search" />}
            aria-label={`Search records for ${field.label}`}
            onClick={() => {
              setOpen(true);
              frame.current?.querySelector("input")?.focus();
            }}
          />
        }
        onClick={() => setOpen(true)}
        onChange={(_, data) => {
          setText(data.value);
          setAsked(0);
          setGoesDown(false);
          setOpen(true);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") {
            event.preventDefault();
            setAsked(asked + 1);
            setOpen(true);
          }
          if (event.key === "ArrowDown") {
            event.preventDefault();
            if (open) setGoesDown(true);
            else setOpen(true);
          }
          if (event.key === "Escape" && open) {
            event.stopPropagation();
            close();
          }
        }}
        onBlur={(event) => {
          const to = event.relatedTarget;
          // Focus that goes into the flyout keeps it; anywhere else it closes and the text is dropped.
          if (open && (!(to instanceof Node) || !list.current?.parentElement?.contains(to)) && to !== null) close();
        }}
      />
      <PopoverSurface className={styles.surface} aria-label={`Lookup: ${field.label}`}>
        {tables.length > 1 ? (
          <div className={styles.foot} role="group" aria-label="Tables">
            {tables.map((candidate) => (
              <Button
                key={candidate.logicalName}
                size="small"
                appearance={candidate.logicalName === tableName ? "secondary" : "subtle"}
                aria-pressed={candidate.logicalName === tableName}
                onClick={() => setTableName(candidate.logicalName)}
              >
                {tableTitle(candidate)}
              </Button>
            ))}
          </div>
        ) : null}
        <div ref={list} role="tree" aria-label="Lookup results" className={styles.list} {...arrows}>
          {recents.length > 0 ? <div className={styles.heading}>Recent records</div> : null}
          {recents.map((item) => hitButton(item, ""))}
          {recents.length > 0 && hits.length > 0 ? <div className={styles.heading}>All records</div> : null}
          {hits.map((hit) => hitButton(hit, hit.detail))}
          {found.kind === "loading" ? (
            <div className={styles.message}>
              <Spinner size="tiny" label="Searching…" />
            </div>
          ) : null}
          {found.kind === "failed" ? (
            <div className={styles.message} role="alert">
              {found.message}
            </div>
          ) : null}
          {found.kind === "hits" && hits.length === 0 && recents.length === 0 ? (
            <div className={styles.message}>
              <Text>No records found.</Text>
            </div>
          ) : null}
        </div>
        <div className={styles.foot}>
          {canCreate ? (
            <Button
              size="small"
              appearance="subtle"
              icon={<Icon name="add" />}
              onClick={() => void create()}
            >{`New ${tableTitle(table)}`}</Button>
          ) : (
            <span />
          )}
          <Button size="small" appearance="subtle" icon={<Icon name="search" />} onClick={() => void advanced()}>
            Advanced lookup
          </Button>
        </div>
      </PopoverSurface>
    </Popover>
  );
}
