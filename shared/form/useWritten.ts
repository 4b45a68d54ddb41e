import * as React from "react";

interface Written<Value, Work> {
  readonly value: Value;
  /** What the form may still hold while it has not answered: what it held before, and what was written since. */
  readonly former: readonly Value[];
  /** The answers of the form so far, when it was written; null: no answer is to come. */
  readonly answered: number | null;
  readonly work: Work;
}

/** What a person made of a value of the form. */
interface Writing<Value, Work> {
  /** What was kept with it; null where what the form holds counts alone. */
  readonly work: Work | null;
  /**
   * To be called with each `form.write`.
   *
   * @param isWritten false: the form was not given it and will not answer; the work stays while the form's value does
   */
  readonly keep: (value: Value, work: Work, isWritten: boolean) => void;
}

/**
 * Keeps a person's work between the moment it is written and the form's answer, which comes later: until then the form may
 * go on showing what it held, or a value that was written before the last one, and neither may undo what the person did
 * meanwhile. Once the form has answered, the work stays only where the form holds what was written; a value that came from
 * elsewhere ends it at once.
 *
 * @param shown the value as the form holds it
 * @param answered rises when the form has answered an output, also by refusing it (`ControlProps.answered`)
 * @param isSame compares two values
 */
export function useWritten<Value, Work>(
  shown: Value,
  answered: number,
  isSame: (one: Value, other: Value) => boolean = Object.is,
): Writing<Value, Work> {
  const [written, setWritten] = React.useState<Written<Value, Work> | null>(null);
  const waiting =
    written !== null &&
    (written.answered === null || written.answered === answered) &&
    written.former.some((value) => isSame(value, shown))
      ? written
      : null;
  const standing = waiting ?? (written !== null && isSame(written.value, shown) ? written : null);
  return {
    work: standing === null ? null : standing.work,
    keep: (value, work, isWritten) =>
      setWritten({
        value,
        former: waiting === null ? [shown] : [...waiting.former, waiting.value],
        answered: isWritten ? answered : null,
        work,
      }),
  };
}
