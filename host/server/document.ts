import { readFileSync } from "node:fs";
import path from "node:path";
import type { ReactVersion } from "./protocol";

/**
 * As strict as Power Apps' own: no inline script, no eval, no foreign origin. Fluent writes its styles into style elements,
 * which is why those are allowed.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  // The page's one policy is made in host/page/data/trusted.ts.
  "require-trusted-types-for 'script'",
  "trusted-types fieldstone-host",
].join("; ");

/** The React that a page's address asks for; model-driven apps load 17. */
export function reactVersion(asked: string | undefined): ReactVersion {
  return asked === "16" || asked === "18" ? asked : "17";
}

/** What the page asks for as soon as it runs: on its way while the libraries are still being read. */
const preloads = ["/host/model.json", "/host/info.json"].map(
  (address) => `<link rel="preload" href="${address}" as="fetch" crossorigin="anonymous">`,
);

/** The page's HTML with the platform's libraries before its own script. `pageFolder` holds `index.html`. */
export function renderDocument(pageFolder: string, react: ReactVersion): string {
  const html = readFileSync(path.join(pageFolder, "index.html"), "utf8");
  const scripts = [`/host/lib/react-${react}.js`, "/host/lib/fluent.js", "/host/page.js"];
  const tags = [...preloads, ...scripts.map((source) => `<script src="${source}" defer></script>`)];
  return html.replace(/<script src="\/host\/page\.js"[^>]*><\/script>/, tags.join("\n    "));
}
