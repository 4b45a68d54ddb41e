import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildControls, isUpToDate } from "./build";
import { bundleFaults } from "./check";
import { isBuilt } from "./inputs";

jest.setTimeout(180_000);

const repository = path.resolve(__dirname, "../..");
const manifest = `<?xml version="1.0" encoding="utf-8"?>
<manifest>
  <control namespace="Fieldstone" constructor="Probe" version="0.1.0" display-name-key="Name" description-key="Name" control-type="virtual">
    <property name="value" display-name-key="Name" description-key="Name" of-type="SingleLine.Text" usage="bound" required="true" />
    <resources>
      <code path="index.ts" order="1" />
      <platform-library name="React" version="16.14.0" />
      <platform-library name="Fluent" version="9.46.2" />
      <resx path="strings/Probe.1033.resx" version="0.1.0" />
    </resources>
  </control>
</manifest>`;
const resx = `<?xml version="1.0" encoding="utf-8"?><root><data name="Name"><value>Probe</value></data></root>`;
const index = `import * as React from "react";
import type { IInputs, IOutputs } from "./generated/ManifestTypes";

export class Probe implements ComponentFramework.ReactControl<IInputs, IOutputs> {
  init(): void {}
  updateView(context: ComponentFramework.Context<IInputs>): React.ReactElement {
    return React.createElement("p", null, context.parameters.value.raw);
  }
  destroy(): void {}
}
`;

let root: string;
const write = (file: string, text: string) => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
};
const build = async () => (await buildControls({ root, log: () => undefined }))[0];
const bundle = () => path.join(root, "out/controls/Probe/bundle.js");

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "fieldstone-build-"));
  for (const file of ["tsconfig.json", "package.json", "package-lock.json", "pcfconfig.json"])
    cpSync(path.join(repository, file), path.join(root, file));
  symlinkSync(path.join(repository, "node_modules"), path.join(root, "node_modules"), "junction");
  write("controls/Probe/ControlManifest.Input.xml", manifest);
  write("controls/Probe/strings/Probe.1033.resx", resx);
  write("controls/Probe/strings/Probe.1031.resx", resx);
  cpSync(
    path.join(repository, "controls/ApprovalTimeline/pcfconfig.json"),
    path.join(root, "controls/Probe/pcfconfig.json"),
  );
  write("controls/Probe/index.ts", index);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test("builds what is stale, leaves what is up to date, and leaves nothing of what fails", async () => {
  expect(await build()).toMatchObject({ control: "Probe", outcome: "built" });
  expect(existsSync(path.join(root, "out/controls/Probe/strings/Probe.1031.resx"))).toBe(true);
  expect(await build()).toMatchObject({ outcome: "upToDate" });

  write("controls/Probe/Probe.test.ts", "export {};");
  expect(isUpToDate(root, "Probe")).toBe(true);

  write("out/controls/Gone/bundle.js", "of a control that was removed");
  write("controls/Probe/index.ts", index.replace('"p"', "undefinedName"));
  const failed = await build();
  expect(failed).toMatchObject({ outcome: "failed" });
  expect(failed?.outcome === "failed" ? failed.message : "").toMatch(/Cannot find name 'undefinedName'/);
  expect(existsSync(bundle())).toBe(false);
  expect(existsSync(path.join(root, "out/controls/Gone"))).toBe(false);

  write("controls/Probe/index.ts", index.replace('"p"', '"q"'));
  expect(await build()).toMatchObject({ outcome: "built" });
  expect(readFileSync(bundle(), "utf8")).toContain('"q"');
});

test("refuses a control that would be built for other browsers than the rest", async () => {
  write("controls/Probe/pcfconfig.json", '{ "targets": { "chrome": "40" } }');
  expect(await build()).toMatchObject({
    outcome: "failed",
    message: expect.stringContaining("must have the targets of pcfconfig.json"),
  });
});

test("a bundle that somebody changed is stale", async () => {
  await build();
  writeFileSync(bundle(), "// edited");
  expect(isUpToDate(root, "Probe")).toBe(false);
});

test("refuses a control that brings react-dom along", async () => {
  write(
    "controls/Probe/index.ts",
    index
      .replace(
        'import * as React from "react";',
        'import * as React from "react";\nimport * as ReactDOM from "react-dom";',
      )
      .replace("init(): void {}", "init(): void { ReactDOM.render; }"),
  );
  const failed = await build();
  expect(failed?.outcome === "failed" ? failed.message : "").toMatch(/contains react-dom/);
  expect(existsSync(bundle())).toBe(false);
});

describe("bundleFaults", () => {
  const registered = "ComponentFramework.registerControl('Fieldstone.A', x.A);";
  test.each([
    ["a good bundle", 0, registered],
    ["one that registers nothing", 1, "nothing"],
    ["eval", 1, `${registered} eval("1")`],
    ["a function from text", 1, `${registered} new Function("return 1")`],
    ["a name that ends in eval", 0, `${registered} retrieval(1)`],
    ["one over 5 MB", 1, registered + " ".repeat(5 * 1024 * 1024)],
  ])("%s: %i", (_, count, text) => {
    expect(bundleFaults(text, "Fieldstone.A")).toHaveLength(count);
  });
});

test.each([
  ["controls/A/index.ts", true],
  ["controls/A/index.test.ts", false],
  ["controls/A/generated/ManifestTypes.d.ts", false],
  ["controls/A/README.md", false],
  ["shared/form/locale.ts", true],
  ["host/page/main.tsx", false],
  ["package-lock.json", true],
])("%s goes into a bundle: %s", (file, built) => {
  expect(isBuilt(file)).toBe(built);
});
