import * as React from "react";
import { Button, Label, Select, useId } from "@fluentui/react-components";
import type { InstanceRegistry } from "../pcf/registry";
import type { HardMoments, HardMomentsState } from "../base/hardMoments.types";
import { usePaneStyles } from "./paneStyles";
import type { SettingsStore } from "../settings/settings.types";
import { useStore } from "../base/useStore";

export interface HardMomentsSectionProps {
  /** Null: no form is open. */
  readonly moments: HardMoments | null;
  readonly settings: SettingsStore;
  readonly instances: InstanceRegistry;
  /** Throws the data away, makes them anew and loads the page; null where the host must not (a real environment). */
  readonly reset: (() => Promise<void>) | null;
}

/** ms that a control stays hidden before it is shown with a new init. */
const HIDDEN_FOR = 700;
/** px, a common phone's. */
const PHONE_WIDTH = 375;

const NO_FORM: HardMomentsState = {
  formName: null,
  recordId: null,
  controls: [],
  tabs: [],
  refusing: false,
  hasPrevious: false,
  hasNext: false,
  hasQuickCreate: false,
  hasHeaderFlyout: false,
};

/** One button for each moment in a control's life that breaks controls in practice. */
export function HardMomentsSection({
  moments,
  settings,
  instances,
  reset,
}: HardMomentsSectionProps): React.ReactElement {
  useStore(moments);
  useStore(instances);
  useStore(settings);
  const styles = usePaneStyles();
  const chooserId = useId("tool");
  const [chosen, setChosen] = React.useState<string | null>(null);
  const [asking, setAsking] = React.useState(false);
  const [problem, setProblem] = React.useState<string | null>(null);
  const state = moments?.state ?? NO_FORM;
  const control = state.controls.find((candidate) => candidate.id === chosen) ?? state.controls[0];
  const lateTab = state.tabs.find((tab) => !tab.opened && !tab.active);
  const neighbour = state.hasNext ? "next" : state.hasPrevious ? "previous" : null;
  const phone = settings.current.formFactor === "phone";
  const noRecord = moments === null || state.recordId === null;
  const hideAndShow = (id: string): void => {
    moments?.setControlHidden(id, true);
    window.setTimeout(() => moments?.setControlHidden(id, false), HIDDEN_FOR);
  };
  return (
    <div className={styles.buttons}>
      <span className={styles.hint}>
        {state.formName === null ? "Open a form to provoke them." : `On the form ${state.formName}:`}
      </span>
      <Moment
        name="First paint without values"
        what="Opens the record again as from a list's cached row; the values come later"
        disabled={noRecord}
        run={() => moments?.firstPaintWithoutValues()}
      />
      <Moment
        name="A second updateView"
        what="Calls updateView of every control though nothing has changed"
        disabled={instances.instances.length === 0}
        run={() => instances.updateAll()}
      />
      <Moment
        name="Refresh"
        what="Reads the row again: updateView with fresh values, no init"
        disabled={noRecord}
        run={() => void moments?.refresh()}
      />
      <div className={styles.grid}>
        <Label size="small" htmlFor={chooserId}>
          Control
        </Label>
        <Select
          id={chooserId}
          size="small"
          className={styles.fill}
          disabled={control === undefined}
          value={control?.id ?? ""}
          onChange={(_event, data) => setChosen(data.value)}
        >
          {state.controls.map((candidate) => (
            <option key={candidate.id} value={candidate.id}>
              {candidate.label}
            </option>
          ))}
        </Select>
      </div>
      <div className={styles.row}>
        <Moment
          name="Hide and show"
          what="As a business rule does it: destroyed, then a new init"
          disabled={control === undefined}
          run={() => control && hideAndShow(control.id)}
        />
        <Moment
          name={control?.locked === true ? "Unlock" : "Lock"}
          what="As a business rule does it: updateView with isControlDisabled"
          disabled={control === undefined}
          run={() => control && moments?.setControlLocked(control.id, !control.locked)}
        />
      </div>
      <Moment
        name={state.refusing ? "The next value will be refused" : "Refuse the next value"}
        what="The next change of a value keeps the old one; controls get updateView with the old raw"
        pressed={state.refusing}
        disabled={moments === null}
        run={() => moments?.refuseNextValue()}
      />
      <div className={styles.row}>
        <Moment
          name="Switch record, same instance"
          what="To the neighbour in the record set: updateView only"
          disabled={noRecord || neighbour === null}
          run={() => neighbour !== null && void moments?.switchRecord(neighbour, "sameInstance")}
        />
        <Moment
          name="Switch record, new instance"
          what="To the neighbour in the record set: destroy and init"
          disabled={noRecord || neighbour === null}
          run={() => neighbour !== null && void moments?.switchRecord(neighbour, "destroyAndInit")}
        />
      </div>
      <Moment
        name={lateTab === undefined ? "Open a tab late" : `Open the tab ${lateTab.label} late`}
        what="Its controls are made only now"
        disabled={lateTab === undefined}
        run={() => lateTab !== undefined && moments?.openTab(lateTab.name)}
      />
      <div className={styles.row}>
        <Moment
          name="Quick create"
          what="A new record in the side pane"
          disabled={!state.hasQuickCreate}
          run={() => moments?.openQuickCreate()}
        />
        <Moment
          name="Header flyout"
          what="The header's fields, editable"
          disabled={!state.hasHeaderFlyout}
          run={() => moments?.setHeaderFlyout(true)}
        />
        <Moment
          name="Phone"
          what="Form factor and width of a phone"
          pressed={phone}
          disabled={false}
          run={() =>
            settings.set(phone ? { formFactor: "web", width: null } : { formFactor: "phone", width: PHONE_WIDTH })
          }
        />
      </div>
      {asking ? (
        <div className={styles.row} role="group" aria-label="Throw all data away and make them anew?">
          <span className={styles.hint}>All changed data go. Really?</span>
          {problem === null ? null : (
            <span className={styles.bad} role="alert">
              {problem}
            </span>
          )}
          <Moment
            name="Yes, restart"
            what="Makes the sample data anew and loads the page"
            disabled={false}
            run={() =>
              void reset?.().catch((error: unknown) =>
                setProblem(error instanceof Error ? error.message : String(error)),
              )
            }
          />
          <Moment name="No" what="Keeps the data" disabled={false} run={() => setAsking(false)} />
        </div>
      ) : (
        <Moment
          name="Restart with reset"
          what="Throws the data away, makes the sample anew and loads the page"
          disabled={reset === null}
          run={() => {
            setProblem(null);
            setAsking(true);
          }}
        />
      )}
    </div>
  );
}

function Moment(props: {
  readonly name: string;
  /** What the button does, as its description. */
  readonly what: string;
  readonly pressed?: boolean;
  readonly disabled: boolean;
  readonly run: () => unknown;
}): React.ReactElement {
  const styles = usePaneStyles();
  return (
    <Button
      size="small"
      className={styles.button}
      title={props.what}
      // Some of them switch themselves off: the focus stays where the developer put it.
      disabledFocusable={props.disabled}
      {...(props.pressed === undefined ? {} : { "aria-pressed": props.pressed })}
      appearance={props.pressed === true ? "primary" : "secondary"}
      onClick={() => props.run()}
    >
      {props.name}
    </Button>
  );
}
