import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { children, parseXml, type Element } from "../model/xml";
import { repository } from "../testing/project";

/** What `dotnet build` reads, checked without .NET. */
const controls = "Fieldstone.pcfproj";
const packages = [
  "solution/controls/FieldstoneControls.cdsproj",
  "solution/sample/FieldstoneSample.cdsproj",
  "solution/approvals/FieldstoneApprovals.cdsproj",
];
const read = (file: string): Element => parseXml(readFileSync(join(repository, file), "utf8"), file).root;
const all = (file: string, name: string): Element[] => [...read(file).getElementsByTagName(name)];

test("every solution has a project, and all of them pin one version of Microsoft's packages", () => {
  const folders = readdirSync(join(repository, "solution"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readdirSync(join(repository, "solution", name)).map((file) => `solution/${name}/${file}`))
    .filter((file) => file.endsWith("proj"));
  expect(folders.sort()).toEqual([...packages].sort());
  const versions = [controls, ...packages].flatMap((file) =>
    all(file, "PackageReference").flatMap((element) =>
      element.getAttribute("Include")?.startsWith("Microsoft.PowerApps.MSBuild")
        ? [element.getAttribute("Version") ?? ""]
        : [],
    ),
  );
  expect(versions).toHaveLength(4);
  expect(new Set(versions).size).toBe(1);
  expect(versions[0]).toMatch(/^\d+\.\d+\.\d+$/);
});

test("the controls come into one package, from the project that is there", () => {
  const references = packages.flatMap((file) =>
    all(file, "ProjectReference").map((element) =>
      resolve(repository, dirname(file), (element.getAttribute("Include") ?? "").replaceAll("\\", "/")),
    ),
  );
  expect(references).toEqual([join(repository, controls)]);
});

test("a Debug build makes a production bundle, too", () => {
  const parts = children(read(controls));
  const common = parts.findIndex(
    (part) => part.nodeName === "Import" && part.getAttribute("Project")?.endsWith("Microsoft.Common.props"),
  );
  const modes = parts.flatMap((part, index) =>
    children(part, "PcfBuildMode").map((mode) => ({ mode, index, group: part })),
  );
  expect(modes).toHaveLength(1);
  for (const { mode, index, group } of modes) {
    expect(mode.textContent).toBe("production");
    expect(index).toBeGreaterThan(common);
    expect([mode, group].map((element) => element.getAttribute("Condition"))).toEqual([null, null]);
  }
});

test.each(packages)("%s: a managed package finds a file for every form, app and site map", (project) => {
  const targets = "solution/Directory.Build.targets";
  const root = read(targets);
  const [target] = children(root, "Target");
  // Initial targets run before whatever target is asked for.
  expect(root.getAttribute("InitialTargets")).toBe(target?.getAttribute("Name"));
  const [copy] = all(targets, "Copy");
  expect(copy?.getAttribute("DestinationFiles")).toMatch(/'%\(RootDir\)%\(Directory\)%\(Filename\)_managed\.xml'\)$/);
  const patterns = all(targets, "FieldstoneUnmanagedFile").map((element) => {
    const glob = (element.getAttribute("Include") ?? "").replaceAll("\\", "/");
    return new RegExp(`^${glob.replaceAll(".", "\\.").replaceAll("*", "[^/]*")}$`);
  });
  const home = join(repository, dirname(project));
  const wanted = readdirSync(join(home, "src"), { recursive: true, withFileTypes: true })
    .map((entry) => relative(home, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .filter((file) => /\/FormXml\/.*\.xml$|\/AppModule(SiteMap)?\.xml$/.test(file) && !file.endsWith("_managed.xml"));
  expect(wanted.filter((file) => !patterns.some((pattern) => pattern.test(file)))).toEqual([]);
});

test("git ignores what MSBuild leaves behind", () => {
  const ignored = readFileSync(join(repository, ".gitignore"), "utf8").split("\n");
  expect(ignored).toEqual(expect.arrayContaining(["bin/", "obj/", "/solution/**/*_managed.xml"]));
});
