import * as React from "react";
import { useHost } from "../base/host";
import type { RecordSession } from "../record/session";
import type { SaveOutcome } from "../record/session.types";

/**
 * Leaving a form with unsaved changes: with autosave they are saved first, without it a dialog asks, as Dynamics does. The
 * browser's own question covers closing the tab.
 */
export function useLeaving(session: RecordSession | null, save: () => Promise<SaveOutcome>): void {
  const host = useHost();
  const latest = React.useRef({ session, save });
  latest.current = { session, save };
  React.useEffect(
    () =>
      host.guardLeaving(async () => {
        const open = latest.current.session;
        open?.flush();
        if (!open?.dirty) return true;
        const keep = async (): Promise<boolean> => {
          const outcome = await latest.current.save();
          return outcome.kind === "saved" || outcome.kind === "unchanged";
        };
        if (open.autosave && open.recordId !== null && (await keep())) return true;
        const answer = await host.ask({
          title: "Unsaved changes",
          text: "Do you want to save your changes before leaving this page?",
          answers: [
            { key: "save", label: "Save and continue" },
            { key: "discard", label: "Discard changes" },
          ],
        });
        if (answer === "discard") return true;
        return answer === "save" && keep();
      }),
    [host],
  );
  React.useEffect(() => {
    const beforeUnload = (event: BeforeUnloadEvent): void => {
      if (latest.current.session?.dirty) event.preventDefault();
    };
    window.addEventListener("beforeunload", beforeUnload);
    return () => window.removeEventListener("beforeunload", beforeUnload);
  }, []);
}
