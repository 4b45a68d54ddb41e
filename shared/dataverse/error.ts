/** What went wrong, as something a person can act on. */
export type DataverseErrorKind = "offline" | "forbidden" | "notFound" | "throttled" | "conflict" | "invalidConfiguration" | "unknown";

/**
 * The one error type of every request.
 *
 * `message` is what the server said, for a detail line or a log; the sentence for the person comes from `kind`.
 * `code` is Dataverse's error code as an unsigned number (0x80040217 is 2147746327), 0 where there was none.
 */
export class DataverseError extends Error {
  override readonly name = "DataverseError";

  constructor(
    readonly kind: DataverseErrorKind,
    message: string,
    readonly code = 0,
    /** The table that the request was about, for the sentence. */
    readonly table = "",
  ) {
    super(message);
  }
}

/** A request whose answer nobody waits for any more. It is never shown. */
export class CancelledError extends Error {
  override readonly name = "CancelledError";
}

/** Limits per user in a sliding window: number of requests, execution time, concurrent requests. */
const THROTTLED = [0x80072322, 0x80072321, 0x80072326];
/** Missing table privilege, row outside the user's reach, new owner without read, column security on update and create. */
const FORBIDDEN = [0x80040220, 0x80048306, 0x80040299, 0x8004f507, 0x8004f502];
/** Row, row by key, segment (entity set), key definition; last the code of a table that no metadata knows. */
const NOT_FOUND = [0x80040217, 0x80060891, 0x8006088a, 0x80060890, 0x80041102];
/** Row version mismatch, duplicate primary key, duplicate detected, duplicate alternate key. */
const CONFLICT = [0x80060882, 0x80040237, 0x80040333, 0x80060892];
/** The query names a column that the table does not have, or could not be read at all. */
const CONFIGURATION = [0x80060888, 0x80041103, 0x80048d19];

const KINDS = new Map<number, DataverseErrorKind>(
  ([["throttled", THROTTLED], ["forbidden", FORBIDDEN], ["notFound", NOT_FOUND], ["conflict", CONFLICT], ["invalidConfiguration", CONFIGURATION]] as const).flatMap(
    ([kind, codes]) => codes.map((code): [number, DataverseErrorKind] => [code, kind]),
  ),
);

function text(source: object, key: string): string {
  const value: unknown = Reflect.get(source, key);
  return typeof value === "string" ? value : "";
}

/** `errorCode` is positive in a control, signed in the .NET SDK and sometimes a hexadecimal string: `>>> 0` unites them. */
function codeOf(source: object): number {
  for (const key of ["errorCode", "code"]) {
    const value: unknown = Reflect.get(source, key);
    const number = typeof value === "string" ? Number(value) : value;
    if (typeof number === "number" && Number.isFinite(number) && number !== 0) return number >>> 0;
  }
  return 0;
}

/**
 * Makes the error from whatever `context.webAPI` rejected with: a plain object, an Error, a string.
 *
 * @param reason what was rejected
 * @param table logical name of the table asked for
 * @param online what `context.client` says of the network; false decides for `offline` where no code says otherwise
 */
export function toDataverseError(reason: unknown, table = "", online = true): DataverseError {
  if (reason instanceof DataverseError) return reason;
  const source: object = typeof reason === "object" && reason !== null ? reason : { message: String(reason) };
  const code = codeOf(source);
  const said = text(source, "message");
  // Known codes come with an unfilled template ("{0}") at times; the title is then the readable part.
  const message = (/\{\d\}/.test(said) ? text(source, "title") : said) || text(source, "title");
  const known = KINDS.get(code);
  if (known !== undefined) return new DataverseError(known, message, code, table);
  if (!online || /you.?re offline|failed to fetch|networkerror|network error/i.test(said)) return new DataverseError("offline", message, code, table);
  return new DataverseError("unknown", message, code, table);
}
