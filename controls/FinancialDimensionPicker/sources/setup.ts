/** One mistake in what a maker wrote: a text of the resx with its values, the first of which is the place. */
export interface SetupProblem {
  readonly key: `Setup_${Kind | "json" | "object" | "list" | "unknown" | "noVariable" | "emptyVariable" | "noSnapshot"}`;
  readonly values: readonly string[];
}

/** What a maker wrote cannot be used; nothing of it is taken over. */
export class SetupError extends Error {
  override readonly name = "SetupError";

  constructor(readonly problems: readonly SetupProblem[]) {
    super(problems.map(({ key, values }) => `${key}: ${values.join(", ")}`).join("; "));
  }
}

type Kind = "text" | "name" | "yes" | "day" | "number";

/**
 * What JSON has to look like: a kind of value, a list with one shape for all its members, an object. `?` = need not be there;
 * a logical name is of letters, digits and underscores. The field `*` stands for all fields that are not named.
 */
export type Shape = Kind | `${Kind}?` | readonly [Shape, "?"?] | ObjectShape;
export interface ObjectShape {
  readonly [field: string]: Shape;
}

const isText = (value: unknown): value is string => typeof value === "string";
const isList = (shape: Shape): shape is readonly [Shape, "?"?] => Array.isArray(shape);

const is: Readonly<Record<Kind, (value: unknown) => boolean>> = {
  text: isText,
  name: (value) => isText(value) && /^\w+$/.test(value),
  yes: (value) => typeof value === "boolean",
  day: (value) => isText(value) && /^\d{4}-\d\d-\d\d$/.test(value),
  number: (value) => typeof value === "number" && value > 0,
};

/**
 * Finds every mistake of a value.
 *
 * @param partial of objects, only what they have is looked at: an unknown field is a mistake, and `?` may be null; else `?` may be missing
 */
export function mistakesIn(place: string, value: unknown, shape: Shape, partial: boolean): SetupProblem[] {
  const wrong = (
    what: Kind | "object" | "list" | "unknown",
    at = place,
    ...more: readonly string[]
  ): SetupProblem[] => [{ key: `Setup_${what}`, values: [at, ...more] }];
  const isAbsent = value === (partial ? null : undefined);
  if (typeof shape === "string") {
    const kind = shape.replace("?", "") as Kind;
    return is[kind](value) || (kind !== shape && isAbsent) ? [] : wrong(kind);
  }
  if (isList(shape)) {
    const [inner, mark] = shape;
    if (mark) return isAbsent ? [] : mistakesIn(place, value, inner, partial);
    return Array.isArray(value)
      ? value.flatMap((item, index) => mistakesIn(`${place}[${index}]`, item, inner, partial))
      : wrong("list");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return wrong("object");
  return Object.keys(partial ? value : shape).flatMap((field) => {
    const inner = shape[field] ?? shape["*"];
    const at = `${place}.${field}`;
    return inner
      ? mistakesIn(at, Reflect.get(value, field), inner, partial)
      : wrong("unknown", at, Object.keys(shape).join(", "));
  });
}

/** @throws SetupError that names the property and what the parser met, and where */
export function parseJson(property: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SetupError([{ key: "Setup_json", values: [property, error instanceof Error ? error.message : ""] }]);
  }
}

/** @throws SetupError with these mistakes, if there are any */
export function refuse(problems: readonly SetupProblem[]): void {
  if (problems.length) throw new SetupError(problems);
}
