import { useHost, type RecordSet } from "../base/host";
import type { Row } from "../data/values";
import type { RecordSwitch } from "../settings/settings.types";
import type { FormSessionState } from "./useFormSession";

interface RecordSetWalk {
  /** Of the record in its set; −1 without one. */
  readonly position: number;
  readonly show: (id: string, how: RecordSwitch) => Promise<boolean>;
  /** False when there is no neighbour, or leaving was declined. */
  readonly step: (direction: -1 | 1, how: RecordSwitch) => Promise<boolean>;
}

/** Walking through the rows one came from. */
export function useRecordSet(
  recordSet: RecordSet | null,
  formId: string | null,
  { session, restart, openRecord }: FormSessionState,
): RecordSetWalk {
  const host = useHost();
  const position = recordSet ? recordSet.rows.findIndex((row) => row.id === session.recordId) : -1;
  const show = async (id: string, how: RecordSwitch): Promise<boolean> => {
    const cachedRow: Row | undefined = recordSet?.rows.find((candidate) => candidate.id === id)?.row;
    const place = { kind: "form" as const, table: session.table.logicalName, id, formId };
    // The way back leads to the list, not through every record on the way.
    if (!(await host.go(place, { recordSet, keepPage: true, replace: true }))) return false;
    if (how === "destroyAndInit") restart(id, cachedRow);
    else await openRecord(id, cachedRow);
    return true;
  };
  const step = async (direction: -1 | 1, how: RecordSwitch): Promise<boolean> => {
    const target = position < 0 ? undefined : recordSet?.rows[position + direction];
    return target ? show(target.id, how) : false;
  };
  return { position, show, step };
}
