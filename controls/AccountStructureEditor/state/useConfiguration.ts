import * as React from "react";
import type { Dataverse } from "../../../shared/dataverse/client";
import { useLoading, type Loading } from "../../../shared/form/useLoading";
import { readConfiguration, targetOf, type Configuration } from "../sources/configuration";

/**
 * The configuration around a record. Reading it again, or choosing another company, keeps what is shown until the new is
 * there; what could not be read without a connection is read with one.
 *
 * @param table the record's: a structure, one of its rows, or an advanced rule
 */
export function useConfiguration(
  dataverse: Dataverse,
  table: string,
  id: string,
  online: boolean,
): {
  readonly loading: Loading<Configuration>;
  readonly reload: () => void;
  readonly choose: (company: string) => void;
} {
  const [company, setCompany] = React.useState("");
  const version = React.useMemo(() => ({ company, online }), [company, online]);
  const { loading, reload } = useLoading<Configuration>(
    `${table} ${id}`,
    async ({ signal, isReload, show }) => {
      // Offline, what is there is gone on with.
      if (isReload && !online) return;
      const target = await targetOf(dataverse, table, id, signal);
      show(await readConfiguration(dataverse, target, company, new Date().toISOString(), signal));
    },
    version,
  );
  return { loading, reload, choose: setCompany };
}
