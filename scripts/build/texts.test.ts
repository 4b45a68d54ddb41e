import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readControlTexts, writeTextKeys } from "./texts";
import { unusedTexts } from "./unusedTexts";

jest.setTimeout(60_000);

let root: string;
const write = (file: string, text: string) => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
};
const resx = (texts: Readonly<Record<string, string>>) =>
  `<?xml version="1.0" encoding="utf-8"?><root>${Object.entries(texts)
    .map(([key, text]) => `<data name="${key}"><value>${text}</value></data>`)
    .join("")}</root>`;
const english = {
  Language: "en",
  Probe_Name: "Probe",
  Greeting: "Hello {0}",
  State_open: "Open",
  State_done: "Done",
  Row_one: "{0} row",
  Row_other: "{0} rows",
};
const german = { ...english, Language: "de" };
const texts = (one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>> = german) => {
  write("controls/Probe/strings/Probe.1033.resx", resx(one));
  write("controls/Probe/strings/Probe.1031.resx", resx(other));
};
const without = (key: string, from: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(from).filter(([name]) => name !== key));

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "fieldstone-texts-"));
  write(
    "controls/Probe/ControlManifest.Input.xml",
    `<manifest><control constructor="Probe" display-name-key="Probe_Name"><resources /></control></manifest>`,
  );
  texts(english);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test("the keys become a type: sentences, those of the manifest, counts in every form", () => {
  writeTextKeys(root, "Probe");
  const source = readFileSync(path.join(root, "controls/Probe/generated/TextKeys.d.ts"), "utf8");
  for (const key of ["Language", "Greeting", "State_open", "State_done", "Row", "Probe_Name"])
    expect(source).toContain(`| "${key}"`);
  for (const key of ["Row_one", "Row_other"]) expect(source).not.toContain(`"${key}"`);
});

test.each([
  ["a language lacks a text", english, without("Greeting", german), /1031\.resx: the text Greeting is missing/],
  [
    "a language has one too many",
    english,
    { ...german, Gone: "x" },
    /1031\.resx: the text Gone is not in .*1033\.resx/,
  ],
  ["a text is empty", { ...english, Greeting: " " }, german, /1033\.resx: the text Greeting is empty/],
  [
    "a placeholder was lost",
    english,
    { ...german, Greeting: "Hallo" },
    /Greeting has the placeholders none, in English \{0\}/,
  ],
  [
    "the manifest names a text that is missing",
    without("Probe_Name", english),
    without("Probe_Name", german),
    /Probe_Name, which ControlManifest/,
  ],
  ["a language counts in more forms", english, { ...german, Language: "pl" }, /the text Row_few is missing/],
])("the build says when %s", (_, one, other, message) => {
  texts(one, other);
  expect(() => readControlTexts(root, "Probe")).toThrow(message);
});

test("a language that counts in more forms than English has them all", () => {
  const forms = { Row_few: "{0} wiersze", Row_many: "{0} wierszy" };
  texts(english, { ...german, ...forms, Language: "pl" });
  expect(readControlTexts(root, "Probe").counted).toEqual(["Row"]);
});

test("a text that nothing asks for is found, also beside others that are put together from parts", () => {
  write(
    "tsconfig.json",
    JSON.stringify({ compilerOptions: { strict: true, noLib: true, types: [] }, include: ["**/*.ts"] }),
  );
  write(
    "shared/form/strings.ts",
    `export type Text<K extends string> = (key: K, ...values: readonly string[]) => string;
     export function plural<K extends string>(text: Text<\`\${K}_one\` | \`\${K}_other\`>, key: K): string { return text(\`\${key}_other\`); }`,
  );
  write(
    "controls/Probe/index.ts",
    `import { plural, type Text } from "../../shared/form/strings";
     declare const text: Text<"Language" | "Greeting" | "State_open" | "State_done" | "Row_one" | "Row_other">;
     export const say = (state: "open" | "done") => text("Language") + text(\`State_\${state}\`) + plural(text, "Row");`,
  );
  expect(unusedTexts(root)).toEqual(["Probe: Greeting"]);
});
