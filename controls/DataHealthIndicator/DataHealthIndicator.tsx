import * as React from "react";
import { columnFacts } from "../../shared/form/column";
import { ControlRoot } from "../../shared/form/ControlRoot";
import type { FormRecord } from "../../shared/form/record";
import { textsOf } from "../../shared/form/strings";
import type { Text } from "./view/text";
import { assess } from "../../shared/health/assess";
import { configure, rulesFor } from "../../shared/health/configure";
import type { EditorValue } from "../../shared/healthUi/editors/types";
import { isPersonsEdit } from "./edits";
import type { Context, OutputValues } from "./view/parameters";
import { boundSlots, type BoundSlot } from "./view/slots";
import { IndicatorView } from "./view/IndicatorView";

export type { Context, Inputs, OutputValues } from "./view/parameters";

interface Props {
  readonly context: Context;
  readonly record: FormRecord;
  readonly id: string;
  readonly onWrite: (values: OutputValues) => void;
}

/** The control's root: reads the context once and picks what to show. */
export function Indicator(props: Props): React.ReactElement {
  const text: Text = textsOf(props.context.resources);
  return (
    <ControlRoot context={props.context} text={text} id={props.id} resetKey={props.record.key}>
      <Body key={props.record.key} text={text} {...props} />
    </ControlRoot>
  );
}

function Body({ context, text, onWrite }: Props & { readonly text: Text }): React.ReactElement {
  const { parameters, mode, userSettings } = context;
  const slots = boundSlots(context);
  const columns = slots.map(({ column }) => column);
  const configuration = configure(
    {
      scope: parameters.scope?.raw ?? null,
      severities: parameters.severities?.raw ?? null,
      goodFrom: parameters.goodFrom?.raw ?? null,
      fairFrom: parameters.fairFrom?.raw ?? null,
    },
    "all",
  );
  const rules = rulesFor(columns, configuration);
  const assessment = assess(rules, columns, configuration.bands);
  const scoreColumn = columnFacts(parameters.score, mode.isControlDisabled);
  const mayWrite = !scoreColumn.readOnly && !scoreColumn.masked;
  const stored = parameters.score.raw;

  const seen = React.useRef({ columns, since: Date.now() });
  // As part of the update itself: a save that follows an edit at once still takes the score.
  React.useLayoutEffect(() => {
    const { columns: before, since } = seen.current;
    seen.current = { columns, since };
    if (
      mayWrite &&
      assessment.shown !== null &&
      assessment.shown !== stored &&
      isPersonsEdit(before, columns, Date.now() - since)
    )
      onWrite({ score: assessment.shown });
  });

  const fix = (slot: BoundSlot, value: EditorValue | null): void => {
    const edited = columns.map((column) => (column.name === slot.column.name ? { ...column, value } : column));
    const { shown } = assess(rules, edited, configuration.bands);
    onWrite({ [slot.slot]: value, ...(mayWrite && shown !== null ? { score: shown } : {}) });
  };

  return (
    <IndicatorView
      text={text}
      user={userSettings}
      slots={slots}
      assessment={assessment}
      problems={configuration.problems}
      score={{ ...scoreColumn, stored, mayWrite }}
      onFix={fix}
      onStore={(score) => onWrite({ score })}
    />
  );
}
