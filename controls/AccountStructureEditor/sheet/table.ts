/**
 * Cells as a spreadsheet has them on the clipboard: tabs between cells, line ends between rows, and quotes around a cell
 * that holds one of them. A criterion for blank is two quotes itself: a cell is taken out of its quotes only where it could
 * not stand there otherwise.
 */
export function readTable(text: string): string[][] {
  const rows: string[][] = [[]];
  const rest = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  let at = 0;
  for (;;) {
    const { cell, end } = readCell(rest, at);
    rows[rows.length - 1]?.push(cell);
    if (end >= rest.length) return rows;
    if (rest[end] === "\n") rows.push([]);
    at = end + 1;
  }
}

function readCell(text: string, from: number): { readonly cell: string; readonly end: number } {
  const quoted = /"((?:[^"]|"")*)"(?=[\t\n]|$)/y;
  quoted.lastIndex = from;
  const inner = quoted.exec(text)?.[1];
  // Two quotes alone are a criterion. Quoted with nothing that asks for quotes is a criterion as well.
  if (inner && /[\t\n"]/.test(inner)) {
    return { cell: inner.replace(/""/g, '"'), end: quoted.lastIndex };
  }
  const plain = /[^\t\n]*/y;
  plain.lastIndex = from;
  const cell = plain.exec(text)?.[0] ?? "";
  return { cell, end: from + cell.length };
}

/** The same the other way: what `readTable` reads as these cells. */
export function writeTable(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => cells.map(writeCell).join("\t")).join("\n");
}

function writeCell(cell: string): string {
  // What opens with a quote and does not close would take the next cell in.
  const isPlain = !/[\t\n\r]/.test(cell) && !/^"(?:[^"]|"")*$/.test(cell) && readCell(cell, 0).cell === cell;
  return isPlain ? cell : `"${cell.replace(/"/g, '""')}"`;
}
