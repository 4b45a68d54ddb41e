import type { FormCell } from "../../../solution/model/types";

export interface PlacedCell {
  readonly cell: FormCell;
  /** 1-based lines of a CSS grid. */
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly colSpan: number;
}

/**
 * Where the cells of a section stand. A cell with a row span takes the rows below it, whether or not the XML follows it with
 * the empty rows that the designer writes; a hidden cell leaves its place, a row of hidden cells goes away. In one column a cell is as
 * high as its content, whatever its row span.
 *
 * @param columns Field columns that are drawn: fewer than the section has, in a narrow section.
 * @param shown Says which cells are drawn.
 */
export function placeCells(
  rows: readonly (readonly FormCell[])[],
  columns: number,
  shown: (cell: FormCell) => boolean,
): readonly PlacedCell[] {
  const taken = new Set<string>();
  const placed: PlacedCell[] = [];
  const free = (row: number, column: number, rowSpan: number, colSpan: number): boolean => {
    for (let r = row; r < row + rowSpan; r += 1)
      for (let c = column; c < column + colSpan; c += 1) if (c > columns || taken.has(`${r}/${c}`)) return false;
    return true;
  };
  const anyTaken = (row: number): boolean =>
    Array.from({ length: columns }, (_, index) => index + 1).some((column) => taken.has(`${row}/${column}`));
  let row = 1;
  for (const cells of rows) {
    if (cells.length === 0) {
      if (anyTaken(row)) row += 1;
      continue;
    }
    if (!cells.some(shown)) continue;
    let at = row;
    let column = 1;
    for (const cell of cells) {
      const draw = shown(cell);
      // In one column there are no neighbours to keep a distance from: gaps would only be holes.
      if (!draw && columns === 1) continue;
      const colSpan = Math.max(1, Math.min(cell.colSpan, columns));
      const rowSpan = draw && columns > 1 ? Math.max(1, cell.rowSpan) : 1;
      while (!free(at, column, rowSpan, colSpan)) {
        column += 1;
        if (column + colSpan - 1 > columns) {
          at += 1;
          column = 1;
        }
      }
      for (let r = at; r < at + rowSpan; r += 1)
        for (let c = column; c < column + colSpan; c += 1) taken.add(`${r}/${c}`);
      if (draw) placed.push({ cell, row: at, column, rowSpan, colSpan });
      column += colSpan;
      if (column > columns) column = columns + 1;
    }
    row = at + 1;
  }
  return placed;
}

/** Field columns that a section draws: as many as it has while each keeps at least `least` px; 0 px = not measured yet. */
export function columnsThatFit(wanted: number, width: number, gap: number, least: number): number {
  if (width === 0) return wanted;
  let columns = wanted;
  while (columns > 1 && (width - gap * (columns - 1)) / columns < least) columns -= 1;
  return columns;
}
