import * as React from "react";
import { inSlices } from "../../../shared/form/turns";
import { useLoading } from "../../../shared/form/useLoading";
import { startInspect, type Impact, type Inspection, type LedgerModel } from "../../../shared/ledger";
import type { Book } from "../sheet/sheet";
import { withBook } from "../sources/configuration";

/** What is known of the sheets as they stand. */
interface Inspected {
  readonly inspection: Inspection;
  /** The sheets that it is about: newer ones are looked at while this one is shown. */
  readonly book: Book;
  /** What the unsaved changes do; null where there are none, or not looked at yet. */
  readonly impact: Impact | null;
}

interface Ledgers {
  readonly model: LedgerModel;
  readonly company: string;
  /** "YYYY-MM-DD" */
  readonly date: string;
}

/** Somebody who types on is not waited for longer than this, in ms. */
const pause = 150;

/**
 * Looks through the sheets at each change, a moment after it: what criteria mean, what is wrong, and what the change does
 * to accounts. What was known stays until the new is there.
 */
export function useInspection({ model, company, date }: Ledgers, server: Book, book: Book): Inspected | null {
  const saved = React.useRef<{
    readonly of: Book;
    readonly model: LedgerModel;
    readonly inspection: Inspection;
  } | null>(null);
  const version = React.useMemo(() => ({ server, book }), [server, book]);
  const { loading } = useLoading<Inspected>(
    model,
    async ({ signal, isReload, show }) => {
      if (isReload) await new Promise((resolve) => setTimeout(resolve, pause));
      const inspect = (of: Book): Promise<Inspection> =>
        inSlices(startInspect(withBook(model, of), { legalEntity: company, date }), () => !signal.aborted);
      const inspection = await inspect(book);
      const put = (impact: Impact | null): void => show({ inspection, book, impact });
      if (book === server) {
        saved.current = { of: server, model, inspection };
        put(null);
        return;
      }
      put(null);
      if (saved.current?.of !== server || saved.current.model !== model)
        saved.current = { of: server, model, inspection: await inspect(server) };
      put(await inSlices(saved.current.inspection.startImpact(inspection), () => !signal.aborted));
    },
    version,
  );
  if (loading.kind === "failed") throw loading.reason;
  return loading.kind === "loaded" ? loading.content : null;
}
