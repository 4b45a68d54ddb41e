import fc from "fast-check";
import { fakeUserSettings } from "../testing/fakeContext";
import { columnFacts } from "./column";
import { formatDay, formatInstant, parseDay, parseNumber, type UserFormats } from "./format";
import { readMetadata, readsEverything } from "./metadata";
import { isOnline } from "./online";
import { Outputs } from "./outputs";
import { recordOf } from "./record";
import { asData, plural, textsOf, type Text } from "./strings";

const settings = (language: 1033 | 1031, zone = 0): UserFormats => fakeUserSettings(language, zone);
const ID = "6f9619ff-8b86-d011-b42d-00cf4fc964ff";

describe("which record the form shows", () => {
  it("takes the documented way first", () => {
    const context = { page: { entityId: "00000000-0000-4000-8000-000000000001", entityTypeName: "account" } };
    expect(
      recordOf(context, { recordId: { raw: `{${ID.toUpperCase()}}` }, recordTable: { raw: "fsn_Thing" } }),
    ).toEqual({ id: ID, table: "fsn_thing", key: `fsn_thing:${ID}` });
  });

  it("falls back to what model-driven apps have", () => {
    expect(recordOf({ page: { entityId: ID, entityTypeName: "account" } }, {})).toMatchObject({
      id: ID,
      table: "account",
    });
    expect(recordOf({ mode: { contextInfo: { entityId: ID, entityTypeName: "account" } } }, {})).toMatchObject({
      id: ID,
      table: "account",
    });
  });

  it.each([
    [{}],
    [{ page: null, mode: { contextInfo: 1 } }],
    [{ page: { entityId: "val", entityTypeName: " " } }],
    [{ page: { entityId: "00000000-0000-0000-0000-000000000000" } }],
  ])("%j has none", (context) =>
    expect(recordOf(context, { recordId: { raw: null } })).toEqual({ id: null, table: null, key: ":" }),
  );
});

describe("what a column allows", () => {
  it.each([
    [undefined, false, { readOnly: false, masked: false, unknowable: false, required: "unknown" }],
    [{ attributes: { RequiredLevel: 2 } }, true, { readOnly: true, required: "required" }],
    [
      { security: { readable: false, editable: false, secured: true } },
      false,
      { readOnly: true, masked: true, unknowable: true },
    ],
    [
      { security: { readable: true, editable: false, secured: true } },
      false,
      { readOnly: true, masked: false, unknowable: false },
    ],
    [{ attributes: { IsSecured: true, RequiredLevel: 3 } }, false, { unknowable: true, required: "recommended" }],
    [{ error: true, errorMessage: "too long" }, false, { error: "too long" }],
  ])("%j locked %s", (parameter, locked, facts) => expect(columnFacts(parameter, locked)).toMatchObject(facts));
});

describe("outputs", () => {
  it("hold what a person changed until the form took it, and no longer", () => {
    let notified = 0;
    const outputs = new Outputs<{ a: number; b: number }>(() => void (notified += 1));
    outputs.settle();
    outputs.write({ a: 1 });
    outputs.settle();
    outputs.write({ b: 2 });
    expect(outputs.take()).toEqual({ a: 1, b: 2 });
    expect(outputs.take()).toEqual({ a: 1, b: 2 });
    outputs.settle();
    expect(outputs.take()).toEqual({});
    expect(notified).toBe(2);
  });

  it("leave out what was taken when something else is written before the next view", () => {
    const outputs = new Outputs<{ a: number; b: number }>(() => undefined);
    outputs.write({ a: 1 });
    outputs.take();
    outputs.write({ b: 2 });
    expect(outputs.take()).toEqual({ b: 2 });
  });

  it("of one record never reach the next", () => {
    const outputs = new Outputs<{ a: number }>(() => undefined);
    outputs.write({ a: 1 });
    outputs.drop();
    expect(outputs.take()).toEqual({});
  });
});

describe("the user's formats", () => {
  const instant = Date.UTC(2026, 2, 5, 23, 7);

  it("write an instant in the user's zone, not the browser's", () => {
    expect(formatInstant(instant, settings(1033))).toBe("3/5/2026 11:07 PM");
    expect(formatInstant(instant, settings(1031, 60))).toBe("06.03.2026 00:07");
    expect(formatInstant(instant, settings(1031, 840))).toBe("06.03.2026 13:07");
    expect(formatInstant(instant, settings(1031, -720))).toBe("05.03.2026 11:07");
  });

  it.each(["/", "\u200f", ""])(
    "keep the slashes of an Arabic date, also where the host says %j separates",
    (dateSeparator) => {
      const user = settings(1033);
      const info = { ...user.dateFormattingInfo, shortDatePattern: "d\u200f/M\u200f/yyyy", dateSeparator };
      const day = formatDay(instant, { ...user, dateFormattingInfo: info });
      expect(day).toBe("5\u200f/3\u200f/2026");
      expect(parseDay(day, { ...user, dateFormattingInfo: info })).toEqual({ year: 2026, month: 3, day: 5 });
    },
  );

  it.each<[string, 1033 | 1031, unknown]>([
    ["3/5/2026", 1033, { year: 2026, month: 3, day: 5 }],
    ["3-5-26", 1033, { year: 2026, month: 3, day: 5 }],
    ["5.3.2026", 1031, { year: 2026, month: 3, day: 5 }],
    ["29.2.2028", 1031, { year: 2028, month: 2, day: 29 }],
    ["29.2.2026", 1031, null],
    ["13/1/2026", 1033, null],
    ["soon", 1033, null],
    ["1/2", 1033, null],
  ])("read %s (%d)", (typed, language, day) => expect(parseDay(typed, settings(language))).toEqual(day));

  it("read back every day that they write", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("1950-01-01T00:00:00Z"), max: new Date("2199-12-31T00:00:00Z"), noInvalidDate: true }),
        fc.constantFrom<1033 | 1031>(1033, 1031),
        (date, language) => {
          const user = settings(language);
          const day = parseDay(formatDay(date.getTime(), user), user);
          expect(day).toEqual({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() });
        },
      ),
    );
  });

  it.each<[string, 1033 | 1031, number | null]>([
    ["1,234.5", 1033, 1234.5],
    ["1.234,5", 1031, 1234.5],
    ["$ 12", 1033, 12],
    ["-3", 1033, -3],
    ["12\u00a0000", 1033, 12000],
    [".5", 1033, 0.5],
    ["1e9", 1033, null],
    ["0x10", 1033, null],
    ["1..2", 1033, null],
    ["", 1033, null],
    ["-", 1033, null],
  ])("read the number %s (%d)", (typed, language, value) => expect(parseNumber(typed, settings(language))).toBe(value));
});

describe("texts", () => {
  const known: Readonly<Record<string, string>> = {
    Language: "en",
    Hello: "Hello {0} {1}",
    Row_one: "{0} row",
    Row_other: "{0} rows",
  };
  const inPolish = { Language: "pl", Row_few: "{0} wiersze", Row_many: "{0} wierszy" };
  const text: Text<string> = textsOf({ getString: (key) => known[key] ?? key });

  it("are filled in once, and a missing one shows its key", () => {
    expect(text("Hello", "{1}", "you")).toBe("Hello {1} you");
    expect(text("Gone")).toBe("Gone");
  });

  it("keep their order around an Arabic date or name, and are plain as data", () => {
    const said = text("Hello", "5\u200f/3\u200f/2026", "ليلى");
    expect(said).toBe("Hello \u20685\u200f/3\u200f/2026\u2069 \u2068ليلى\u2069");
    expect(asData(said)).toBe("Hello 5\u200f/3\u200f/2026 ليلى");
    expect(text("Hello", "3/5/2026", "Mia")).toBe("Hello 3/5/2026 Mia");
  });

  it("count as their own language does, whatever the user's is", () => {
    const english: Text<string> = textsOf({ getString: (key) => known[key] ?? key });
    const polish: Text<string> = textsOf({ getString: (key) => ({ ...known, ...inPolish })[key] ?? key });
    expect([plural(english, "Row", 1), plural(english, "Row", 0), plural(english, "Row", 3)]).toEqual([
      "1 row",
      "0 rows",
      "3 rows",
    ]);
    expect([plural(polish, "Row", 3), plural(polish, "Row", 5)]).toEqual(["3 wiersze", "5 wierszy"]);
  });
});

describe("a host that tells little", () => {
  it("is taken to be online, and to tell nothing of metadata and privileges", async () => {
    expect(isOnline({})).toBe(true);
    expect(isOnline({ isOffline: () => true })).toBe(false);
    expect(isOnline({ isNetworkAvailable: () => false })).toBe(false);
    expect((await readMetadata({}, "account", ["name"])).size).toBe(0);
    expect(
      (await readMetadata({ getEntityMetadata: () => Promise.reject(new Error("no")) }, "account", ["name"])).size,
    ).toBe(0);
    expect((await readMetadata({ getEntityMetadata: () => Promise.resolve({}) }, "account", ["name"])).size).toBe(0);
    expect(readsEverything({}, "account")).toBeNull();
    expect(
      readsEverything(
        {
          hasEntityPrivilege: () => {
            throw new Error("no");
          },
        },
        "account",
      ),
    ).toBeNull();
  });
});
