import { isRightToLeftLanguage, LANGUAGES } from "../../culture/languages";
import { isTimeZone } from "../../culture/timeZone";
import type { ReactVersion } from "../../server/protocol";
import type { FaultName } from "../data/transport";
import type { FormFactorName, Settings, SettingsStore, ThemeName } from "./settings.types";

const REACT_VERSIONS: readonly ReactVersion[] = ["16", "17", "18"];
const THEMES: readonly ThemeName[] = ["light", "dark", "contrast"];
const FORM_FACTORS: readonly FormFactorName[] = ["web", "tablet", "phone"];
export const FAULTS: readonly FaultName[] = ["400", "403", "404", "429", "500", "drop"];

/** px */
export const WIDTHS = { least: 280, most: 3840 } as const;
/** ms */
export const MOST_LATENCY = 60_000;

/** @param browserTimeZone IANA name of the zone that stands without a `tz` parameter. */
export function defaultSettings(browserTimeZone: string): Settings {
  return {
    react: "17",
    theme: "light",
    language: 1033,
    rightToLeft: null,
    timeZone: browserTimeZone,
    userId: null,
    formFactor: "web",
    width: null,
    readOnly: false,
    maskedColumns: [],
    offline: false,
    latency: 0,
    fault: null,
    recordSwitch: "sameInstance",
    echo: "call",
    tools: false,
  };
}

/** The page's direction: the developer's word, else the language's. */
export function isRightToLeft(settings: Pick<Settings, "rightToLeft" | "language">): boolean {
  return settings.rightToLeft ?? isRightToLeftLanguage(settings.language);
}

/** Reads the address; what is missing or makes no sense stands at its default. */
export function readSettings(search: string, defaults: Settings): Settings {
  const query = new URLSearchParams(search);
  const oneOf = <T extends string>(name: string, allowed: readonly T[], otherwise: T): T =>
    allowed.find((value) => value === query.get(name)) ?? otherwise;
  const number = (name: string, least: number, most: number): number | null => {
    const text = query.get(name) ?? "";
    return /^\d{1,6}$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : null;
  };
  const language = number("lang", 0, 99999);
  const timeZone = query.get("tz");
  const userId = query.get("user")?.replace(/[{}]/g, "").toLowerCase();
  const rtl = query.get("rtl");
  return {
    react: oneOf("react", REACT_VERSIONS, defaults.react),
    theme: oneOf("theme", THEMES, defaults.theme),
    language: language !== null && LANGUAGES.includes(language) ? language : defaults.language,
    rightToLeft: rtl === "1" ? true : rtl === "0" ? false : null,
    timeZone: timeZone !== null && isTimeZone(timeZone) ? timeZone : defaults.timeZone,
    userId: userId !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(userId) ? userId : null,
    formFactor: oneOf("formFactor", FORM_FACTORS, defaults.formFactor),
    width: number("width", WIDTHS.least, WIDTHS.most),
    readOnly: query.get("readonly") === "1",
    maskedColumns: (query.get("masked") ?? "").split(",").filter((name) => /^[a-z0-9_]+$/.test(name)),
    offline: query.get("offline") === "1",
    latency: number("latency", 0, MOST_LATENCY) ?? 0,
    fault: FAULTS.find((value) => value === query.get("fault")) ?? null,
    recordSwitch: query.get("switch") === "rebuild" ? "destroyAndInit" : "sameInstance",
    echo: query.get("echo") === "skip" ? "skip" : "call",
    tools: query.get("tools") === "1",
  };
}

/** The address with these settings; every other parameter stays as it is. */
export function writeSettings(settings: Settings, search: string, defaults: Settings): string {
  const query = new URLSearchParams(search);
  const write = (name: string, value: string, standard: string): void => {
    if (value === standard) {
      query.delete(name);
    } else {
      query.set(name, value);
    }
  };
  write("react", settings.react, defaults.react);
  write("theme", settings.theme, defaults.theme);
  write("lang", String(settings.language), String(defaults.language));
  write("rtl", settings.rightToLeft === null ? "" : settings.rightToLeft ? "1" : "0", "");
  write("tz", settings.timeZone, defaults.timeZone);
  write("user", settings.userId ?? "", "");
  write("formFactor", settings.formFactor, defaults.formFactor);
  write("width", settings.width === null ? "" : String(settings.width), "");
  write("readonly", settings.readOnly ? "1" : "", "");
  write("masked", settings.maskedColumns.join(","), "");
  write("offline", settings.offline ? "1" : "", "");
  write("latency", String(settings.latency), "0");
  write("fault", settings.fault ?? "", "");
  write("switch", settings.recordSwitch === "destroyAndInit" ? "rebuild" : "", "");
  write("echo", settings.echo === "skip" ? "skip" : "", "");
  write("tools", settings.tools ? "1" : "", "");
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

/** As in the platform, these are known when an app loads: another one loads the page anew. */
const LOAD_TIME: readonly (keyof Settings)[] = ["react", "language", "timeZone", "userId"];

/** The address bar as the store needs it. */
export interface AddressBar {
  search(): string;
  /** Changes the address without loading anything. */
  replace(search: string): void;
  /** Loads the page at the address that stands there. */
  reload(): void;
  /** Calls when the person goes back or forward. */
  onNavigate(listener: () => void): void;
}

export function browserAddressBar(): AddressBar {
  return {
    search: () => window.location.search,
    // The state of the entry belongs to whoever navigates.
    replace: (search) =>
      window.history.replaceState(window.history.state, "", search === "" ? window.location.pathname : search),
    reload: () => window.location.reload(),
    onNavigate: (listener) => window.addEventListener("popstate", listener),
  };
}

export function createSettingsStore(bar: AddressBar, browserTimeZone: string): SettingsStore {
  const defaults = defaultSettings(browserTimeZone);
  const listeners = new Set<() => void>();
  let current = readSettings(bar.search(), defaults);
  const tell = (): void => {
    for (const listener of [...listeners]) {
      listener();
    }
  };
  bar.onNavigate(() => {
    const address = readSettings(bar.search(), defaults);
    // A setting outlives going back: the entry that is returned to gets it written in.
    if (JSON.stringify(address) !== JSON.stringify(current)) {
      bar.replace(writeSettings(current, bar.search(), defaults));
    }
  });
  return {
    get current() {
      return current;
    },
    set: (change) => {
      const next: Settings = { ...current, ...change };
      if (JSON.stringify(next) === JSON.stringify(current)) {
        return;
      }
      const reload = LOAD_TIME.some((name) => next[name] !== current[name]);
      current = next;
      bar.replace(writeSettings(current, bar.search(), defaults));
      if (reload) {
        bar.reload();
      } else {
        tell();
      }
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
