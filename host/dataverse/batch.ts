import { randomUUID } from "node:crypto";
import { Fault } from "./fault";

/** One request inside a `$batch`. */
export interface BatchRequest {
  readonly method: string;
  /** As written in the request line. */
  readonly url: string;
  readonly headers: Headers;
  readonly body: string;
  readonly contentId?: string;
}

export type BatchPart =
  | { readonly kind: "request"; readonly request: BatchRequest }
  | { readonly kind: "changeSet"; readonly requests: readonly BatchRequest[] };

export interface BatchAnswer {
  readonly contentId?: string;
  readonly response: Response;
}

/** More are refused. */
const maxOperations = 1000;

const malformed = (why: string): Fault => new Fault(400, "0x80060888", `The batch request is malformed: ${why}.`);

/**
 * Reads a multipart body into its requests and change sets.
 * @throws Fault 400 for anything that is not as RFC 2046 and OData's batch format say
 */
export function parseBatch(contentType: string, body: string): BatchPart[] {
  const parts = split(body, boundaryOf(contentType)).map((text): BatchPart => {
    const { headers, rest } = headersOf(text);
    const type = headers.get("content-type") ?? "";
    if (/^multipart\/mixed/iu.test(type)) {
      const requests = split(rest, boundaryOf(type)).map((inner) => {
        const part = headersOf(inner);
        const request = requestOf(part.rest, part.headers.get("content-id"));
        if (request.method === "GET") {
          throw malformed("a change set may not contain a GET");
        }
        if (request.contentId === undefined) {
          throw new Fault(
            400,
            "0x80060888",
            "The request inside a change set has no Content-ID header, which it needs.",
          );
        }
        return request;
      });
      return { kind: "changeSet", requests };
    }
    return { kind: "request", request: requestOf(rest, headers.get("content-id")) };
  });
  const count = parts.reduce((sum, part) => sum + (part.kind === "request" ? 1 : part.requests.length), 0);
  if (count > maxOperations) {
    throw new Fault(
      400,
      "0x80060888",
      `The current message contains more than the maximum of ${maxOperations} operations.`,
    );
  }
  return parts;
}

/** The multipart answer: one part per request, one nested multipart per change set that went through. */
export async function batchResponse(
  answers: readonly (BatchAnswer | readonly BatchAnswer[])[],
  status: number,
): Promise<Response> {
  const boundary = `batchresponse_${randomUUID()}`;
  let text = "";
  for (const answer of answers) {
    text += `--${boundary}\r\n`;
    if ("response" in answer) {
      text += await partOf(answer);
    } else {
      const inner = `changesetresponse_${randomUUID()}`;
      text += `Content-Type: multipart/mixed; boundary=${inner}\r\n\r\n`;
      for (const part of answer) {
        text += `--${inner}\r\n${await partOf(part)}`;
      }
      text += `--${inner}--\r\n`;
    }
  }
  return new Response(`${text}--${boundary}--\r\n`, {
    status,
    headers: { "content-type": `multipart/mixed; boundary=${boundary}`, "odata-version": "4.0" },
  });
}

const reasons: Readonly<Record<number, string>> = {
  200: "OK",
  201: "Created",
  204: "No Content",
  304: "Not Modified",
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  412: "Precondition Failed",
  413: "Payload Too Large",
  429: "Too Many Requests",
  500: "Internal Server Error",
  501: "Not Implemented",
};

async function partOf({ contentId, response }: BatchAnswer): Promise<string> {
  const id = contentId === undefined ? "" : `Content-ID: ${contentId}\r\n`;
  const headers = [...response.headers].map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return `Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n${id}\r\nHTTP/1.1 ${response.status} ${reasons[response.status] ?? ""}\r\n${headers}\r\n${await response.text()}\r\n`;
}

function boundaryOf(contentType: string): string {
  const boundary = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/iu.exec(contentType);
  const found = boundary?.[1] ?? boundary?.[2];
  if (!/^multipart\/mixed/iu.test(contentType) || found === undefined) {
    throw malformed("its Content-Type must be multipart/mixed with a boundary");
  }
  return found;
}

function split(body: string, boundary: string): string[] {
  const lines = body.split(/\r?\n/u);
  const parts: string[][] = [];
  let closed = false;
  for (const line of lines) {
    const mark = line.trimEnd();
    if (mark === `--${boundary}--`) {
      closed = true;
      break;
    }
    if (mark === `--${boundary}`) {
      parts.push([]);
    } else {
      parts.at(-1)?.push(line);
    }
  }
  if (!closed || parts.length === 0) {
    throw malformed(
      parts.length === 0
        ? `the boundary '${boundary}' does not occur`
        : `the closing boundary '--${boundary}--' is missing`,
    );
  }
  return parts.map((part) => part.join("\r\n"));
}

function headersOf(text: string): { readonly headers: Headers; readonly rest: string } {
  if (text.startsWith("\r\n")) {
    return { headers: new Headers(), rest: text.slice(2) };
  }
  const end = text.indexOf("\r\n\r\n");
  const head = end === -1 ? text : text.slice(0, end);
  const headers = new Headers();
  for (const line of head.split("\r\n").filter((one) => one.trim() !== "")) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).trim();
    if (colon < 1 || !/^[\w!#$%&'*+.^`|~-]+$/u.test(name)) {
      throw malformed(`'${line}' is no header`);
    }
    try {
      headers.append(name, line.slice(colon + 1).trim());
    } catch {
      throw malformed(`'${name}' has a value that no header may have`);
    }
  }
  return { headers, rest: end === -1 ? "" : text.slice(end + 4) };
}

function requestOf(text: string, contentId: string | null): BatchRequest {
  const lineEnd = text.indexOf("\r\n");
  const line = (lineEnd === -1 ? text : text.slice(0, lineEnd)).trim();
  const [, method, url] = /^([A-Z]+) (\S+)( HTTP\/1\.1)?$/u.exec(line) ?? [];
  if (method === undefined || url === undefined) {
    throw malformed(`'${line}' is no request line`);
  }
  const { headers, rest } = headersOf(lineEnd === -1 ? "" : text.slice(lineEnd + 2));
  const id = contentId ?? headers.get("content-id");
  return { method, url, headers, body: rest.trim(), ...(id === null ? {} : { contentId: id }) };
}
