import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Solution } from "../../solution/model/types";
import { createDataverse, type Dataverse } from "../dataverse";
import { lockDataDir } from "../dataverse/dataDirLock";
import { generateSample } from "../sample/generate";
import type { Scale } from "../sample/rows";
import type { Backend } from "./backend";

/** Of the sample data: everyone sees the same records. */
const SEED = 20_260_101;

export interface EmbeddedOptions {
  readonly solutions: readonly Solution[];
  /** Where the rows last; one folder per scale. Absent: in memory. */
  readonly folder?: string;
  readonly scale: Scale;
  /** Begins with fresh sample data. */
  readonly reset?: boolean;
  readonly log: (message: string) => void;
}

/**
 * The embedded Dataverse with its sample data. A folder whose filling was broken off is filled anew; in one that was
 * filled, rows stay as people left them.
 */
export class EmbeddedBackend implements Backend {
  readonly environment = "embedded";
  readonly writable = true;
  private dataverse: Promise<Dataverse>;
  private release: (() => Promise<void>) | undefined;
  private closed = false;

  constructor(private options: EmbeddedOptions) {
    this.dataverse = this.begin();
    // Whoever asks first hears of a failure.
    this.dataverse.catch(() => undefined);
  }

  async fetch(request: Request): Promise<Response> {
    return (await this.dataverse).fetch(request);
  }

  /** Resolves when the sample data is in place. @throws DataDirInUse */
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
    await this.release?.();
  }

  /** The whole folder is claimed before anything in it is read or removed: another host may be filling it. */
  private async begin(): Promise<Dataverse> {
    const { folder, reset } = this.options;
    if (folder !== undefined) {
      mkdirSync(folder, { recursive: true });
      this.release = await lockDataDir(folder);
      if (reset) this.erase();
    }
    return this.open();
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
    const dataverse = await createDataverse({
      solutions: [...solutions],
      ...(folder === undefined ? {} : { dataDir: path.join(folder, "database") }),
    });
    if (isFilled) return dataverse;
    try {
      log(
        scale === "large"
          ? "Filling the large sample data; this takes some minutes the first time…"
          : "Filling the sample data…",
      );
      await dataverse.load(withProgress(generateSample({ scale, seed: SEED, now: new Date(), solutions }), log));
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

function* withProgress(
  batches: Iterable<Batch>,
  log: (message: string) => void,
): Generator<{ table: string; rows: Record<string, unknown>[] }> {
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
