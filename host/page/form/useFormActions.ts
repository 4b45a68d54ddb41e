import * as React from "react";
import type { Form, Table } from "../../../solution/model/types";
import type { Command } from "../base/CommandBar";
import { useHost, type RecordSet } from "../base/host";
import { cellsOf } from "../record/formColumns";
import type { SaveOutcome } from "../record/session.types";
import { formCommands } from "./formCommands";
import { fieldId, type FormFrame } from "./formContext";
import { confirmState, deleteRecord, refreshRecord } from "./recordCommands";
import type { ControlSwitches } from "./useControlSwitches";
import type { FormSessionState } from "./useFormSession";
import type { FormTabsState } from "./useFormTabs";
import { useHardMoments } from "./useHardMoments";
import { useLeaving } from "./useLeaving";
import { useRecordSet } from "./useRecordSet";
import { useSaving } from "./useSaving";

/** What is open beside or above the form. */
interface Panes {
  readonly flyout: boolean;
  readonly recordSet: boolean;
  setFlyout(open: boolean): void;
  setRecordSet(open: boolean): void;
}

export function usePanes(): Panes {
  const [flyout, setFlyout] = React.useState(false);
  const [recordSet, setRecordSet] = React.useState(false);
  return { flyout, recordSet, setFlyout, setRecordSet };
}

interface OpenedForm {
  readonly table: Table;
  readonly form: Form;
  readonly formId: string | null;
  readonly recordSet: RecordSet | null;
  readonly state: FormSessionState;
  /** Told of each save that the form makes by itself. */
  readonly onAutosave: React.MutableRefObject<(outcome: SaveOutcome) => void>;
  readonly tabs: FormTabsState;
  readonly switches: ControlSwitches;
  readonly frame: FormFrame;
  readonly root: React.RefObject<HTMLDivElement>;
  readonly panes: Panes;
}

interface FormWork {
  readonly commands: readonly Command[];
  /** Steps through the rows of the list that the form was opened from. */
  readonly walk: ReturnType<typeof useRecordSet>;
  /** Shows a column wherever it stands on the form, and puts the focus there. */
  readonly focusColumn: (column: string) => void;
}

/** What a person can do with an open form, by its commands, its keys or the tool pane. */
export function useFormActions(opened: OpenedForm): FormWork {
  const { table, form, formId, recordSet, state, onAutosave, tabs, switches, frame, root, panes } = opened;
  const host = useHost();
  const { session } = state;
  const focusColumn = (column: string): void => {
    const tab = form.tabs.find((candidate) =>
      candidate.columns.some((part) =>
        part.sections.some((section) => section.rows.flat().some((cell) => cell.control?.column === column)),
      ),
    );
    if (tab) tabs.open(tab.id);
    else if (form.header.some((cell) => cell.control?.column === column)) panes.setFlyout(true);
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
      setHeaderFlyout: panes.setFlyout,
    },
  });
  const commands = formCommands(host, session, {
    back: host.back,
    save: (mode) => void save(mode),
    create: () => void host.go({ kind: "form", table: table.logicalName, id: null, formId: null }),
    setState: (value) => void setState(value),
    remove: () => void deleteRecord(host, session),
    refresh: () => void refresh(),
    popOut: () => window.open(window.location.href, "_blank", "noopener"),
    recordSet: recordSet ? { open: panes.recordSet, toggle: () => panes.setRecordSet(!panes.recordSet) } : null,
  });
  return { commands, walk, focusColumn };
}

/** The field's own input, or the first thing in a custom control that takes the focus. */
function focusControl(frame: FormFrame, controlId: string): void {
  const field =
    document.getElementById(fieldId(frame, controlId)) ??
    document.querySelector<HTMLElement>(`[data-control-id="${controlId}"] :is(input,button,[tabindex="0"])`);
  field?.focus();
}
