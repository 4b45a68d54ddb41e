import * as React from "react";
import type { Form, Table } from "../../../solution/model/types";
import { useHost } from "../base/host";
import { failureOf } from "../data/failure";
import type { AttributeValue, Row } from "../data/values";
import { RecordSession } from "../record/session";
import type { SaveOutcome } from "../record/session.types";
import { useSession } from "../record/useSession";

/** With what a form begins. Another one makes its controls anew. */
interface Start {
  readonly number: number;
  readonly recordId: string | null;
  /** The list's row: shown until the record itself is there. */
  readonly cachedRow: Row | undefined;
}

export interface FormSessionState {
  readonly session: RecordSession;
  readonly start: Start;
  /** Destroys the controls and begins again with that record. */
  readonly restart: (recordId: string | null, cachedRow: Row | undefined) => void;
  /** Why the record could not be loaded, or null. */
  readonly problem: string | null;
  readonly load: () => void;
  /** The same session goes to another record: the controls stay. */
  readonly openRecord: (recordId: string, cachedRow: Row | undefined) => Promise<void>;
  /** The controls may be drawn: the record is there, or the list's row of it. */
  readonly ready: boolean;
}

/** The session of an open form, loaded; the page's switches reach it as they change. */
export function useFormSession(props: {
  readonly table: Table;
  readonly form: Form;
  readonly id: string | null;
  readonly initialValues: Readonly<Record<string, AttributeValue>> | undefined;
  readonly onAutosave: React.RefObject<(outcome: SaveOutcome) => void>;
}): FormSessionState {
  const host = useHost();
  const { table, form, onAutosave } = props;
  const { settings } = host;
  const [start, setStart] = React.useState<Start>({ number: 0, recordId: props.id, cachedRow: undefined });
  const session = React.useMemo(
    () =>
      new RecordSession({
        model: host.model,
        table,
        form,
        store: host.webApi,
        formats: host.formats,
        rights: host.rights,
        recordId: start.recordId,
        initialValues: props.initialValues,
        cachedRow: start.cachedRow,
        readOnly: settings.readOnly,
        maskedColumns: settings.maskedColumns,
        autosave: host.autosave,
        currencySymbol: host.currencySymbol,
        onAutosave: (outcome) => onAutosave.current?.(outcome),
      }),
    // A session lives as long as its form; switches that change meanwhile are handed over below.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [host.model, host.webApi, table, form, start],
  );
  useSession(session);
  const [problem, setProblem] = React.useState<string | null>(null);
  const report = React.useCallback((error: unknown) => setProblem(failureOf(error).message), []);
  const load = React.useCallback(() => {
    setProblem(null);
    session.load().catch(report);
  }, [session, report]);
  React.useEffect(() => {
    load();
    if (form.scripts.length > 0)
      session.setNotification({
        id: "scripts",
        level: "info",
        text: `This host runs no form scripts. Not run: ${form.scripts.join(", ")}.`,
      });
    return () => session.dispose();
  }, [session, load, form]);
  React.useEffect(
    () => session.setDeveloperSwitches(settings.readOnly, settings.maskedColumns),
    [session, settings.readOnly, settings.maskedColumns],
  );
  React.useEffect(() => {
    session.autosave = host.autosave;
  }, [session, host.autosave]);
  // Once drawn, the controls stay while the same session goes to another record: only a new start makes them anew.
  const drawn = React.useRef<Start | null>(null);
  if (session.loaded || start.cachedRow !== undefined) drawn.current = start;
  return {
    session,
    start,
    restart: (recordId, cachedRow) => {
      setProblem(null);
      setStart((before) => ({ number: before.number + 1, recordId, cachedRow }));
    },
    problem: session.loaded ? null : problem,
    load,
    openRecord: (recordId, cachedRow) => {
      setProblem(null);
      return session.openRecord(recordId, cachedRow).catch(report);
    },
    ready: drawn.current === start,
  };
}
