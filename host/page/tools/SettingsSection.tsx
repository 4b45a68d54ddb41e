import * as React from "react";
import { Checkbox, Dropdown, Input, Label, Option, Select, useId } from "@fluentui/react-components";
import type { HostModel, Table } from "../../../solution/model/types";
import { LANGUAGES, languageName } from "../../culture/languages";
import { isTimeZone } from "../../culture/timeZone";
import { textIn } from "../data/localized";
import { usePaneStyles } from "./paneStyles";
import { FAULTS, isRightToLeft, MOST_LATENCY, WIDTHS } from "../settings/settings";
import type { Settings, SettingsStore } from "../settings/settings.types";
import { useStore } from "../base/useStore";

/** Somebody in whose name the page can act. */
export interface ToolUser {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
}

export interface SettingsSectionProps {
  readonly settings: SettingsStore;
  readonly model: Pick<HostModel, "tables">;
  /** Whose columns can be masked; null while no table is shown. */
  readonly table: Table | null;
  /** Null while they are read, or when they could not be. */
  readonly users: readonly ToolUser[] | null;
}

const WIDTH_PRESETS: readonly number[] = [320, 375, 480, 640, 768, 1024, 1280, 1600];
/** Zones at both ends of the clock, with and without daylight saving, and with odd offsets. */
const TIME_ZONES: readonly string[] = [
  "Pacific/Honolulu",
  "America/Los_Angeles",
  "America/New_York",
  "America/St_Johns",
  "America/Sao_Paulo",
  "UTC",
  "Europe/London",
  "Europe/Berlin",
  "Europe/Helsinki",
  "Asia/Riyadh",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Asia/Tokyo",
  "Australia/Adelaide",
  "Pacific/Auckland",
  "Pacific/Kiritimati",
];
const FAULT_NAMES: Readonly<Record<string, string>> = {
  "400": "400 refused by a plug-in",
  "403": "403 no privilege",
  "404": "404 not found",
  "429": "429 throttled",
  "500": "500 server error",
  drop: "Connection dropped",
};

/** What a developer sets about the page; each choice is in the address at once. */
export function SettingsSection({ settings, table, users }: SettingsSectionProps): React.ReactElement {
  useStore(settings);
  const styles = usePaneStyles();
  const current = settings.current;
  const set = (change: Partial<Settings>): void => settings.set(change);
  return (
    <div className={styles.grid}>
      <Choice
        label="Form factor"
        value={current.formFactor}
        options={[
          ["web", "Web"],
          ["tablet", "Tablet"],
          ["phone", "Phone"],
        ]}
        onChange={(value) => set({ formFactor: FORM_FACTOR[value] ?? "web" })}
      />
      <Choice
        label="Width"
        value={current.width === null ? "" : String(current.width)}
        options={[
          ["", "As the window"],
          ...withCurrent(WIDTH_PRESETS.map(String), current.width === null ? null : String(current.width)).map(
            (width): [string, string] => [width, `${width} px`],
          ),
        ]}
        onChange={(value) =>
          set({ width: value === "" ? null : Math.min(WIDTHS.most, Math.max(WIDTHS.least, Number(value))) })
        }
      />
      <Choice
        label="Theme"
        value={current.theme}
        options={[
          ["light", "Light"],
          ["dark", "Dark"],
          ["contrast", "High contrast"],
        ]}
        onChange={(value) => set({ theme: THEME[value] ?? "light" })}
      />
      <Choice
        label="Language"
        value={String(current.language)}
        options={LANGUAGES.map((language) => [String(language), `${languageName(language)} (${language})`])}
        onChange={(value) => set({ language: Number(value) })}
      />
      <Choice
        label="Direction"
        value={current.rightToLeft === null ? "" : current.rightToLeft ? "1" : "0"}
        options={[
          [
            "",
            `By language (${isRightToLeft({ language: current.language, rightToLeft: null }) ? "right to left" : "left to right"})`,
          ],
          ["0", "Left to right"],
          ["1", "Right to left"],
        ]}
        onChange={(value) => set({ rightToLeft: value === "" ? null : value === "1" })}
      />
      <Choice
        label="Time zone"
        value={current.timeZone}
        options={withCurrent(TIME_ZONES, current.timeZone).map((zone) => [zone, zone])}
        onChange={(value) => isTimeZone(value) && set({ timeZone: value })}
      />
      <Choice
        label="Acting user"
        value={current.userId ?? ""}
        options={[
          ["", "The server's own (administrator)"],
          ...withCurrentUser(users ?? [], current.userId).map((user): [string, string] => [
            user.id,
            user.roles.length === 0 ? user.name : `${user.name}: ${user.roles.join(", ")}`,
          ]),
        ]}
        onChange={(value) => set({ userId: value === "" ? null : value })}
      />
      <Choice
        label="React"
        value={current.react}
        options={[
          ["16", "16.14.0"],
          ["17", "17.0.2"],
          ["18", "18.3.1"],
        ]}
        onChange={(value) => set({ react: REACT[value] ?? "17" })}
      />
      <MaskedColumns
        table={table}
        language={current.language}
        masked={current.maskedColumns}
        onChange={(maskedColumns) => set({ maskedColumns })}
      />
      <Latency value={current.latency} onChange={(latency) => set({ latency })} />
      <Choice
        label="Fault"
        value={current.fault ?? ""}
        options={[["", "None"], ...FAULTS.map((fault): [string, string] => [fault, FAULT_NAMES[fault] ?? fault])]}
        onChange={(value) => set({ fault: FAULTS.find((fault) => fault === value) ?? null })}
      />
      <Choice
        label="Switch records"
        value={current.recordSwitch}
        options={[
          ["sameInstance", "Same instances"],
          ["destroyAndInit", "Destroy and init"],
        ]}
        onChange={(value) => set({ recordSwitch: value === "destroyAndInit" ? "destroyAndInit" : "sameInstance" })}
      />
      <Choice
        label="Own outputs"
        value={current.echo}
        options={[
          ["call", "updateView follows"],
          ["skip", "No updateView"],
        ]}
        onChange={(value) => set({ echo: value === "skip" ? "skip" : "call" })}
      />
      <div className={styles.wide}>
        <Checkbox
          label="Read-only"
          checked={current.readOnly}
          onChange={(_event, data) => set({ readOnly: data.checked === true })}
        />
        <Checkbox
          label="Offline"
          checked={current.offline}
          onChange={(_event, data) => set({ offline: data.checked === true })}
        />
      </div>
    </div>
  );
}

const FORM_FACTOR: Readonly<Record<string, Settings["formFactor"]>> = { web: "web", tablet: "tablet", phone: "phone" };
const THEME: Readonly<Record<string, Settings["theme"]>> = { light: "light", dark: "dark", contrast: "contrast" };
const REACT: Readonly<Record<string, Settings["react"]>> = { "16": "16", "17": "17", "18": "18" };

/** What the address says is in the list, though it is none of the presets. */
function withCurrent(presets: readonly string[], current: string | null): readonly string[] {
  return current === null || presets.includes(current) ? presets : [current, ...presets];
}

function withCurrentUser(users: readonly ToolUser[], id: string | null): readonly ToolUser[] {
  return id === null || users.some((user) => user.id === id) ? users : [{ id, name: id, roles: [] }, ...users];
}

function Choice(props: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly onChange: (value: string) => void;
}): React.ReactElement {
  const styles = usePaneStyles();
  const id = useId("tool");
  return (
    <>
      <Label size="small" htmlFor={id}>
        {props.label}
      </Label>
      <Select
        id={id}
        size="small"
        className={styles.fill}
        value={props.value}
        onChange={(_event, data) => props.onChange(data.value)}
      >
        {props.options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </Select>
    </>
  );
}

function MaskedColumns(props: {
  readonly table: Table | null;
  readonly language: number;
  readonly masked: readonly string[];
  readonly onChange: (masked: readonly string[]) => void;
}): React.ReactElement {
  const styles = usePaneStyles();
  const id = useId("tool");
  const columns = (props.table?.columns ?? []).filter((column) => !column.system && column.validForRead);
  const known = columns.map((column) => ({
    name: column.logicalName,
    text: `${textIn(column.displayName, props.language)} (${column.logicalName})`,
  }));
  const others = props.masked
    .filter((name) => !known.some((column) => column.name === name))
    .map((name) => ({ name, text: name }));
  return (
    <>
      <Label size="small" id={id}>
        Masked columns
      </Label>
      <Dropdown
        size="small"
        className={styles.fill}
        aria-labelledby={id}
        multiselect
        placeholder="None"
        value={props.masked.join(", ")}
        selectedOptions={[...props.masked]}
        onOptionSelect={(_event, data) => props.onChange(data.selectedOptions)}
      >
        {[...others, ...known].map((column) => (
          <Option key={column.name} value={column.name} text={column.text}>
            {column.text}
          </Option>
        ))}
      </Dropdown>
    </>
  );
}

/** Taken on leaving the field or with Enter, so that no half-typed number slows the page. */
function Latency({
  value,
  onChange,
}: {
  readonly value: number;
  readonly onChange: (value: number) => void;
}): React.ReactElement {
  const styles = usePaneStyles();
  const id = useId("tool");
  const [draft, setDraft] = React.useState<string | null>(null);
  const commit = (): void => {
    if (draft !== null && /^\d+$/.test(draft)) {
      onChange(Math.min(MOST_LATENCY, Number(draft)));
    }
    setDraft(null);
  };
  return (
    <>
      <Label size="small" htmlFor={id}>
        Latency
      </Label>
      <Input
        id={id}
        size="small"
        className={styles.fill}
        type="number"
        min={0}
        max={MOST_LATENCY}
        step={100}
        contentAfter="ms"
        value={draft ?? String(value)}
        onChange={(_event, data) => setDraft(data.value)}
        onBlur={commit}
        onKeyDown={(event) => event.key === "Enter" && commit()}
      />
    </>
  );
}
