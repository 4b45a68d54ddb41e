import { mkdirSync } from "node:fs";
import path from "node:path";
import type { BrowserContextOptions, Page } from "playwright-core";
import { closeBrowser, openPage } from "./browser";
import { startTestServer, type TestServer } from "./server";

const failures = path.resolve(__dirname, "../../../out/browser");
/** A walk on two busy cores. */
const WALK_MS = 180_000;
/** One step of it: what a person would wait at most, on such a machine. */
const STEP_MS = 20_000;

export type ReactVersion = "16" | "17" | "18";

/** The page's address parameters, see README of the form host; `react` is the walk's own. */
export type Place = Readonly<Record<string, string>>;

export interface Walk {
  readonly page: Page;
  readonly origin: string;
  readonly react: ReactVersion;
  /** The repository that the server runs from; to be changed only by a walk that is `changing`. */
  readonly sources: string;
  /** Opens the form host at a place and waits until it has drawn something. */
  open(place?: Place): Promise<void>;
  /** Reads or writes rows beside the page, as the default administrator. `path` follows `/api/data/v9.2/`. */
  api(
    path: string,
    init?: Omit<RequestInit, "headers"> & { readonly headers?: Readonly<Record<string, string>> },
  ): Promise<Response>;
  /** Fills in the sample data anew, which takes some seconds: for walks that need a record nobody has touched. */
  reset(): Promise<void>;
  /** What the page has complained of so far; a walk that provokes an error takes it out of here. */
  readonly complaints: string[];
}

export interface WalkOptions {
  /** Default: 17, as in model-driven apps. The main walks run on all three. */
  readonly react?: readonly ReactVersion[];
  readonly context?: BrowserContextOptions;
  /** A server of its own, for walks that need large data. Default: the file's, with small data. */
  readonly scale?: "small" | "large";
  /** A server that runs from a copy of the sources and watches it. */
  readonly changing?: boolean;
}

const servers = new Map<string, Promise<TestServer>>();

afterAll(async () => {
  await closeBrowser();
  for (const server of servers.values()) await (await server).stop();
  servers.clear();
}, WALK_MS);

function serverFor({ scale = "small", changing = false }: WalkOptions): Promise<TestServer> {
  const kind = `${scale} ${String(changing)}`;
  const running = servers.get(kind) ?? startTestServer(scale, changing);
  servers.set(kind, running);
  return running;
}

export const allReacts: readonly ReactVersion[] = ["16", "17", "18"];

function listen(page: Page, complaints: string[]): void {
  page.on("pageerror", (error) => complaints.push(`error: ${error.stack ?? error.message}`));
  page.on("console", (message) => {
    // Answers that say no are the business of whoever asked; the browser reports each of them here as well.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
      complaints.push(`console: ${message.text()}`);
  });
}

/**
 * One test in a real browser, once for each React. The walks of a file share a server: each makes or picks records of its
 * own, since what one wrote the next one finds. It fails where `steps` throws or the page complains, and leaves a
 * picture of that moment in out/browser.
 */
export function walk(name: string, options: WalkOptions, steps: (walk: Walk) => Promise<void>): void {
  for (const react of options.react ?? ["17"]) {
    test(
      `${name} (React ${react})`,
      async () => {
        const { origin, sources } = await serverFor(options);
        const page = await openPage(origin, {
          viewport: { width: 1366, height: 900 },
          locale: "en-US",
          timezoneId: "Europe/Berlin",
          ...options.context,
        });
        page.setDefaultTimeout(STEP_MS);
        const complaints: string[] = [];
        listen(page, complaints);
        try {
          await steps({
            page,
            origin,
            sources,
            react,
            complaints,
            async open(place = {}) {
              await page.goto(`${origin}/?${new URLSearchParams({ ...place, react }).toString()}`);
              await page.locator("#app > :not([role=status])").first().waitFor();
            },
            async reset() {
              const { status } = await fetch(`${origin}/host/reset`, { method: "POST" });
              if (status !== 204) throw new Error(`the reset answered ${status}`);
            },
            api: (path, init) =>
              fetch(`${origin}/api/data/v9.2/${path}`, {
                ...init,
                headers: { Accept: "application/json", "Content-Type": "application/json", ...init?.headers },
              }),
          });
          expect(complaints).toEqual([]);
        } catch (error) {
          mkdirSync(failures, { recursive: true });
          const picture = path.join(failures, `${name.replace(/\W+/g, "-")}-react${react}.png`);
          await page.screenshot({ path: picture, fullPage: true }).catch(() => undefined);
          console.error(`${name}: ${picture}\n${page.url()}\n${complaints.join("\n")}`);
          throw error;
        } finally {
          await page.close();
        }
      },
      WALK_MS,
    );
  }
}
