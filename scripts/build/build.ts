import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { outputFaults } from "./check";
import { findControls, outputOf } from "./controls";
import { fingerprint } from "./inputs";
import { pcfScripts } from "./pcfScripts";
import { writeTextKeys } from "./texts";

/** Sizes of a bundle in bytes. */
export interface BundleSize {
  readonly control: string;
  readonly raw: number;
  readonly gzip: number;
}

export type ControlBuild =
  | { readonly control: string; readonly outcome: "built" | "upToDate"; readonly size: BundleSize }
  | { readonly control: string; readonly outcome: "failed"; readonly message: string };

/** What the last good build of a control was made of and what came out. */
interface Stamp {
  readonly inputs: string;
  readonly bundle: string;
}

const digest = (content: Buffer | string) => createHash("sha256").update(content).digest("hex");
const stampOf = (root: string, control: string) => path.join(root, "out", ".build", `${control}.json`);

function readStamp(root: string, control: string): Stamp | undefined {
  try {
    const stamp: unknown = JSON.parse(readFileSync(stampOf(root, control), "utf8"));
    return typeof stamp === "object" && stamp !== null && "inputs" in stamp && "bundle" in stamp
      ? { inputs: String(stamp.inputs), bundle: String(stamp.bundle) }
      : undefined;
  } catch {
    return undefined;
  }
}

/** True if the control's output is what its sources give. */
export function isUpToDate(root: string, control: string): boolean {
  const bundle = path.join(outputOf(root, control), "bundle.js");
  const stamp = readStamp(root, control);
  return (
    stamp !== undefined &&
    existsSync(bundle) &&
    stamp.bundle === digest(readFileSync(bundle)) &&
    stamp.inputs === fingerprint(root, control)
  );
}

/** Sizes of a control that is built. */
export function bundleSize(root: string, control: string): BundleSize {
  const bundle = readFileSync(path.join(outputOf(root, control), "bundle.js"));
  return { control, raw: bundle.byteLength, gzip: gzipSync(bundle, { level: 9 }).byteLength };
}

/** The compiler's errors out of the build's output, or the whole of it where there are none. */
function errorsOf(output: string): string {
  const errors = output.split(/\n\s*\n/).filter((part) => /\bERROR in\b|\[Error\]|error TS/i.test(part));
  return (errors.length > 0 ? errors.join("\n\n") : output).trim();
}

/** The browsers that `pcfconfig.json` in a folder builds for. */
function targetsOf(folder: string): string {
  const file = path.join(folder, "pcfconfig.json");
  const config: unknown = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  return JSON.stringify(
    typeof config === "object" && config !== null && "targets" in config ? config.targets : undefined,
  );
}

async function buildOne(root: string, control: string, inBackground: boolean): Promise<ControlBuild> {
  const source = path.join(root, "controls", control);
  const output = outputOf(root, control);
  const staging = path.join(root, "out", ".build", `${control}-${process.pid}`);
  const inputs = fingerprint(root, control);
  // An old bundle beside new sources would be tested and shipped as if it were theirs.
  rmSync(output, { recursive: true, force: true });
  rmSync(stampOf(root, control), { force: true });
  if (targetsOf(source) !== targetsOf(root)) {
    return {
      control,
      outcome: "failed",
      message: `controls/${control}/pcfconfig.json must have the targets of pcfconfig.json: the build reads the one where it runs.`,
    };
  }
  try {
    mkdirSync(staging, { recursive: true });
    writeTextKeys(root, control);
    const result = await pcfScripts(
      "build",
      source,
      ["--buildMode", "production", "--outDir", path.relative(source, staging)],
      inBackground,
    );
    if (!result.succeeded) return { control, outcome: "failed", message: errorsOf(result.output) };
    const faults = outputFaults(source, staging);
    if (faults.length > 0) return { control, outcome: "failed", message: faults.join("\n") };
    mkdirSync(path.dirname(output), { recursive: true });
    rmSync(output, { recursive: true, force: true });
    renameSync(staging, output);
    const stamp: Stamp = { inputs, bundle: digest(readFileSync(path.join(output, "bundle.js"))) };
    writeFileSync(stampOf(root, control), JSON.stringify(stamp));
    return { control, outcome: "built", size: bundleSize(root, control) };
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

export interface BuildOptions {
  /** The repository. */
  readonly root: string;
  /** Only these; absent = all. */
  readonly controls?: readonly string[];
  /** Builds what is up to date, too. */
  readonly force?: boolean;
  /** Leaves the processor to whoever else wants it. */
  readonly inBackground?: boolean;
  readonly log: (message: string) => void;
  /** Called for each control that is not up to date, before anything is built. */
  readonly onStart?: (control: string) => void;
  /** Called as each of them is built or has failed. */
  readonly onEnd?: (build: ControlBuild) => void;
}

/**
 * Builds, in production mode, each control whose sources changed since its last good build. A failed one has no output
 * afterwards. Outputs of controls that no longer exist are removed.
 */
export async function buildControls({
  root,
  controls,
  force = false,
  inBackground = false,
  log,
  onStart,
  onEnd,
}: BuildOptions): Promise<readonly ControlBuild[]> {
  const all = findControls(root);
  const folder = path.join(root, "out", "controls");
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    if (!all.includes(name)) rmSync(path.join(folder, name), { recursive: true, force: true });
  }
  const wanted = controls ?? all;
  const results: ControlBuild[] = [];
  const queue = wanted.filter((control) => {
    if (force || !isUpToDate(root, control)) return true;
    results.push({ control, outcome: "upToDate", size: bundleSize(root, control) });
    return false;
  });
  if (queue.length > 0) log(`Building ${queue.join(", ")}…`);
  for (const control of queue) onStart?.(control);
  const worker = async () => {
    for (let control = queue.shift(); control !== undefined; control = queue.shift()) {
      const build = await buildOne(root, control, inBackground);
      results.push(build);
      onEnd?.(build);
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), queue.length) }, worker));
  return results.sort((a, b) => wanted.indexOf(a.control) - wanted.indexOf(b.control));
}

/**
 * Writes what the type check needs of each control: the types of its manifest (`generated/ManifestTypes.d.ts`) and the
 * keys of its texts (`generated/TextKeys.d.ts`).
 * @throws Error naming what is wrong with a manifest or with texts
 */
export async function generateTypes(root: string): Promise<void> {
  for (const control of findControls(root)) {
    writeTextKeys(root, control);
    const result = await pcfScripts("refreshTypes", path.join(root, "controls", control), []);
    if (!result.succeeded) throw new Error(`${control}: ${errorsOf(result.output)}`);
  }
}
