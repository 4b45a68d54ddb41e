import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { BenchFigure } from "../../test/bench/types";
import { compare, readBaseline, writeBaseline } from "./baseline";

const figure = (value: number, unit: BenchFigure["unit"]): BenchFigure => ({
  name: "grid",
  value,
  unit,
  statistic: "once",
  samples: 1,
});

let folder: string;
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), "fieldstone-baseline-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function baselineOf(...figures: readonly BenchFigure[]) {
  const file = path.join(folder, "baseline.json");
  writeBaseline(file, [{ name: "controls", figures }], readBaseline(file));
  return readBaseline(file);
}

test.each<[string, number, BenchFigure["unit"], string]>([
  ["one request more", 11, "requests", "MORE"],
  ["a bundle a hundredth larger", 10.1, "KB", ""],
  ["a listener more", 11, "listeners", "MORE"],
  ["a larger heap", 15, "MB", "larger"],
  ["fewer nodes", 5, "nodes", "less"],
  ["a slower moment of the machine", 12, "ms", ""],
  ["half as much time again", 15, "ms", "slower"],
])("%s is told apart", (_what, value, unit, verdict) => {
  const baseline = baselineOf(figure(10, unit));
  expect(compare("controls", figure(value, unit), baseline)).toEqual({ before: 10, verdict });
});

test("where nothing was left before, one that is left is one too many", () => {
  expect(compare("controls", figure(1, "nodes"), baselineOf(figure(0, "nodes"))).verdict).toBe("MORE");
  expect(compare("controls", figure(0, "nodes"), baselineOf(figure(0, "nodes"))).verdict).toBe("");
});

test("a new figure has nothing beside it", () => {
  expect(compare("controls", figure(1, "nodes"), new Map())).toEqual({ verdict: "" });
});

test("a bench that is measured again replaces its own figures and keeps those of others", () => {
  const file = path.join(folder, "baseline.json");
  writeBaseline(file, [{ name: "other", figures: [figure(1, "ms")] }], new Map());
  expect([...baselineOf(figure(10, "nodes")).values()]).toEqual([10, 1]);
  expect([...baselineOf(figure(7, "requests")).values()]).toEqual([7, 1]);
});
