import { graphOf, wayBetween } from "./circles.mjs";

const graph = graphOf(
  new Map([
    ["a/one.ts", 'import { two } from "./two"; import "node:fs";'],
    ["a/two.tsx", 'export { three } from "../b";'],
    ["b/index.ts", 'import type { One } from "../a/one"; import { missing } from "./missing";'],
    ["b/alone.ts", 'import { two } from "../a/two";'],
  ]),
);

test("a circle is found through re-exports, index files and types", () => {
  expect(wayBetween(graph, "a/two.tsx", "a/one.ts")).toEqual(["a/two.tsx", "b/index.ts", "a/one.ts"]);
});

test("what is imported from a circle is not in it", () => {
  expect(wayBetween(graph, "a/two.tsx", "b/alone.ts")).toEqual([]);
});
