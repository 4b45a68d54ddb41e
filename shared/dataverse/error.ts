/** What went wrong, as something a person can act on. */
export type DataverseErrorKind =
  "offline" | "forbidden" | "notFound" | "throttled" | "conflict" | "invalidConfiguration" | "unknown";

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

const KINDS: Readonly<Partial<Record<number, DataverseErrorKind>>> = {
  // Limits per user in a sliding window: number of requests, execution time, concurrent requests.
  0x80072322: "throttled",
  0x80072321: "throttled",
  0x80072326: "throttled",
  // Missing table privilege, row outside the user's reach, new owner without read, column security on update and create.
  0x80040220: "forbidden",
  0x80048306: "forbidden",
  0x80040299: "forbidden",
  0x8004f507: "forbidden",
  0x8004f502: "forbidden",
  // Row, row by key, segment (entity set), key definition; last the code of a table that no metadata knows.
  0x80040217: "notFound",
  0x80060891: "notFound",
  0x8006088a: "notFound",
  0x80060890: "notFound",
  0x80041102: "notFound",
  // Row version mismatch, duplicate primary key, duplicate detected, duplicate alternate key.
  0x80060882: "conflict",
  0x80040237: "conflict",
  0x80040333: "conflict",
  0x80060892: "conflict",
  // The query names a column that the table does not have, or could not be read at all.
  0x80060888: "invalidConfiguration",
  0x80041103: "invalidConfiguration",
  0x80048d19: "invalidConfiguration",
};

function text(source: object, key: string): string {
  const value: unknown = Reflect.get(source, key);
  return typeof value === "string" ? value : "";
}

/** `errorCode` is positive in a control, signed in the .NET SDK and sometimes a hexadecimal string: `>>> 0` unites them. */
function codeOf(source: object): number {
  for (const key of ["errorCode", "code"]) {
    const number = Number(Reflect.get(source, key));
    if (number) return number >>> 0;
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
  const message = said && !/\{\d\}/.test(said) ? said : text(source, "title");
  const isOffline = !online || /you.?re offline|failed to fetch|network ?error/i.test(said);
  return new DataverseError(KINDS[code] ?? (isOffline ? "offline" : "unknown"), message, code, table);
}
