import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

/** The repository's root, from which the real source is copied. */
export const repository = resolve(__dirname, "../..");

/**
 * A copy of the real solutions and manifests in a folder of its own, to be broken and mended again. The controls are laid
 * out as pcf-scripts does, from their real manifests, with a one-line bundle: what a bundle does is not the packer's matter.
 */
export class Project {
  readonly root = mkdtempSync(join(tmpdir(), "fieldstone-solution-"));
  private readonly made = new Set<string>();
  private readonly originals = new Map<string, Buffer | undefined>();

  constructor() {
    for (const name of readdirSync(join(repository, "solution"))) {
      const source = join(repository, "solution", name, "src");
      if (existsSync(source)) {
        cpSync(source, join(this.root, "solution", name, "src"), { recursive: true });
      }
    }
    for (const control of readdirSync(join(repository, "controls"))) {
      const manifest = join(repository, "controls", control, "ControlManifest.Input.xml");
      if (existsSync(manifest)) {
        const text = readFileSync(manifest, "utf8");
        this.put(`controls/${control}/ControlManifest.Input.xml`, text);
        this.put(`controls/${control}/index.ts`, `export class ${control} {}\n`);
        this.put(`out/controls/${control}/ControlManifest.xml`, built(text));
        this.put(`out/controls/${control}/bundle.js`, `var control="${control}";\n`);
        for (const [, resource] of text.matchAll(/<(?:resx|css|img) path="([^"]+)"/g)) {
          this.put(`controls/${control}/${resource ?? ""}`, "<root/>\n");
          this.put(`out/controls/${control}/${resource ?? ""}`, "<root/>\n");
        }
      }
    }
    this.originals.clear();
    this.made.clear();
  }

  path(file: string): string {
    return join(this.root, file);
  }

  read(file: string): string {
    return readFileSync(this.path(file), "utf8");
  }

  /** Writes a file; `restore` brings back what was there. */
  put(file: string, text: string): void {
    const path = this.path(file);
    if (!this.originals.has(path)) {
      this.originals.set(path, existsSync(path) ? readFileSync(path) : undefined);
    }
    const made = mkdirSync(dirname(path), { recursive: true });
    if (made !== undefined) {
      this.made.add(made);
    }
    writeFileSync(path, text);
  }

  /** Replaces the first occurrence; throws when there is none, so that no test passes by missing its mark. Returns its line. */
  change(file: string, from: string | RegExp, to: string): number {
    const text = this.read(file);
    const at = typeof from === "string" ? text.indexOf(from) : text.search(from);
    if (at === -1) {
      throw new Error(`${file} does not hold ${String(from)}`);
    }
    this.put(
      file,
      text.replace(from, () => to),
    );
    return text.slice(0, at).split("\n").length;
  }

  restore(): void {
    for (const [path, bytes] of this.originals) {
      if (bytes === undefined) {
        rmSync(path);
      } else {
        writeFileSync(path, bytes);
      }
    }
    this.made.forEach((folder) => rmSync(folder, { recursive: true }));
    this.originals.clear();
    this.made.clear();
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** What pcf-scripts adds to a manifest when it builds. */
function built(manifest: string): string {
  return manifest
    .replace(/<control /, '<control api-version="1.3.18" ')
    .replace(/<code path="[^"]+"/, '<code path="bundle.js"')
    .replace("</control>", '  <built-by name="pac" version="1.51.1" />\n  </control>');
}
