import { readFileSync } from "node:fs";
import type { UserFormats } from "../form/format";

/**
 * The framework's context for unit tests of a control: the one thing that cannot run outside a host. Everything that can
 * be real is: texts come from the control's own resx, formats are those of en-US and de-DE users.
 */
export interface FakeOptions {
  readonly control: string;
  readonly language?: 1033 | 1031;
  readonly rtl?: boolean;
  /** The form is locked. */
  readonly disabled?: boolean;
  readonly offline?: boolean;
  readonly recordId?: string | null;
  /** Minutes east of UTC. */
  readonly zoneMinutes?: number;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly webAPI?: Partial<ComponentFramework.WebApi>;
  readonly utils?: Readonly<Record<string, unknown>>;
}

const names = (locale: string, options: Intl.DateTimeFormatOptions, days: readonly Date[]): string[] =>
  days.map((day) => new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options }).format(day));
const weekDays = Array.from({ length: 7 }, (_, index) => new Date(Date.UTC(2023, 0, 1 + index)));
const months = Array.from({ length: 12 }, (_, index) => new Date(Date.UTC(2023, index, 1)));

const texts = new Map<string, ReadonlyMap<string, string>>();

/** The texts of one language of a control, as the build ships them. */
export function readTexts(control: string, language: number): ReadonlyMap<string, string> {
  const file = `controls/${control}/strings/${control}.${language}.resx`;
  const known = texts.get(file);
  if (known) return known;
  const document = new DOMParser().parseFromString(readFileSync(file, "utf8"), "text/xml");
  const map = new Map(
    Array.from(document.querySelectorAll("data"), (data) => [
      data.getAttribute("name") ?? "",
      data.querySelector("value")?.textContent ?? "",
    ]),
  );
  texts.set(file, map);
  return map;
}

/** The settings of a user, as far as controls read them. */
export type FakeUserSettings = UserFormats & {
  readonly languageId: number;
  readonly isRTL: boolean;
  readonly userId: string;
};

/** What a host answers to a call that the test does not expect. */
const unexpected = (call: string) => () => Promise.reject(new Error(`unexpected ${call}`));

export function fakeUserSettings(language: 1033 | 1031 = 1033, zoneMinutes = 0, rtl = false): FakeUserSettings {
  const german = language === 1031;
  const locale = german ? "de-DE" : "en-US";
  return {
    languageId: language,
    isRTL: rtl,
    userId: "{11111111-0000-4000-8000-000000000001}",
    getTimeZoneOffsetMinutes: () => zoneMinutes,
    dateFormattingInfo: {
      shortDatePattern: german ? "dd.MM.yyyy" : "M/d/yyyy",
      shortTimePattern: german ? "HH:mm" : "h:mm tt",
      dateSeparator: german ? "." : "/",
      timeSeparator: ":",
      amDesignator: german ? "" : "AM",
      pmDesignator: german ? "" : "PM",
      dayNames: names(locale, { weekday: "long" }, weekDays),
      abbreviatedDayNames: names(locale, { weekday: "short" }, weekDays),
      monthNames: names(locale, { month: "long" }, months),
      abbreviatedMonthNames: names(locale, { month: "short" }, months),
    },
    numberFormattingInfo: {
      numberDecimalSeparator: german ? "," : ".",
      numberGroupSeparator: german ? "." : ",",
      negativeSign: "-",
      currencySymbol: german ? "€" : "$",
    },
  };
}

/**
 * A context that a control accepts. The framework's own type cannot be built outside of it, so this is the one place
 * where a test claims a type instead of proving it.
 */
export function fakeContext<T>(options: FakeOptions): ComponentFramework.Context<T> {
  const { control, language = 1033, disabled = false, offline = false, recordId = null, parameters = {} } = options;
  const found = readTexts(control, language);
  const context: unknown = {
    parameters: {
      ...(recordId === null
        ? {}
        : {
            recordId: { raw: recordId, type: "SingleLine.Text" },
            recordTable: { raw: "fsn_purchaserequest", type: "SingleLine.Text" },
          }),
      ...parameters,
    },
    mode: { isControlDisabled: disabled, isVisible: true, label: "Label", allocatedWidth: -1, allocatedHeight: -1 },
    client: { isOffline: () => offline, isNetworkAvailable: () => !offline },
    resources: { getString: (key: string) => found.get(key) ?? key },
    userSettings: fakeUserSettings(language, options.zoneMinutes, options.rtl),
    utils: { ...options.utils },
    webAPI: {
      retrieveMultipleRecords: unexpected("retrieveMultipleRecords"),
      retrieveRecord: unexpected("retrieveRecord"),
      updateRecord: unexpected("updateRecord"),
      createRecord: unexpected("createRecord"),
      deleteRecord: unexpected("deleteRecord"),
      ...options.webAPI,
    },
    updatedProperties: [],
    events: {},
  };
  return context as ComponentFramework.Context<T>;
}
