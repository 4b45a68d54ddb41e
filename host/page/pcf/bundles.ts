import type { ControlManifest } from "../../../solution/model/types";
import { bundleAddress } from "../data/trusted";
import type { ControlConstructor } from "./controlTypes";

/** Where the local server keeps the built controls. */
export const CONTROLS_ROOT = "/host/controls/";

/** A control ready to be made: its constructor and its texts. */
export interface LoadedBundle {
  readonly construct: ControlConstructor;
  /** By resource key, in the user's language over English. */
  readonly strings: Readonly<Record<string, string>>;
}

/** What production bundles look for on `window` to register themselves. */
interface Registrar {
  registerControl(name: string, construct: ControlConstructor): void;
}

const registered = new Map<string, ControlConstructor>();
const loads = new Map<string, Promise<LoadedBundle>>();

/**
 * Loads a control's production bundle, once per page however many cells show it.
 * @throws (rejects) Error that names the file which could not be loaded, or the constructor that did not register.
 */
function loadBundle(manifest: ControlManifest, language: number): Promise<LoadedBundle> {
  const key = `${manifest.fullName} ${language}`;
  let load = loads.get(key);
  if (load === undefined) {
    load = loadAnew(manifest, language);
    loads.set(key, load);
    // A failed load may be tried again: the developer mends the control and the page asks anew.
    load.catch(() => loads.delete(key));
  }
  return load;
}

/** The control's sources do not compile; the message is the compiler's. */
export class BuildFailure extends Error {}

const ASK_AGAIN_MS = 500;

/**
 * Like `loadBundle`, but waits for a control that the server is still building.
 * @param onBuilding Called when there is something to wait for.
 * @throws (rejects) BuildFailure, or as `loadBundle`.
 */
export async function loadWhenBuilt(
  manifest: ControlManifest,
  language: number,
  onBuilding: () => void,
): Promise<LoadedBundle> {
  try {
    return await loadBundle(manifest, language);
  } catch {
    // It may also have been built in between: whatever the answer, a second attempt tells.
    await waitForBuild(manifest.constructorName, onBuilding);
    return loadBundle(manifest, language);
  }
}

async function waitForBuild(control: string, onBuilding: () => void): Promise<void> {
  for (;;) {
    const response = await fetch(`${CONTROLS_ROOT}${control}/state.json`);
    const build: unknown = await response.json();
    const state = typeof build === "object" && build !== null && "state" in build ? build.state : undefined;
    if (state === "failed")
      throw new BuildFailure(
        typeof build === "object" && build !== null && "message" in build ? String(build.message) : "",
      );
    if (state !== "building") return;
    onBuilding();
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
  }
}

async function loadAnew(manifest: ControlManifest, language: number): Promise<LoadedBundle> {
  const folder = `${CONTROLS_ROOT}${manifest.constructorName}/`;
  const registrar: Registrar = {
    registerControl: (name, construct) => {
      registered.set(name, construct);
    },
  };
  Object.assign(window, { ComponentFramework: registrar });
  for (const css of manifest.resources.css) {
    addStylesheet(folder + css);
  }
  const [strings] = await Promise.all([
    loadStrings(`${folder}strings/${language}.json`),
    loadScript(`${folder}bundle.js`, manifest.fullName),
  ]);
  const construct = registered.get(manifest.fullName);
  if (construct === undefined) {
    throw new Error(
      `${folder}bundle.js did not register ${manifest.fullName}. Is its namespace or constructor named otherwise in the manifest?`,
    );
  }
  return { construct, strings };
}

async function loadStrings(url: string): Promise<Readonly<Record<string, string>>> {
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(`${url}: HTTP ${response.status}`);
  }
  const body: unknown = await response.json();
  return typeof body === "object" && body !== null
    ? Object.fromEntries(Object.entries(body).map(([key, text]) => [key, String(text)]))
    : {};
}

function loadScript(url: string, name: string): Promise<void> {
  if (registered.has(name)) {
    return Promise.resolve();
  }
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = bundleAddress(url);
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", () => {
      script.remove();
      reject(new Error(`${url} could not be loaded. Was the control built?`));
    });
    document.head.appendChild(script);
  });
}

function addStylesheet(url: string): void {
  if (document.querySelector(`link[href="${url}"]`) === null) {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = url;
    document.head.appendChild(link);
  }
}
