import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { clean, deliver, outputFolder } from "./msbuild";

jest.setTimeout(180_000);

const repository = path.resolve(__dirname, "../..");
let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "fieldstone-msbuild-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const put = (file: string, text: string) => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
};

test("dotnet build finds the controls where it asked for them, and dotnet clean leaves none", () => {
  for (const file of ["package.json", "package-lock.json", "pcfconfig.json", "tsconfig.json", "scripts"])
    cpSync(path.join(repository, file), path.join(root, file), { recursive: true });
  symlinkSync(path.join(repository, "node_modules"), path.join(root, "node_modules"), "junction");
  cpSync(path.join(repository, "shared"), path.join(root, "shared"), { recursive: true });
  cpSync(path.join(repository, "controls/DataHealthIndicator"), path.join(root, "controls/DataHealthIndicator"), {
    recursive: true,
  });
  const npm = (...args: readonly string[]) =>
    spawnSync("npm", ["run", ...args], { cwd: root, encoding: "utf8", shell: process.platform === "win32" });
  const arguments_ = ["--noColor", "--buildMode", "production", "--outDir", "obj/out", "--buildSource", "MSBuild"];

  const built = npm("build", "--", ...arguments_);
  expect({ status: built.status, stderr: built.stderr }).toEqual({ status: 0, stderr: "" });
  expect(readdirSync(path.join(root, "obj/out"))).toEqual(["DataHealthIndicator"]);
  expect(readdirSync(path.join(root, "obj/out/DataHealthIndicator"))).toEqual(
    expect.arrayContaining(["ControlManifest.xml", "bundle.js", "strings"]),
  );
  expect(npm("build", "--", "--buildMode", "development")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("only production"),
  });
  expect(npm("clean", "--", "--outDir", "obj/out")).toMatchObject({ status: 0 });
  expect([existsSync(path.join(root, "out/controls")), readdirSync(path.join(root, "obj/out"))]).toEqual([false, []]);
});

describe("the folder that --outDir names", () => {
  test.each([
    [undefined, "out/controls"],
    ["out/controls", "out/controls"],
    ["out\\controls", "out/controls"],
    ["obj/Debug/out", "obj/Debug/out"],
  ])("%s is %s", (outDir, folder) => {
    expect(outputFolder(root, outDir)).toBe(path.join(root, folder));
  });

  test("may lie outside the repository", () => {
    expect(outputFolder(root, path.join(`${root}-out`, "controls"))).toBe(path.join(`${root}-out`, "controls"));
  });

  test.each([".", "..", "controls", "solution/controls", "scripts"])("%s would lose sources", (outDir) => {
    expect(() => outputFolder(root, outDir)).toThrow(`--outDir ${outDir} would overwrite sources`);
  });
});

test("of a control that could not be built nothing old is left to be packed", () => {
  const folder = path.join(root, "obj");
  put("obj/Good/bundle.js", "old");
  put("obj/Bad/bundle.js", "old");
  put("out/controls/Good/bundle.js", "new");
  deliver(
    root,
    [
      { control: "Good", outcome: "built", size: { control: "Good", raw: 3, gzip: 3 } },
      { control: "Bad", outcome: "failed", message: "error" },
    ],
    folder,
  );
  expect(readdirSync(folder)).toEqual(["Good"]);
});

test("cleaning takes what was built, and nothing else", () => {
  put("out/controls/A/ControlManifest.xml", "");
  put("out/.build/A.json", "{}");
  put("out/browser/page.png", "");
  put("obj/A/ControlManifest.xml", "");
  put("obj/project.assets.json", "");
  clean(root, path.join(root, "obj"));
  expect(readdirSync(path.join(root, "out"))).toEqual(["browser"]);
  expect(readdirSync(path.join(root, "obj"))).toEqual(["project.assets.json"]);
  clean(root, path.join(root, "obj"));
});
