import fc from "fast-check";
import { LANGUAGES } from "../../culture/languages";
import { createSettingsStore, defaultSettings, FAULTS, isRightToLeft, readSettings, writeSettings } from "./settings";
import type { AddressBar } from "./settings";
import type { Settings } from "./settings.types";

const defaults = defaultSettings("Europe/Berlin");

const anySettings: fc.Arbitrary<Settings> = fc.record({
  react: fc.constantFrom("16", "17", "18"),
  theme: fc.constantFrom("light", "dark", "contrast"),
  language: fc.constantFrom(...LANGUAGES),
  rightToLeft: fc.constantFrom(null, true, false),
  timeZone: fc.constantFrom("Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "UTC"),
  userId: fc.option(fc.uuid(), { nil: null }),
  formFactor: fc.constantFrom("web", "tablet", "phone"),
  width: fc.option(fc.integer({ min: 280, max: 3840 }), { nil: null }),
  readOnly: fc.boolean(),
  maskedColumns: fc.array(fc.stringMatching(/^[a-z][a-z0-9_]{0,20}$/), { maxLength: 3 }),
  offline: fc.boolean(),
  latency: fc.integer({ min: 0, max: 60_000 }),
  fault: fc.option(fc.constantFrom(...FAULTS), { nil: null }),
  recordSwitch: fc.constantFrom("sameInstance", "destroyAndInit"),
  echo: fc.constantFrom("call", "skip"),
  tools: fc.boolean(),
});

/** An address bar without a browser. */
function bar(search: string): AddressBar & { text: string; reloads: number; goBack(search: string): void } {
  const listeners: (() => void)[] = [];
  return {
    text: search,
    reloads: 0,
    search() {
      return this.text;
    },
    replace(next) {
      this.text = next;
    },
    reload() {
      this.reloads++;
    },
    onNavigate: (listener) => listeners.push(listener),
    goBack(next) {
      this.text = next;
      listeners.forEach((listener) => listener());
    },
  };
}

test("what is written into the address is read back, and the place in it stays", () => {
  fc.assert(
    fc.property(anySettings, (settings) => {
      const written = writeSettings(settings, "?table=fsn_purchaserequest&id=0a&new=1", defaults);
      expect(readSettings(written, defaults)).toEqual(settings);
      const query = new URLSearchParams(written);
      expect([query.get("table"), query.get("id"), query.get("new")]).toEqual(["fsn_purchaserequest", "0a", "1"]);
    }),
  );
});

test("settings at their defaults leave no trace in the address", () => {
  expect(writeSettings(defaults, "", defaults)).toBe("");
  expect(writeSettings(defaults, "?table=account&theme=dark&latency=5", defaults)).toBe("?table=account");
});

test("any text as address gives legal settings", () => {
  fc.assert(
    fc.property(fc.webQueryParameters(), (search) => {
      const settings = readSettings(`?${search}`, defaults);
      expect(readSettings(writeSettings(settings, "", defaults), defaults)).toEqual(settings);
    }),
  );
});

test.each([
  ["?lang=9999", { language: 1033 }],
  ["?tz=Mars/Olympus", { timeZone: "Europe/Berlin" }],
  ["?width=12", { width: null }],
  ["?width=-1e3", { width: null }],
  ["?latency=99999999", { latency: 0 }],
  ["?fault=418", { fault: null }],
  ["?user=%7B11111111-0000-4000-8000-000000000001%7D", { userId: "11111111-0000-4000-8000-000000000001" }],
  ["?user=robert'); drop table", { userId: null }],
  ["?masked=a,B c,fsn_name", { maskedColumns: ["a", "fsn_name"] }],
])("%s", (search, expected) => {
  expect(readSettings(search, defaults)).toMatchObject(expected);
});

test("the direction follows the language until the developer says otherwise", () => {
  expect(isRightToLeft({ language: 1025, rightToLeft: null })).toBe(true);
  expect(isRightToLeft({ language: 1025, rightToLeft: false })).toBe(false);
  expect(isRightToLeft({ language: 1033, rightToLeft: true })).toBe(true);
});

describe("the store", () => {
  test("writes the address and tells once; the same again is silent", () => {
    const address = bar("?table=account");
    const store = createSettingsStore(address, "UTC");
    let told = 0;
    store.subscribe(() => told++);
    store.set({ theme: "dark" });
    store.set({ theme: "dark" });
    expect([told, address.text, store.current.theme]).toEqual([1, "?table=account&theme=dark", "dark"]);
  });

  test("what is known only when an app loads, loads the page anew", () => {
    const address = bar("");
    const store = createSettingsStore(address, "UTC");
    let told = 0;
    store.subscribe(() => told++);
    store.set({ language: 1031 });
    expect([told, address.reloads, address.text]).toEqual([0, 1, "?lang=1031"]);
  });

  test("going back keeps the settings and the place that was returned to", () => {
    const address = bar("?table=account");
    const store = createSettingsStore(address, "UTC");
    store.set({ latency: 250 });
    address.goBack("?table=contact");
    expect([store.current.latency, address.text]).toEqual([250, "?table=contact&latency=250"]);
  });
});
