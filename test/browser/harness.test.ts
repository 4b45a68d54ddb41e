import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Browser } from "playwright-core";
import { findControls } from "../../scripts/build/controls";
import { startBrowser } from "./support/browser";

const root = path.resolve(__dirname, "../..");
const LONGEST_MS = 120_000;

/** Microsoft's page takes React from a public network, which a test does not depend on: the same files from the packages. */
const published: Readonly<Record<string, string>> = {
  "https://unpkg.com/react@16.14.0/umd/react.development.js": "node_modules/react/umd/react.development.js",
  "https://unpkg.com/react-dom@16.14.0/umd/react-dom.development.js":
    "node_modules/react-dom/umd/react-dom.development.js",
};

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
}, LONGEST_MS);
afterAll(() => browser.close());

/** Its address, which it says once it listens. */
function addressOf(harness: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      const address = /http:\/\/localhost:\d+/.exec(said)?.[0];
      if (address) resolve(address);
    };
    harness.stdout?.on("data", listen);
    harness.stderr?.on("data", listen);
    harness.once("close", () => reject(new Error(`the harness ended:\n${said}`)));
  });
}

test.each(findControls(root))(
  "%s comes up in Microsoft's harness",
  async (control) => {
    const harness = spawn(process.execPath, ["scripts/harness.mjs", control], {
      cwd: root,
      env: { ...process.env, BROWSER: "none" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const ended = new Promise((resolve) => harness.once("close", resolve));
    const page = await browser.newPage();
    try {
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(error.message));
      await page.route(/^https:/, (route) => {
        const file = published[route.request().url()];
        return file === undefined
          ? route.abort()
          : route.fulfill({ contentType: "text/javascript", body: readFileSync(path.join(root, file), "utf8") });
      });
      await page.goto(await addressOf(harness));
      const drawn = page.locator("#TestControl-pcf-container-id", { hasText: /\S/ });
      await drawn.waitFor();
      expect(errors).toEqual([]);
    } finally {
      await page.close();
      harness.kill("SIGTERM");
      await ended;
    }
  },
  LONGEST_MS,
);
