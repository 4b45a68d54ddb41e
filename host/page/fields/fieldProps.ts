import * as React from "react";
import { makeStyles, tokens } from "@fluentui/react-components";
import type { Column } from "../../../solution/model/types";
import type { RecordSession } from "../record/session";
import type { AttributeState } from "../record/session.types";
import { isRequired } from "../record/validate";

/** What a stock control gets from its cell. */
export interface FieldProps<C extends Column = Column> {
  readonly session: RecordSession;
  readonly column: C;
  readonly state: AttributeState;
  /** The text of the label, which the cell draws. */
  readonly label: string;
  readonly readOnly: boolean;
  /** Of the input, for the label's `for`. */
  readonly id: string;
  /** Id of the error text, while there is one. */
  readonly describedBy: string | undefined;
  readonly rowSpan: number;
}

/** The accessible side of an input: named by its label, required, invalid, described by its error. */
export function inputAria(props: FieldProps): {
  "aria-required": boolean;
  "aria-invalid": boolean;
  "aria-describedby": string | undefined;
  "aria-label": string;
} {
  return {
    "aria-label": props.label,
    "aria-required": isRequired(props.state.required),
    "aria-invalid": props.state.error !== null,
    "aria-describedby": props.describedBy,
  };
}

/** The stock wording of an empty, editable field. */
export const EMPTY = "---";

export const useFieldStyles = makeStyles({
  // Fluent's Input is inline-flex and its Dropdown at least 250 px wide; a field is as wide as its cell.
  // With `dir="auto"` text runs as it is written; it stands at the page's start all the same (Griffel mirrors "left").
  full: { width: "100%", minWidth: 0, maxWidth: "100%", "& :is(input, textarea)": { textAlign: "left" } },
  readOnly: {
    "::after": { borderBottomColor: tokens.colorNeutralStroke1 },
    ":focus-within:active::after": { borderBottomColor: tokens.colorNeutralStroke1 },
  },
  icon: { color: tokens.colorNeutralForeground3 },
});

/** Text under edit: what a person types stays theirs until the field is left, whatever arrives meanwhile. */
export function useDraft(shown: string): {
  readonly text: string;
  readonly editing: boolean;
  type(text: string): void;
  start(text: string): void;
  end(): void;
} {
  const [draft, setDraft] = React.useState<string | null>(null);
  return {
    text: draft ?? shown,
    editing: draft !== null,
    type: setDraft,
    start: setDraft,
    end: () => setDraft(null),
  };
}

/** A text that could not be read as a value: it stays in the field beside its error, for the person to mend. Null = none. */
export function useUnreadable({
  session,
  state,
}: Pick<FieldProps, "session" | "state">): readonly [string | null, (text: string | null) => void] {
  const [text, setText] = React.useState<string | null>(null);
  // It belongs to the record that it was typed for.
  React.useEffect(() => session.subscribe((change) => change.kind === "record" && setText(null)), [session]);
  return [state.error === null ? null : text, setText];
}
