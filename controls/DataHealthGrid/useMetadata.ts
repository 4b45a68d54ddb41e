import { readMetadata, type ColumnMetadata } from "../../shared/form/metadata";
import { useLoading } from "../../shared/form/useLoading";

/** The metadata of a table's columns, asked once per table and set of columns; null until it is there. */
export function useMetadata(
  utils: () => object,
  table: string,
  columns: readonly string[],
): ReadonlyMap<string, ColumnMetadata> | null {
  const { loading } = useLoading<ReadonlyMap<string, ColumnMetadata>>(
    `${table}:${columns.join(",")}`,
    async ({ show }) => show(await readMetadata(utils(), table, columns)),
  );
  return loading.kind === "loaded" ? loading.content : null;
}
