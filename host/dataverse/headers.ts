import { randomUUID } from "node:crypto";
import type { Fault } from "./fault";
import type { Preferences } from "./preferences";
import { wellKnown } from "./wellKnown";

/** What every response of a real environment carries besides its own headers. */
export function addCommonHeaders(response: Response, ratelimit: Readonly<Record<string, string>>): Response {
  const { headers } = response;
  const requestId = randomUUID();
  headers.set("cache-control", "no-cache");
  headers.set("expires", "-1");
  headers.set("vary", "Accept-Encoding");
  // Not Dataverse's, but this server's own: rows are for pages of this origin, whatever a foreign page embeds.
  headers.set("cross-origin-resource-policy", "same-origin");
  headers.set("allow", "OPTIONS,GET,HEAD,POST");
  headers.append("x-ms-service-request-id", randomUUID());
  headers.append("x-ms-service-request-id", requestId);
  headers.set("req_id", requestId);
  headers.set("authactivityid", randomUUID());
  headers.set("x-ms-dop-hint", "48");
  for (const [name, value] of Object.entries(ratelimit)) {
    headers.set(name, value);
  }
  headers.append("set-cookie", `ARRAffinity=${wellKnown.organization.replace(/-/gu, "")};path=/;HttpOnly`);
  headers.append("set-cookie", `ReqClientId=${randomUUID()};path=/;HttpOnly`);
  headers.append("set-cookie", `orgId=${wellKnown.organization};path=/;HttpOnly`);
  return response;
}

/** The error as JSON; with all annotations asked for, also the details that the platform then gives. */
export function faultResponse(fault: Fault, preferences: Preferences): Response {
  const wanted = (name: string): boolean =>
    preferences.annotations?.some(
      (pattern) =>
        pattern === "*" || pattern === name || (pattern.endsWith("*") && name.startsWith(pattern.slice(0, -1))),
    ) ?? false;
  const client = fault.code.replace(/^0x/u, "");
  const details = {
    "Microsoft.PowerApps.CDS.ErrorDetails.OperationStatus": "0",
    "Microsoft.PowerApps.CDS.ErrorDetails.SubErrorCode": "-2146233088",
    "Microsoft.PowerApps.CDS.HelpLink": `http://go.microsoft.com/fwlink/?LinkID=398563&error=Microsoft.Crm.CrmException%3a${client}&client=platform`,
    "Microsoft.PowerApps.CDS.TraceText": `\r\n[Microsoft.Crm: ${fault.message}]\r\n`,
    "Microsoft.PowerApps.CDS.InnerError.Message": fault.message,
  };
  const annotations = Object.fromEntries(
    Object.entries(details).flatMap(([name, value]) => (wanted(name) ? [[`@${name}`, value]] : [])),
  );
  return new Response(JSON.stringify({ error: { code: fault.code, message: fault.message, ...annotations } }), {
    status: fault.status,
    headers: { "content-type": "application/json; odata.metadata=minimal", "odata-version": "4.0", ...fault.headers },
  });
}
