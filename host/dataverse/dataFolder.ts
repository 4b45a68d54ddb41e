import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What is stored cannot be opened, and nothing here can mend it. The message is one line: what, where, and what to do. */
export class DataDirDamaged extends Error {
  constructor(dataDir: string, copy: string, reason: string) {
    super(
      `The data in ${dataDir} is damaged and cannot be opened (${reason.replace(/\s+/gu, " ").trim()}). A copy is kept in ${copy}. Start once with --reset: it discards the data and begins with fresh sample data.`,
    );
    this.name = "DataDirDamaged";
  }
}

/** Size of the files of PostgreSQL's log, in bytes, as the cluster is made with. */
export const logFileSize = 1024 * 1024;

/** Where in `pg_control` stands whether the cluster was closed, and the place of its last checkpoint in the log (PostgreSQL 18). */
const stateOffset = 16;
const checkpointOffset = 32;
const closedState = 1;

/** Files of a cluster that was closed, by their path in it: what PostgreSQL needs to find its last checkpoint. */
type Spare = ReadonlyMap<string, Buffer>;

/**
 * The folder of one database. Its `cluster` is PostgreSQL's.
 *
 * When a cluster is closed, all rows are in their tables, and PostgreSQL says so in the last record of its log. Without that one record
 * it would not start again, though nothing is lost. So closing keeps a `spare` of the control file and of the log's end, from which the
 * next start replaces them if need be. A cluster that was not closed has no spare: there PostgreSQL replays its log as far as it can
 * be read, which a damaged last record only shortens.
 */
export class DataFolder {
  readonly cluster: string;
  private readonly unfinished: string;
  private readonly spare: string;

  constructor(private readonly path: string) {
    mkdirSync(path, { recursive: true });
    this.cluster = join(path, "cluster");
    this.unfinished = join(path, "unfinished");
    this.spare = join(path, "spare");
  }

  /** A process may be killed while it makes the cluster, when nothing is in it yet: the next one starts over. */
  clearUnfinished(): void {
    if (existsSync(this.unfinished) || !existsSync(this.cluster)) {
      writeFileSync(this.unfinished, "");
      rmSync(this.cluster, { recursive: true, force: true });
    }
  }

  finished(): void {
    rmSync(this.unfinished, { force: true });
  }

  /**
   * Opens a cluster that exists, with the help of its spare where it does not open otherwise.
   * @throws DataDirDamaged
   */
  async open<T>(start: () => Promise<T>): Promise<T> {
    // PostgreSQL's own tools take a folder without this file for an empty one, and would begin anew in it.
    if (!existsSync(join(this.cluster, "PG_VERSION"))) {
      throw this.damaged("its PG_VERSION is missing");
    }
    // From the first write on, the spare is of the past: it must not be there any more when that begins.
    const spare = this.takeSpare();
    try {
      return await start();
    } catch (error) {
      if (spare === undefined) {
        throw this.damaged(error);
      }
    }
    for (const [name, content] of spare) {
      writeFileSync(join(this.cluster, name), content);
    }
    try {
      return await start();
    } catch (error) {
      throw this.damaged(error);
    }
  }

  /** To be called after the cluster was closed. */
  keepSpare(): void {
    const control = readFileSync(join(this.cluster, controlFile));
    if (control.readUInt32LE(stateOffset) !== closedState) {
      return;
    }
    const first = logFileAt(control.readBigUInt64LE(checkpointOffset));
    const temporary = `${this.spare}.new`;
    rmSync(temporary, { recursive: true, force: true });
    mkdirSync(join(temporary, "pg_wal"), { recursive: true });
    mkdirSync(join(temporary, "global"), { recursive: true });
    writeFileSync(join(temporary, controlFile), control);
    // The record may go on in the next file.
    for (const name of readdirSync(join(this.cluster, "pg_wal"))
      .filter((file) => file.slice(8) >= first)
      .sort()
      .slice(0, 2)) {
      cpSync(join(this.cluster, "pg_wal", name), join(temporary, "pg_wal", name));
    }
    rmSync(this.spare, { recursive: true, force: true });
    renameSync(temporary, this.spare);
  }

  private takeSpare(): Spare | undefined {
    if (!existsSync(this.spare)) {
      return undefined;
    }
    const names = [controlFile, ...readdirSync(join(this.spare, "pg_wal")).map((name) => join("pg_wal", name))];
    const found = new Map(names.map((name) => [name, readFileSync(join(this.spare, name))]));
    rmSync(this.spare, { recursive: true, force: true });
    return found;
  }

  /** The error to throw; a copy of what is there is kept first, once. */
  damaged(reason: unknown): DataDirDamaged {
    const note = join(this.path, "damaged");
    const known = existsSync(note) ? readFileSync(note, "utf8") : "";
    const copy = existsSync(known)
      ? known
      : `${this.path}-damaged-${new Date().toISOString().slice(0, 19).replace(/:/gu, "-")}`;
    if (copy !== known) {
      cpSync(this.cluster, join(copy, "cluster"), { recursive: true });
      writeFileSync(note, copy);
    }
    return new DataDirDamaged(this.path, copy, typeof reason === "string" ? reason : wordsOf(reason));
  }
}

/** PostgreSQL that gave up at its start tells nothing of use; an error of a statement says which data it could not read. */
const wordsOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? error.message : "PostgreSQL does not start from it";

const controlFile = join("global", "pg_control");

/** The name of the log's file that has a place in it, without the timeline that the name begins with. */
function logFileAt(place: bigint): string {
  const number = place / BigInt(logFileSize);
  const perGroup = 0x1_0000_0000n / BigInt(logFileSize);
  return [number / perGroup, number % perGroup]
    .map((part) => part.toString(16).toUpperCase().padStart(8, "0"))
    .join("");
}

/** What only a damaged cluster makes PostgreSQL say: it gave up, or it found data that it cannot read. */
export const tellsDamage = (error: unknown): boolean =>
  error instanceof WebAssembly.RuntimeError ||
  (error instanceof Error && "code" in error && typeof error.code === "string" && /^(XX|58)/u.test(error.code));
