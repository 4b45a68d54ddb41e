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
import type { RecordSession } from "../record/session";
import type { FormNotification, SaveOutcome } from "../record/session.types";
import { formsFor } from "./chooseForm";
import { FormBody } from "./FormBody";
import { FormFrameProvider, type FormFrame } from "./formContext";
import { FormHeader } from "./FormHeader";
import { FormNotifications } from "./FormNotifications";
import { FormTabs } from "./FormTabs";
import { relatedItems } from "./RelatedPanel";
import { useControlSwitches } from "./useControlSwitches";
import { useFormActions, usePanes } from "./useFormActions";
import { useFormSession } from "./useFormSession";
import { useFormTabs } from "./useFormTabs";

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
  const { table, form, recordSet } = props;
  const { settings } = host;
  const { languageId } = host.formats;
  const onAutosave = React.useRef<(outcome: SaveOutcome) => void>(() => undefined);
  const state = useFormSession({ ...props, onAutosave });
  const { session, start } = state;
  const tabs = useFormTabs(form, settings.formFactor);
  const switches = useControlSwitches();
  const panes = usePanes();
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
  const { commands, walk, focusColumn } = useFormActions({
    ...props,
    state,
    onAutosave,
    tabs,
    switches,
    frame,
    root,
    panes,
  });
  React.useEffect(() => {
    const name = session.recordId === null ? `New ${textIn(table.displayName, languageId)}` : session.recordName;
    document.title = `${name} - Dynamics 365`;
    if (session.recordId !== null && session.loaded)
      host.recents.add({ id: session.recordId, name: session.recordName, entityType: table.logicalName });
  });
  useFirstField(props.id === null, root);
  const related = relatedItems(host, form);
  const chosenRelated = related.find((item) => item.key === tabs.active);
  const tabItems = tabs.tabs.map((tab) => ({ key: tab.id, label: textIn(tab.label, languageId, tab.name) }));
  return (
    <div className={styles.page}>
      {panes.recordSet && recordSet ? (
        <RecordSetPane
          recordSet={recordSet}
          currentId={session.recordId}
          onChoose={(id) => void walk.show(id, settings.recordSwitch)}
          onStep={(direction) => void walk.step(direction, settings.recordSwitch)}
          onClose={() => panes.setRecordSet(false)}
        />
      ) : null}
      <FormFrameProvider value={frame}>
        <div className={styles.form} role="form" aria-label={textIn(form.name, languageId, form.id)} ref={root}>
          <CommandBar label="Commands" commands={commands} compact={settings.formFactor === "phone"} />
          <FormNotifications notes={notesOf(session)} onChoose={focusColumn} />
          <div className={styles.header} ref={widthRef}>
            <FormHeader
              forms={props.forms}
              flyoutOpen={panes.flyout}
              setFlyoutOpen={panes.setFlyout}
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
