import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Solution } from "../../../solution/tools/model/types";
import { createDataverse, type Dataverse } from "../dataverse";
import { generateSample, type Scale } from "../sample/generate";
import type { Backend } from "./backend";

/** Of the sample data: everyone sees the same records. */
const SEED = 20_260_101;

export interface EmbeddedOptions {
  readonly solutions: readonly Solution[];
  /** Where the rows last; one folder per scale. Absent: in memory. */
  readonly folder?: string;
  readonly scale: Scale;
  readonly log: (message: string) => void;
}

/** The folder is another running host's; two at once would destroy it. */
export class FolderInUse extends Error {
  constructor(folder: string, owner: number) {
    super(`${folder} is in use by process ${owner}, another form host: use that one, or another --scale.`);
  }
}

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Folders of this very process: its own number in a lock may be left over from before a restart of the machine. */
const claimed = new Set<string>();

/** Claims a folder for this process until the returned function is called. A lock of a dead process counts for nothing. */
function claim(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const lock = path.join(folder, "lock");
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      claimed.add(lock);
      return () => {
        claimed.delete(lock);
        rmSync(lock, { force: true });
      };
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
      const owner = Number(readFileSync(lock, "utf8"));
      if (owner === process.pid ? claimed.has(lock) : owner > 0 && isRunning(owner)) throw new FolderInUse(folder, owner);
      rmSync(lock, { force: true });
    }
  }
}

/**
 * The embedded Dataverse with its sample data. A folder whose filling was broken off is filled anew; in one that was
 * filled, rows stay as people left them.
 */
export class EmbeddedBackend implements Backend {
  readonly environment = "embedded";
  readonly writable = true;
  private dataverse: Promise<Dataverse>;
  private readonly release: () => void;
  private closed = false;

  /** @throws FolderInUse */
  constructor(private options: EmbeddedOptions) {
    this.release = options.folder === undefined ? () => undefined : claim(options.folder);
    this.dataverse = this.open();
    // Whoever asks first hears of a failure.
    this.dataverse.catch(() => undefined);
  }

  async fetch(request: Request): Promise<Response> {
    return (await this.dataverse).fetch(request);
  }

  /** Resolves when the sample data is in place. */
  async ready(): Promise<void> {
    await this.dataverse;
  }

  /** Throws every row away and fills in the sample data. Requests that come meanwhile wait. */
  reset(): Promise<void> {
    return this.reopen(() => this.erase());
  }

  /** Takes over a changed solution; the rows stay. */
  useSolutions(solutions: readonly Solution[]): Promise<void> {
    return this.reopen(() => {
      this.options = { ...this.options, solutions };
    });
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    const dataverse = await this.dataverse.catch(() => undefined);
    await dataverse?.close();
    this.release();
  }

  private async reopen(change: () => void): Promise<void> {
    const old = this.dataverse;
    this.dataverse = (async () => {
      const dataverse = await old.catch(() => undefined);
      await dataverse?.close();
      change();
      return this.open();
    })();
    await this.dataverse;
  }

  private get filledMark(): string | undefined {
    return this.options.folder === undefined ? undefined : path.join(this.options.folder, "filled");
  }

  private erase(): void {
    if (this.options.folder === undefined || this.filledMark === undefined) return;
    rmSync(this.filledMark, { force: true });
    rmSync(path.join(this.options.folder, "database"), { recursive: true, force: true });
  }

  private async open(): Promise<Dataverse> {
    const { solutions, folder, scale, log } = this.options;
    const mark = this.filledMark;
    const isFilled = mark !== undefined && existsSync(mark);
    if (!isFilled) this.erase();
    const dataverse = await createDataverse({ solutions: [...solutions], ...(folder === undefined ? {} : { dataDir: path.join(folder, "database") }) });
    if (isFilled) return dataverse;
    try {
      log(scale === "large" ? "Filling the large sample data; this takes some minutes the first time…" : "Filling the sample data…");
      await dataverse.load(withProgress(generateSample({ scale, seed: SEED, now: new Date() }), log));
      if (mark !== undefined) writeFileSync(mark, new Date().toISOString());
      return dataverse;
    } catch (error) {
      await dataverse.close();
      throw error;
    }
  }
}

type Batch = { readonly table: string; readonly rows: readonly Readonly<Record<string, unknown>>[] };

const SAY_EVERY_ROWS = 50_000;

function* withProgress(batches: Iterable<Batch>, log: (message: string) => void): Generator<{ table: string; rows: Record<string, unknown>[] }> {
  let rows = 0;
  let said = 0;
  for (const batch of batches) {
    yield { table: batch.table, rows: batch.rows.map((row) => ({ ...row })) };
    rows += batch.rows.length;
    if (rows - said >= SAY_EVERY_ROWS) {
      said = rows;
      log(`  ${rows.toLocaleString("en")} rows…`);
    }
  }
}
