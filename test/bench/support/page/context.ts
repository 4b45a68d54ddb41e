import type { Parameters } from "./parameters";
import type { WebApiStandIn } from "./webApi";

/** What a context says that differs from one updateView to the next. */
export interface Moment {
  readonly record: string;
  readonly parameters: Parameters;
  readonly updatedProperties: readonly string[];
}

/** What a context reaches that stays the same. */
export interface Surroundings {
  /** The theme of the app: one object for as long as it stays the same. */
  readonly theme: object;
  readonly texts: Readonly<Record<string, string>>;
  readonly webApi: WebApiStandIn;
  /** Called for each request that does not go through the Web API. */
  readonly onRequest: () => void;
}

const rejected = () => Promise.reject(new Error("not here"));

/** A context of plain objects, all of them new, so that nothing of a form host is measured. */
export const contextOf = (
  { record, parameters, updatedProperties }: Moment,
  { texts, theme, webApi, onRequest }: Surroundings,
) => ({
  parameters,
  updatedProperties: [...updatedProperties],
  mode: {
    isControlDisabled: false,
    isVisible: true,
    label: "Label",
    allocatedWidth: 800,
    allocatedHeight: -1,
    trackContainerResize: () => undefined,
  },
  page: { entityId: record, entityTypeName: "order" },
  client: { isOffline: () => false, isNetworkAvailable: () => true },
  formatting: { formatDateShort: (date: Date) => date.toISOString() },
  resources: { getString: (key: string) => texts[key] ?? key },
  userSettings: {
    languageId: 1033,
    isRTL: false,
    userId: "{11111111-0000-4000-8000-000000000001}",
    getTimeZoneOffsetMinutes: () => 0,
    dateFormattingInfo: {
      shortDatePattern: "M/d/yyyy",
      shortTimePattern: "h:mm tt",
      dateSeparator: "/",
      timeSeparator: ":",
      amDesignator: "AM",
      pmDesignator: "PM",
      dayNames: [],
      abbreviatedDayNames: [],
      monthNames: [],
      abbreviatedMonthNames: [],
    },
    numberFormattingInfo: {
      numberDecimalSeparator: ".",
      numberGroupSeparator: ",",
      negativeSign: "-",
      currencySymbol: "$",
    },
  },
  utils: {
    getEntityMetadata: () => {
      onRequest();
      return Promise.resolve({ Attributes: { get: () => ({ attributeDescriptor: { RequiredLevel: 2 } }) } });
    },
    lookupObjects: rejected,
  },
  webAPI: {
    ...webApi,
    retrieveRecord: rejected,
    createRecord: rejected,
    updateRecord: rejected,
    deleteRecord: rejected,
  },
  fluentDesignLanguage: { tokenTheme: theme },
  events: {},
});
