import * as React from "react";
import { useHost } from "../base/host";
import type { RecordSession } from "../record/session";
import type { SaveMode, SaveOutcome } from "../record/session.types";

interface Saving {
  readonly save: (mode: SaveMode) => Promise<SaveOutcome>;
  /** What follows from the end of a save, also of one that nobody asked for. */
  readonly conclude: (outcome: SaveOutcome, mode: SaveMode) => Promise<void>;
}

/**
 * Saving as a person asks for it: the field under edit counts, the outcome is said, and the mode's next page follows.
 * @param focusColumn Leads to a field that needs attention.
 */
export function useSaving(
  session: RecordSession,
  formId: string | null,
  root: React.RefObject<HTMLElement>,
  focusColumn: (column: string) => void,
): Saving {
  const host = useHost();
  const table = session.table.logicalName;
  const conclude = async (outcome: SaveOutcome, mode: SaveMode): Promise<void> => {
    if (outcome.kind === "failed")
      await host.services.openErrorDialog({ message: outcome.failure.message, details: outcome.failure.details });
    // Who has left meanwhile must not be led anywhere.
    if (session.closed) return;
    if (outcome.kind === "saved") {
      host.announce("Saved");
      if (outcome.created)
        await host.go(
          { kind: "form", table, id: session.recordId, formId },
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
    if (mode === 59) await host.go({ kind: "form", table, id: null, formId }, { force: true });
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
  useSaveKey(() => {
    if (!session.readOnly) void save(1);
  });
  return { save, conclude };
}

/** Ctrl+S, wherever the focus is, unless a dialog or pane lies over the form. */
function useSaveKey(onSave: () => void): void {
  const latest = React.useRef(onSave);
  latest.current = onSave;
  React.useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s" || event.defaultPrevented) return;
      event.preventDefault();
      if (document.querySelector("[role=dialog][aria-modal=true]") === null) latest.current();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}
