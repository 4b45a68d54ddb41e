import { readFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { readResx } from "../../../scripts/build/resx.cjs";
import type { Situation } from "./page/situation";

export type { Situation } from "./page/situation";

const root = path.resolve(__dirname, "../../..");
const platform = path.join(root, "node_modules", "pcf-start", "lib");

let script: Promise<string> | undefined;

/** What runs in the page, bundled once for all pages. */
async function pageScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(__dirname, "page", "main.ts")],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}

/**
 * Opens a page for one control: its production bundle, React 16.14 and the platform's Fluent, and `window.bench`. The
 * control is not on it yet.
 *
 * @param bundles the folder of the built controls
 */
export async function openPage(
  browser: Browser,
  situation: Situation,
  bundles = path.join(root, "out", "controls"),
): Promise<Page> {
  const { control } = situation;
  const page = await browser.newPage({ viewport: { width: 1366, height: 900 } });
  await page.setContent(
    '<!doctype html><html lang="en"><body><div id="control" style="width:800px"></div></body></html>',
  );
  await page.addScriptTag({ path: path.join(platform, "react_16_14_0.js") });
  await page.evaluate("window.React = window.Reactv16; window.ReactDOM = window.ReactDOMv16;");
  await page.addScriptTag({ path: path.join(platform, "fluent_9_4_0.js") });
  await page.evaluate(
    "window.ComponentFramework = { registerControl: (name, made) => { window.registered = made; } };",
  );
  await page.addScriptTag({ path: path.join(bundles, control, "bundle.js") });
  await page.addScriptTag({ content: await (script ??= pageScript()) });
  const file = path.join(root, "controls", control, "strings", `${control}.1033.resx`);
  await page.evaluate(({ given, texts }) => window.startBench(given, texts), {
    given: situation,
    texts: readResx(readFileSync(file, "utf8"), file),
  });
  return page;
}

/** How many frames without a change make a control still: half a second. */
export const STILL_FRAMES = 30;

/** Opens a page with the control on it, and comes back when it is still. */
export async function openControl(browser: Browser, situation: Situation, bundles?: string): Promise<Page> {
  const page = await openPage(browser, situation, bundles);
  await page.evaluate((frames) => window.bench.mount(frames), STILL_FRAMES);
  return page;
}
