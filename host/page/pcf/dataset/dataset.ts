import type { DataSetParameter, HostModel, Table, View } from "../../../../solution/model/types";
import { errorOfAnswer, isWebApiError } from "../../data/apiError";
import { textIn } from "../../data/localized";
import type { Transport } from "../../data/transport";
import { jsonObject, rowsOf } from "../../data/webApi";
import type { Row } from "../../data/values";
import { manifestType } from "../columnTypes";
import type { EntityRecord, EntityReference, ResolvedColumn } from "./records";
import { createRecord, resolveColumn } from "./records";
import type { FilterExpression, LinkedEntity, RecordFilter, SortStatus } from "./query";
import { composeFetch, decodePagingCookie, linkedTables, sortingOf } from "./query";

export type DataSet = ComponentFramework.PropertyTypes.DataSet;

/** Where a data set reads and what it tells. */
export interface DataSetHost {
  readonly model: Pick<HostModel, "tables" | "relationships">;
  readonly transport: Transport;
  /** For the request log. */
  readonly source: string;
  readonly language: number;
  openRecord(reference: EntityReference): void;
  /** Called after every load, failed or not, and when loading starts: the control gets updateView with `dataset`. */
  changed(): void;
}

/** Rows of a page when the form does not say it. */
const DEFAULT_PAGE_SIZE = 50;

interface LoadedPage {
  readonly number: number;
  /** Rows per page when it was read: `setPageSize` counts from the next load on. */
  readonly size: number;
  readonly rows: readonly Row[];
}

/** What a load does with the rows that are there: throw them away, or put the new page after or before them. */
type Placement = "replace" | "after" | "before";

/**
 * A data-set parameter: the view's rows that hang on the form's record, page by page. One load at a time, a further
 * call while one is under way does nothing; each load ends in `changed`.
 */
export class DataSetModel {
  private readonly linked: ReadonlyMap<string, string>;
  private pages: readonly LoadedPage[] = [];
  private loading = false;
  private errorMessage: string | null = null;
  private total = -1;
  private more = false;
  private cookies = new Map<number, string>();
  private pageSize: number;
  private sorting: SortStatus[];
  private appliedSorting: string;
  private filter: FilterExpression | null = null;
  private filterSetSinceLoad = false;
  private readonly links: LinkedEntity[] = [];
  private readonly extraColumns: string[] = [];
  private selection: readonly string[] = [];
  private snapshot: DataSet | null = null;
  /** Answers of an abandoned load (another record, destroyed) are dropped. */
  private generation = 0;

  /** @param view The view that the form names; `parameter.relationshipName` says how its rows hang on `parentTable`. */
  constructor(
    private readonly parameter: DataSetParameter,
    private readonly view: View,
    private readonly table: Table,
    private readonly parentTable: Table,
    private recordId: string | null,
    private readonly host: DataSetHost,
  ) {
    this.linked = linkedTables(view.fetchXml);
    this.pageSize = Number(parameter.parameters["RecordsPerPage"] ?? "") || DEFAULT_PAGE_SIZE;
    this.sorting = sortingOf(view.fetchXml);
    this.appliedSorting = JSON.stringify(this.sorting);
  }

  /** Reads the first page. A record that is not saved has no rows, and nothing is asked. */
  start(): Promise<void> {
    return this.load(1, "replace");
  }

  /** Another record, or the same one after its first save or a refresh. Rows of the former record go at once. */
  setRecord(recordId: string | null): Promise<void> {
    if (recordId !== this.recordId) {
      this.recordId = recordId;
      this.pages = [];
      this.total = -1;
      this.more = false;
    }
    this.generation++;
    this.loading = false;
    return this.load(1, "replace");
  }

  destroy(): void {
    this.generation++;
  }

  /** The object for `context.parameters`; a new one after each change, as in the platform. */
  get current(): DataSet {
    this.snapshot ??= this.describe();
    return this.snapshot;
  }

  private touch(): void {
    this.snapshot = null;
    this.host.changed();
  }

  private async load(page: number, placement: Placement): Promise<void> {
    if (this.loading) {
      return;
    }
    const generation = ++this.generation;
    if (this.parameter.relationshipName !== "" && this.recordId === null) {
      this.pages = [];
      this.total = 0;
      this.more = false;
      this.errorMessage = null;
      this.touch();
      return;
    }
    this.loading = true;
    this.touch();
    try {
      const body = await this.read(page);
      if (generation !== this.generation) {
        return;
      }
      this.accept(page, placement, body);
    } catch (failure) {
      if (generation !== this.generation) {
        return;
      }
      this.errorMessage = isWebApiError(failure) || failure instanceof Error ? failure.message : String(failure);
    }
    this.loading = false;
    this.touch();
  }

  private async read(page: number): Promise<Record<string, unknown>> {
    const fetchXml = composeFetch(this.view.fetchXml, {
      sorting: JSON.stringify(this.sorting) === JSON.stringify(sortingOf(this.view.fetchXml)) ? null : this.sorting,
      filter: this.filter,
      links: this.links,
      columns: [
        this.table.primaryKey,
        this.table.primaryName,
        ...this.view.columns.map((column) => column.name),
        ...this.extraColumns,
      ],
      record: this.recordFilter(),
      page,
      pageSize: this.pageSize,
      pagingCookie: this.cookies.get(page - 1) ?? null,
    });
    const answer = await this.host.transport(this.host.source, {
      method: "GET",
      path: `${this.table.entitySetName}?fetchXml=${encodeURIComponent(fetchXml)}`,
      headers: { Prefer: 'odata.include-annotations="*"' },
    });
    if (answer.status >= 400) {
      throw errorOfAnswer(answer);
    }
    return jsonObject(answer.text);
  }

  private accept(page: number, placement: Placement, body: Record<string, unknown>): void {
    const rows: readonly Row[] = rowsOf(body["value"]);
    const loaded: LoadedPage = { number: page, size: this.pageSize, rows };
    this.pages =
      placement === "after" ? [...this.pages, loaded] : placement === "before" ? [loaded, ...this.pages] : [loaded];
    const total = body["@Microsoft.Dynamics.CRM.totalrecordcount"];
    this.total = typeof total === "number" ? total : -1;
    // Whether there is more beyond the last loaded page; a page put before does not change that.
    if (placement !== "before") {
      this.more = body["@Microsoft.Dynamics.CRM.morerecords"] === true || typeof body["@odata.nextLink"] === "string";
    }
    const cookie = decodePagingCookie(body["@Microsoft.Dynamics.CRM.fetchxmlpagingcookie"]);
    if (cookie !== null) {
      this.cookies.set(page, cookie);
    }
    this.errorMessage = null;
    this.appliedSorting = JSON.stringify(this.sorting);
    this.filterSetSinceLoad = false;
    if (placement === "replace") {
      // One report from practice: a selection does not outlive a refresh or a change of page.
      this.selection = [];
    }
  }

  /** Null: every row of the view. */
  private recordFilter(): RecordFilter | null {
    if (this.parameter.relationshipName === "" || this.recordId === null) {
      return null;
    }
    const relationship = this.host.model.relationships.find(
      (candidate) => candidate.schemaName === this.parameter.relationshipName,
    );
    if (relationship === undefined) {
      throw new Error(`The relationship "${this.parameter.relationshipName}" does not exist.`);
    }
    if (relationship.kind === "oneToMany") {
      return { kind: "column", column: relationship.referencingColumn, recordId: this.recordId };
    }
    const first =
      relationship.table1 === this.table.logicalName && relationship.table2 === this.parentTable.logicalName;
    return {
      kind: "intersect",
      table: relationship.intersectTable,
      ownColumn: first ? relationship.column1 : relationship.column2,
      ownKey: this.table.primaryKey,
      recordColumn: first ? relationship.column2 : relationship.column1,
      recordId: this.recordId,
    };
  }

  /** From page 1 with the sorting, filter and links as they are now. */
  private reload(): Promise<void> {
    if (JSON.stringify(this.sorting) !== this.appliedSorting && !this.filterSetSinceLoad) {
      // In the platform another order drops the filter, unless the filter was set along with it.
      this.filter = null;
    }
    this.cookies = new Map();
    return this.load(1, "replace");
  }

  private get firstPage(): number {
    return this.pages[0]?.number ?? 1;
  }

  private get lastPage(): number {
    return this.pages[this.pages.length - 1]?.number ?? 1;
  }

  /** The page that holds the row after the last one that is loaded; with another page size it may repeat some rows. */
  private get nextPage(): number {
    const last = this.pages[this.pages.length - 1];
    return last === undefined ? 1 : Math.floor(((last.number - 1) * last.size + last.rows.length) / this.pageSize) + 1;
  }

  private describe(): DataSet {
    const resolve = (name: string): ResolvedColumn | undefined =>
      resolveColumn(this.host.model, this.table, this.linked, name);
    const rows = this.pages.flatMap((page) => page.rows);
    const records: Record<string, EntityRecord> = {};
    const sortedRecordIds: string[] = [];
    for (const row of rows) {
      const record = createRecord(this.table, row, resolve);
      const id = record.getRecordId();
      if (records[id] === undefined) {
        sortedRecordIds.push(id);
      }
      records[id] = record;
    }
    const set: DataSet = {
      columns: this.columns(resolve),
      records,
      sortedRecordIds,
      loading: this.loading,
      error: this.errorMessage !== null,
      errorMessage: this.errorMessage ?? "",
      sorting: this.sorting,
      filtering: {
        getFilter: () => this.filter ?? { conditions: [], filterOperator: 0 },
        setFilter: (expression) => {
          this.filter = expression;
          this.filterSetSinceLoad = true;
        },
        clearFilter: () => {
          this.filter = null;
          this.filterSetSinceLoad = true;
        },
      },
      linking: {
        getLinkedEntities: () => [...this.links],
        addLinkedEntity: (expression) => {
          this.links.push(expression);
        },
      },
      paging: this.paging(),
      addColumn: (name, alias) => {
        this.extraColumns.push(alias === undefined || alias === "" ? name : `${alias}.${name}`);
      },
      clearSelectedRecordIds: () => this.select([]),
      getSelectedRecordIds: () => [...this.selection],
      setSelectedRecordIds: (ids) => this.select(ids),
      getTargetEntityType: () => this.table.logicalName,
      getTitle: () => textIn(this.view.name, this.host.language),
      getViewId: () => this.view.id,
      openDatasetItem: (reference) => this.host.openRecord(reference),
      refresh: () => {
        void this.reload();
      },
    };
    // `dataset.sorting = […]` is as common as changing the list in place.
    Object.defineProperty(set, "sorting", {
      enumerable: true,
      get: () => this.sorting,
      set: (sorting: SortStatus[]) => {
        this.sorting = sorting;
      },
    });
    return set;
  }

  private paging(): DataSet["paging"] {
    return {
      totalResultCount: this.total,
      firstPageNumber: this.firstPage,
      lastPageNumber: this.lastPage,
      pageSize: this.pageSize,
      hasNextPage: this.more,
      hasPreviousPage: this.firstPage > 1,
      loadNextPage: (onlyNew) => {
        if (this.more) {
          void this.load(this.nextPage, onlyNew === true ? "replace" : "after");
        }
      },
      loadPreviousPage: (onlyNew) => {
        if (this.firstPage > 1) {
          void this.load(this.firstPage - 1, onlyNew === true ? "replace" : "before");
        }
      },
      loadExactPage: (page) => {
        void this.load(Math.max(1, Math.floor(page)), "replace");
      },
      reset: () => {
        this.cookies = new Map();
        void this.load(1, "replace");
      },
      setPageSize: (rows) => {
        this.pageSize = Math.min(5000, Math.max(1, Math.floor(rows)));
        // Cookies of another page size would skip or repeat rows.
        this.cookies = new Map();
      },
    };
  }

  private columns(resolve: (name: string) => ResolvedColumn | undefined): DataSet["columns"] {
    const shown = this.view.columns.map((column) => ({ name: column.name, width: column.width, isHidden: false }));
    const hidden = this.extraColumns
      .filter((name) => !shown.some((column) => column.name === name))
      .map((name) => ({ name, width: 0, isHidden: true }));
    return [...shown, ...hidden].flatMap(({ name, width, isHidden }, order) => {
      const resolved = resolve(name);
      return resolved === undefined
        ? []
        : [
            {
              name,
              displayName: textIn(resolved.column.displayName, this.host.language),
              dataType: manifestType(resolved.column),
              alias: this.propertySetOf(name),
              order,
              visualSizeFactor: width,
              isHidden,
              isPrimary: name === this.table.primaryName,
              disableSorting:
                resolved.column.type === "multichoice" ||
                resolved.column.type === "image" ||
                resolved.column.type === "file",
            },
          ];
    });
  }

  /** A column that the maker mapped to a property-set goes by the property-set's name. */
  private propertySetOf(name: string): string {
    return (
      Object.entries(this.parameter.parameters).find(
        ([key, value]) => value === name && key !== "RecordsPerPage",
      )?.[0] ?? name
    );
  }

  private select(ids: readonly string[]): void {
    const known = new Set(this.pages.flatMap((page) => page.rows.map((row) => String(row[this.table.primaryKey]))));
    this.selection = ids.filter((id) => known.has(id));
    this.touch();
  }
}
