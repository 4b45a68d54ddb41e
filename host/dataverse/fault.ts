/**
 * An error that the Web API answers. Codes, statuses and texts are those of Dataverse, so that a control meets here what
 * it meets in a real environment.
 */
export class Fault extends Error {
  constructor(
    /** HTTP status. */
    readonly status: number,
    /** As in the body, `0x80040217`. */
    readonly code: string,
    message: string,
    /** Further response headers, such as `Retry-After` (seconds). */
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = "Fault";
  }
}

/** 501: a part of the Web API that this server does not have. It names what was asked for. */
export function unsupported(what: string): Fault {
  return new Fault(501, "0x8006088a", `${what} is not supported by the embedded Dataverse.`);
}
