import * as React from "react";
import {
  Button,
  DrawerBody,
  DrawerFooter,
  DrawerHeader,
  DrawerHeaderTitle,
  MessageBar,
  MessageBarBody,
  OverlayDrawer,
  makeStyles,
} from "@fluentui/react-components";
import type { Form, Table } from "../../../solution/model/types";
import { useHost } from "../base/host";
import { Icon } from "../base/icons";
import { measures, px } from "../base/layout";
import { formsFor } from "./chooseForm";
import { cellsOf } from "../record/formColumns";
import { fieldId, FormFrameProvider, type FormFrame } from "./formContext";
import { textIn } from "../data/localized";
import { FormNotifications } from "./FormNotifications";
import { failureOf } from "../data/failure";
import { RecordSession } from "../record/session";
import type { AttributeValue, LookupValue } from "../data/values";
import { TabBody } from "./TabBody";
import { useSession } from "../record/useSession";

const useStyles = makeStyles({
  drawer: { width: px(measures.quickCreate), maxWidth: "100vw" },
  body: { display: "flex", flexDirection: "column", gap: px(measures.gap), paddingBlock: px(measures.gap) },
  footer: { justifyContent: "flex-end" },
});

interface PaneProps {
  readonly table: Table;
  readonly initialValues: Readonly<Record<string, AttributeValue>> | undefined;
  /** The new row, or null when the pane was closed without one. */
  readonly onClose: (made: LookupValue | null) => void;
}

/** A new row in a side pane, in the table's first quick create form. */
export function QuickCreatePane(props: PaneProps): React.ReactElement {
  const host = useHost();
  const form = formsFor(host.model, props.table.logicalName, "quickCreate", [])[0];
  const name = textIn(props.table.displayName, host.formats.languageId, props.table.logicalName);
  const styles = useStyles();
  if (form) return <OpenPane {...props} form={form} name={name} />;
  return (
    <OverlayDrawer
      open
      position="end"
      className={styles.drawer}
      aria-label={`Quick Create: ${name}`}
      onOpenChange={() => props.onClose(null)}
    >
      <DrawerHeader>
        <DrawerHeaderTitle>{`Quick Create: ${name}`}</DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody>
        <MessageBar intent="error">
          <MessageBarBody>{`The solution has no quick create form for ${name}.`}</MessageBarBody>
        </MessageBar>
      </DrawerBody>
      <DrawerFooter className={styles.footer} lang="en">
        <Button onClick={() => props.onClose(null)}>Cancel</Button>
      </DrawerFooter>
    </OverlayDrawer>
  );
}

function OpenPane(props: PaneProps & { readonly form: Form; readonly name: string }): React.ReactElement {
  const styles = useStyles();
  const host = useHost();
  const { table, form } = props;
  const { settings } = host;
  const [session] = React.useState(
    () =>
      new RecordSession({
        model: host.model,
        table,
        form,
        store: host.webApi,
        formats: host.formats,
        rights: host.rights,
        recordId: null,
        initialValues: props.initialValues,
        readOnly: settings.readOnly,
        maskedColumns: settings.maskedColumns,
        currencySymbol: host.currencySymbol,
      }),
  );
  useSession(session);
  React.useEffect(() => {
    void session.load();
    return () => session.dispose();
  }, [session]);
  const frame: FormFrame = {
    session,
    formFactor: settings.formFactor,
    singleColumn: true,
    idPrefix: "quick",
    hiddenControls: new Set(),
    lockedControls: new Set(),
    controlGeneration: 0,
  };
  const body = React.useRef<HTMLDivElement>(null);
  const focus = (column: string): void => {
    const control = cellsOf(form).find((cell) => cell.control?.column === column)?.control;
    if (control) document.getElementById(fieldId(frame, control.id))?.focus();
  };
  React.useEffect(() => {
    const timer = window.setTimeout(
      () => body.current?.querySelector<HTMLElement>("input:not([readonly]),textarea")?.focus(),
      250,
    );
    return () => window.clearTimeout(timer);
  }, []);
  const close = async (): Promise<void> => {
    session.flush();
    if (session.dirty) {
      const answer = await host.ask({
        title: "Unsaved changes",
        text: "Do you want to save your changes before leaving this page?",
        answers: [
          { key: "save", label: "Save and continue" },
          { key: "discard", label: "Discard changes" },
        ],
      });
      if (answer === "save") return save();
      if (answer !== "discard") return undefined;
    }
    props.onClose(null);
    return undefined;
  };
  const save = async (): Promise<void> => {
    const editing = document.activeElement;
    if (editing instanceof HTMLElement && body.current?.contains(editing)) editing.blur();
    const outcome = await session.save(2);
    if (outcome.kind === "invalid" && outcome.columns[0]) focus(outcome.columns[0]);
    if (outcome.kind === "failed")
      await host.services.openErrorDialog({ message: outcome.failure.message, details: outcome.failure.details });
    if (outcome.kind === "saved" && session.recordId !== null) {
      host.announce("Saved");
      const made = { id: session.recordId, name: session.recordName, entityType: table.logicalName };
      host.recents.add(made);
      props.onClose(made);
    }
  };
  const tab = form.tabs[0];
  return (
    <OverlayDrawer
      open
      position="end"
      className={styles.drawer}
      aria-label={`Quick Create: ${props.name}`}
      onOpenChange={(_, data) => {
        if (!data.open) void close().catch((error: unknown) => host.announce(failureOf(error).message, true));
      }}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          action={
            <Button
              appearance="subtle"
              aria-label="Close"
              lang="en"
              icon={<Icon name="dismiss" />}
              onClick={() => void close()}
            />
          }
        >{`Quick Create: ${props.name}`}</DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody>
        <div
          ref={body}
          className={styles.body}
          onKeyDown={(event) => {
            if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
              event.preventDefault();
              event.stopPropagation();
              void save();
            }
          }}
        >
          <FormNotifications notes={session.notifications} onChoose={focus} />
          <FormFrameProvider value={frame}>{tab ? <TabBody tab={tab} /> : null}</FormFrameProvider>
        </div>
      </DrawerBody>
      <DrawerFooter className={styles.footer} lang="en">
        <Button appearance="primary" disabledFocusable={session.saving} onClick={() => void save()}>
          {session.saving ? "Saving…" : "Save and Close"}
        </Button>
        <Button onClick={() => void close()}>Cancel</Button>
      </DrawerFooter>
    </OverlayDrawer>
  );
}
