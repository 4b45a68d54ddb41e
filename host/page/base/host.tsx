import * as React from "react";
import type { HostModel, Table } from "../../../solution/model/types";
import type { Formats } from "../record/formats";
import type { UserRights } from "../data/actingUser";
import type { AttributeValue, LookupValue } from "../data/values";
import type { Row } from "../data/values";
import type { HardMoments } from "./hardMoments.types";
import type { WebApi } from "../data/webApi";
import type { RecentRecords } from "./recentRecords";
import type { HostServices } from "../pcf/hostServices.types";
import type { Settings, SettingsStore } from "../settings/settings.types";
import type { PcfEnvironment } from "../pcf/environment";
import type { Place } from "./place";

/** The rows one came from: the record set pane walks through them. */
export interface RecordSet {
  readonly table: string;
  readonly title: string;
  readonly rows: readonly { readonly id: string; readonly name: string; readonly row: Row }[];
}

export interface GoOptions {
  readonly replace?: boolean;
  readonly recordSet?: RecordSet | null;
  /** Values for a new record. */
  readonly initialValues?: Readonly<Record<string, AttributeValue>>;
  /** Only the address and the page's own state change: nothing is rebuilt. */
  readonly keepPage?: boolean;
  /** The person has been asked already, or there is nothing to lose. */
  readonly force?: boolean;
}

/** A modal question with any number of answers; the first is the main one. */
export interface Question {
  readonly title: string;
  readonly text: string;
  readonly answers: readonly { readonly key: string; readonly label: string }[];
}

/** What every part of the page may use. */
export interface Host {
  readonly model: HostModel;
  readonly webApi: WebApi;
  readonly settings: Settings;
  readonly settingsStore: SettingsStore;
  readonly formats: Formats;
  readonly rightToLeft: boolean;
  readonly rights: UserRights;
  readonly services: HostServices;
  /** What the custom controls share. */
  readonly environment: PcfEnvironment;
  /** Leaves the current page (asking for unsaved changes) and opens another; false when the person stayed. */
  go(place: Place, options?: GoOptions): Promise<boolean>;
  back(): void;
  /** Resolves with the key of the chosen answer, or null when the dialog was closed. */
  ask(question: Question): Promise<string | null>;
  /** Saving by itself, 30 s after a change: the organization's setting, switchable on the form. */
  readonly autosave: boolean;
  setAutosave(on: boolean): void;
  /** Opens the quick create pane; resolves with the new row, or null when it was cancelled. */
  quickCreate(table: string, initialValues?: Readonly<Record<string, AttributeValue>>): Promise<LookupValue | null>;
  /** Asked before the current page is left; returns the unregister function. */
  guardLeaving(guard: () => Promise<boolean>): () => void;
  /** Speaks to screen readers: politely, or at once. */
  announce(text: string, urgent?: boolean): void;
  currencySymbol(id: string | null): Promise<string>;
  readonly recents: RecentRecords;
  /** The form on the page tells the tool pane what can be provoked. */
  offerHardMoments(moments: HardMoments | null): void;
}

const HostContext = React.createContext<Host | null>(null);
export const HostProvider = HostContext.Provider;

export function useHost(): Host {
  const host = React.useContext(HostContext);
  if (!host) throw new Error("A part of the page was rendered outside the app.");
  return host;
}

/** The table of that name, or undefined for one that the solution does not have. */
export function tableOf(model: HostModel, logicalName: string): Table | undefined {
  return model.tables.find((table) => table.logicalName === logicalName);
}
