import * as fc from "fast-check";
import { fakeUserSettings } from "../../testing/fakeContext";
import { parseTyped, typedFrom } from "./parse";
import type { EditableColumn } from "./types";

const column = (date: EditableColumn["date"], withTime = true): EditableColumn => ({
  kind: "date",
  label: "Ordered on",
  maxLength: null,
  min: null,
  max: null,
  wholeNumber: false,
  options: [],
  date,
  withTime,
  pickLookup: null,
});

/** How people of these languages write a date and a time, as .NET has it. */
const written = {
  "English (United States)": ["M/d/yyyy", "h:mm tt", "AM", "PM"],
  German: ["dd.MM.yyyy", "HH:mm", "", ""],
  "Spanish (Mexico)": ["dd/MM/yyyy", "hh:mm tt", "a.\u00a0m.", "p.\u00a0m."],
  Korean: ["yyyy-MM-dd", "tt h:mm", "오전", "오후"],
  "Chinese (Taiwan)": ["yyyy/M/d", "tt hh:mm", "上午", "下午"],
  Bulgarian: ["d.M.yyyy 'г.'", "H:mm", "", ""],
  "French (Canada)": ["yyyy-MM-dd", "HH 'h' mm", "", ""],
  Finnish: ["d.M.yyyy", "H.mm", "ap.", "ip."],
  "Arabic (Saudi Arabia)": ["d\u200f/M\u200f/yyyy", "h:mm tt", "ص", "م"],
} as const;
type Language = keyof typeof written;

function userOf(language: Language) {
  const [shortDatePattern, shortTimePattern, amDesignator, pmDesignator] = written[language];
  const user = fakeUserSettings(1033, 60);
  return {
    ...user,
    dateFormattingInfo: {
      ...user.dateFormattingInfo,
      shortDatePattern,
      shortTimePattern,
      amDesignator,
      pmDesignator,
      dateSeparator: shortDatePattern.includes("-") ? "-" : shortDatePattern.includes(".") ? "." : "/",
    },
  };
}

const text = (key: string, ...values: readonly (string | number)[]): string => [key, ...values].join(" ");
const minutes = fc.integer({ min: Date.UTC(1960, 0, 1) / 60_000, max: Date.UTC(2080, 0, 1) / 60_000 });

it.each(Object.keys(written) as Language[])("a moment is read as it is shown: %s", (language) => {
  const user = userOf(language);
  fc.assert(
    fc.property(minutes, fc.constantFrom("instant" as const, "calendar" as const), (minute, date) => {
      const value = new Date(minute * 60_000);
      const shown = typedFrom(column(date), value, user);
      expect(parseTyped(column(date), shown, text, user)).toEqual({ ok: true, value });
      expect(parseTyped(column(date), shown.toUpperCase(), text, user)).toEqual({ ok: true, value });
    }),
    { numRuns: 60 },
  );
});

it("the example in the message is itself understood", () => {
  for (const language of Object.keys(written) as Language[]) {
    const user = userOf(language);
    const refused = parseTyped(column("calendar"), "tomorrow", text, user);
    const example = refused.ok ? "" : refused.message.replace("Edit_date ", "");
    expect(parseTyped(column("calendar"), example, text, user)).toEqual({
      ok: true,
      value: new Date(2026, 11, 31, 14, 30),
    });
  }
});

it.each(["12/31/2026 14:30 foo", "12/31/2026 13:30 PM", "12/31/2026 PM", "12/31/2026 2:75 PM", "2:30 PM", "12/31"])(
  "refuses %s",
  (typed) => {
    expect(parseTyped(column("calendar"), typed, text, userOf("English (United States)")).ok).toBe(false);
  },
);

it("takes a day alone as its beginning", () => {
  const user = userOf("German");
  expect(parseTyped(column("calendar"), "31.12.26", text, user)).toEqual({ ok: true, value: new Date(2026, 11, 31) });
});
