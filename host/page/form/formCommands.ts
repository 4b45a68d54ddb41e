import type { Command } from "../base/CommandBar";
import type { Host } from "../base/host";
import type { RecordSession } from "../record/session";
import type { SaveMode } from "../record/session.types";

export interface FormActions {
  readonly back: () => void;
  readonly save: (mode: SaveMode) => void;
  readonly create: () => void;
  readonly setState: (state: number) => void;
  readonly remove: () => void;
  readonly refresh: () => void;
  readonly popOut: () => void;
  readonly recordSet: { readonly open: boolean; readonly toggle: () => void } | null;
}

/** The commands of a main form in the stock order; missing privileges and states leave commands out rather than grey. */
export function formCommands(host: Host, session: RecordSession, actions: FormActions): readonly Command[] {
  const table = session.table.logicalName;
  const isNew = session.recordId === null;
  const { rights } = host;
  const active = session.stateValue === 0;
  const writable = rights.can("Write", table) && session.readOnlyReason !== "developer";
  const commands: Command[] = [{ key: "back", label: "Go back", icon: "arrowLeft", iconOnly: true, run: actions.back }];
  if (actions.recordSet && !isNew)
    commands.push({
      key: "recordSet",
      label: "Open record set",
      icon: "list",
      iconOnly: true,
      pressed: actions.recordSet.open,
      run: actions.recordSet.toggle,
    });
  if (!isNew)
    commands.push({ key: "popOut", label: "Open in new window", icon: "popOut", iconOnly: true, run: actions.popOut });
  const busy = session.saving;
  if (!isNew && !session.loaded)
    return [...commands, { key: "refresh", label: "Refresh", icon: "refresh", run: actions.refresh }];
  if (!session.readOnly) {
    commands.push({
      key: "save",
      label: "Save",
      icon: "save",
      divided: true,
      disabled: busy,
      run: () => actions.save(1),
    });
    commands.push({
      key: "saveClose",
      label: "Save & Close",
      icon: "saveClose",
      disabled: busy,
      run: () => actions.save(2),
    });
  }
  if (rights.can("Create", table)) commands.push({ key: "new", label: "New", icon: "add", run: actions.create });
  if (isNew) return commands;
  const hasState = session.stateValue !== null;
  if (hasState && writable) {
    commands.push(
      active
        ? { key: "deactivate", label: "Deactivate", icon: "prohibited", disabled: busy, run: () => actions.setState(1) }
        : {
            key: "activate",
            label: "Activate",
            icon: "checkmarkCircle",
            disabled: busy,
            run: () => actions.setState(0),
          },
    );
  }
  if (rights.can("Delete", table))
    commands.push({ key: "delete", label: "Delete", icon: "delete", run: actions.remove });
  commands.push({ key: "refresh", label: "Refresh", icon: "refresh", run: actions.refresh });
  commands.push({
    key: "autosave",
    label: host.autosave ? "Turn autosave off" : "Turn autosave on",
    icon: "clock",
    secondary: true,
    run: () => host.setAutosave(!host.autosave),
  });
  return commands;
}
