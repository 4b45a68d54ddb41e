/** A column of a sheet: the criteria of one segment, or a day between which a row is in force. */
export type Column =
  | { readonly kind: "criteria"; readonly dimension: string; readonly title: string; readonly field: string }
  | { readonly kind: "from" | "to"; readonly field: string };

export interface SheetRow {
  /** The row's id on the server; of a new one something that no other row has. */
  readonly key: string;
  /** One text for each column; days are "YYYY-MM-DD", what is no day stays as it was typed. */
  readonly cells: readonly string[];
  /** Criteria in fields that belong to no segment, by field. Finance does not look at them. */
  readonly surplus: Readonly<Record<string, string>>;
  /** Its place as the server has it; 0 for a new one. */
  readonly order: number;
}

/** The rows of one structure, or what decides when an advanced rule applies: one row over the structure's dimensions. */
export interface Sheet {
  /** The structure's id, or the rule's. */
  readonly id: string;
  readonly kind: "structure" | "criteria";
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: readonly SheetRow[];
}

/** Everything that is edited at once. Immutable: an edit makes another one, and undo takes the former. */
export type Book = readonly Sheet[];

/** A block of cells, its ends included. */
export interface Block {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export const cellOf = (sheet: Sheet, row: number, column: number): string => sheet.rows[row]?.cells[column] ?? "";

const newKey = /^new-(\d+)$/;
/** Whether the server does not know a row yet. */
export const isNew = ({ key }: SheetRow): boolean => newKey.test(key);

function* newKeys(sheet: Sheet): Generator<string, never> {
  let last = Math.max(0, ...sheet.rows.map(({ key }) => Number(newKey.exec(key)?.[1] ?? 0)));
  for (;;) yield `new-${++last}`;
}

/** What a new row starts with: anything in every segment, in force for ever. */
const firstCells = ({ columns }: Sheet): string[] => columns.map(({ kind }) => (kind === "criteria" ? "*" : ""));

/** Puts new rows before the row at a place; without cells they let anything through. */
export function insertRows(sheet: Sheet, at: number, rows: readonly (readonly string[] | null)[]): Sheet {
  const keys = newKeys(sheet);
  const inserted = rows.map((cells): SheetRow => ({
    key: keys.next().value,
    cells: cells ?? firstCells(sheet),
    surplus: {},
    order: 0,
  }));
  return { ...sheet, rows: [...sheet.rows.slice(0, at), ...inserted, ...sheet.rows.slice(at)] };
}

export function removeRows(sheet: Sheet, top: number, bottom: number): Sheet {
  return { ...sheet, rows: sheet.rows.filter((_, row) => row < top || row > bottom) };
}

/** Moves rows up (−1) or down (1) by one place; null at the end. */
export function moveRows(sheet: Sheet, top: number, bottom: number, by: -1 | 1): Sheet | null {
  const over = by < 0 ? top - 1 : bottom + 1;
  const passed = sheet.rows[over];
  if (!passed) return null;
  const moved = sheet.rows.slice(top, bottom + 1);
  const rows = [...sheet.rows];
  rows.splice(Math.min(over, top), moved.length + 1, ...(by < 0 ? [...moved, passed] : [passed, ...moved]));
  return { ...sheet, rows };
}

/**
 * Puts texts into cells from one place on. A sheet of rows grows where they reach beyond its end; what reaches beyond its
 * columns is left out.
 *
 * @returns the sheet, and how many columns and rows found no place
 */
export function putCells(
  sheet: Sheet,
  top: number,
  left: number,
  texts: readonly (readonly string[])[],
): { readonly sheet: Sheet; readonly lostColumns: number; readonly lostRows: number } {
  const width = sheet.columns.length;
  const wide = Math.max(0, ...texts.map((row) => row.length));
  const missing = Math.max(0, top + texts.length - sheet.rows.length);
  const grows = sheet.kind === "structure";
  const grown = grows && missing ? insertRows(sheet, sheet.rows.length, Array(missing).fill(null)) : sheet;
  const rows = grown.rows.map((row, at) => {
    const put = texts[at - top];
    if (!put?.length) return row;
    const cells = row.cells.map((cell, column) => put[column - left]?.trim() ?? cell);
    return cells.every((cell, column) => cell === row.cells[column]) ? row : { ...row, cells };
  });
  return {
    sheet: { ...grown, rows },
    lostColumns: Math.max(0, left + wide - width),
    lostRows: grows ? 0 : missing,
  };
}

/** The texts of a block, row by row. */
export function cellsIn(sheet: Sheet, { top, left, bottom, right }: Block): string[][] {
  return sheet.rows.slice(top, bottom + 1).map(({ cells }) => cells.slice(left, right + 1));
}

/** A block filled with texts: over and over again where it is larger, as a spreadsheet does. */
export function fillBlock(block: Block, texts: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const height = block.bottom - block.top + 1;
  const width = block.right - block.left + 1;
  const [first] = texts;
  if (!first || height % texts.length || width % first.length || texts.some((row) => row.length !== first.length))
    return texts;
  return Array.from({ length: height }, (_, row) =>
    Array.from({ length: width }, (__, column) => texts[row % texts.length]?.[column % first.length] ?? ""),
  );
}

/** Other rows in the place of one: the first keeps what the server knows of it. */
export function replaceRow(sheet: Sheet, at: number, rows: readonly (readonly string[])[]): Sheet {
  const row = sheet.rows[at];
  if (!row) return sheet;
  // Criteria alone are given; from when and until when a row is in force, all of them take over.
  const whole = rows.map((cells) => [...cells, ...row.cells.slice(cells.length)]);
  const [kept, ...added] = whole;
  const grown = insertRows(sheet, at + 1, added);
  return {
    ...grown,
    rows: grown.rows.flatMap((one, place) =>
      place !== at ? [one] : kept ? [{ ...row, cells: kept, surplus: {} }] : [],
    ),
  };
}

/** What somebody did, for taking it back and doing it again. */
export interface Edits {
  readonly past: readonly Book[];
  readonly book: Book;
  readonly future: readonly Book[];
}

export const startEdits = (book: Book): Edits => ({ past: [], book, future: [] });

/** More steps than this nobody takes back one by one. */
const historyLimit = 200;

export function edit({ past, book }: Edits, next: Book): Edits {
  return { past: [...past, book].slice(-historyLimit), book: next, future: [] };
}

export function undo(edits: Edits): Edits {
  const { past, book, future } = edits;
  const before = past[past.length - 1];
  return before ? { past: past.slice(0, -1), book: before, future: [book, ...future] } : edits;
}

export function redo(edits: Edits): Edits {
  const { past, book, future } = edits;
  const [next, ...later] = future;
  return next ? { past: [...past, book], book: next, future: later } : edits;
}
