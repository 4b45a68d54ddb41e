import * as React from "react";
import {
  Button,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Skeleton,
  SkeletonItem,
  Text,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import type { Form, Table } from "../../../solution/model/types";
import { deleteRows } from "../lists/rowActions";
import { RecordSetPane } from "../lists/RecordSetPane";
import { CommandBar } from "../base/CommandBar";
import { useHost, type RecordSet } from "../base/host";
import { useWidth } from "../base/useWidth";
import { measures, px } from "../base/layout";
import type { RecordSwitch } from "../settings/settings.types";
import { formsFor } from "./chooseForm";
import { FindingBox } from "./FindingBox";
import { cellsOf } from "../record/formColumns";
import { fieldId, FormFrameProvider, type FormFrame } from "./formContext";
import { formCommands } from "./formCommands";
import { textIn } from "../data/localized";
import { FormHeader } from "./FormHeader";
import { FormNotifications } from "./FormNotifications";
import { FormTabs } from "./FormTabs";
import { RelatedPanel, relatedItems } from "./RelatedPanel";
import { failureOf } from "../data/failure";
import { RecordSession } from "../record/session";
import type { SaveMode, SaveOutcome } from "../record/session.types";
import type { AttributeValue } from "../data/values";
import { TabBody } from "./TabBody";
import { useHardMoments } from "./useHardMoments";
import { useLeaving } from "./useLeaving";
import { useSession } from "../record/useSession";
import type { Row } from "../data/values";
import { FormFooter } from "./FormFooter";

const useStyles = makeStyles({
  page: {
    display: "flex",
    gap: px(measures.gap),
    padding: px(measures.gap),
    boxSizing: "border-box",
    height: "100%",
    minHeight: 0,
  },
  form: { display: "flex", flexDirection: "column", gap: px(measures.gap), flexGrow: 1, minWidth: 0, minHeight: 0 },
  header: {
    flexShrink: 0,
    minWidth: 0,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow4,
    border: `1px solid ${tokens.colorTransparentStroke}`,
    overflow: "hidden",
    boxSizing: "border-box",
  },
  scroller: {
    flexGrow: 1,
    minHeight: 0,
    overflowY: "auto",
    overflowX: "hidden",
    marginInline: "-4px",
    paddingInline: "4px",
    paddingBlockEnd: px(measures.gap),
  },
  body: { display: "flex", flexDirection: "column", gap: px(measures.gap), minWidth: 0 },
  waiting: { display: "grid", gridTemplateColumns: "1fr 1fr", gap: px(measures.gap) },
  waitingCard: {
    display: "flex",
    flexDirection: "column",
    gap: "16px",
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow4,
    padding: "19px",
  },
  waitingLine: { height: "32px" },
});

export interface FormPageProps {
  readonly table: Table;
  readonly id: string | null;
  readonly formId: string | null;
  readonly recordSet: RecordSet | null;
  readonly initialValues: Readonly<Record<string, AttributeValue>> | undefined;
}

/** A main form on its record. */
export function FormPage(props: FormPageProps): React.ReactElement {
  const host = useHost();
  const forms = React.useMemo(
    () => formsFor(host.model, props.table.logicalName, "main", host.environment.user.roleIds),
    [host.model, props.table, host.environment.user],
  );
  const form = forms.find((candidate) => candidate.id === props.formId) ?? forms[0];
  if (!form) {
    return (
      <MessageBar intent="error">
        <MessageBarBody>{`The solution has no main form for ${textIn(props.table.displayName, host.formats.languageId, props.table.logicalName)} that your roles may use.`}</MessageBarBody>
      </MessageBar>
    );
  }
  return <OpenForm {...props} form={form} forms={forms} />;
}

interface Start {
  readonly number: number;
  readonly recordId: string | null;
  readonly cachedRow: Row | undefined;
}

function OpenForm(props: FormPageProps & { readonly form: Form; readonly forms: readonly Form[] }): React.ReactElement {
  const styles = useStyles();
  const host = useHost();
  const { table, form, recordSet } = props;
  const { settings } = host;
  const [start, setStart] = React.useState<Start>({ number: 0, recordId: props.id, cachedRow: undefined });
  const onAutosave = React.useRef<(outcome: SaveOutcome) => void>(() => undefined);
  const session = React.useMemo(
    () =>
      new RecordSession({
        model: host.model,
        table,
        form,
        store: host.webApi,
        formats: host.formats,
        rights: host.rights,
        recordId: start.recordId,
        initialValues: props.initialValues,
        cachedRow: start.cachedRow,
        readOnly: settings.readOnly,
        maskedColumns: settings.maskedColumns,
        autosave: host.autosave,
        currencySymbol: host.currencySymbol,
        onAutosave: (outcome) => onAutosave.current(outcome),
      }),
    // A session lives as long as its form; switches that change meanwhile are handed over below.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [host.model, host.webApi, table, form, start],
  );
  useSession(session);
  const [problem, setProblem] = React.useState<string | null>(null);
  const load = React.useCallback(() => {
    setProblem(null);
    session.load().catch((error: unknown) => setProblem(failureOf(error).message));
  }, [session]);
  React.useEffect(() => {
    load();
    if (form.scripts.length > 0)
      session.setNotification({
        id: "scripts",
        level: "info",
        text: `This host runs no form scripts. Not run: ${form.scripts.join(", ")}.`,
      });
    return () => session.dispose();
  }, [session, load, form]);
  React.useEffect(
    () => session.setDeveloperSwitches(settings.readOnly, settings.maskedColumns),
    [session, settings.readOnly, settings.maskedColumns],
  );
  React.useEffect(() => {
    session.autosave = host.autosave;
  }, [session, host.autosave]);

  const tabs = form.tabs.filter((tab) => tab.visible && (settings.formFactor !== "phone" || tab.availableForPhone));
  const [active, setActive] = React.useState(() => (tabs.find((tab) => tab.expanded) ?? tabs[0])?.id ?? "");
  const [opened, setOpened] = React.useState<readonly string[]>([active]);
  const openTab = (key: string): void => {
    setActive(key);
    setOpened((before) => (before.includes(key) ? before : [...before, key]));
  };
  const rendered = new Set([...opened, active]);
  const [hiddenControls, setHiddenControls] = React.useState<ReadonlySet<string>>(new Set());
  const [lockedControls, setLockedControls] = React.useState<ReadonlySet<string>>(new Set());
  const [flyout, setFlyout] = React.useState(false);
  const [recordSetOpen, setRecordSetOpen] = React.useState(false);
  const root = React.useRef<HTMLDivElement>(null);
  const [widthRef, width] = useWidth();
  const frame: FormFrame = {
    session,
    formFactor: settings.formFactor,
    singleColumn: false,
    idPrefix: "form",
    hiddenControls,
    lockedControls,
    controlGeneration: start.number,
  };

  const focusColumn = (column: string): void => {
    const tab = form.tabs.find((candidate) =>
      candidate.columns.some((part) =>
        part.sections.some((section) => section.rows.flat().some((cell) => cell.control?.column === column)),
      ),
    );
    if (tab) openTab(tab.id);
    else if (form.header.some((cell) => cell.control?.column === column)) setFlyout(true);
    const control = cellsOf(form).find((cell) => cell.control?.column === column)?.control;
    // The tab or the flyout has to be drawn first.
    window.setTimeout(() => {
      const element = control ? document.getElementById(fieldId(frame, control.id)) : null;
      (
        element ??
        document.querySelector<HTMLElement>(`[data-control-id="${control?.id ?? ""}"] :is(input,button,[tabindex="0"])`)
      )?.focus();
    }, 50);
  };
  const save = async (mode: SaveMode): Promise<SaveOutcome> => {
    const editing = document.activeElement;
    // Text counts when its field is left: leave it, and come back after the save has read it.
    if (editing instanceof HTMLElement && root.current?.contains(editing)) {
      editing.blur();
      editing.focus();
    }
    const outcome = await session.save(mode);
    await conclude(outcome, mode);
    return outcome;
  };
  const conclude = async (outcome: SaveOutcome, mode: SaveMode): Promise<void> => {
    if (outcome.kind === "failed")
      await host.services.openErrorDialog({ message: outcome.failure.message, details: outcome.failure.details });
    // Who has left meanwhile must not be led anywhere.
    if (session.closed) return;
    if (outcome.kind === "saved") {
      host.announce("Saved");
      if (outcome.created)
        await host.go(
          { kind: "form", table: table.logicalName, id: session.recordId, formId: props.formId },
          { replace: true, keepPage: true, force: true },
        );
    }
    if (outcome.kind === "invalid") {
      host.announce(
        outcome.columns.length === 1 ? "1 field needs attention" : `${outcome.columns.length} fields need attention`,
        true,
      );
      const first = outcome.columns[0];
      if (first && mode !== 70) focusColumn(first);
    }
    if (outcome.kind !== "saved" && outcome.kind !== "unchanged") return;
    if (mode === 2) host.back();
    if (mode === 59)
      await host.go({ kind: "form", table: table.logicalName, id: null, formId: props.formId }, { force: true });
  };
  onAutosave.current = (outcome) => void conclude(outcome, 70);
  useLeaving(session, () => save(1));

  // Wherever the focus is, unless a dialog or pane lies over the form.
  const onSaveKey = React.useRef<() => void>(() => undefined);
  onSaveKey.current = () => {
    if (!session.readOnly) void save(1);
  };
  React.useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s" || event.defaultPrevented) return;
      event.preventDefault();
      if (document.querySelector("[role=dialog][aria-modal=true]") === null) onSaveKey.current();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);

  const refresh = async (): Promise<void> => {
    session.flush();
    if (session.dirty) {
      const { confirmed } = await host.services.openConfirmDialog({
        title: "Unsaved changes",
        text: "Your unsaved changes will be lost. Do you want to refresh the record?",
        confirmButtonLabel: "Refresh",
        cancelButtonLabel: "Cancel",
      });
      if (!confirmed) return;
    }
    try {
      await session.refresh();
      setProblem(null);
      host.announce("Refreshed");
    } catch (error) {
      const failure = failureOf(error);
      await host.services.openErrorDialog({ message: failure.message, details: failure.details });
    }
  };
  const setState = async (state: number): Promise<void> => {
    const name = textIn(table.displayName, host.formats.languageId, table.logicalName);
    const word = state === 0 ? "Activate" : "Deactivate";
    const { confirmed } = await host.services.openConfirmDialog({
      title: `Confirm ${state === 0 ? "activation" : "deactivation"}`,
      text: `Do you want to ${word.toLowerCase()} this ${name}?`,
      confirmButtonLabel: word,
      cancelButtonLabel: "Cancel",
    });
    if (confirmed) await conclude(await session.setState(state), state === 0 ? 6 : 5);
  };
  const remove = async (): Promise<void> => {
    const row: Row = { [table.primaryKey]: session.recordId, [table.primaryName]: session.recordName };
    if (await deleteRows(host, table, [row])) {
      await host.go({ kind: "list", table: table.logicalName, viewId: null }, { force: true, replace: true });
    }
  };
  const showRecord = async (id: string, how: RecordSwitch): Promise<boolean> => {
    const cachedRow = recordSet?.rows.find((candidate) => candidate.id === id)?.row;
    const place = { kind: "form" as const, table: table.logicalName, id, formId: props.formId };
    // The way back leads to the list, not through every record on the way.
    if (!(await host.go(place, { recordSet, keepPage: true, replace: true }))) return false;
    setProblem(null);
    if (how === "destroyAndInit") {
      setStart((before) => ({ number: before.number + 1, recordId: id, cachedRow }));
      return true;
    }
    await session.openRecord(id, cachedRow).catch((error: unknown) => setProblem(failureOf(error).message));
    return true;
  };
  const position = recordSet ? recordSet.rows.findIndex((row) => row.id === session.recordId) : -1;
  const step = async (direction: -1 | 1, how: RecordSwitch): Promise<boolean> => {
    const target = position < 0 ? undefined : recordSet?.rows[position + direction];
    return target ? showRecord(target.id, how) : false;
  };
  const related = relatedItems(host, form);
  useHardMoments({
    session,
    form,
    tabs,
    active,
    opened: rendered,
    hiddenControls,
    lockedControls,
    position,
    count: recordSet?.rows.length ?? 0,
    actions: {
      firstPaintWithoutValues: () =>
        setStart((before) => ({
          number: before.number + 1,
          recordId: session.recordId,
          cachedRow: recordSet?.rows.find((row) => row.id === session.recordId)?.row ?? {
            [table.primaryKey]: session.recordId,
            [table.primaryName]: session.recordName,
          },
        })),
      setControlHidden: (id, hidden) => setHiddenControls((before) => toggled(before, id, hidden)),
      setControlLocked: (id, locked) => setLockedControls((before) => toggled(before, id, locked)),
      refuseNextValue: () => session.refuseNext(),
      switchRecord: (direction, how) => step(direction === "next" ? 1 : -1, how),
      refresh,
      openTab: (name) => {
        const tab = tabs.find((candidate) => candidate.name === name || candidate.id === name);
        if (tab) openTab(tab.id);
      },
      openQuickCreate: () => void host.quickCreate(table.logicalName),
      setHeaderFlyout: setFlyout,
    },
  });
  React.useEffect(() => {
    const name =
      session.recordId === null ? `New ${textIn(table.displayName, host.formats.languageId)}` : session.recordName;
    document.title = `${name} - Dynamics 365`;
    if (session.recordId !== null && session.loaded)
      host.recents.add({ id: session.recordId, name: session.recordName, entityType: table.logicalName });
  });
  // A new record starts in its first field.
  React.useEffect(() => {
    if (props.id !== null) return undefined;
    const timer = window.setTimeout(
      () => root.current?.querySelector<HTMLElement>("[role=tabpanel] :is(input:not([readonly]),textarea)")?.focus(),
      100,
    );
    return () => window.clearTimeout(timer);
  }, [props.id]);

  const commands = formCommands(host, session, {
    back: host.back,
    save: (mode) => void save(mode),
    create: () => void host.go({ kind: "form", table: table.logicalName, id: null, formId: null }),
    setState: (state) => void setState(state),
    remove: () => void remove(),
    refresh: () => void refresh(),
    popOut: () => window.open(window.location.href, "_blank", "noopener"),
    recordSet: recordSet ? { open: recordSetOpen, toggle: () => setRecordSetOpen(!recordSetOpen) } : null,
  });
  const chosenRelated = related.find((item) => item.key === active);
  const tabItems = tabs.map((tab) => ({ key: tab.id, label: textIn(tab.label, host.formats.languageId, tab.name) }));
  const notes = [...session.notifications];
  if (session.readOnlyReason === "inactive")
    notes.unshift({ id: "inactive", level: "info", text: `Read-only  This record's status: ${session.stateText}` });
  if (session.readOnlyReason === "noWritePrivilege")
    notes.unshift({ id: "noWrite", level: "info", text: "Read-only  You don't have permission to edit this record." });
  // Once drawn, the controls stay while the same session goes to another record: only a new start makes them anew.
  const drawn = React.useRef<Start | null>(null);
  if (session.loaded || start.cachedRow !== undefined) drawn.current = start;
  const ready = drawn.current === start;
  return (
    <div className={styles.page}>
      {recordSetOpen && recordSet ? (
        <RecordSetPane
          recordSet={recordSet}
          currentId={session.recordId}
          onChoose={(id) => void showRecord(id, settings.recordSwitch)}
          onStep={(direction) => void step(direction, settings.recordSwitch)}
          onClose={() => setRecordSetOpen(false)}
        />
      ) : null}
      <FormFrameProvider value={frame}>
        <div
          className={styles.form}
          role="form"
          aria-label={textIn(form.name, host.formats.languageId, form.id)}
          ref={root}
        >
          <CommandBar label="Commands" commands={commands} compact={settings.formFactor === "phone"} />
          <FormNotifications notes={notes} onChoose={focusColumn} />
          <div className={styles.header} ref={widthRef}>
            <FormHeader
              forms={props.forms}
              flyoutOpen={flyout}
              setFlyoutOpen={setFlyout}
              saving={session.saving}
              width={width}
              onChooseForm={(formId) =>
                void host.go({ kind: "form", table: table.logicalName, id: session.recordId, formId }, { recordSet })
              }
            />
            {ready && (tabItems.length > 1 || related.length > 0) ? (
              <FormTabs
                tabs={chosenRelated ? [...tabItems, chosenRelated] : tabItems}
                related={session.recordId === null ? [] : related}
                active={active}
                onChoose={openTab}
                panelId="form-body"
              />
            ) : null}
          </div>
          <div className={styles.scroller} id="form-body">
            <div className={styles.body}>
              <FindingBox findings={form.findings} />
              {problem !== null ? (
                <MessageBar intent="error" layout="multiline">
                  <MessageBarBody>
                    <MessageBarTitle>The record could not be loaded</MessageBarTitle>
                    {problem}{" "}
                    <Button size="small" onClick={load}>
                      Try again
                    </Button>
                  </MessageBarBody>
                </MessageBar>
              ) : null}
              {!ready && problem === null ? <FormSkeleton /> : null}
              {ready
                ? tabs
                    .filter((tab) => rendered.has(tab.id))
                    .map((tab) => (
                      <div
                        key={`${start.number}-${tab.id}`}
                        role="tabpanel"
                        aria-label={textIn(tab.label, host.formats.languageId, tab.name)}
                        hidden={tab.id !== active}
                      >
                        <TabBody tab={tab} />
                      </div>
                    ))
                : null}
              {chosenRelated ? <RelatedPanel key={chosenRelated.key} item={chosenRelated} session={session} /> : null}
              {ready ? <FormFooter /> : null}
            </div>
          </div>
        </div>
      </FormFrameProvider>
    </div>
  );
}

function toggled(set: ReadonlySet<string>, item: string, on: boolean): ReadonlySet<string> {
  const next = new Set(set);
  if (on) next.add(item);
  else next.delete(item);
  return next;
}

function FormSkeleton(): React.ReactElement {
  const styles = useStyles();
  return (
    <Skeleton className={styles.waiting} aria-label="Loading the record">
      {[0, 1].map((card) => (
        <div key={card} className={styles.waitingCard}>
          {[0, 1, 2, 3, 4].map((line) => (
            <SkeletonItem key={line} className={styles.waitingLine} />
          ))}
        </div>
      ))}
      <Text role="status" aria-live="polite" size={100}>
        Loading…
      </Text>
    </Skeleton>
  );
}
