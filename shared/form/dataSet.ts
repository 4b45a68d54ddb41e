import { settled } from "./settled";

type DataSet = ComponentFramework.PropertyTypes.DataSet;
type Column = ComponentFramework.PropertyHelper.DataSetApi.Column;
type EntityRecord = ComponentFramework.PropertyHelper.DataSetApi.EntityRecord;

/** A column of the view, as far as a control shows it. */
export interface DataSetColumn {
  readonly name: string;
  readonly displayName: string;
  readonly dataType: string;
  readonly isPrimary: boolean;
}

/** A loaded row. */
export interface DataSetRow {
  readonly id: string;
  /** The primary column as text, or what the host calls the row. */
  readonly name: string;
  /** In the order of `columns`, as `getValue` gives them. */
  readonly values: readonly unknown[];
}

/** What a data set says, as plain data. */
export interface DataSetReading {
  readonly table: string;
  readonly columns: readonly DataSetColumn[];
  readonly rows: readonly DataSetRow[];
  readonly loading: boolean;
  /** Null: none. */
  readonly error: string | null;
  /** Rows in the whole view; −1 where the host does not know. */
  readonly total: number;
  readonly hasMore: boolean;
}

/** The columns of the view that belong to the row's own table; one of a related table has a dot in its name or alias. */
const ownColumns = (columns: readonly Column[]): readonly Column[] =>
  columns.filter(
    ({ name, alias, isHidden }) => isHidden !== true && name !== "" && !name.includes(".") && !alias.includes("."),
  );

interface SeenRow {
  readonly entity: EntityRecord;
  readonly row: DataSetRow;
}

/** The host's objects that were read last, and what was read of them. */
interface Seen {
  readonly records: DataSet["records"];
  readonly columns: readonly DataSetColumn[];
  readonly ids: readonly string[];
  readonly known: ReadonlyMap<string, SeenRow>;
  readonly rows: readonly DataSetRow[];
}

/**
 * Reads a data set at every updateView without reading 5,000 rows each time.
 *
 * A host says in `updatedProperties` that a data set changed ("dataset", or the name of the property), as Microsoft's own
 * samples rely on; it may also hand in other objects without a word. So rows are read again where it says so or where
 * `records` or a record in it is another object, and then compared by their values: a selection that is made, or a load
 * that brings what was there, changes nothing.
 */
export class DataSetReader {
  private seen: Seen | null = null;

  /** @param updated `context.updatedProperties`; a host that has none says nothing, and every row is looked at */
  read(dataSet: DataSet, property: string, updated: readonly string[] | undefined): DataSetReading {
    const { seen } = this;
    const columns = settled<readonly DataSetColumn[]>(
      seen?.columns,
      ownColumns(dataSet.columns).map(({ name, displayName, dataType, isPrimary }) => ({
        name,
        displayName,
        dataType,
        isPrimary: isPrimary === true,
      })),
    );
    const isAnnounced = updated === undefined || updated.includes("dataset") || updated.includes(property);
    return {
      table: dataSet.getTargetEntityType(),
      columns,
      rows: this.rows(dataSet, columns, isAnnounced || seen?.columns !== columns),
      loading: dataSet.loading,
      error: dataSet.error ? dataSet.errorMessage : null,
      total: dataSet.paging.totalResultCount,
      hasMore: dataSet.paging.hasNextPage,
    };
  }

  private rows(
    { records, sortedRecordIds }: DataSet,
    columns: readonly DataSetColumn[],
    isChanged: boolean,
  ): readonly DataSetRow[] {
    const { seen } = this;
    const isSameOrder = (): boolean =>
      seen?.ids.length === sortedRecordIds.length && seen.ids.every((id, index) => id === sortedRecordIds[index]);
    if (!isChanged && seen?.records === records && isSameOrder()) return seen.rows;

    const primary = (columns.find(({ isPrimary }) => isPrimary) ?? columns[0])?.name;
    const readRow = (id: string, entity: EntityRecord): DataSetRow => ({
      id,
      name: (primary !== undefined && entity.getFormattedValue(primary)) || entity.getNamedReference().name || "",
      values: columns.map((column): unknown => entity.getValue(column.name)),
    });
    const known = new Map<string, SeenRow>();
    for (const id of sortedRecordIds) {
      const entity = records[id];
      if (entity === undefined) continue;
      const former = seen?.known.get(id);
      const row = !isChanged && former?.entity === entity ? former.row : settled(former?.row, readRow(id, entity));
      known.set(id, { entity, row });
    }
    const rows = [...known.values()].map(({ row }) => row);
    this.seen = {
      records,
      columns,
      ids: [...sortedRecordIds],
      known,
      rows: settled<readonly DataSetRow[]>(seen?.rows, rows),
    };
    return this.seen.rows;
  }
}
