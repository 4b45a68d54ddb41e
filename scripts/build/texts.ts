import { DOMParser } from "@xmldom/xmldom";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readResx } from "./resx.cjs";

/** The texts of one language of a control. */
interface LanguageTexts {
  /** Relative to the repository. */
  readonly file: string;
  readonly texts: Readonly<Record<string, string>>;
}

/** The keys of a control's texts, as its sources and its manifest may ask for them. */
export interface ControlTexts {
  /** Keys that stand for one sentence and that only the sources ask for. */
  readonly plain: readonly string[];
  /** Keys that stand for a count: `Events` where the files have Events_one, Events_other, … as their language needs. */
  readonly counted: readonly string[];
  /** Keys that the manifest names: makers read them, and the sources may ask for them too. */
  readonly manifest: readonly string[];
}

/** English: what people get whose language a control has no texts for. */
const ENGLISH = 1033;
/** The key of a file's own language tag (BCP 47): what a reader pronounces by, and what counts plurals. */
const LANGUAGE = "Language";

/** The end of a key that stands for one form of a count (Unicode's plural categories). */
const FORM = /_(zero|one|two|few|many|other)$/;

function languagesOf(root: string, control: string): readonly LanguageTexts[] {
  const folder = path.posix.join("controls", control, "strings");
  return readdirSync(path.join(root, folder))
    .filter((name) => name.endsWith(".resx"))
    .sort((a, b) => Number(b.includes(`.${ENGLISH}.`)) - Number(a.includes(`.${ENGLISH}.`)))
    .map((name) => {
      const file = path.posix.join(folder, name);
      return { file, texts: readResx(readFileSync(path.join(root, file), "utf8"), file) };
    });
}

/** Every key that an attribute of the manifest names (`display-name-key`, `description-key`). */
function manifestKeys(root: string, control: string): readonly string[] {
  const file = path.join(root, "controls", control, "ControlManifest.Input.xml");
  const manifest = new DOMParser().parseFromString(readFileSync(file, "utf8"), "text/xml");
  const named = Array.from(manifest.getElementsByTagName("*")).flatMap((element) =>
    Array.from(element.attributes).flatMap(({ name, value }) => (name.endsWith("-key") ? [value] : [])),
  );
  return [...new Set(named)];
}

const holes = (text: string): string => [...new Set(text.match(/\{\d\}/g))].sort().join(" ");

/** What one file lacks, has too much, or says with other placeholders than English does. */
function faultsOf({ file, texts }: LanguageTexts, english: LanguageTexts, counted: readonly string[]): string[] {
  const faults: string[] = [];
  const formOf = (key: string): string | undefined =>
    counted.find((base) => FORM.test(key) && key.replace(FORM, "") === base);
  const forms = new Intl.PluralRules(texts[LANGUAGE] ?? "en").resolvedOptions().pluralCategories;
  const wanted = [
    ...Object.keys(english.texts).filter((key) => formOf(key) === undefined),
    ...counted.flatMap((base) => forms.map((form) => `${base}_${form}`)),
  ];
  for (const key of wanted) if (!Object.hasOwn(texts, key)) faults.push(`${file}: the text ${key} is missing`);
  for (const [key, text] of Object.entries(texts)) {
    if (!wanted.includes(key)) faults.push(`${file}: the text ${key} is not in ${english.file}`);
    if (text.trim() === "") faults.push(`${file}: the text ${key} is empty`);
    const base = formOf(key);
    const model = english.texts[base === undefined ? key : `${base}_other`];
    if (model !== undefined && holes(model) !== holes(text))
      faults.push(
        `${file}: the text ${key} has the placeholders ${holes(text) || "none"}, in English ${holes(model) || "none"}`,
      );
  }
  return faults;
}

/**
 * The keys of a control's texts.
 * @throws Error with a line per fault: a key that one language or the manifest lacks, an empty text, other placeholders
 */
export function readControlTexts(root: string, control: string): ControlTexts {
  const languages = languagesOf(root, control);
  const [english] = languages;
  if (!english?.file.includes(`.${ENGLISH}.`))
    throw new Error(`controls/${control}/strings has no English texts (${ENGLISH})`);
  const keys = Object.keys(english.texts);
  const counted = keys
    .filter((key) => key.endsWith("_other") && keys.includes(key.replace(FORM, "_one")))
    .map((key) => key.replace(FORM, ""));
  const manifest = manifestKeys(root, control);
  const faults = [
    ...languages.flatMap((language) => faultsOf(language, english, counted)),
    ...manifest
      .filter((key) => !keys.includes(key))
      .map((key) => `${english.file}: the text ${key}, which ControlManifest.Input.xml names, is missing`),
  ];
  if (faults.length > 0) throw new Error(faults.join("\n"));
  const isForm = (key: string): boolean => FORM.test(key) && counted.includes(key.replace(FORM, ""));
  return { plain: keys.filter((key) => !manifest.includes(key) && !isForm(key)), counted, manifest };
}

/** Writes the keys of a control's texts as a type (`generated/TextKeys.d.ts`), so that a missing one fails the type check. */
export function writeTextKeys(root: string, control: string): void {
  const { plain, counted, manifest } = readControlTexts(root, control);
  const union = (keys: readonly string[]): string => keys.map((key) => `\n  | ${JSON.stringify(key)}`).join("");
  const source = `/* Written by the build from strings/*.resx. */

/** Keys that stand for a count; each language has the forms that it needs. */
type CountedKey =${union(counted) || " never"};

export type TextKey =${union([...plain, ...manifest])}
  | \`\${CountedKey}_\${Intl.LDMLPluralRule}\`;
`;
  const file = path.join(root, "controls", control, "generated", "TextKeys.d.ts");
  if (existsSync(file) && readFileSync(file, "utf8") === source) return;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, source);
}
