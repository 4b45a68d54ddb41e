import * as fc from "fast-check";
import { mergeSheets } from "./merge";
import { requestsOf } from "./requests";
import {
  cellsIn,
  edit,
  fillBlock,
  insertRows,
  moveRows,
  putCells,
  redo,
  removeRows,
  replaceRow,
  startEdits,
  undo,
  type Sheet,
} from "./sheet";
import { readTable, writeTable } from "./table";

const columns = ["Main account", "Unit"].map((title, at) => ({
  kind: "criteria" as const,
  dimension: title,
  title,
  field: `fsn_criteria${at + 1}`,
}));
const days = [
  { kind: "from" as const, field: "fsn_activefrom" },
  { kind: "to" as const, field: "fsn_activeto" },
];
const sheetOf = (rows: readonly (readonly string[])[]): Sheet => ({
  id: "s",
  kind: "structure",
  name: "S",
  columns: [...columns, ...days],
  rows: rows.map((cells, at) => ({
    key: `row-${at}`,
    cells: [...cells, "", "", "", ""].slice(0, 4),
    surplus: {},
    order: at + 1,
  })),
});
const textsOf = (sheet: Sheet) => sheet.rows.map(({ cells }) => cells.slice(0, 2).join("|"));

describe("cells on the clipboard", () => {
  it.each([
    [
      "what a spreadsheet copies",
      '400..499\t*;""\r\n500\t""\r\n',
      [
        ["400..499", '*;""'],
        ["500", '""'],
      ],
    ],
    ["a cell in the quotes of another program", '"*;"""""\tx', [['*;""', "x"]]],
    ["two blanks in one cell", '"";022;""', [['"";022;""']]],
    ["a line end inside a cell", '"a\nb"\tc', [["a\nb", "c"]]],
    [
      "empty cells",
      "\t\n\ta",
      [
        ["", ""],
        ["", "a"],
      ],
    ],
  ])("reads %s", (_what, text, cells) => expect(readTable(text)).toEqual(cells));

  it("reads what it writes, whatever is in the cells", () => {
    const cell = fc.oneof(
      fc.constantFrom('""', '*;""', '"";022;""', "400000..499999", '"', '""""', '"a"', "a\tb", "a\nb", ""),
      fc.string({ unit: fc.constantFrom('"', ";", "a", "\t", "\n", "*") }),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 4 }),
        fc.infiniteStream(cell),
        (h, w, cells) => {
          const rows = Array.from({ length: h }, () => Array.from({ length: w }, () => String(cells.next().value)));
          // An empty last row is the line end that every program writes behind the last one.
          fc.pre(rows.length === 1 || (rows[rows.length - 1] ?? []).join("") !== "" || w > 1);
          expect(readTable(writeTable(rows))).toEqual(rows);
        },
      ),
    );
  });
});

describe("a sheet", () => {
  const sheet = sheetOf([
    ["1", "a"],
    ["2", "b"],
    ["3", "c"],
  ]);

  it("grows where what is pasted reaches beyond its end, and says what found no place", () => {
    const { sheet: put, lostColumns } = putCells(sheet, 2, 1, [["x", "", "", "lost"], [" y "]]);
    expect(textsOf(put)).toEqual(["1|a", "2|b", "3|x", "*|y"]);
    expect(lostColumns).toBe(1);
  });

  it("fills a selected block with one cell, as a spreadsheet does", () => {
    const block = { top: 0, left: 0, bottom: 1, right: 1 };
    const { sheet: put } = putCells(sheet, 0, 0, fillBlock(block, [["*"]]));
    expect(cellsIn(put, block)).toEqual([
      ["*", "*"],
      ["*", "*"],
    ]);
  });

  it("moves rows past their neighbour and stops at the ends", () => {
    expect(textsOf(moveRows(sheet, 1, 2, -1) ?? sheet)).toEqual(["2|b", "3|c", "1|a"]);
    expect(textsOf(moveRows(sheet, 0, 0, 1) ?? sheet)).toEqual(["2|b", "1|a", "3|c"]);
    expect(moveRows(sheet, 0, 1, -1)).toBeNull();
    expect(moveRows(sheet, 2, 2, 1)).toBeNull();
  });

  it("replaces a row by several, which take over its days, or by none", () => {
    const dated = putCells(sheet, 1, 2, [["2026-01-01"]]).sheet;
    const split = replaceRow(dated, 1, [
      ["2", "b1"],
      ["2", "b2"],
    ]);
    expect(textsOf(split)).toEqual(["1|a", "2|b1", "2|b2", "3|c"]);
    expect(split.rows.map(({ cells }) => cells[2])).toEqual(["", "2026-01-01", "2026-01-01", ""]);
    expect(split.rows[1]?.key).toBe("row-1");
    expect(textsOf(replaceRow(sheet, 1, []))).toEqual(["1|a", "3|c"]);
  });

  it("takes back and does again, to the first and the last step", () => {
    const one = edit(startEdits([sheet]), [removeRows(sheet, 0, 0)]);
    const two = edit(one, [insertRows(sheet, 0, [null])]);
    expect(undo(undo(undo(two))).book).toEqual([sheet]);
    expect(redo(redo(undo(undo(two)))).book).toEqual(two.book);
    expect(redo(edit(undo(two), [sheet])).book).toEqual([sheet]);
  });
});

/** What the server has after the requests, in order. */
function serve(server: Sheet, after: Sheet): Sheet {
  let made = 0;
  const rows = new Map(server.rows.map((row) => [row.key, row]));
  const fields = server.columns.map(({ field }) => field);
  for (const request of requestsOf(server, after)) {
    if (request.kind === "remove") rows.delete(request.key);
    else {
      const key = request.kind === "create" ? `made-${++made}` : request.key;
      const before = rows.get(key) ?? { key, cells: fields.map(() => ""), surplus: {}, order: 0 };
      rows.set(key, {
        ...before,
        cells: fields.map((field, at) =>
          field in request.data ? String(request.data[field] ?? "") : (before.cells[at] ?? ""),
        ),
        order: typeof request.data["fsn_order"] === "number" ? request.data["fsn_order"] : before.order,
      });
    }
  }
  return { ...server, rows: [...rows.values()].sort((a, b) => a.order - b.order) };
}

const anyRows = fc.array(fc.tuple(fc.constantFrom("1", "2", "3"), fc.constantFrom("a", "b", "")), { maxLength: 6 });
/** Some edits of a sheet, as numbers that choose what and where. */
const anyEdits = fc.array(fc.tuple(fc.nat(4), fc.nat(5), fc.constantFrom("x", "y", "*")), { maxLength: 6 });
const edited = (
  sheet: Sheet,
  edits: readonly (readonly [number, number, string])[],
  made: readonly string[] | null = null,
): Sheet =>
  edits.reduce((now, [what, where, text]) => {
    const at = now.rows.length ? where % now.rows.length : 0;
    switch (what) {
      case 0:
        return insertRows(now, at, [made]);
      case 1:
        return removeRows(now, at, at);
      case 2:
        return moveRows(now, at, at, 1) ?? now;
      default:
        return now.rows.length ? putCells(now, at, what % 2, [[text]]).sheet : now;
    }
  }, sheet);

describe("saving", () => {
  it("makes the server hold what is on the sheet, in its order", () => {
    fc.assert(
      fc.property(anyRows, anyEdits, (rows, edits) => {
        const before = sheetOf(rows);
        const after = edited(before, edits);
        expect(textsOf(serve(before, after))).toEqual(textsOf(after));
      }),
    );
  });

  it("sends nothing for what did not change, and only the fields that did", () => {
    const before = sheetOf([
      ["1", "a"],
      ["2", "b"],
    ]);
    expect(requestsOf(before, before)).toEqual([]);
    expect(requestsOf(before, putCells(before, 1, 1, [["x"]]).sheet)).toEqual([
      { kind: "update", key: "row-1", row: 1, data: { fsn_criteria2: "x" } },
    ]);
    expect(requestsOf(before, insertRows(before, 2, [null]))).toEqual([
      {
        kind: "create",
        key: "new-1",
        row: 2,
        data: { fsn_criteria1: "*", fsn_criteria2: "*", fsn_activefrom: null, fsn_activeto: null, fsn_order: 3 },
      },
    ]);
  });
});

describe("somebody else changed rows meanwhile", () => {
  it("keeps what both did where they did it in different cells", () => {
    fc.assert(
      fc.property(anyRows, anyEdits, anyEdits, (rows, one, other) => {
        const base = sheetOf(rows);
        // Keys of new rows are this page's own.
        const theirs = {
          ...edited(base, one, ["t", "t", "", ""]),
          rows: edited(base, one, ["t", "t", "", ""]).rows.map((row, at) => ({
            ...row,
            key: row.key.replace("new", "their"),
            order: at + 1,
          })),
        };
        const mine = edited(base, other);
        const { sheet, conflicts } = mergeSheets(base, theirs, mine);
        const clashes = (row: string, cell: number | null): boolean =>
          conflicts.some(({ key, column }) => key === row && column === cell);
        const find = (where: Sheet, key: string) => where.rows.find((row) => row.key === key)?.cells;
        for (const { key, cells } of base.rows) {
          const [their, my, merged] = [find(theirs, key), find(mine, key), find(sheet, key)];
          if (clashes(key, null)) expect(merged).toEqual(my);
          else if (!their || !my) expect(merged).toBeUndefined();
          else
            cells.forEach((cell, at) => {
              expect(merged?.[at]).toBe(my[at] === cell ? their[at] : my[at]);
              expect(clashes(key, at)).toBe(my[at] !== cell && their[at] !== cell && my[at] !== their[at]);
            });
        }
        for (const { key, cells } of [...theirs.rows, ...mine.rows])
          // Two that say the same may be one whose answer got lost: then theirs stands for both.
          if (/^(their|new)-/.test(key)) expect(sheet.rows.map((row) => row.cells)).toContainEqual(cells);
      }),
    );
  });

  it("names the cell that both changed, and the row that one changed and the other removed", () => {
    const base = sheetOf([
      ["1", "a"],
      ["2", "b"],
    ]);
    const theirs = removeRows(putCells(base, 0, 1, [["x"]]).sheet, 1, 1);
    const mine = putCells(putCells(base, 0, 1, [["y"]]).sheet, 1, 0, [["9"]]).sheet;
    expect(mergeSheets(base, theirs, mine).conflicts).toEqual([
      { key: "row-0", column: 1, theirs: "x" },
      { key: "row-1", column: null, theirs: null },
    ]);
  });

  it("finds a row whose answer got lost on the server, instead of making it twice", () => {
    const base = sheetOf([["1", "a"]]);
    const mine = insertRows(base, 1, [["7", "z", "", ""]]);
    const theirs = { ...base, rows: [...base.rows, { key: "id-7", cells: ["7", "z", "", ""], surplus: {}, order: 2 }] };
    const { sheet } = mergeSheets(base, theirs, mine);
    expect(sheet.rows.map(({ key }) => key)).toEqual(["row-0", "id-7"]);
  });
});
