import { DOMParser } from "@xmldom/xmldom";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** Dataverse refuses a larger web resource. */
const LARGEST_BUNDLE = 5 * 1024 * 1024;

/** Texts that stand only in the code of a library which the host gives. */
const fingerprints: readonly (readonly [library: string, text: RegExp])[] = [
  ["React", /__SECRET_INTERNALS_DO_NOT_USE_OR_YOU_WILL_BE_FIRED|__CLIENT_INTERNALS_DO_NOT_USE/],
  ["react-dom", /Minified React error #|__reactFiber\$/],
  ["Fluent", /data-make-styles-bucket|fui-FluentProvider/],
];

/** What is wrong with a bundle's text; empty if nothing is. `fullName` is namespace and constructor. */
export function bundleFaults(bundle: string, fullName: string): string[] {
  const faults: string[] = [];
  const bytes = Buffer.byteLength(bundle);
  if (bytes > LARGEST_BUNDLE) faults.push(`bundle.js has ${bytes} bytes: Dataverse takes ${LARGEST_BUNDLE} at most`);
  if (!bundle.includes(`registerControl('${fullName}'`)) faults.push(`bundle.js does not register ${fullName}`);
  if (/\beval\s*\(|\bnew Function\s*\(/.test(bundle))
    faults.push("bundle.js evaluates text as code, which a content security policy refuses");
  for (const [library, text] of fingerprints)
    if (text.test(bundle)) faults.push(`bundle.js contains ${library}, which the host gives`);
  return faults;
}

/** What is wrong with a built control's folder; empty if nothing is. `source` is the folder it was built from. */
export function outputFaults(source: string, output: string): string[] {
  const missing = ["bundle.js", "ControlManifest.xml"].filter((file) => !existsSync(path.join(output, file)));
  if (missing.length > 0) return missing.map((file) => `${file} is missing`);
  const manifest = new DOMParser().parseFromString(
    readFileSync(path.join(output, "ControlManifest.xml"), "utf8"),
    "text/xml",
  );
  const control = manifest.getElementsByTagName("control")[0];
  const fullName = `${control?.getAttribute("namespace") ?? ""}.${control?.getAttribute("constructor") ?? ""}`;
  const faults = bundleFaults(readFileSync(path.join(output, "bundle.js"), "utf8"), fullName);
  // The manifest names one language; the build brings the others along, and a host loads them by their number.
  const strings = path.join(source, "strings");
  for (const name of existsSync(strings) ? readdirSync(strings) : []) {
    if (name.endsWith(".resx") && !existsSync(path.join(output, "strings", name)))
      faults.push(`strings/${name} is missing`);
  }
  return faults;
}
