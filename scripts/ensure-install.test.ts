import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { reasonToInstall, unsupportedNode } from "./ensure-install.mjs";

let folder: string;
const lock = (packages: Record<string, object>) => JSON.stringify({ packages: { "": { name: "x" }, ...packages } });
const write = (wanted: string, installed?: string) => {
  writeFileSync(path.join(folder, "package-lock.json"), wanted);
  if (installed === undefined) return;
  mkdirSync(path.join(folder, "node_modules"), { recursive: true });
  writeFileSync(path.join(folder, "node_modules/.package-lock.json"), installed);
};
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), "fieldstone-install-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const a = { "node_modules/a": { version: "1.0.0" } };

test("asks for nothing where everything is as locked, packages for other systems apart", () => {
  write(lock({ ...a, "node_modules/b-win32": { version: "1.0.0", optional: true } }), lock(a));
  expect(reasonToInstall(folder)).toBeNull();
});

test("says what is missing or differs", () => {
  write(lock(a));
  expect(reasonToInstall(folder)).toBe("The packages are not installed yet.");
  write(lock({ ...a, "node_modules/b": { version: "2.0.0" } }), lock(a));
  expect(reasonToInstall(folder)).toBe("The packages are out of date (b is missing).");
  write(lock(a), lock({ "node_modules/a": { version: "0.9.0" } }));
  expect(reasonToInstall(folder)).toBe("The packages are out of date (a 0.9.0 instead of 1.0.0).");
  write(lock(a), "{ broken off");
  expect(reasonToInstall(folder)).toBe("The packages are not installed yet.");
});

test("says so where the lockfile itself is missing", () => {
  expect(() => reasonToInstall(folder)).toThrow(/package-lock.json/);
});

test.each([
  ["18.20.4", /needs Node 20 or later; this is 18.20.4/],
  ["20.0.0", null],
  ["24.1.0", null],
])("Node %s", (version, message) => {
  const answer = unsupportedNode(version);
  if (message) expect(answer).toMatch(message);
  else expect(answer).toBeNull();
});
