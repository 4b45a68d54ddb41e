import * as React from "react";
import * as ReactDOM from "react-dom";
import type { HostModel } from "../../solution/model/types";
import type { HostInfo } from "../server/protocol";
import { loadActingUser } from "./data/actingUser";
import { RequestLog } from "./data/requestLog";
import { createTransport } from "./data/transport";
import { createWebApi } from "./data/webApi";
import { failureOf } from "./data/failure";
import type { PcfEnvironment } from "./pcf/environment";
import { InstanceRegistry } from "./pcf/registry";
import { App, type Navigator } from "./shell/App";
import { createCurrencySymbols } from "./shell/currency";
import { DialogStore } from "./shell/dialogStore";
import { followServer } from "./shell/serverEvents";
import { createServices } from "./shell/services";
import { browserAddressBar, createSettingsStore } from "./settings/settings";

async function readJson<T>(path: string): Promise<T> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  // What our own server sends is of our own making.
  return (await response.json()) as T;
}

/** Loads what the app is made of, then mounts it. */
async function start(root: HTMLElement): Promise<void> {
  const settings = createSettingsStore(browserAddressBar(), Intl.DateTimeFormat().resolvedOptions().timeZone);
  const requestLog = new RequestLog();
  const dialogs = new DialogStore();
  followServer(dialogs, () => window.location.reload());
  const transport = createTransport(
    (url, init) => fetch(url, init),
    () => settings.current,
    requestLog,
  );
  // Who acts must be known even where the developer has set the page to fail: these two requests go without the switches.
  const plain = createTransport(
    (url, init) => fetch(url, init),
    () => ({ userId: settings.current.userId, offline: false, latency: 0, fault: null }),
    requestLog,
  );
  const [model, info] = await Promise.all([
    readJson<HostModel>("/host/model.json"),
    readJson<HostInfo>("/host/info.json"),
  ]);
  const webApi = createWebApi(transport, model, "form");
  const plainApi = createWebApi(plain, model, "form");
  const [user, currencySymbol] = await Promise.all([
    loadActingUser(plain, model),
    createCurrencySymbols(plainApi)(null).catch(() => ""),
  ]);
  const navigator: { current: Navigator | null } = { current: null };
  const services = createServices(
    model,
    dialogs,
    async (place, options) => (await navigator.current?.go(place, options)) ?? false,
  );
  const environment: PcfEnvironment = {
    model,
    settings,
    user,
    transport,
    services,
    instances: new InstanceRegistry(),
    currencySymbol,
  };
  mount(
    <App
      environment={environment}
      services={services}
      dialogs={dialogs}
      webApi={webApi}
      requestLog={requestLog}
      dataSource={info.environment}
      navigator={navigator}
    />,
    root,
  );
}

/** React 18 has `createRoot`, 16 and 17 have `render`: whichever the platform loaded. */
function mount(element: React.ReactElement, root: HTMLElement): void {
  const { createRoot } = ReactDOM as {
    readonly createRoot?: (container: HTMLElement) => { render(element: React.ReactElement): void };
  };
  if (createRoot) createRoot(root).render(element);
  else ReactDOM.render(element, root);
}

const root = document.getElementById("app");
if (root) {
  start(root).catch((error: unknown) => {
    const failure = error instanceof Error ? { message: error.message, details: error.stack ?? "" } : failureOf(error);
    root.textContent = "";
    const message = document.createElement("p");
    message.setAttribute("role", "alert");
    message.textContent = `The form host could not start. ${failure.message}`;
    const retry = document.createElement("button");
    retry.textContent = "Try again";
    retry.onclick = () => window.location.reload();
    root.append(message, retry);
    console.error(failure.details);
  });
}
