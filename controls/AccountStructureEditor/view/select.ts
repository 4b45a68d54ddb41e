import type { Block, Sheet } from "../sheet/sheet";

/** The cell that keys go to, and the other corner of what is selected. */
export interface Selection {
  /** The sheet's place in the book. */
  readonly sheet: number;
  readonly row: number;
  readonly column: number;
  readonly anchorRow: number;
  readonly anchorColumn: number;
}

export const at = (sheet: number, row: number, column: number): Selection => ({
  sheet,
  row,
  column,
  anchorRow: row,
  anchorColumn: column,
});

export const blockOf = ({ row, column, anchorRow, anchorColumn }: Selection): Block => ({
  top: Math.min(row, anchorRow),
  left: Math.min(column, anchorColumn),
  bottom: Math.max(row, anchorRow),
  right: Math.max(column, anchorColumn),
});

export const isInside = ({ top, left, bottom, right }: Block, row: number, column: number): boolean =>
  row >= top && row <= bottom && column >= left && column <= right;

/** Where a key takes the cell; null: it moves nothing. `page`: rows of a page. */
export function moved(
  { row, column }: Selection,
  { rows }: Sheet,
  columns: number,
  key: string,
  far: boolean,
  page: number,
): readonly [row: number, column: number] | null {
  const [lastRow, lastColumn] = [rows.length - 1, columns - 1];
  const keep = (value: number, last: number): number => Math.max(0, Math.min(last, value));
  switch (key) {
    case "ArrowUp":
      return [far ? 0 : keep(row - 1, lastRow), column];
    case "ArrowDown":
      return [far ? lastRow : keep(row + 1, lastRow), column];
    case "ArrowLeft":
      return [row, far ? 0 : keep(column - 1, lastColumn)];
    case "ArrowRight":
      return [row, far ? lastColumn : keep(column + 1, lastColumn)];
    case "Home":
      return [far ? 0 : row, 0];
    case "End":
      return [far ? lastRow : row, lastColumn];
    case "PageUp":
      return [keep(row - page, lastRow), column];
    case "PageDown":
      return [keep(row + page, lastRow), column];
    default:
      return null;
  }
}
