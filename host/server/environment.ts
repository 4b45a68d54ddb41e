import type { Backend } from "./backend";
import { faultBody } from "./faults";

/** Gives a bearer token for the environment; called for every request, so it keeps one as long as it is valid. */
export type TokenSource = () => Promise<string>;

const READING = new Set(["GET", "HEAD"]);

/** Headers that speak of the page's connection and not of the request. */
const notForwarded = new Set([
  "accept-encoding",
  "authorization",
  "connection",
  "content-length",
  "cookie",
  "forwarded",
  "host",
  "keep-alive",
  "origin",
  "proxy-authorization",
  "referer",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "user-agent",
  "x-host-fault",
  "x-host-latency",
]);
/** fetch has decoded the body already; cookies of the environment are none of the page's. */
const notReturned = new Set([
  "connection",
  "content-encoding",
  "content-length",
  "keep-alive",
  "set-cookie",
  "strict-transport-security",
  "transfer-encoding",
  "www-authenticate",
]);

export interface EnvironmentOptions {
  /** Origin of the environment, `https://contoso.crm.dynamics.com`. */
  readonly url: string;
  /** Lets writes through. */
  readonly write: boolean;
  readonly token: TokenSource;
}

function kept(headers: Headers, dropped: ReadonlySet<string>): Headers {
  const result = new Headers();
  headers.forEach((value, name) => {
    if (!dropped.has(name) && !name.startsWith("sec-")) result.append(name, value);
  });
  return result;
}

/**
 * A real Dataverse environment behind the local server's own address. Requests carry the developer's sign-in; addresses in
 * answers (next pages, new rows) are turned into local ones, because the page may talk to its own origin only. Without
 * `write` everything but reading is refused, $batch included.
 */
export function connectEnvironment({ url, write, token }: EnvironmentOptions): Backend {
  return {
    environment: url,
    writable: write,
    async fetch(request) {
      if (!write && !READING.has(request.method)) {
        return faultBody(
          403,
          "0x80040220",
          `The form host reads ${url} and changes nothing there: start it with --write to allow ${request.method} requests.`,
        );
      }
      const local = new URL(request.url);
      const headers = kept(request.headers, notForwarded);
      try {
        headers.set("Authorization", `Bearer ${await token()}`);
      } catch (error) {
        return faultBody(401, "0x80041d44", reason(error));
      }
      let answer: Response;
      try {
        answer = await fetch(`${url}${local.pathname}${local.search}`, {
          method: request.method,
          headers,
          redirect: "manual",
          ...(READING.has(request.method) ? {} : { body: await request.arrayBuffer() }),
        });
      } catch (error) {
        return faultBody(502, "0x80040216", `${url} cannot be reached: ${reason(error)}`);
      }
      // A browser would follow, and lose the developer's sign-in on the way.
      if (answer.status >= 300 && answer.status < 400 && answer.status !== 304)
        return faultBody(
          401,
          "0x80041d44",
          `${url} does not take the sign-in: it sends requests on to another address. Sign in again, then start again.`,
        );
      const theirs = `${url}/api/data/`;
      const toLocal = (text: string) => text.replaceAll(theirs, `${local.origin}/api/data/`);
      const returned = kept(answer.headers, notReturned);
      for (const name of ["odata-entityid", "location"]) {
        const address = returned.get(name);
        if (address !== null) returned.set(name, toLocal(address));
      }
      const type = returned.get("content-type") ?? "";
      const bodyOf = async (): Promise<BodyInit | null> => {
        if (answer.status === 204 || answer.status === 304) return null;
        if (type.includes("json")) return withLocalLinks(await answer.text(), theirs, toLocal);
        // The parts of a batch have addresses in their headers.
        return type.includes("multipart") ? toLocal(await answer.text()) : answer.arrayBuffer();
      };
      return new Response(await bodyOf(), { status: answer.status, headers: returned });
    },
    close: () => Promise.resolve(),
  };
}

/** An answer whose links (annotations such as `@odata.nextLink`) are local. Values are data: an address in a memo stays. */
function withLocalLinks(json: string, theirs: string, toLocal: (text: string) => string): string {
  if (!json.includes(theirs)) return json;
  const local = (key: string, value: unknown): unknown =>
    key.includes("@") && typeof value === "string" ? toLocal(value) : value;
  try {
    return JSON.stringify(JSON.parse(json, local));
  } catch {
    // What calls itself JSON and is none is told as it came.
    return json;
  }
}

/** The innermost message: fetch wraps what the connection says. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/** How long a person may take to sign in. Where no browser can be opened, nothing else would end the wait. */
const SIGN_IN_MS = 180_000;

const tooLate = () =>
  new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error("nobody signed in within three minutes")), SIGN_IN_MS).unref(),
  );

/** Nobody is signed in; the message is one line that says what to do. */
class SignInFailure extends Error {
  constructor(url: string, cause: unknown) {
    // The chain lists what each way said; the last way is the browser.
    const causes = cause instanceof Error && "errors" in cause && Array.isArray(cause.errors) ? cause.errors : [cause];
    const [line = ""] = reason(causes.at(-1)).trim().split("\n");
    super(
      `Signing in to ${url} failed: ${line.replace(/\.?$/, ".")} Run 'az login' with an account of that environment, then start again.`,
    );
  }
}

/**
 * The developer's own sign-in: that of the Azure CLI where there is one, else a browser window. The library is loaded only here.
 * @param url Origin of the environment; the token is for it alone.
 * @returns what gives the token; it rejects with SignInFailure
 */
export async function developerSignIn(url: string): Promise<TokenSource> {
  const { AzureCliCredential, ChainedTokenCredential, InteractiveBrowserCredential } = await import("@azure/identity");
  const credential = new ChainedTokenCredential(new AzureCliCredential(), new InteractiveBrowserCredential({}));
  const renewBeforeMs = 5 * 60_000;
  let current: { readonly token: string; readonly expiresOnTimestamp: number } | undefined;
  let asking: Promise<string> | undefined;
  return () => {
    if (current && current.expiresOnTimestamp - renewBeforeMs > Date.now()) return Promise.resolve(current.token);
    // The page asks many things at once: one sign-in answers them all.
    asking ??= Promise.race([credential.getToken(`${url}/.default`), tooLate()])
      .then((token) => (current = token).token)
      .catch((error: unknown) => Promise.reject(new SignInFailure(url, error)))
      .finally(() => (asking = undefined));
    return asking;
  };
}
