import * as React from "react";
import { MessageBar, MessageBarBody, makeStyles, tokens } from "@fluentui/react-components";
import type { Form, Table } from "../../../solution/model/types";
import { CommandBar } from "../base/CommandBar";
import { useHost, type RecordSet } from "../base/host";
import { lowWindow, measures, px } from "../base/layout";
import { useWidth } from "../base/useWidth";
import { textIn } from "../data/localized";
import type { AttributeValue } from "../data/values";
import { RecordSetPane } from "../lists/RecordSetPane";
import { cellsOf } from "../record/formColumns";
import type { RecordSession } from "../record/session";
import type { FormNotification, SaveOutcome } from "../record/session.types";
import { formsFor } from "./chooseForm";
import { FormBody } from "./FormBody";
import { fieldId, FormFrameProvider, type FormFrame } from "./formContext";
import { formCommands } from "./formCommands";
import { FormHeader } from "./FormHeader";
import { FormNotifications } from "./FormNotifications";
import { FormTabs } from "./FormTabs";
import { confirmState, deleteRecord, refreshRecord } from "./recordCommands";
import { relatedItems } from "./RelatedPanel";
import { useControlSwitches } from "./useControlSwitches";
import { useFormSession } from "./useFormSession";
import { useFormTabs } from "./useFormTabs";
import { useHardMoments } from "./useHardMoments";
import { useLeaving } from "./useLeaving";
import { useRecordSet } from "./useRecordSet";
import { useSaving } from "./useSaving";

const useStyles = makeStyles({
  page: {
    display: "flex",
    gap: px(measures.gap),
    padding: px(measures.gap),
    boxSizing: "border-box",
    height: "100%",
    minHeight: 0,
    // A window as low as that of a page at 400 %: all of it scrolls, so that what stands still leaves room for the form.
    [lowWindow]: { height: "auto", padding: px(measures.gap / 2) },
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
    [lowWindow]: { overflowY: "visible", overflowX: "visible" },
  },
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

function OpenForm(props: FormPageProps & { readonly form: Form; readonly forms: readonly Form[] }): React.ReactElement {
  const styles = useStyles();
  const host = useHost();
  const { table, form, recordSet, formId } = props;
  const { settings } = host;
  const { languageId } = host.formats;
  const onAutosave = React.useRef<(outcome: SaveOutcome) => void>(() => undefined);
  const state = useFormSession({ ...props, onAutosave });
  const { session, start } = state;
  const tabs = useFormTabs(form, settings.formFactor);
  const switches = useControlSwitches();
  const [flyout, setFlyout] = React.useState(false);
  const [recordSetOpen, setRecordSetOpen] = React.useState(false);
  const root = React.useRef<HTMLDivElement>(null);
  const [widthRef, width] = useWidth();
  const frame: FormFrame = {
    session,
    formFactor: settings.formFactor,
    singleColumn: false,
    idPrefix: "form",
    hiddenControls: switches.hidden,
    lockedControls: switches.locked,
    controlGeneration: start.number,
  };
  const focusColumn = (column: string): void => {
    const tab = form.tabs.find((candidate) =>
      candidate.columns.some((part) =>
        part.sections.some((section) => section.rows.flat().some((cell) => cell.control?.column === column)),
      ),
    );
    if (tab) tabs.open(tab.id);
    else if (form.header.some((cell) => cell.control?.column === column)) setFlyout(true);
    const control = cellsOf(form).find((cell) => cell.control?.column === column)?.control;
    // The tab or the flyout has to be drawn first.
    window.setTimeout(() => control && focusControl(frame, control.id), 50);
  };
  const { save, conclude } = useSaving(session, formId, root, focusColumn);
  onAutosave.current = (outcome) => void conclude(outcome, 70);
  useLeaving(session, () => save(1));
  const walk = useRecordSet(recordSet, formId, state);
  const refresh = (): Promise<void> => refreshRecord(host, session);
  const setState = async (value: number): Promise<void> => {
    if (await confirmState(host, session, value)) await conclude(await session.setState(value), value === 0 ? 6 : 5);
  };
  useHardMoments({
    session,
    form,
    tabs,
    switches,
    position: walk.position,
    count: recordSet?.rows.length ?? 0,
    actions: {
      firstPaintWithoutValues: () =>
        state.restart(
          session.recordId,
          recordSet?.rows.find((row) => row.id === session.recordId)?.row ?? {
            [table.primaryKey]: session.recordId,
            [table.primaryName]: session.recordName,
          },
        ),
      setControlHidden: switches.setHidden,
      setControlLocked: switches.setLocked,
      refuseNextValue: () => session.refuseNext(),
      switchRecord: (direction, how) => walk.step(direction === "next" ? 1 : -1, how),
      refresh,
      openTab: (name) => {
        const tab = tabs.tabs.find((candidate) => candidate.name === name || candidate.id === name);
        if (tab) tabs.open(tab.id);
      },
      openQuickCreate: () => void host.quickCreate(table.logicalName),
      setHeaderFlyout: setFlyout,
    },
  });
  React.useEffect(() => {
    const name = session.recordId === null ? `New ${textIn(table.displayName, languageId)}` : session.recordName;
    document.title = `${name} - Dynamics 365`;
    if (session.recordId !== null && session.loaded)
      host.recents.add({ id: session.recordId, name: session.recordName, entityType: table.logicalName });
  });
  useFirstField(props.id === null, root);
  const commands = formCommands(host, session, {
    back: host.back,
    save: (mode) => void save(mode),
    create: () => void host.go({ kind: "form", table: table.logicalName, id: null, formId: null }),
    setState: (value) => void setState(value),
    remove: () => void deleteRecord(host, session),
    refresh: () => void refresh(),
    popOut: () => window.open(window.location.href, "_blank", "noopener"),
    recordSet: recordSet ? { open: recordSetOpen, toggle: () => setRecordSetOpen(!recordSetOpen) } : null,
  });
  const related = relatedItems(host, form);
  const chosenRelated = related.find((item) => item.key === tabs.active);
  const tabItems = tabs.tabs.map((tab) => ({ key: tab.id, label: textIn(tab.label, languageId, tab.name) }));
  return (
    <div className={styles.page}>
      {recordSetOpen && recordSet ? (
        <RecordSetPane
          recordSet={recordSet}
          currentId={session.recordId}
          onChoose={(id) => void walk.show(id, settings.recordSwitch)}
          onStep={(direction) => void walk.step(direction, settings.recordSwitch)}
          onClose={() => setRecordSetOpen(false)}
        />
      ) : null}
      <FormFrameProvider value={frame}>
        <div className={styles.form} role="form" aria-label={textIn(form.name, languageId, form.id)} ref={root}>
          <CommandBar label="Commands" commands={commands} compact={settings.formFactor === "phone"} />
          <FormNotifications notes={notesOf(session)} onChoose={focusColumn} />
          <div className={styles.header} ref={widthRef}>
            <FormHeader
              forms={props.forms}
              flyoutOpen={flyout}
              setFlyoutOpen={setFlyout}
              saving={session.saving}
              width={width}
              onChooseForm={(id) =>
                void host.go(
                  { kind: "form", table: table.logicalName, id: session.recordId, formId: id },
                  { recordSet },
                )
              }
            />
            {state.ready && (tabItems.length > 1 || related.length > 0) ? (
              <FormTabs
                tabs={chosenRelated ? [...tabItems, chosenRelated] : tabItems}
                related={session.recordId === null ? [] : related}
                active={tabs.active}
                onChoose={tabs.open}
                panelId="form-body"
              />
            ) : null}
          </div>
          <div className={styles.scroller} id="form-body">
            <FormBody state={state} tabs={tabs} related={chosenRelated} />
          </div>
        </div>
      </FormFrameProvider>
    </div>
  );
}

/** The field's own input, or the first thing in a custom control that takes the focus. */
function focusControl(frame: FormFrame, controlId: string): void {
  const field =
    document.getElementById(fieldId(frame, controlId)) ??
    document.querySelector<HTMLElement>(`[data-control-id="${controlId}"] :is(input,button,[tabindex="0"])`);
  field?.focus();
}

/** What the session has to say, and above it why nothing can be edited. */
function notesOf(session: RecordSession): readonly FormNotification[] {
  switch (session.readOnlyReason) {
    case "inactive":
      return [
        { id: "inactive", level: "info", text: `Read-only  This record's status: ${session.stateText}` },
        ...session.notifications,
      ];
    case "noWritePrivilege":
      return [
        { id: "noWrite", level: "info", text: "Read-only  You don't have permission to edit this record." },
        ...session.notifications,
      ];
    default:
      return session.notifications;
  }
}

/** A new record starts in its first field. */
function useFirstField(isNew: boolean, root: React.RefObject<HTMLElement>): void {
  React.useEffect(() => {
    if (!isNew) return undefined;
    const timer = window.setTimeout(
      () => root.current?.querySelector<HTMLElement>("[role=tabpanel] :is(input:not([readonly]),textarea)")?.focus(),
      100,
    );
    return () => window.clearTimeout(timer);
  }, [isNew, root]);
}
