import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { solutionSources } from "../model/solutions";
import { children, parseXml } from "../model/xml";
import { packAll } from "./packAll";
import { readBuiltControls } from "./pack/builtControls";
import { packageName, packagesFolder } from "./pack/packages";
import { Project, repository } from "../testing/project";
import { packSolution } from "./pack/packSolution";
import { readZip, writeZip, zipNames } from "./pack/zip";

jest.setTimeout(60_000);

const project = new Project();
afterEach(() => project.restore());
afterAll(() => project.remove());

const sources = solutionSources(project.root);
const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

describe.each(sources.map((source) => [source.uniqueName, source] as const))("%s", (_name, source) => {
  test("packs to the same bytes twice, in any time zone", () => {
    const first = writeZip(packSolution(source, "managed"));
    const zone = process.env["TZ"];
    process.env["TZ"] = "Pacific/Kiritimati";
    try {
      expect(Buffer.from(writeZip(packSolution(source, "managed"))).equals(Buffer.from(first))).toBe(true);
    } finally {
      process.env["TZ"] = zone;
    }
  });

  test("managed and unmanaged differ in one digit of solution.xml", () => {
    const [managed, unmanaged] = [packSolution(source, "managed"), packSolution(source, "unmanaged")];
    expect([...managed.keys()]).toEqual([...unmanaged.keys()]);
    for (const [path, bytes] of managed) {
      const other = text(unmanaged.get(path));
      expect(text(bytes)).toBe(
        path === "solution.xml" ? other.replace("<Managed>0</Managed>", "<Managed>1</Managed>") : other,
      );
    }
    expect(text(managed.get("solution.xml"))).toContain("<Managed>1</Managed>");
  });

  test("customizations.xml follows the schema", () => {
    const schema = resolve(repository, "../shared/platform/xsd/CustomizationsSolution.xsd");
    if (!existsSync(schema) || spawnSync("xmllint", ["--version"]).error !== undefined) {
      process.stderr.write(
        "The schema or xmllint is not on this machine; customizations.xml was not checked against it.\n",
      );
      return;
    }
    const folder = mkdtempSync(join(tmpdir(), "fieldstone-xsd-"));
    try {
      const file = join(folder, "customizations.xml");
      // The published schema is older than this attribute, which every export has today.
      const xml = text(packSolution(source, "unmanaged").get("customizations.xml")).replaceAll(' isinherited="1"', "");
      writeFileSync(file, xml);
      expect(() => execFileSync("xmllint", ["--noout", "--schema", schema, file], { stdio: "pipe" })).not.toThrow();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("no source file is left behind", () => {
    const customizations = parseXml(
      text(packSolution(source, "unmanaged").get("customizations.xml")),
      "customizations.xml",
    ).root;
    const count = (name: string): number => customizations.getElementsByTagName(name).length;
    const inSource = (pattern: string): number =>
      Number(execFileSync("bash", ["-c", `find '${source.folder}' -path '${pattern}' | wc -l`], { encoding: "utf8" }));
    expect(count("systemform")).toBe(inSource("*/FormXml/*.xml"));
    expect(count("savedquery")).toBe(inSource("*/SavedQueries/*.xml"));
    expect(count("Entity")).toBe(inSource("*/Entity.xml"));
    expect(children(customizations.getElementsByTagName("Roles")[0] ?? undefined, "Role")).toHaveLength(
      inSource("*/Roles/*.xml"),
    );
  });
});

test("the controls come into the package with their root components, without source maps", () => {
  const [source] = sources;
  if (source === undefined) {
    throw new Error("there are no solutions");
  }
  project.put("out/controls/ApprovalTimeline/bundle.js.map", "{}");
  const files = packSolution(source, "unmanaged");
  expect([...files.keys()].slice(0, 3).sort()).toEqual(["[Content_Types].xml", "customizations.xml", "solution.xml"]);
  for (const { name } of readBuiltControls(project.path("out/controls"), "fsn")) {
    expect(text(files.get("solution.xml"))).toContain(`<RootComponent type="66" schemaName="${name}" behavior="0" />`);
    expect(text(files.get("customizations.xml"))).toContain(
      `<FileName>/Controls/${name}/ControlManifest.xml</FileName>`,
    );
    expect(files.has(`Controls/${name}/bundle.js`)).toBe(true);
  }
  expect([...files.keys()].filter((path) => path.endsWith(".map"))).toEqual([]);
});

test("an environment variable and a web resource come into the package as files", () => {
  const [, source] = sources;
  if (source === undefined) {
    throw new Error("there are no solutions");
  }
  project.put(
    "solution/sample/src/environmentvariabledefinitions/fsn_Limit/environmentvariabledefinition.xml",
    '<environmentvariabledefinition schemaname="fsn_Limit" />',
  );
  project.put("solution/sample/src/WebResources/fsn_icon", "<svg/>");
  project.put(
    "solution/sample/src/WebResources/fsn_icon.data.xml",
    "<WebResource><Name>fsn_icon</Name><FileName>/WebResources/fsn_icon</FileName></WebResource>",
  );
  project.change(
    "solution/sample/src/Other/Customizations.xml",
    "<AppModuleSiteMaps />",
    "<WebResources /><AppModuleSiteMaps />",
  );
  const files = packSolution(source, "unmanaged");
  expect(files.has("environmentvariabledefinitions/fsn_Limit/environmentvariabledefinition.xml")).toBe(true);
  expect(text(files.get("WebResources/fsn_icon"))).toBe("<svg/>");
  expect(text(files.get("[Content_Types].xml"))).toContain('<Override PartName="/WebResources/fsn_icon"');
  expect(text(files.get("customizations.xml"))).toContain("<WebResources>\n    <WebResource><Name>fsn_icon</Name>");
});

test("the command writes six packages that can be read again, and finds nothing", () => {
  const lines: string[] = [];
  expect(packAll(project.root, (line) => lines.push(line))).toBe(0);
  for (const source of sources) {
    const bytes = readFileSync(join(packagesFolder(project.root), packageName(source.uniqueName, "managed")));
    expect(zipNames(bytes)).toEqual([...readZip(bytes).keys()]);
  }
  expect(lines).toHaveLength(6);
});

test("a release is noted, and a change without a new version is found", () => {
  project.put("solution/released.json", "{}\n");
  const lines: string[] = [];
  const print = (line: string): void => void lines.push(line);
  expect(packAll(project.root, print, { release: true })).toBe(0);
  expect(Object.keys(JSON.parse(project.read("solution/released.json")) as Record<string, unknown>)).toEqual(
    expect.arrayContaining([
      "FieldstoneControls",
      "FieldstoneSample",
      "FieldstoneApprovals",
      "Fieldstone.ApprovalTimeline",
    ]),
  );
  expect(packAll(project.root, print)).toBe(0);
  project.put("out/controls/ApprovalTimeline/bundle.js", "var changed;\n");
  lines.length = 0;
  expect(packAll(project.root, print)).toBe(1);
  expect(lines.join("\n")).toMatch(/Fieldstone\.ApprovalTimeline is not above the last release/);
});

test("the command fails with the place when a control was not built, or the source is wrong", () => {
  const lines: string[] = [];
  project.change("solution/sample/src/Roles/Finance Clerk.xml", "prvReadAccount", "prvReadNothing");
  expect(packAll(project.root, (line) => lines.push(line))).toBe(1);
  expect(lines.join("\n")).toMatch(/customizations\.xml:\d+: "prvReadNothing" is no privilege/);
  project.restore();
  rmSync(project.path("out/controls"), { recursive: true });
  lines.length = 0;
  expect(packAll(project.root, (line) => lines.push(line))).toBe(1);
  expect(lines).toEqual([
    expect.stringMatching(/out\/controls:1: there are no built controls; run npm run build first/),
  ]);
});
