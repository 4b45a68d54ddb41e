/** One package with a known weakness, as `npm audit --json` tells it. */
export interface Advisory {
  readonly name: string;
  readonly severity: string;
  readonly titles: readonly string[];
  /** True where the package, or something that it needs, is in a bundle that people import. */
  readonly builtIn: boolean;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The registry did not answer the question: nothing is known, which is not the same as nothing found. */
export class NotAsked extends Error {}

/**
 * Reads the report of `npm audit --json`.
 * @throws NotAsked where the registry gave none.
 */
export function advisoriesOf(report: string, builtIn: readonly string[]): readonly Advisory[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(report);
  } catch {
    throw new NotAsked("npm audit gave no report");
  }
  if (!isObject(parsed) || !isObject(parsed.vulnerabilities)) {
    throw new NotAsked(
      isObject(parsed) && typeof parsed.message === "string" ? parsed.message : "npm audit gave no report",
    );
  }
  return Object.entries(parsed.vulnerabilities).flatMap(([name, found]) => {
    if (!isObject(found)) return [];
    const via = Array.isArray(found.via) ? (found.via as unknown[]) : [];
    const titles = via.flatMap((cause) => (isObject(cause) && typeof cause.title === "string" ? [cause.title] : []));
    return [{ name, severity: String(found.severity), titles, builtIn: builtIn.includes(name) }];
  });
}
