import { NoAnswer } from "./transport";
import type { ApiResponse } from "./transport";

/**
 * What a rejected `context.webAPI` call gives: a plain object, no Error, no HTTP status, no Retry-After. The codes are
 * the positive decimals (0x80040217 is 2147746327); the signed ones are the .NET SDK's.
 */
export interface WebApiError {
  readonly errorCode: number;
  readonly code: number;
  readonly message: string;
  readonly title: string;
  /** JSON text. */
  readonly raw: string;
}

/** Of a page that is none of ours, for the details. */
const MOST_TEXT = 2000;

/** The codes for which the client is known to replace the server's text by a sentence of its own. */
const CLIENT_SENTENCES: Readonly<Record<number, { readonly title: string; readonly message: string }>> = {
  0x80040217: {
    title: "Record Is Unavailable",
    message: "The requested record was not found or you do not have sufficient permissions to view it.",
  },
  0x80048408: {
    title: "State code or status code is invalid.",
    message: "State code is invalid or state code is valid but status code is invalid for a specified state code.",
  },
};

/** The error of an answer that is not 2xx, in the shape that a control sees. */
export function errorOfAnswer(answer: ApiResponse): WebApiError {
  const { code, message } = parseFault(answer);
  const sentence = CLIENT_SENTENCES[code];
  return {
    errorCode: code,
    code,
    message: sentence?.message ?? message,
    title: sentence?.title ?? "",
    raw: JSON.stringify({ _errorCode: code, _errorFault: { _responseText: answer.text } }),
  };
}

/** The rejection for a request that got no answer. A lost connection has no server code: 0. */
export function errorOfFailure(failure: unknown): WebApiError {
  const message = failure instanceof Error ? failure.message : String(failure);
  const title = failure instanceof NoAnswer && failure.kind === "offline" ? "You're offline" : "";
  return { errorCode: 0, code: 0, message, title, raw: JSON.stringify({ message }) };
}

/** The rejection for an answer that somebody else gave in Dataverse's place. */
export function errorOfStranger(answer: ApiResponse): WebApiError {
  const message =
    "Something else than Dataverse answered, a sign-in page or a proxy for instance. Nothing is known to be saved. " +
    "Sign in again or check the connection, then try again.";
  return {
    errorCode: 0,
    code: 0,
    message,
    title: "No answer from Dataverse",
    raw: JSON.stringify({ message, status: answer.status, responseText: answer.text.slice(0, MOST_TEXT) }),
  };
}

export function isWebApiError(value: unknown): value is WebApiError {
  return typeof value === "object" && value !== null && "errorCode" in value && "message" in value && "raw" in value;
}

function parseFault(answer: ApiResponse): { readonly code: number; readonly message: string } {
  const body = parseObject(answer.text);
  const error = body === null ? null : body["error"];
  if (typeof error === "object" && error !== null && "code" in error && "message" in error) {
    return { code: Number(error.code) >>> 0, message: String(error.message) };
  }
  // A proxy or a fault switch answered, not Dataverse.
  return { code: 0, message: answer.text === "" ? `HTTP ${answer.status}` : answer.text };
}

/** The JSON object that a text holds, or null. */
export function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value))
      : null;
  } catch {
    return null;
  }
}
