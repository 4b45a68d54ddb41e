import type { Inspection, LintFinding, Place } from "../../../shared/ledger";
import type { Book, Sheet } from "../sheet/sheet";

/** A finding where it can be seen: a cell, a whole row (column −1), a column's head (row −1), or the sheet (both −1). */
export interface Located {
  readonly finding: LintFinding;
  readonly sheet: number;
  readonly row: number;
  readonly column: number;
  /** The same is true of other cells that say the same, and is counted once. */
  readonly repeated: boolean;
}

/** What was found, in the order of the sheets. */
export interface Findings {
  readonly all: readonly Located[];
  readonly errors: number;
  readonly warnings: number;
  /** Of other structures and rules of the same ledger. */
  readonly elsewhere: number;
  at(sheet: number, row: number, column: number): readonly Located[];
}

/** Findings about the text of a cell alone: they hold for every cell of the dimension that says the same. */
const ofText: readonly LintFinding["code"][] = [
  "criterionNotUnderstood",
  "tooManyCriteria",
  "rangeInverted",
  "rangeSurprise",
  "rangeWildcard",
  "comma",
  "missingValue",
];

const columnOf = ({ columns }: Sheet, dimension: string | undefined): number =>
  columns.findIndex((column) => column.kind === "criteria" && column.dimension === dimension);

export function locate({ findings }: Inspection, book: Book): Findings {
  const all: Located[] = [];
  let elsewhere = 0;
  const put = (finding: LintFinding, place: Place, repeated: boolean): boolean => {
    const before = all.length;
    book.forEach((sheet, at) => {
      const column = columnOf(sheet, place.dimension);
      const isOwn =
        place.row !== undefined || place.rule === undefined
          ? sheet.kind === "structure" && place.structure === sheet.name
          : sheet.kind === "criteria" && place.rule === sheet.name;
      const row = place.row === undefined ? (sheet.kind === "criteria" && column >= 0 ? 0 : -1) : place.row - 1;
      if (isOwn) all.push({ finding, sheet: at, row, column, repeated });
      // What is wrong with the values of a dimension stands at the head of its column, once.
      else if (place.structure === undefined && place.rule === undefined && column >= 0 && all.length === before)
        all.push({ finding, sheet: at, row: -1, column, repeated });
    });
    if (isAboutLedger(place) && all.length === before) {
      all.push({ finding, sheet: 0, row: -1, column: -1, repeated });
    }
    return all.length > before;
  };
  for (const finding of findings) {
    const { place, other } = finding;
    const isHere = put(finding, place, false);
    const isThere = other !== undefined && put(finding, other, isHere);
    if (!isHere && !isThere) elsewhere += 1;
    if (isHere && place.row !== undefined && ofText.includes(finding.code)) repeat(finding, book, all);
  }
  const order = (one: Located, two: Located): number =>
    one.sheet - two.sheet || one.row - two.row || one.column - two.column;
  all.sort(order);
  const byCell = new Map<string, Located[]>();
  for (const one of all) {
    const key = `${one.sheet} ${one.row} ${one.column}`;
    byCell.set(key, [...(byCell.get(key) ?? []), one]);
  }
  // A row that lets nothing through because of a mistake in the same cell is mended with that.
  for (const [key, found] of byCell)
    if (found.length > 1)
      byCell.set(
        key,
        found.filter(({ finding }) => finding.code !== "unreachableRow"),
      );
  const shown = all.filter((one) => byCell.get(`${one.sheet} ${one.row} ${one.column}`)?.includes(one));
  const once = shown.filter(({ repeated }) => !repeated);
  const errors = once.filter(({ finding }) => finding.severity === "error").length;
  return {
    all: shown,
    errors,
    warnings: once.length - errors,
    elsewhere,
    at: (sheet, row, column) => byCell.get(`${sheet} ${row} ${column}`) ?? [],
  };
}

const isAboutLedger = ({ structure, rule, dimension }: Place): boolean =>
  structure === undefined && rule === undefined && dimension === undefined;

/** The engine reports a text once; here it stands at every cell that has it. */
function repeat(finding: LintFinding, book: Book, all: Located[]): void {
  const { place } = finding;
  book.forEach((sheet, at) => {
    const column = columnOf(sheet, place.dimension);
    if (column < 0 || sheet.kind !== "structure") return;
    sheet.rows.forEach(({ cells }, row) => {
      const isFirst = sheet.name === place.structure && row + 1 === place.row;
      if (!isFirst && (cells[column] ?? "").trim() === place.criteria)
        all.push({
          finding: { ...finding, place: { ...place, structure: sheet.name, row: row + 1 } },
          sheet: at,
          row,
          column,
          repeated: true,
        });
    });
  });
}
