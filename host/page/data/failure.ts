/** What went wrong, in a shape that a dialog can show. */
export interface Failure {
  readonly title: string;
  readonly message: string;
  readonly details: string;
}

/** What the Web API client rejects with (a plain object, not an Error) as something a dialog can show. */
export function failureOf(error: unknown): Failure {
  if (typeof error === "object" && error !== null) {
    const { title, message, raw, errorCode } = error as {
      readonly title?: unknown;
      readonly message?: unknown;
      readonly raw?: unknown;
      readonly errorCode?: unknown;
    };
    const text = typeof message === "string" && message !== "" ? message : "The request failed.";
    const code = typeof errorCode === "number" ? `Error code: 0x${(errorCode >>> 0).toString(16)}\n` : "";
    return {
      title: typeof title === "string" && title !== "" ? title : "Something went wrong",
      message: text,
      details: `${code}${typeof raw === "string" ? raw : text}`,
    };
  }
  return { title: "Something went wrong", message: String(error), details: String(error) };
}
