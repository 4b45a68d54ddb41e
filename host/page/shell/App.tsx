import * as React from "react";
import {
  FluentProvider,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  Button,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import type { RequestLog } from "../data/requestLog";
import type { WebApi } from "../data/webApi";
import { localeOf } from "../../culture/languages";
import { RecentRecords } from "../base/recentRecords";
import { FormPage } from "../form/FormPage";
import type { AttributeValue } from "../data/values";
import { ListPage } from "../lists/ListPage";
import type { PcfEnvironment } from "../pcf/environment";
import type { HostServices } from "../pcf/hostServices.types";
import type { HardMoments } from "../base/hardMoments.types";
import { isRightToLeft } from "../settings/settings";
import { themeOf } from "../settings/theme";
import { ToolPane } from "../tools/ToolPane";
import { useStore } from "../base/useStore";
import { AppHeader } from "./AppHeader";
import { createCurrencySymbols } from "./currency";
import { Dialogs } from "./Dialogs";
import type { DialogStore } from "./dialogStore";
import { HostProvider, tableOf, useHost, type GoOptions, type Host, type RecordSet } from "../base/host";
import { Icon } from "../base/icons";
import { readPlace, samePlace, writePlace, type Place } from "../base/place";
import { SiteMap } from "./SiteMap";

const useStyles = makeStyles({
  row: { display: "flex", height: "100%", minWidth: 0, backgroundColor: tokens.colorNeutralBackground2 },
  app: {
    display: "flex",
    flexDirection: "column",
    flexGrow: 1,
    minWidth: 0,
    height: "100%",
    marginInline: "auto",
    backgroundColor: tokens.colorNeutralBackground2,
    position: "relative",
  },
  work: { display: "flex", flexGrow: 1, minHeight: 0, minWidth: 0, position: "relative" },
  main: { flexGrow: 1, minWidth: 0, minHeight: 0, overflow: "auto" },
  // What the compiler says of a failed build can be long.
  message: { borderRadius: 0, flexShrink: 0, maxHeight: "30vh", overflowY: "auto" },
  unseen: {
    position: "absolute",
    width: "1px",
    height: "1px",
    overflow: "hidden",
    clipPath: "inset(50%)",
    whiteSpace: "nowrap",
  },
});

/** Moves of the app, shared between React and what stands outside it (services of controls). */
export interface Navigator {
  go(place: Place, options?: GoOptions): Promise<boolean>;
}

export interface AppProps {
  readonly environment: PcfEnvironment;
  readonly services: HostServices;
  readonly dialogs: DialogStore;
  readonly webApi: WebApi;
  readonly requestLog: RequestLog;
  /** From `/host/info.json`. */
  readonly dataSource: string;
  /** The app puts its own `go` in here when it has mounted. */
  readonly navigator: { current: Navigator | null };
}

interface Page {
  readonly place: Place;
  /** Another key: the page is built anew. */
  readonly key: number;
  readonly recordSet: RecordSet | null;
  readonly initialValues: Readonly<Record<string, AttributeValue>> | undefined;
}

/** px: below it the site map lies over the page and opens from the header. */
const NARROW = 768;

/** How many pages of the app lie before an entry of the history: the entry itself tells, whichever way it was reached. */
function depthOf(state: unknown): number {
  return typeof state === "object" && state !== null && "depth" in state && typeof state.depth === "number"
    ? state.depth
    : 0;
}

/** The model-driven app: header, site map, the page of the address, dialogs, the developers' tools. */
export function App(props: AppProps): React.ReactElement {
  const styles = useStyles();
  const { environment, dialogs, navigator } = props;
  const { model } = environment;
  const store = environment.settings;
  useStore(store);
  useStore(dialogs);
  const settings = store.current;
  const rightToLeft = isRightToLeft(settings);
  const [page, setPage] = React.useState<Page>(() => ({
    place: readPlace(window.location.search, model),
    key: 0,
    recordSet: null,
    initialValues: undefined,
  }));
  const [moments, setMoments] = React.useState<HardMoments | null>(null);
  const [autosave, setAutosave] = React.useState(true);
  const [spoken, setSpoken] = React.useState<{
    readonly text: string;
    readonly urgent: boolean;
    readonly count: number;
  }>({ text: "", urgent: false, count: 0 });
  const guard = React.useRef<(() => Promise<boolean>) | null>(null);
  const current = React.useRef(page);
  current.current = page;
  const depth = React.useRef(depthOf(window.history.state));

  const show = React.useCallback((place: Place, options: GoOptions) => {
    const before = current.current;
    setPage({
      place,
      key: options.keepPage ? before.key : before.key + 1,
      recordSet: options.recordSet === undefined ? (options.keepPage ? before.recordSet : null) : options.recordSet,
      initialValues: options.keepPage ? before.initialValues : options.initialValues,
    });
  }, []);
  const mayLeave = React.useCallback(async () => guard.current === null || (await guard.current()), []);
  const go = React.useCallback(
    async (place: Place, options: GoOptions = {}): Promise<boolean> => {
      if (!options.force && !(await mayLeave())) return false;
      const search = writePlace(place, window.location.search);
      if (options.replace || samePlace(place, current.current.place))
        window.history.replaceState({ depth: depth.current }, "", search);
      else {
        depth.current += 1;
        window.history.pushState({ depth: depth.current }, "", search);
      }
      show(place, options);
      return true;
    },
    [mayLeave, show],
  );
  navigator.current = { go };
  React.useEffect(() => {
    const onPop = async (): Promise<void> => {
      const place = readPlace(window.location.search, model);
      if (samePlace(place, current.current.place)) return;
      const stayed = current.current.place;
      const there = depthOf(window.history.state);
      if (!(await mayLeave())) {
        window.history.pushState({ depth: depth.current }, "", writePlace(stayed, window.location.search));
        return;
      }
      depth.current = there;
      show(place, {});
    };
    const listener = (): void => void onPop();
    window.addEventListener("popstate", listener);
    return () => window.removeEventListener("popstate", listener);
  }, [model, mayLeave, show]);

  const [recents] = React.useState(() => new RecentRecords());
  const [currencySymbol] = React.useState(() => createCurrencySymbols(props.webApi));
  const host: Host = React.useMemo(
    () => ({
      model,
      webApi: props.webApi,
      settings,
      settingsStore: store,
      rightToLeft,
      rights: environment.user,
      services: props.services,
      environment,
      go,
      recents,
      currencySymbol,
      autosave,
      setAutosave,
      formats: { locale: localeOf(settings.language), languageId: settings.language, timeZone: settings.timeZone },
      back: () => {
        if (depth.current > 0) window.history.back();
        else void go({ kind: "list", table: current.current.place.table, viewId: null }, { replace: true });
      },
      ask: (question) => dialogs.ask(question),
      quickCreate: (name, initialValues) => {
        const table = tableOf(model, name);
        return table ? dialogs.quickCreate(table, initialValues) : Promise.resolve(null);
      },
      guardLeaving: (ask) => {
        guard.current = ask;
        return () => {
          if (guard.current === ask) guard.current = null;
        };
      },
      announce: (text, urgent = false) => setSpoken((before) => ({ text, urgent, count: before.count + 1 })),
      offerHardMoments: setMoments,
    }),
    [
      model,
      props.webApi,
      props.services,
      settings,
      store,
      rightToLeft,
      environment,
      go,
      recents,
      currencySymbol,
      autosave,
      dialogs,
    ],
  );

  const [wide, setWide] = React.useState(true);
  const [overlay, setOverlay] = React.useState(false);
  const [windowWidth, setWindowWidth] = React.useState(window.innerWidth);
  React.useEffect(() => {
    const onResize = (): void => setWindowWidth(window.innerWidth);
    window.addEventListener("resize", onResize);
    return () => window.removeEventListener("resize", onResize);
  }, []);
  const narrow = settings.formFactor === "phone" || (settings.width ?? windowWidth) < NARROW;
  React.useEffect(() => setOverlay(false), [page.key]);
  React.useEffect(() => {
    document.documentElement.dir = rightToLeft ? "rtl" : "ltr";
    document.documentElement.lang = localeOf(settings.language);
  }, [rightToLeft, settings.language]);

  return (
    // A class here would also be given to every portal, and lay a sheet over the page.
    <FluentProvider theme={themeOf(settings.theme)} dir={rightToLeft ? "rtl" : "ltr"} style={{ height: "100%" }}>
      <HostProvider value={host}>
        <div className={styles.row}>
          <div
            className={styles.app}
            style={
              settings.width === null ? undefined : { width: settings.width, maxWidth: settings.width, flexGrow: 0 }
            }
          >
            <AppHeader narrow={narrow} toggleSiteMap={() => setOverlay(!overlay)} />
            {settings.offline ? (
              <MessageBar intent="warning" className={styles.message} lang="en">
                <MessageBarBody>You are offline. Changes cannot be saved until the connection is back.</MessageBarBody>
              </MessageBar>
            ) : null}
            {dialogs.messages.map((message) => (
              <MessageBar key={message.id} intent={message.level} className={styles.message} lang="en">
                <MessageBarBody>{message.text}</MessageBarBody>
                {message.closable ? (
                  <MessageBarActions
                    containerAction={
                      <Button
                        appearance="transparent"
                        aria-label="Dismiss"
                        icon={<Icon name="dismiss" />}
                        onClick={() => dialogs.hideMessage(message.id)}
                      />
                    }
                  />
                ) : null}
              </MessageBar>
            ))}
            <div className={styles.work}>
              {narrow && !overlay ? null : (
                <SiteMap
                  selected={page.place.table}
                  collapsed={!narrow && !wide}
                  overlay={narrow}
                  onToggle={() => (narrow ? setOverlay(false) : setWide(!wide))}
                />
              )}
              <main className={styles.main}>
                <CurrentPage page={page} />
              </main>
            </div>
          </div>
          <ToolPane
            environment={environment}
            requestLog={props.requestLog}
            moments={moments}
            table={tableOf(model, page.place.table) ?? null}
            dataSource={props.dataSource}
          />
        </div>
        <Dialogs store={dialogs} />
        <div className={styles.unseen} aria-live="polite" role="status" lang="en">
          {spoken.urgent ? "" : <span key={spoken.count}>{spoken.text}</span>}
        </div>
        <div className={styles.unseen} aria-live="assertive" role="alert" lang="en">
          {spoken.urgent ? <span key={spoken.count}>{spoken.text}</span> : ""}
        </div>
      </HostProvider>
    </FluentProvider>
  );
}

function CurrentPage(props: { readonly page: Page }): React.ReactElement {
  const { place, key, recordSet, initialValues } = props.page;
  const { model } = useHost();
  const table = tableOf(model, place.table);
  if (!table) {
    return (
      <MessageBar intent="error" lang="en">
        <MessageBarBody>
          {place.table === ""
            ? "The solution has no tables."
            : `The solution has no table "${place.table}". Choose one from the site map.`}
        </MessageBarBody>
      </MessageBar>
    );
  }
  if (place.kind === "list") return <ListPage key={`list-${place.table}`} table={table} viewId={place.viewId} />;
  return (
    <FormPage
      key={`form-${key}`}
      table={table}
      id={place.id}
      formId={place.formId}
      recordSet={recordSet}
      initialValues={initialValues}
    />
  );
}
