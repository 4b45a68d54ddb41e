import type { HardMoments, HardMomentsState } from "../base/hardMoments.types";
import type { RecordSwitch } from "../settings/settings.types";

/** What the form page hands to `FormMoments` at every render. */
export interface MomentActions {
  readonly firstPaintWithoutValues: () => void;
  readonly setControlHidden: (controlId: string, hidden: boolean) => void;
  readonly setControlLocked: (controlId: string, locked: boolean) => void;
  readonly refuseNextValue: () => void;
  readonly switchRecord: (direction: "previous" | "next", how: RecordSwitch) => Promise<boolean>;
  readonly refresh: () => Promise<void>;
  readonly openTab: (name: string) => void;
  readonly openQuickCreate: () => void;
  readonly setHeaderFlyout: (open: boolean) => void;
}

/** The open form's side of the developers' tool pane: one object for the form's life, its state exchanged as the form changes. */
export class FormMoments implements HardMoments {
  private current: HardMomentsState;
  private readonly listeners = new Set<() => void>();

  constructor(
    state: HardMomentsState,
    private actions: MomentActions,
  ) {
    this.current = state;
  }

  get state(): HardMomentsState {
    return this.current;
  }

  /** Tells the listeners only when something they can see has changed. */
  update(state: HardMomentsState, actions: MomentActions): void {
    this.actions = actions;
    if (JSON.stringify(state) === JSON.stringify(this.current)) return;
    this.current = state;
    for (const listener of [...this.listeners]) listener();
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  firstPaintWithoutValues(): void {
    this.actions.firstPaintWithoutValues();
  }

  setControlHidden(controlId: string, hidden: boolean): void {
    this.actions.setControlHidden(controlId, hidden);
  }

  setControlLocked(controlId: string, locked: boolean): void {
    this.actions.setControlLocked(controlId, locked);
  }

  refuseNextValue(): void {
    this.actions.refuseNextValue();
  }

  switchRecord(direction: "previous" | "next", how: RecordSwitch): Promise<boolean> {
    return this.actions.switchRecord(direction, how);
  }

  refresh(): Promise<void> {
    return this.actions.refresh();
  }

  openTab(name: string): void {
    this.actions.openTab(name);
  }

  openQuickCreate(): void {
    this.actions.openQuickCreate();
  }

  setHeaderFlyout(open: boolean): void {
    this.actions.setHeaderFlyout(open);
  }
}
