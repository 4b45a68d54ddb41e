import * as React from "react";
import type { FormFactorName } from "../settings/settings.types";
import type { RecordSession } from "../record/session";

/** What the cells of one form share. */
export interface FormFrame {
  readonly session: RecordSession;
  readonly formFactor: FormFactorName;
  /** One column, labels on top, whatever the device: a side pane. */
  readonly singleColumn: boolean;
  /** Distinguishes several forms on the page (quick create over a main form): prefix of element ids. */
  readonly idPrefix: string;
  /** `FormControl.id` of controls that a rule or a developer hid or locked. */
  readonly hiddenControls: ReadonlySet<string>;
  readonly lockedControls: ReadonlySet<string>;
  /** Rises when the controls must be destroyed and made anew. */
  readonly controlGeneration: number;
}

const Context = React.createContext<FormFrame | null>(null);
export const FormFrameProvider = Context.Provider;

export function useFormFrame(): FormFrame {
  const frame = React.useContext(Context);
  if (!frame) throw new Error("A cell was rendered outside a form.");
  return frame;
}

/** Id of the element that takes the focus for a control of the form. */
export function fieldId(frame: Pick<FormFrame, "idPrefix">, controlId: string): string {
  return `${frame.idPrefix}-${controlId}`;
}
