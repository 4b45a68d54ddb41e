/** One mistake in what a maker wrote: a text of the resx with its values, the first of which is the place. */
export interface SetupProblem {
  readonly key: string;
  readonly values: readonly string[];
}

/** What a maker wrote cannot be used; nothing of it is taken over. */
export class SetupError extends Error {
  override readonly name = "SetupError";

  constructor(readonly problems: readonly SetupProblem[]) {
    super(problems.map(({ key, values }) => `${key}: ${values.join(", ")}`).join("; "));
  }
}

export type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);

/** @throws SetupError that names the property and what the parser met, and where */
export function parseJson(property: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SetupError([{ key: "Setup_json", values: [property, error instanceof Error ? error.message : ""] }]);
  }
}
