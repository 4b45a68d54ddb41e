import * as React from "react";

/** The controls of a form that a business rule, or the tool pane in its place, has hidden or locked. */
export interface ControlSwitches {
  /** `FormControl.id` */
  readonly hidden: ReadonlySet<string>;
  readonly locked: ReadonlySet<string>;
  readonly setHidden: (controlId: string, hidden: boolean) => void;
  readonly setLocked: (controlId: string, locked: boolean) => void;
}

export function useControlSwitches(): ControlSwitches {
  const [hidden, setHidden] = React.useState<ReadonlySet<string>>(new Set());
  const [locked, setLocked] = React.useState<ReadonlySet<string>>(new Set());
  return {
    hidden,
    locked,
    setHidden: (id, on) => setHidden((before) => toggled(before, id, on)),
    setLocked: (id, on) => setLocked((before) => toggled(before, id, on)),
  };
}

function toggled(set: ReadonlySet<string>, item: string, on: boolean): ReadonlySet<string> {
  const next = new Set(set);
  if (on) next.add(item);
  else next.delete(item);
  return next;
}
