import * as React from "react";
import type { Form } from "../../../solution/model/types";
import { useHost } from "../base/host";
import type { HardMomentsState } from "../base/hardMoments.types";
import { XML_FORM_FACTORS } from "./chooseForm";
import { cellLabel, cellsOf } from "../record/formColumns";
import { textIn } from "../data/localized";
import type { ControlSwitches } from "./useControlSwitches";
import type { FormTabsState } from "./useFormTabs";
import { FormMoments, type MomentActions } from "./moments";
import type { RecordSession } from "../record/session";

interface Inputs {
  readonly session: RecordSession;
  readonly form: Form;
  readonly tabs: FormTabsState;
  readonly switches: ControlSwitches;
  /** Of the record in its record set, −1 without one. */
  readonly position: number;
  readonly count: number;
  readonly actions: MomentActions;
}

/** Tells the tool pane what the open form offers, as long as it is open. */
export function useHardMoments(inputs: Inputs): void {
  const host = useHost();
  const { session, form } = inputs;
  const language = host.formats.languageId;
  const state: HardMomentsState = {
    formName: textIn(form.name, language, form.id),
    recordId: session.recordId,
    controls: cellsOf(form).flatMap((cell) => {
      const control = cell.control;
      const use = control?.custom.find(
        (candidate) => candidate.formFactor === XML_FORM_FACTORS[host.settings.formFactor],
      );
      if (!control || !use) return [];
      const column = use.parameters.find((parameter) => parameter.kind === "bound")?.value ?? control.column ?? null;
      return [
        {
          id: control.id,
          label: cellLabel(cell.label, column ? session.column(column) : undefined, language) || control.id,
          column,
          hidden: inputs.switches.hidden.has(control.id),
          locked: inputs.switches.locked.has(control.id),
        },
      ];
    }),
    tabs: inputs.tabs.tabs.map((tab) => ({
      name: tab.name,
      label: textIn(tab.label, language, tab.name),
      opened: inputs.tabs.opened.has(tab.id) || tab.id === inputs.tabs.active,
      active: tab.id === inputs.tabs.active,
    })),
    refusing: session.refusingNext,
    hasPrevious: inputs.position > 0,
    hasNext: inputs.position >= 0 && inputs.position < inputs.count - 1,
    hasQuickCreate: host.model.forms.some(
      (candidate) => candidate.table === form.table && candidate.type === "quickCreate",
    ),
    hasHeaderFlyout:
      form.headerDensity === "HighWithControls" && form.header.some((cell) => cell.control !== undefined),
  };
  const [moments] = React.useState(() => new FormMoments(state, inputs.actions));
  React.useEffect(() => moments.update(state, inputs.actions));
  const { offerHardMoments } = host;
  React.useEffect(() => {
    offerHardMoments(moments);
    return () => offerHardMoments(null);
  }, [moments, offerHardMoments]);
}
