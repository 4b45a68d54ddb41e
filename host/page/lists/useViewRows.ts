import * as React from "react";
import type { Table, View } from "../../../solution/model/types";
import { failureOf } from "../data/failure";
import type { Row } from "../data/values";
import {
  composeFetch,
  decodePagingCookie,
  type FilterExpression,
  type RecordFilter,
  type SortStatus,
} from "../pcf/dataset/query";
import { useHost } from "../base/host";
import { requireData, type ColumnFilter } from "./rows";

export interface ViewQuery {
  readonly table: Table;
  readonly view: View;
  readonly sorting: readonly SortStatus[] | null;
  readonly filter: FilterExpression | null;
  readonly columnFilters: Readonly<Record<string, ColumnFilter>>;
  readonly record: RecordFilter | null;
  /** Rows a page. */
  readonly pageSize: number;
}

export interface ViewRows {
  readonly rows: readonly Row[];
  readonly loading: boolean;
  readonly error: string | null;
  readonly hasMore: boolean;
  /** Adds the next page; nothing happens while one is on its way. */
  loadMore(): void;
  reload(): void;
}

interface State {
  readonly rows: readonly Row[];
  readonly loading: boolean;
  readonly error: string | null;
  readonly hasMore: boolean;
  readonly page: number;
  readonly cookie: string | null;
}

const START: State = { rows: [], loading: true, error: null, hasMore: false, page: 0, cookie: null };

/** The rows of a view, page after page. Another query starts anew; old rows stay to be seen until the first page has come. */
export function useViewRows(query: ViewQuery): ViewRows {
  const { webApi } = useHost();
  const [state, setState] = React.useState<State>(START);
  const [generation, setGeneration] = React.useState(0);
  const running = React.useRef(0);
  const { table, view, pageSize } = query;
  const key = JSON.stringify([view.id, query.sorting, query.filter, query.columnFilters, query.record, pageSize]);

  const load = React.useCallback(
    (before: State) => {
      const run = (running.current += 1);
      setState({ ...before, loading: true, error: null });
      const page = before.page + 1;
      const parts: ViewQuery = { ...query };
      Promise.resolve()
        .then(() =>
          composeFetch(view.fetchXml, {
            sorting: parts.sorting,
            filter: parts.filter,
            record: parts.record,
            links: [],
            columns: [table.primaryKey, table.primaryName],
            page,
            pageSize,
            pagingCookie: before.cookie,
          }),
        )
        .then((fetchXml) =>
          webApi.retrieveMultipleRecords(
            table.logicalName,
            `?fetchXml=${encodeURIComponent(requireData(fetchXml, parts.columnFilters))}`,
            pageSize,
          ),
        )
        .then(
          (answer) => {
            if (run !== running.current) return;
            const fresh: readonly Row[] = answer.entities;
            setState({
              rows: page === 1 ? fresh : [...before.rows, ...fresh],
              loading: false,
              error: null,
              // Of distinct rows, and where a link multiplies them, there is no cookie: then pages are asked for by number.
              hasMore: answer.fetchXmlPagingCookie !== undefined || answer.nextLink !== "",
              page,
              cookie: decodePagingCookie(answer.fetchXmlPagingCookie),
            });
          },
          (error: unknown) =>
            run === running.current && setState({ ...before, loading: false, error: failureOf(error).message }),
        );
    },
    // The query's content decides, not the identity of its parts.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [key, table, webApi],
  );

  const latest = React.useRef(state);
  latest.current = state;
  React.useEffect(() => {
    load({ ...START, rows: latest.current.rows });
    return () => {
      running.current += 1;
    };
  }, [load, generation]);

  return {
    rows: state.rows,
    loading: state.loading,
    error: state.error,
    hasMore: state.hasMore,
    loadMore: () => {
      if (!state.loading && state.hasMore) load(state);
    },
    reload: () => setGeneration((count) => count + 1),
  };
}
