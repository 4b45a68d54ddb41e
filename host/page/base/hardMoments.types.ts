import type { RecordSwitch } from "../settings/settings.types";

/** What the form on the page offers just now; the tool pane enables its buttons by it. */
export interface HardMomentsState {
  /** Null: no form is open (a list is). Everything else is then empty or false. */
  readonly formName: string | null;
  /** A saved record: `firstPaintWithoutValues`, switching and refreshing need one. */
  readonly recordId: string | null;
  /** The PCF cells on the form (`FormControl.id`), with the column that the first bound parameter writes to, if any. */
  readonly controls: readonly {
    readonly id: string;
    readonly label: string;
    readonly column: string | null;
    readonly hidden: boolean;
    readonly locked: boolean;
  }[];
  /** Tabs in form order; `opened` says that its controls have been rendered since the form was opened. */
  readonly tabs: readonly {
    readonly name: string;
    readonly label: string;
    readonly opened: boolean;
    readonly active: boolean;
  }[];
  /** The next value that a control or field sets will be refused. */
  readonly refusing: boolean;
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
  readonly hasQuickCreate: boolean;
  readonly hasHeaderFlyout: boolean;
}

/**
 * The moments of a control's life that break controls in practice, provoked on the live form by the developers' tool pane.
 * The form UI implements this for the form that is open; what needs no form (a second updateView, the phone, a restart) the
 * pane does by itself.
 */
export interface HardMoments {
  readonly state: HardMomentsState;
  /** Called after every change of `state`; returns the way to stop it. */
  subscribe(listener: () => void): () => void;
  /**
   * Opens the record again as from a list's cached row: every control gets a new init and a first updateView in which
   * only the columns of the view have values (`session.loaded` false), and the true values in a later updateView.
   */
  firstPaintWithoutValues(): void;
  /** As a business rule does it. Hidden: the cell is destroyed and hears nothing. Shown: init and updateView. */
  setControlHidden(controlId: string, hidden: boolean): void;
  /** As a business rule does it: updateView with `isControlDisabled`, no init. */
  setControlLocked(controlId: string, locked: boolean): void;
  /** The next `session.setValue` keeps the old value and notifies all the same; after it the form accepts again. */
  refuseNextValue(): void;
  /** To the neighbour in the record set. Resolves when the record is shown; false when leaving was declined. */
  switchRecord(direction: "previous" | "next", how: RecordSwitch): Promise<boolean>;
  /** The Refresh button's way: the row is read again, every control gets updateView, nobody init. */
  refresh(): Promise<void>;
  /** Opens a tab, as a click on it does. */
  openTab(name: string): void;
  openQuickCreate(): void;
  /** Opens or closes the header's flyout with the editable fields. */
  setHeaderFlyout(open: boolean): void;
}
