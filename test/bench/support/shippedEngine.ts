import { createRequire } from "node:module";
import path from "node:path";
import { build } from "esbuild";

const root = path.resolve(__dirname, "../../..");

/**
 * An engine as it ships: in one bundle, minified. Loaded module by module, every call between them would cost more.
 * @param entry relative to the repository
 */
export async function shippedEngine(entry: string): Promise<unknown> {
  const outfile = path.join(root, "out/bench", entry.replace(/\.ts$/, ".cjs"));
  await build({
    entryPoints: [path.join(root, entry)],
    outfile,
    bundle: true,
    minify: true,
    format: "cjs",
    target: "safari16.4",
  });
  return createRequire(__filename)(outfile) as unknown;
}
