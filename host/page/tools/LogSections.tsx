import * as React from "react";
import { Button } from "@fluentui/react-components";
import type { LoggedRequest, RequestLog } from "../data/requestLog";
import type { InstanceRegistry } from "../pcf/registry";
import { usePaneStyles } from "./paneStyles";
import { useStore } from "../base/useStore";

/** How many of the newest entries are drawn. */
const SHOWN = 100;

/** The page's requests to the Web API, newest first, with who asked. */
export function RequestSection({ log }: { readonly log: RequestLog }): React.ReactElement {
  useStore(log);
  const styles = usePaneStyles();
  const shown = log.requests.slice(-SHOWN).reverse();
  const bytes = log.requests.reduce((sum, { outcome }) => sum + (outcome.kind === "answered" ? outcome.bytes : 0), 0);
  return (
    <>
      <LogBar text={`Requests: ${log.requests.length}, ${kilobytes(bytes)}`} clear={() => log.clear()} />
      <div className={styles.log} tabIndex={0} role="region" aria-label="Requests">
        <table className={styles.table}>
          <colgroup>
            <col style={{ width: "26%" }} />
            <col />
            <col style={{ width: "15%" }} />
            <col style={{ width: "13%" }} />
            <col style={{ width: "17%" }} />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">From</th>
              <th scope="col">Request</th>
              <th scope="col">Status</th>
              <th scope="col">ms</th>
              <th scope="col">Size</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((request) => (
              <tr key={request.id}>
                <td>{request.source}</td>
                <td>
                  {request.method}
                  <span className={styles.path} title={readable(request.path)}>
                    {readable(request.path)}
                  </span>
                </td>
                <td className={failed(request) ? styles.bad : undefined}>{statusText(request)}</td>
                <td className={styles.number}>{request.milliseconds ?? ""}</td>
                <td className={styles.number}>
                  {request.outcome.kind === "answered" ? kilobytes(request.outcome.bytes) : ""}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** The calls that controls got and made, newest first. */
export function LifeSection({ instances }: { readonly instances: InstanceRegistry }): React.ReactElement {
  useStore(instances);
  const styles = usePaneStyles();
  const shown = instances.entries.slice(-SHOWN).reverse();
  return (
    <>
      <LogBar text={`Controls alive: ${instances.instances.length}`} clear={() => instances.clear()} />
      <div className={styles.log} tabIndex={0} role="region" aria-label="Calls of the controls">
        <table className={styles.table}>
          <colgroup>
            <col style={{ width: "34%" }} />
            <col style={{ width: "24%" }} />
            <col />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">Control</th>
              <th scope="col">Call</th>
              <th scope="col">Detail</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((entry) => (
              <tr key={entry.id}>
                <td>{entry.control}</td>
                <td className={entry.kind === "error" || entry.kind === "mistake" ? styles.bad : undefined}>
                  {entry.kind}
                </td>
                <td>{entry.detail}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function LogBar({ text, clear }: { readonly text: string; readonly clear: () => void }): React.ReactElement {
  const styles = usePaneStyles();
  return (
    <div className={styles.header}>
      <span className={styles.hint}>{text}</span>
      <Button size="small" appearance="subtle" onClick={clear}>
        Clear
      </Button>
    </div>
  );
}

function statusText({ outcome }: LoggedRequest): string {
  return outcome.kind === "pending" ? "…" : outcome.kind === "lost" ? "lost" : String(outcome.status);
}

function failed({ outcome }: LoggedRequest): boolean {
  return outcome.kind === "lost" || (outcome.kind === "answered" && outcome.status >= 400);
}

function kilobytes(bytes: number): string {
  return bytes < 1024 ? `${bytes} B` : `${(bytes / 1024).toFixed(bytes < 10_240 ? 1 : 0)} KB`;
}

/** As a person reads it; a path that is no valid encoding stays as it is. */
function readable(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
