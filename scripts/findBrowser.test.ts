import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findBrowser } from "./findBrowser";

let folder: string;
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), "fieldstone-browser-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("takes the one that the variable names, and says so where it cannot be run", () => {
  const browser = path.join(folder, "my-browser");
  expect(() => findBrowser({ FIELDSTONE_BROWSER: browser })).toThrow(
    `FIELDSTONE_BROWSER names ${browser}, which cannot be run.`,
  );
  writeFileSync(browser, "");
  chmodSync(browser, 0o755);
  expect(findBrowser({ FIELDSTONE_BROWSER: browser })).toBe(browser);
});

test("looks along the path, Chromium first", () => {
  for (const name of ["google-chrome", "chromium"]) {
    writeFileSync(path.join(folder, name), "");
    chmodSync(path.join(folder, name), 0o755);
  }
  expect(findBrowser({ PATH: folder }, "linux")).toBe(path.join(folder, "chromium"));
});
