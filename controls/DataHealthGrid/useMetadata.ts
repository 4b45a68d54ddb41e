import * as React from "react";
import { readMetadata, type ColumnMetadata } from "../../shared/form/metadata";

/** The metadata of a table's columns, asked once per table and set of columns; null until it is there. */
export function useMetadata(
  utils: object,
  table: string,
  columns: readonly string[],
): ReadonlyMap<string, ColumnMetadata> | null {
  const key = `${table}:${columns.join(",")}`;
  const [found, setFound] = React.useState<{
    readonly key: string;
    readonly map: ReadonlyMap<string, ColumnMetadata>;
  } | null>(null);
  const asked = React.useRef({ utils, table, columns });
  asked.current = { utils, table, columns };
  React.useEffect(() => {
    let wanted = true;
    const { utils: host, table: name, columns: names } = asked.current;
    void readMetadata(host, name, names).then((map) => {
      if (wanted) setFound({ key, map });
    });
    return () => {
      wanted = false;
    };
  }, [key]);
  return found?.key === key ? found.map : null;
}
