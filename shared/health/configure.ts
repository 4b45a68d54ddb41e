import { DEFAULT_BANDS } from "./assess";
import type { HealthRule } from "./rules";
import { SEVERITIES, type BandLimits, type ColumnFact, type Severity } from "./types";

/** Which columns are checked: every bound one, those the table requires or recommends, or only those it requires. */
export type Scope = "all" | "recommended" | "required";

/** What a maker set on the control, as text and numbers. */
export interface HealthSettings {
  readonly scope: string | null;
  /** `fsn_vendor=critical; fsn_email=low`. */
  readonly severities: string | null;
  readonly goodFrom: number | null;
  readonly fairFrom: number | null;
}

/** A mistake in the settings, with what fills the sentence that tells it. */
export interface SettingsProblem {
  readonly kind: "scope" | "severity" | "entry" | "bands";
  readonly values: readonly string[];
}

export interface HealthConfiguration {
  readonly scope: Scope;
  readonly severities: ReadonlyMap<string, Severity>;
  readonly bands: BandLimits;
  readonly problems: readonly SettingsProblem[];
}

const isSeverity = (word: string): word is Severity => SEVERITIES.some((severity) => severity === word);
const isScope = (word: string): word is Scope => word === "all" || word === "recommended" || word === "required";

/** Reads the maker's settings. A mistake is named with its place, and the default stands in for it. */
export function configure(settings: HealthSettings, defaultScope: Scope): HealthConfiguration {
  const problems: SettingsProblem[] = [];
  const severities = new Map<string, Severity>();
  for (const entry of (settings.severities ?? "").split(/[;\n,]/)) {
    if (entry.trim() === "") continue;
    const [column = "", word = "", ...rest] = entry.split("=").map((part) => part.trim().toLowerCase());
    if (column === "" || word === "" || rest.length > 0) problems.push({ kind: "entry", values: [entry.trim()] });
    else if (!isSeverity(word))
      problems.push({ kind: "severity", values: [word, entry.trim(), SEVERITIES.join(", ")] });
    else severities.set(column, word);
  }
  const wantedScope = settings.scope?.trim().toLowerCase() ?? "";
  if (wantedScope !== "" && !isScope(wantedScope)) problems.push({ kind: "scope", values: [wantedScope] });

  const goodFrom = settings.goodFrom ?? DEFAULT_BANDS.goodFrom;
  const fairFrom = settings.fairFrom ?? DEFAULT_BANDS.fairFrom;
  const bandsFit = fairFrom >= 0 && fairFrom <= goodFrom && goodFrom <= 100;
  if (!bandsFit) problems.push({ kind: "bands", values: [String(fairFrom), String(goodFrom)] });
  return {
    scope: isScope(wantedScope) ? wantedScope : defaultScope,
    severities,
    bands: bandsFit ? { goodFrom, fairFrom } : DEFAULT_BANDS,
    problems,
  };
}

/** Rules made from the columns' metadata: what the table requires weighs more than what it recommends or leaves open. */
export function rulesFor(columns: readonly ColumnFact[], configuration: HealthConfiguration): readonly HealthRule[] {
  return columns.map((column): HealthRule => {
    const severity =
      configuration.severities.get(column.name.toLowerCase()) ??
      (column.required === "required" ? "high" : column.required === "recommended" ? "medium" : "low");
    const common = { id: `required:${column.name}`, column: column.name, severity };
    // A column that the maker gave a severity is checked, whatever the table says.
    if (configuration.scope === "all" || configuration.severities.has(column.name.toLowerCase()))
      return { kind: "required", ...common };
    return { kind: "requiredByMetadata", recommended: configuration.scope === "recommended", ...common };
  });
}
