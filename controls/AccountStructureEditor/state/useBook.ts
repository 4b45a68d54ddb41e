import * as React from "react";
import type { Dataverse } from "../../../shared/dataverse/client";
import { toDataverseError, type DataverseError } from "../../../shared/dataverse/error";
import { saveBook, type Refusal } from "../actions/save";
import { mergeSheets, type Conflict } from "../sheet/merge";
import { requestsOf } from "../sheet/requests";
import { edit, redo, startEdits, undo, type Book, type Edits, type Sheet } from "../sheet/sheet";
import { rereadSheets, type Configuration } from "../sources/configuration";

/** A conflict with the sheet that it is on. */
type BookConflict = Conflict & { readonly sheet: string };

type Saving =
  | { readonly kind: "idle" }
  | { readonly kind: "saving"; readonly done: number; readonly all: number; readonly stop: () => void }
  | { readonly kind: "saved"; readonly rows: number }
  /** Rows that were refused, or what kept all of it from being sent. Nothing of them is lost. */
  | {
      readonly kind: "failed";
      readonly refusals: readonly Refusal[];
      readonly error: DataverseError | null;
      readonly stopped: boolean;
    }
  | { readonly kind: "conflict"; readonly conflicts: readonly BookConflict[] };

export interface BookState {
  readonly book: Book;
  /** What the server has, as far as is known here. */
  readonly server: Book;
  /** Rows that differ from the server's. */
  readonly changes: number;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly saving: Saving;
  readonly change: (sheet: Sheet) => void;
  readonly changeAll: (book: Book) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Back to what the server has; can be taken back as any other change. */
  readonly discard: () => void;
  readonly save: () => void;
  readonly resolve: (mine: boolean) => void;
}

/** The sheets, what was done to them, and how they get to the server. */
export function useBook(
  dataverse: Dataverse,
  { book: read, dimensionIds }: Configuration,
  onSaved: (book: Book) => void,
): BookState {
  const [edits, setEdits] = React.useState<Edits>(() => startEdits(read));
  const [server, setServer] = React.useState<Book>(read);
  const [saving, setSaving] = React.useState<Saving>({ kind: "idle" });
  const [seen, setSeen] = React.useState<Book>(read);
  const abort = React.useRef<AbortController | null>(null);
  React.useEffect(() => () => abort.current?.abort(), []);
  // Read again: what others did comes in, what was done here stays.
  if (seen !== read) {
    setSeen(read);
    const merged = edits.book === server ? read : merge(server, read, edits.book).book;
    setServer(read);
    setEdits(edits.book === server ? startEdits(read) : edit(edits, merged));
  }

  const { book } = edits;
  const changes = React.useMemo(
    () => book.reduce((sum, sheet, at) => sum + (server[at] ? requestsOf(server[at], sheet).length : 0), 0),
    [book, server],
  );
  const changeAll = (next: Book): void => {
    if (next === book) return;
    setEdits(edit(edits, next));
    if (saving.kind === "saved" || saving.kind === "conflict") setSaving({ kind: "idle" });
  };

  const send = async (from: Book, mine: Book): Promise<void> => {
    const controller = new AbortController();
    abort.current = controller;
    const { signal } = controller;
    const progress = (done: number, all: number): void => {
      if (!signal.aborted) setSaving({ kind: "saving", done, all, stop: () => controller.abort() });
    };
    const result = await saveBook(dataverse, from, mine, dimensionIds, progress, signal);
    const rows = mine.reduce((sum, sheet, at) => sum + (from[at] ? requestsOf(from[at], sheet).length : 0), 0);
    const named = (one: Book): Book =>
      one.map((sheet) => ({
        ...sheet,
        rows: sheet.rows.map((row) => ({ ...row, key: result.made.get(row.key) ?? row.key })),
      }));
    const complete = result.refusals.length === 0 && !result.stopped;
    setServer(result.server);
    setEdits((now) => ({
      past: now.past.map(named),
      // All of it is there: the same object says so.
      book: complete && now.book === mine ? result.server : named(now.book),
      future: now.future.map(named),
    }));
    setSaving(
      complete
        ? { kind: "saved", rows }
        : { kind: "failed", refusals: result.refusals, error: null, stopped: result.stopped },
    );
    if (complete) onSaved(result.server);
  };

  const save = async (): Promise<void> => {
    setSaving({ kind: "saving", done: 0, all: changes, stop: () => undefined });
    try {
      const now = await rereadSheets(dataverse, server, new AbortController().signal);
      const { book: mine, conflicts } = merge(server, now, book);
      setServer(now);
      if (mine !== book) setEdits((before) => ({ ...before, book: mine }));
      if (conflicts.length) setSaving({ kind: "conflict", conflicts });
      else await send(now, mine);
    } catch (reason) {
      setSaving({ kind: "failed", refusals: [], error: toDataverseError(reason), stopped: false });
    }
  };

  return {
    book,
    server,
    changes,
    canUndo: edits.past.length > 0,
    canRedo: edits.future.length > 0,
    saving,
    change: (sheet) => changeAll(book.map((one) => (one.id === sheet.id && one.kind === sheet.kind ? sheet : one))),
    changeAll,
    undo: () => setEdits(undo(edits)),
    redo: () => setEdits(redo(edits)),
    discard: () => changeAll(server),
    save: () => void save(),
    resolve: (mine) => {
      if (saving.kind !== "conflict") return;
      const next = mine ? book : withTheirs(book, server, saving.conflicts);
      setSaving({ kind: "idle" });
      if (next !== book) setEdits(edit(edits, next));
    },
  };
}

function merge(
  base: Book,
  theirs: Book,
  mine: Book,
): { readonly book: Book; readonly conflicts: readonly BookConflict[] } {
  const conflicts: BookConflict[] = [];
  const book = mine.map((sheet, at) => {
    const [was, now] = [base[at], theirs[at]];
    if (!was || !now) return sheet;
    const merged = mergeSheets(was, now, sheet);
    conflicts.push(...merged.conflicts.map((conflict) => ({ ...conflict, sheet: sheet.id })));
    return merged.sheet;
  });
  return { book, conflicts };
}

/** The sheets with what the server has wherever both changed it. */
function withTheirs(book: Book, server: Book, conflicts: readonly BookConflict[]): Book {
  return book.map((sheet, at) => {
    const own = conflicts.filter((conflict) => conflict.sheet === sheet.id);
    const there = new Map(server[at]?.rows.map((row) => [row.key, row]));
    const rows = sheet.rows.flatMap((row) => {
      const ofRow = own.filter(({ key }) => key === row.key);
      if (ofRow.some(({ column }) => column === null)) return [];
      return [
        {
          ...row,
          cells: row.cells.map((cell, column) => ofRow.find((conflict) => conflict.column === column)?.theirs ?? cell),
        },
      ];
    });
    const here = new Set(sheet.rows.map(({ key }) => key));
    const back = own.flatMap(({ key }) => {
      const row = there.get(key);
      return row && !here.has(key) ? [row] : [];
    });
    return { ...sheet, rows: [...rows, ...back].sort((a, b) => (a.order || Infinity) - (b.order || Infinity)) };
  });
}
