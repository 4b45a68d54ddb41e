import { readdirSync } from "node:fs";
import { readTexts } from "./fakeContext";

/** The tag that a file of texts must give, by the Windows language code in its name. */
const TAGS: Readonly<Record<number, string>> = { 1031: "de", 1033: "en" };
const CONTROLS = readdirSync("controls");
const LANGUAGES = Object.keys(TAGS).map(Number);

it.each(CONTROLS.flatMap((control) => LANGUAGES.map((language) => [control, language] as const)))(
  "the texts of %s in %d say which language they are in",
  (control, language) => expect(readTexts(control, language).get("Language")).toBe(TAGS[language]),
);

it.each(LANGUAGES)("what several controls say alike is said in the same words (%d)", (language) => {
  const said = new Map<string, Set<string>>();
  for (const control of CONTROLS)
    for (const [key, text] of readTexts(control, language))
      // An error's sentence says what a person can do at this very control, and may be its own.
      if (/^(Language|Retry|Failure_Sentence|(Settings|Band|Reason|Edit)_\w+)$/.test(key))
        said.set(key, (said.get(key) ?? new Set()).add(text));
  expect(said.size).toBeGreaterThan(20);
  expect([...said].filter(([, texts]) => texts.size > 1).map(([key]) => key)).toEqual([]);
});
