import { readdirSync } from "node:fs";
import { readTexts } from "./fakeContext";

/** The tag that a file of texts must give, by the Windows language code in its name. */
const TAGS: Readonly<Record<number, string>> = { 1031: "de", 1033: "en" };
const CONTROLS = readdirSync("controls");
const holes = (text: string): string => (text.match(/\{\d\}/g) ?? []).sort().join("");
const LANGUAGES = Object.keys(TAGS).map(Number);

it.each(CONTROLS.flatMap((control) => LANGUAGES.map((language) => [control, language] as const)))(
  "the texts of %s in %d say which language they are in",
  (control, language) => expect(readTexts(control, language).get("Language")).toBe(TAGS[language]),
);

it.each(LANGUAGES)("what several controls say alike is said in the same words (%d)", (language) => {
  const said = new Map<string, Set<string>>();
  for (const control of CONTROLS)
    for (const [key, text] of readTexts(control, language))
      if (/^(Language|Retry|Failure_Sentence|(Error|Settings|Band|Reason|Edit)_\w+)$/.test(key))
        // A control that also names the table says more.
        said.set(key + holes(text), (said.get(key + holes(text)) ?? new Set()).add(text));
  expect(said.size).toBeGreaterThan(20);
  expect([...said].filter(([, texts]) => texts.size > 1).map(([key]) => key)).toEqual([]);
});
