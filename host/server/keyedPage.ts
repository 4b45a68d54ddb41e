import { randomBytes, timingSafeEqual } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { faultBody } from "./faults";

/** The parameter of the address that is opened once. */
export const KEY_PARAMETER = "key";

/** A key that nobody guesses, for one run of the host. */
export const newKey = () => randomBytes(32).toString("base64url");

const REFUSAL =
  "This form host works in a person's name: it answers only the page that was opened from the address that npm start printed.";

function same(given: string | undefined, key: string): boolean {
  const [one, other] = [Buffer.from(given ?? ""), Buffer.from(key)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/**
 * Whoever opens `/?key=…` gets a cookie that no script reads and no other site's page sends; everything else is answered with
 * that cookie alone. So another program on this machine, or another page, cannot borrow the developer's sign-in.
 */
export function keyedPage(key: string): MiddlewareHandler {
  return async (context, next) => {
    const url = new URL(context.req.url);
    // Cookies know no ports: two hosts on one machine must not take each other's.
    const cookie = `fieldstone-${url.port}`;
    if (url.pathname === "/" && same(url.searchParams.get(KEY_PARAMETER) ?? undefined, key)) {
      setCookie(context, cookie, key, { httpOnly: true, sameSite: "Strict", path: "/" });
      url.searchParams.delete(KEY_PARAMETER);
      return context.redirect(`${url.pathname}${url.search}`);
    }
    if (!same(getCookie(context, cookie), key))
      return url.pathname.startsWith("/api/data/") ? faultBody(403, "0x80040220", REFUSAL) : context.text(REFUSAL, 403);
    await next();
    return undefined;
  };
}
