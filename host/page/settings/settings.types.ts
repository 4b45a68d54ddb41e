import type { ReactVersion } from "../../server/protocol";
import type { FaultName } from "../data/transport";

export type ThemeName = "light" | "dark" | "contrast";
export type FormFactorName = "web" | "tablet" | "phone";
/** How a form goes from one record to another: issues of real environments tell of both. */
export type RecordSwitch = "sameInstance" | "destroyAndInit";

/**
 * What a developer can set about the page, mirrored in the address so that a state can be linked to. In comments: the
 * parameter's name; a parameter that stands at its default is absent. Where the page is (table, id, view, form, new) is not
 * a setting: the shell keeps those parameters, and the store leaves them alone.
 */
export interface Settings {
  /** `react`; another one loads the page anew. Default 17, as in model-driven apps. */
  readonly react: ReactVersion;
  /** `theme` */
  readonly theme: ThemeName;
  /** `lang`: Windows language code. Default 1033. */
  readonly language: number;
  /** `rtl` = 0 or 1; null: by the language. Ask `isRightToLeft(settings)`. */
  readonly rightToLeft: boolean | null;
  /** `tz`: IANA name. Default: the browser's zone. */
  readonly timeZone: string;
  /** `user`: systemuserid of the acting user; null: the server's default, a system administrator. */
  readonly userId: string | null;
  /** `formFactor` */
  readonly formFactor: FormFactorName;
  /** `width`: of the app in px, 280 to 3840; null: as wide as the window. */
  readonly width: number | null;
  /** `readonly` = 1: every form is read-only. */
  readonly readOnly: boolean;
  /** `masked`: logical names, comma separated, of columns that look secured and unreadable to the form. */
  readonly maskedColumns: readonly string[];
  /** `offline` = 1 */
  readonly offline: boolean;
  /** `latency`: ms added to every Web API request, 0 to 60,000. */
  readonly latency: number;
  /** `fault` */
  readonly fault: FaultName | null;
  /** `switch` = rebuild: the form destroys its controls when it goes to another record. Default: the same instances. */
  readonly recordSwitch: RecordSwitch;
  /**
   * `echo` = skip: a control gets no updateView for a value that it has just put out itself and that was accepted. The
   * platform may do either, so a control has to live with both. Default: it is called.
   */
  readonly echo: "call" | "skip";
  /** `tools` = 1: the tool pane is open. */
  readonly tools: boolean;
}

export interface SettingsStore {
  readonly current: Settings;
  /** Changes what is named, writes the address and calls the listeners; nothing happens when nothing differs. */
  set(change: Partial<Settings>): void;
  subscribe(listener: () => void): () => void;
}
