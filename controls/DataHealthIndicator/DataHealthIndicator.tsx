import * as React from "react";
import type { ControlProps } from "../../shared/form/FormControl";
import { useWritten } from "../../shared/form/useWritten";
import { assess } from "../../shared/health/assess";
import { configure, rulesFor } from "../../shared/health/configure";
import type { EditorValue } from "../../shared/healthUi/editors/types";
import { isPersonsEdit, isSame } from "./edits";
import type { IInputs, IOutputs } from "./generated/ManifestTypes";
import type { TextKey } from "./generated/TextKeys";
import type { IndicatorReading } from "./reading";
import { IndicatorView } from "./view/IndicatorView";
import type { BoundSlot } from "./view/slots";

type Props = ControlProps<IInputs, IOutputs, IndicatorReading, TextKey>;

/**
 * The control's root: judges what was read and picks what to show. Another record starts it anew; the first save of a new one
 * does not, as the person goes on with what they were doing.
 */
export const Indicator = (props: Props): React.ReactElement => <RecordHealth key={props.visit} {...props} />;

/** The values of the bound columns, by slot. */
type Values = Readonly<Partial<Record<BoundSlot["slot"], unknown>>>;

function RecordHealth({ form, reading, record, text, user, answered }: Props): React.ReactElement {
  const { settings, score } = reading;
  const values = React.useMemo(
    (): Values => Object.fromEntries(reading.slots.map(({ slot, column }) => [slot, column.value])),
    [reading.slots],
  );
  const { work: fixed, keep } = useWritten<Values, Values>(values, answered, isSame);
  // What a person filled in counts at once: the form takes it a moment later, and the next fix may come before.
  const slots = React.useMemo(
    () =>
      fixed === null
        ? reading.slots
        : reading.slots.map((bound) => ({ ...bound, column: { ...bound.column, value: fixed[bound.slot] } })),
    [reading.slots, fixed],
  );
  const columns = React.useMemo(() => slots.map(({ column }) => column), [slots]);
  const configuration = React.useMemo(() => configure(settings, "all"), [settings]);
  const { rules, assessment } = React.useMemo(() => {
    const made = rulesFor(columns, configuration);
    return { rules: made, assessment: assess(made, columns, configuration.bands) };
  }, [columns, configuration]);
  const mayWrite = !score.readOnly && !score.masked;
  const { stored } = score;

  const seen = React.useRef({ record: record.key, columns, since: Date.now() });
  // As part of the update itself: a save that follows an edit at once still takes the score.
  React.useLayoutEffect(() => {
    const { record: shownRecord, columns: before, since } = seen.current;
    // What comes with an id that was not there before is the server's, be it of the first save or of another record.
    const isSaved = shownRecord !== record.key;
    seen.current = { record: record.key, columns, since: isSaved ? Date.now() : since };
    if (
      !isSaved &&
      mayWrite &&
      assessment.shown !== null &&
      assessment.shown !== stored &&
      isPersonsEdit(before, columns, Date.now() - since)
    )
      form.write({ score: assessment.shown });
  });

  const fix = (slot: BoundSlot, value: EditorValue | null): void => {
    const edited = columns.map((column) => (column.name === slot.column.name ? { ...column, value } : column));
    const { shown } = assess(rules, edited, configuration.bands);
    const whole = { ...(fixed ?? values), [slot.slot]: value };
    keep(whole, whole, true);
    // Its score is written with it.
    seen.current = { ...seen.current, columns: edited };
    form.write({ [slot.slot]: value, ...(mayWrite && shown !== null ? { score: shown } : {}) });
  };

  return (
    <IndicatorView
      text={text}
      user={user}
      slots={slots}
      assessment={assessment}
      problems={configuration.problems}
      score={{ ...score, mayWrite }}
      onFix={fix}
      onStore={(shown) => form.write({ score: shown })}
    />
  );
}
