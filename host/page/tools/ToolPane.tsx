import * as React from "react";
import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Button,
  Subtitle2,
} from "@fluentui/react-components";
import type { Table } from "../../../solution/model/types";
import { RequestLog } from "../data/requestLog";
import { createTransport } from "../data/transport";
import { jsonObject, rowsOf } from "../data/webApi";
import type { PcfEnvironment } from "../pcf/environment";
import type { HardMoments } from "../base/hardMoments.types";
import { HardMomentsSection } from "./HardMomentsSection";
import { LifeSection, RequestSection } from "./LogSections";
import { usePaneStyles } from "./paneStyles";
import type { ToolUser } from "./SettingsSection";
import { SettingsSection } from "./SettingsSection";
import { useStore } from "../base/useStore";

export interface ToolPaneProps {
  readonly environment: PcfEnvironment;
  readonly requestLog: RequestLog;
  /** Of the form that is open; null when there is none. */
  readonly moments: HardMoments | null;
  /** The table of the list or form that is shown. */
  readonly table: Table | null;
  /** From `/host/info.json`: `embedded`, or the address of a real environment, whose data are not reset. */
  readonly dataSource: string;
}

/** px */
const WIDTH = { start: 360, least: 280, most: 720, step: 16 } as const;

/**
 * The developers' tools: a pane beside the app that takes its room from it and never lies over it. Put it as the last child of
 * a row whose other child is the app. Nothing is drawn while the setting `tools` is off.
 */
export function ToolPane(props: ToolPaneProps): React.ReactElement | null {
  const { settings } = props.environment;
  useStore(settings);
  return settings.current.tools ? <OpenPane {...props} /> : null;
}

function OpenPane({ environment, requestLog, moments, table, dataSource }: ToolPaneProps): React.ReactElement {
  const styles = usePaneStyles();
  const { settings, model, instances } = environment;
  const [width, setWidth] = React.useState<number>(WIDTH.start);
  const users = useUsers();
  return (
    <aside className={styles.pane} style={{ width: `min(${width}px, 50vw)` }} aria-label="Developer tools" lang="en">
      <ResizeHandle width={width} onChange={setWidth} />
      <div className={styles.header}>
        <Subtitle2 as="h2">Developer tools</Subtitle2>
        <Button size="small" appearance="subtle" onClick={() => settings.set({ tools: false })}>
          Close
        </Button>
      </div>
      <div className={styles.body}>
        <Accordion multiple collapsible defaultOpenItems={["page", "moments"]}>
          <Section value="page" title="Page and user">
            <SettingsSection settings={settings} model={model} table={table} users={users} />
          </Section>
          <Section value="moments" title="Hard moments">
            <HardMomentsSection
              moments={moments}
              settings={settings}
              instances={instances}
              reset={dataSource === "embedded" ? resetData : null}
            />
          </Section>
          <Section value="requests" title="Requests">
            <RequestSection log={requestLog} />
          </Section>
          <Section value="life" title="Control calls">
            <LifeSection instances={instances} />
          </Section>
        </Accordion>
      </div>
    </aside>
  );
}

function Section(props: {
  readonly value: string;
  readonly title: string;
  readonly children: React.ReactNode;
}): React.ReactElement {
  return (
    <AccordionItem value={props.value}>
      <AccordionHeader size="small" as="h3">
        {props.title}
      </AccordionHeader>
      <AccordionPanel>{props.children}</AccordionPanel>
    </AccordionItem>
  );
}

/** Drag it, or use the arrow keys. In a right-to-left page the pane is at the other side, and so are the directions. */
function ResizeHandle({
  width,
  onChange,
}: {
  readonly width: number;
  readonly onChange: (width: number) => void;
}): React.ReactElement {
  const styles = usePaneStyles();
  const clamp = (value: number): number => Math.round(Math.min(WIDTH.most, Math.max(WIDTH.least, value)));
  const isMirrored = (element: Element): boolean => getComputedStyle(element).direction === "rtl";
  const onKeyDown = (event: React.KeyboardEvent<HTMLDivElement>): void => {
    const towardsApp = isMirrored(event.currentTarget) ? "ArrowRight" : "ArrowLeft";
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      event.preventDefault();
      onChange(clamp(width + (event.key === towardsApp ? WIDTH.step : -WIDTH.step)));
    }
  };
  const onPointerMove = (event: React.PointerEvent<HTMLDivElement>): void => {
    const pane = event.currentTarget.parentElement;
    if (event.currentTarget.hasPointerCapture(event.pointerId) && pane !== null) {
      const box = pane.getBoundingClientRect();
      onChange(clamp(isMirrored(pane) ? event.clientX - box.left : box.right - event.clientX));
    }
  };
  return (
    <div
      className={styles.handle}
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label="Width of the developer tools"
      aria-valuenow={width}
      aria-valuemin={WIDTH.least}
      aria-valuemax={WIDTH.most}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onPointerUp={(event) => event.currentTarget.releasePointerCapture(event.pointerId)}
    />
  );
}

async function resetData(): Promise<void> {
  const response = await fetch("/host/reset", { method: "POST" });
  if (!response.ok) {
    throw new Error(`The data could not be reset: HTTP ${response.status}`);
  }
  window.location.reload();
}

/**
 * Who there is to act as. Asked with the server's own user and without the developer's faults: a tool must work when the page
 * is made not to. Not in the request log, which is about the page.
 */
function useUsers(): readonly ToolUser[] | null {
  const [users, setUsers] = React.useState<readonly ToolUser[] | null>(null);
  React.useEffect(() => {
    let current = true;
    const transport = createTransport(
      (url, init) => fetch(url, init),
      () => ({ userId: null, offline: false, latency: 0, fault: null }),
      new RequestLog(1),
    );
    transport("tools", {
      method: "GET",
      path: "systemusers?$select=fullname&$filter=isdisabled eq false&$orderby=fullname&$expand=systemuserroles_association($select=name)&$top=100",
    })
      .then((answer) => {
        if (current && answer.status < 400) {
          setUsers(readUsers(jsonObject(answer.text)["value"]));
        }
      })
      // The list stays empty; the acting user can still be set in the address.
      .catch(() => undefined);
    return () => {
      current = false;
    };
  }, []);
  return users;
}

function readUsers(rows: unknown): readonly ToolUser[] {
  return rowsOf(rows).map((row) => ({
    id: String(row["systemuserid"]),
    name: String(row["fullname"] ?? ""),
    roles: rowsOf(row["systemuserroles_association"]).map((role) => String(role["name"])),
  }));
}
