import { watch } from "chokidar";
import { existsSync } from "node:fs";
import path from "node:path";
import { isBuilt } from "../../scripts/build/inputs";

/** What a changed file means for a running host. */
export type Change = "controls" | "page" | "model";

/** Editors write in several steps. */
const SETTLE_MS = 120;

/** What must be made anew for a changed file, its path relative to the repository. */
export function meaningOf(file: string): readonly Change[] {
  const changes: Change[] = [];
  if (isBuilt(file)) changes.push("controls");
  if (
    /^controls\/[^/]+\/ControlManifest\.Input\.xml$/.test(file) ||
    (/^solution\//.test(file) && /\.(xml|json)$/.test(file))
  )
    changes.push("model");
  // Dates and names of languages are written in the page, too.
  if (/^host\/(page|culture)\//.test(file) && !/\.test\.tsx?$/.test(file)) changes.push("page");
  return changes;
}

export interface Watching {
  /** Resolves when every change from now on is seen. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

/**
 * Watches the sources below `root` and calls `work` with everything that changed since its last call; never two at once.
 * `work` deals with its own errors.
 */
export function watchSources(root: string, work: (changes: ReadonlySet<Change>) => Promise<void>): Watching {
  let pending = new Set<Change>();
  let timer: NodeJS.Timeout | undefined;
  let busy: Promise<void> | undefined;
  const run = async () => {
    while (pending.size > 0) {
      const changes = pending;
      pending = new Set();
      await work(changes);
    }
    busy = undefined;
  };
  const watcher = watch(
    ["controls", "shared", "solution", "host/culture", "host/page", "tsconfig.json"]
      .map((folder) => path.join(root, folder))
      .filter((folder) => existsSync(folder)),
    { ignoreInitial: true, ignored: (file) => /[\\/](node_modules|generated|bin|obj)([\\/]|$)/.test(file) },
  );
  watcher.on("all", (_event, file) => {
    for (const change of meaningOf(path.relative(root, file).split(path.sep).join("/"))) pending.add(change);
    if (pending.size === 0) return;
    clearTimeout(timer);
    timer = setTimeout(() => (busy ??= run()), SETTLE_MS);
  });
  return {
    ready: new Promise((resolve) => watcher.once("ready", resolve)),
    async close() {
      clearTimeout(timer);
      await watcher.close();
      await busy;
    },
  };
}
