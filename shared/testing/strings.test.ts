import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { readTexts } from "./fakeContext";

const CONTROLS = ["ApprovalTimeline", "DataHealthIndicator", "DataHealthGrid", "FinancialDimensionPicker"];

/** A control's own sources and all of shared: what may ask for a text. */
function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return name === "generated" || name === "testing" ? [] : sources(path);
    return /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name) ? [readFileSync(path, "utf8")] : [];
  });
}

describe.each(CONTROLS)("texts of %s", (control) => {
  const english = readTexts(control, 1033);
  const german = readTexts(control, 1031);

  it("have the same keys in both languages, none empty", () => {
    expect([...german.keys()]).toEqual([...english.keys()]);
    expect([...english.values(), ...german.values()].filter((text) => text.trim() === "")).toEqual([]);
  });

  it("have the same placeholders in both languages", () => {
    const holes = (text: string | undefined): string => [...new Set((text ?? "").match(/\{\d\}/g))].sort().join();
    expect([...english.keys()].filter((key) => holes(english.get(key)) !== holes(german.get(key)))).toEqual([]);
  });

  it("answer every key that the control's sources and manifest name", () => {
    const manifest = readFileSync(`controls/${control}/ControlManifest.Input.xml`, "utf8");
    const code = sources(`controls/${control}`).join("\n");
    const named = [
      ...code.matchAll(/\btext\("([A-Za-z_]+)"/g),
      ...manifest.matchAll(/(?:display-name|description)-key="([^"]+)"/g),
    ].map(([, key]) => key ?? "");
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((key) => !english.has(key))).toEqual([]);
  });

  it("have none that nothing asks for", () => {
    const code =
      [...sources(`controls/${control}`), ...sources("shared")].join("\n") +
      readFileSync(`controls/${control}/ControlManifest.Input.xml`, "utf8");
    const families = [...code.matchAll(/[`"]([A-Z][A-Za-z]*_)(?:\$\{|")/g)].map(([, prefix]) => prefix ?? "");
    const unused = [...english.keys()].filter(
      (key) =>
        !code.includes(`"${key}"`) &&
        !code.includes(key.replace(/_(one|other)$/, "") + '"') &&
        !families.some((prefix) => key.startsWith(prefix)),
    );
    expect(unused).toEqual([]);
  });
});
