import type {
  ControlManifest,
  CustomControlUse,
  FormControl,
  PrivilegeDepth,
  PrivilegeVerb,
} from "../../../solution/model/types";
import { isRightToLeft } from "../settings/settings";
import { designLanguage } from "../settings/theme";
import { reaches } from "../data/actingUser";
import { getEntityMetadata } from "../data/metadata";
import { offsetMinutes, standardOffsetMinutes } from "../../culture/timeZone";
import { createWebApi } from "../data/webApi";
import type { FormSession } from "../record/session.types";
import { CONTROLS_ROOT } from "./bundles";
import type { RuntimeContext } from "./controlTypes";
import { createDevice } from "./device";
import type { PcfEnvironment } from "./environment";
import { guardWebApi, requireFeature } from "./features";
import { createFormatting } from "./formatting";
import { buildParameters } from "./parameters";
import { dateFormattingInfo, numberFormattingInfo } from "./patterns";
import { Popups } from "./popups";

/** Which control, on which form, with what around it. Stays the same for the life of an instance. */
export interface ContextSource {
  readonly manifest: ControlManifest;
  readonly use: CustomControlUse;
  readonly control: FormControl;
  readonly session: FormSession;
  readonly strings: Readonly<Record<string, string>>;
  readonly environment: PcfEnvironment;
}

/** What the form says about the cell; changes while the control lives. */
export interface CellState {
  readonly label: string;
  /** The cell's own `disabled`, a rule's or a developer's lock. The record's read-only state comes on top. */
  readonly disabled: boolean;
  /** px; −1 until the control asked to track its container. */
  readonly allocatedWidth: number;
}

/** What the control can set off through its context. */
export interface ContextActions {
  requestRender(): void;
  setFullScreen(value: boolean): void;
  trackContainerResize(value: boolean): void;
  setControlState(state: ComponentFramework.Dictionary): boolean;
  raiseEvent(name: string, payload: unknown): void;
}

/** Makes the context objects of one instance: a new object per call, with the parts that never change shared. */
export interface ContextMaker {
  make(
    cell: CellState,
    updatedProperties: readonly string[],
    dataSets: Readonly<Record<string, ComponentFramework.PropertyTypes.DataSet>>,
  ): RuntimeContext;
  /** Takes the popups away. */
  destroy(): void;
}

const FORM_FACTORS = { web: 1, tablet: 2, phone: 3 } as const;

/** `hasEntityPrivilege`'s numbers; 0 is "none". */
const VERBS: readonly (PrivilegeVerb | null)[] = [
  null,
  "Create",
  "Read",
  "Write",
  "Delete",
  "Assign",
  "Share",
  "Append",
  "AppendTo",
];
const DEPTHS: readonly PrivilegeDepth[] = ["basic", "local", "deep", "global"];

export function createContextMaker(source: ContextSource, actions: ContextActions): ContextMaker {
  const { manifest, use, control, session, strings, environment } = source;
  const { settings } = environment;
  const language = settings.current.language;
  const popups = lazy(() => new Popups());
  const fixed = {
    device: createDevice(manifest),
    factory: { getPopupService: popups.get, requestRender: actions.requestRender },
    formatting: createFormatting({
      language,
      timeZone: settings.current.timeZone,
      currencySymbol: environment.currencySymbol,
    }),
    navigation: navigationOf(environment),
    resources: resourcesOf(manifest, strings),
    userSettings: userSettingsOf(environment),
    utils: utilsOf(manifest, environment),
    webAPI: guardWebApi(manifest, createWebApi(environment.transport, environment.model, control.id)),
    events: Object.fromEntries(
      manifest.events.map((name) => [name, (payload?: unknown) => actions.raiseEvent(name, payload)]),
    ),
    client: {
      disableScroll: false,
      getClient: () => "Web",
      getFormFactor: () => FORM_FACTORS[settings.current.formFactor],
      isOffline: () => settings.current.offline,
      isNetworkAvailable: () => !settings.current.offline,
    },
  };
  return {
    make: (cell, updatedProperties, dataSets) => ({
      ...fixed,
      parameters: { ...buildParameters(manifest, use, session, language), ...dataSets },
      updatedProperties: [...updatedProperties],
      mode: {
        allocatedWidth: cell.allocatedWidth,
        // Only a cell of fixed height would have one.
        allocatedHeight: -1,
        isControlDisabled: isDisabled(cell, control, session),
        // A hidden control is destroyed; one that hears anything is visible.
        isVisible: true,
        label: cell.label,
        contextInfo: {
          entityId: session.recordId ?? "",
          entityTypeName: session.table.logicalName,
          entityRecordName: session.recordName,
        },
        setControlState: actions.setControlState,
        setFullScreen: actions.setFullScreen,
        trackContainerResize: actions.trackContainerResize,
      },
      page: {
        entityId: session.recordId ?? "",
        entityTypeName: session.table.logicalName,
        isPageReadOnly: session.readOnly,
        getClientUrl: () => window.location.origin,
      },
      fluentDesignLanguage: designLanguage(settings.current.theme),
    }),
    destroy: () => popups.made()?.destroy(),
  };
}

/** The cell, the record, or a rule on the cell's column. Column security is told by the property's `security` instead. */
function isDisabled(cell: CellState, control: FormControl, session: FormSession): boolean {
  const locked = control.column !== undefined && session.attribute(control.column)?.locked === true;
  return cell.disabled || control.disabled || session.readOnly || locked;
}

function navigationOf({ services }: PcfEnvironment): ComponentFramework.Navigation {
  return {
    openAlertDialog: (strings, options) => services.openAlertDialog(strings, options),
    openConfirmDialog: (strings, options) => services.openConfirmDialog(strings, options),
    openErrorDialog: (options) => services.openErrorDialog(options),
    openFile: (file, options) => services.openFile(file, options),
    openForm: (options, parameters) => services.openForm(options, parameters),
    openUrl: (url, options) => services.openUrl(url, options),
    openWebResource: (name, options, data) => services.openWebResource(name, options, data),
  };
}

function resourcesOf(
  manifest: ControlManifest,
  strings: Readonly<Record<string, string>>,
): ComponentFramework.Resources {
  return {
    // The key comes back where the text is missing.
    getString: (id) => strings[id] ?? id,
    getResource: (id, success, failure) => {
      readAsBase64(`${CONTROLS_ROOT}${manifest.constructorName}/${id}`).then(success, failure);
    },
  };
}

async function readAsBase64(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(`${url}: HTTP ${response.status}`);
  }
  const bytes = new Uint8Array(await response.arrayBuffer());
  let text = "";
  for (const byte of bytes) {
    text += String.fromCharCode(byte);
  }
  return btoa(text);
}

function userSettingsOf({ settings, user, currencySymbol }: PcfEnvironment): ComponentFramework.UserSettings {
  const { language, timeZone } = settings.current;
  return {
    dateFormattingInfo: dateFormattingInfo(language),
    numberFormattingInfo: numberFormattingInfo(language, currencySymbol),
    isRTL: isRightToLeft(settings.current),
    languageId: language,
    securityRoles: [...user.roleIds],
    // In braces and capitals, as the platform gives it.
    userId: `{${user.user.id.toUpperCase()}}`,
    userName: user.user.name,
    // Daylight saving counts only when a date is passed.
    getTimeZoneOffsetMinutes: (date) =>
      date === undefined ? standardOffsetMinutes(timeZone) : offsetMinutes(date, timeZone),
  };
}

function utilsOf(
  manifest: ControlManifest,
  { model, settings, services, user }: PcfEnvironment,
): ComponentFramework.Utility {
  const allow = (): void => requireFeature(manifest, "Utility");
  return {
    getEntityMetadata: (table, columns) => {
      allow();
      return getEntityMetadata(model, settings.current.language, table, columns);
    },
    hasEntityPrivilege: (table, type, depth) => {
      allow();
      const verb = VERBS[type];
      const wanted = DEPTHS[Math.max(0, depth)];
      return (
        verb !== null && verb !== undefined && wanted !== undefined && reaches(user.privilege(verb, table), wanted)
      );
    },
    lookupObjects: (options) => {
      allow();
      return services.lookupObjects(options);
    },
  };
}

/** Made when it is first asked for. */
function lazy<T>(create: () => T): { get(): T; made(): T | undefined } {
  let value: T | undefined;
  return { get: () => (value ??= create()), made: () => value };
}
