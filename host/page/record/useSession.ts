import * as React from "react";
import type { RecordSession } from "./session";
import type { AttributeState } from "./session.types";

/** Renders again at every change of the session. For the frame of the form; fields listen to their own column only. */
export function useSession(session: RecordSession): void {
  const [, render] = React.useReducer((count: number) => count + 1, 0);
  React.useEffect(() => session.subscribe(render), [session]);
}

/** The state of one column, up to date: renders again when that column, or the whole record, changes. */
export function useAttribute(session: RecordSession, logicalName: string): AttributeState | undefined {
  const [, render] = React.useReducer((count: number) => count + 1, 0);
  React.useEffect(
    () =>
      session.subscribe((change) => {
        if ((change.kind === "value" || change.kind === "state") && !change.columns.includes(logicalName)) return;
        render();
      }),
    [session, logicalName],
  );
  return session.attribute(logicalName);
}
