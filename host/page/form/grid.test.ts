import fc from "fast-check";
import type { FormCell } from "../../../solution/model/types";
import { columnsThatFit, placeCells } from "./grid";

let next = 0;
const cell = (rowSpan = 1, colSpan = 1): FormCell => {
  next += 1;
  return {
    label: { 1033: `cell ${next}` },
    showLabel: true,
    visible: true,
    availableForPhone: true,
    colSpan,
    rowSpan,
    spacer: false,
    findings: [],
  };
};
const all = (): boolean => true;

test("law: every cell has a place of its own inside the columns, in the order of the XML", () => {
  const cells = fc
    .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
    .map(([rowSpan, colSpan]) => cell(rowSpan, colSpan));
  fc.assert(
    fc.property(
      fc.array(fc.array(cells, { maxLength: 4 }), { maxLength: 10 }),
      fc.integer({ min: 1, max: 4 }),
      (rows, columns) => {
        const placed = placeCells(rows, columns, all);
        expect(placed.map((item) => item.cell)).toEqual(rows.flat());
        const taken = new Set<string>();
        for (const { row, column, rowSpan, colSpan } of placed) {
          expect(column + colSpan - 1).toBeLessThanOrEqual(columns);
          for (let r = row; r < row + rowSpan; r += 1) {
            for (let c = column; c < column + colSpan; c += 1) {
              expect(taken.has(`${r}/${c}`)).toBe(false);
              taken.add(`${r}/${c}`);
            }
          }
        }
      },
    ),
  );
});

test("a row span takes the rows below it, with or without the designer's empty rows", () => {
  const [tall, side, after] = [cell(3), cell(), cell(1, 2)];
  const place = (rows: readonly (readonly FormCell[])[]) =>
    placeCells(rows, 2, all).map(({ row, column }) => [row, column]);
  expect(place([[tall, side], [], [], [after]])).toEqual([
    [1, 1],
    [1, 2],
    [4, 1],
  ]);
  expect(place([[tall, side], [after]])).toEqual([
    [1, 1],
    [1, 2],
    [4, 1],
  ]);
});

test("a hidden cell leaves its place; a row of hidden cells goes away", () => {
  const [hidden, shown, alone, last] = [cell(), cell(), cell(), cell()];
  const visible = (item: FormCell): boolean => item !== hidden && item !== alone;
  expect(placeCells([[hidden, shown], [alone], [last]], 2, visible).map(({ row, column }) => [row, column])).toEqual([
    [1, 2],
    [2, 1],
  ]);
});

test("a narrow section draws fewer columns, but never none", () => {
  expect(columnsThatFit(4, 0, 23, 180)).toBe(4);
  expect(columnsThatFit(4, 800, 23, 180)).toBe(4);
  expect(columnsThatFit(4, 600, 23, 180)).toBe(3);
  expect(columnsThatFit(4, 100, 23, 180)).toBe(1);
});
