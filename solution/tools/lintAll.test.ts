import { mkdirSync, writeFileSync } from "node:fs";
import { Project } from "../testing/project";
import { lintAll } from "./lintAll";
import { packAll } from "./packAll";
import { packagesFolder } from "./pack/packages";

jest.setTimeout(60_000);

const project = new Project();
afterEach(() => project.restore());
afterAll(() => project.remove());

function lint(...named: readonly string[]): { readonly code: number; readonly lines: readonly string[] } {
  const lines: string[] = [];
  return { code: lintAll(project.root, named, (line) => lines.push(line)), lines };
}

test("what npm run pack writes is sound, as a package and beside its source", () => {
  expect(packAll(project.root, () => undefined)).toBe(0);
  expect(lint()).toEqual({ code: 0, lines: ["The solutions are sound (sources and 6 packages)."] });
  const zip = `${packagesFolder(project.root)}/FieldstoneApprovals_managed.zip`;
  expect(lint(zip)).toEqual({ code: 0, lines: [`The solutions are sound (${zip}).`] });
});

test.each([
  ["a solution's folder", "solution/sample"],
  ["the layout that pac unpacks", "solution/sample/src"],
])("%s is linted by its name", (_what, folder) => {
  const path = project.path(folder);
  expect(lint(path)).toEqual({ code: 0, lines: [`The solutions are sound (${path}).`] });
  const at = project.change("solution/sample/src/Roles/Finance Clerk.xml", "prvReadAccount", "prvReadNothing");
  const { code, lines } = lint(path);
  expect(code).toBe(1);
  expect(lines).toEqual([
    expect.stringMatching(`Finance Clerk\\.xml:${at}: "prvReadNothing" is no privilege of a known table`),
    "1 finding.",
  ]);
});

test.each([
  ["a page that was saved as zip", Buffer.from("<html>Sign in</html>")],
  ["an empty file", Buffer.alloc(0)],
  ["a download that broke off", Buffer.from("504b0304140000000800", "hex")],
])("%s is told in one line", (_what, bytes) => {
  mkdirSync(project.path("out"), { recursive: true });
  const zip = project.path("out/broken.zip");
  writeFileSync(zip, bytes);
  expect(lint(zip)).toEqual({ code: 2, lines: [`${zip} cannot be read as a zip: it has no central directory.`] });
});

test("a path that is not there, and a folder that is no solution, are told in a line each", () => {
  expect(lint("nowhere.zip")).toEqual({ code: 2, lines: ["There is no file or folder nowhere.zip."] });
  const { code, lines } = lint(project.path("controls"));
  expect(code).toBe(1);
  expect(lines).toEqual([expect.stringMatching(/Other\/Solution\.xml:1: the file is missing/), "1 finding."]);
});
