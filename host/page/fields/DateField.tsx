import * as React from "react";
import {
  Button,
  Combobox,
  Input,
  Option,
  Popover,
  PopoverSurface,
  makeStyles,
  mergeClasses,
} from "@fluentui/react-components";
import type { Column } from "../../../solution/model/types";
import { formatDay, formatTime, fromWall, parseDay, parseTime, wallTime, type WallTime } from "../record/formats";
import { kindError } from "../record/validate";
import { useHost } from "../base/host";
import { Icon } from "../base/icons";
import { Calendar } from "./Calendar";
import { EMPTY, inputAria, useDraft, useFieldStyles, useUnreadable, type FieldProps } from "./fieldProps";
import { ReadOnlyInput } from "./ReadOnlyInput";

const useStyles = makeStyles({
  // Beside each other where both can be read, else the time below the day.
  pair: {
    display: "flex",
    flexWrap: "wrap",
    gap: "8px",
    width: "100%",
    "& > :first-child": { flex: "3 1 132px", width: "auto" },
    "& > :last-child": { flex: "2 1 104px", width: "auto" },
  },
  listbox: { maxHeight: "240px" },
  // A text box has a width of its own, which would push the chevron out of the cell.
  time: { "& input": { minWidth: 0, width: "100%" } },
});

/** A day, with the time in a second box where the column has one. Enter, Space and Down open the calendar. */
export function DateField(props: FieldProps<Extract<Column, { type: "datetime" }>>): React.ReactElement {
  const styles = useStyles();
  const fieldStyles = useFieldStyles();
  const host = useHost();
  const { formats } = host;
  const { session, column, state } = props;
  const value = state.value instanceof Date ? state.value : null;
  const wall = value ? wallTime(column, value, formats) : null;
  const today = wallTime({ ...column, behavior: "userLocal" }, new Date(), formats);
  const dayText = value ? formatDay(column, value, formats) : "";
  const [unreadable, setUnreadable] = useUnreadable(props);
  const shown = unreadable ?? dayText;
  const draft = useDraft(shown);
  const [open, setOpen] = React.useState(false);
  const frame = React.useRef<HTMLInputElement>(null);

  const set = (change: Partial<WallTime>): void => {
    const next = { year: today.year, month: today.month, day: today.day, hour: 0, minute: 0, ...wall, ...change };
    setUnreadable(null);
    session.setError(column.logicalName, null);
    session.setValue(column.logicalName, fromWall(column, next, formats));
  };
  const commitDay = (): void => {
    if (draft.editing && draft.text.trim() === "") {
      setUnreadable(null);
      session.setError(column.logicalName, null);
      session.setValue(column.logicalName, null);
    } else if (draft.editing && draft.text !== shown) {
      const day = parseDay(draft.text, formats, today.year);
      if (day) set(day);
      else {
        setUnreadable(draft.text);
        session.setError(column.logicalName, kindError(column, props.label, formats));
      }
    }
    draft.end();
  };

  const timed = column.format === "datetime";
  if (props.readOnly) {
    const day = <ReadOnlyInput field={props} text={dayText} />;
    if (!timed) return day;
    return (
      <div className={styles.pair}>
        {day}
        <ReadOnlyInput
          field={{ ...props, id: `${props.id}-time`, label: `Time of ${props.label}` }}
          text={value ? formatTime(column, value, formats) : ""}
        />
      </div>
    );
  }
  const input = (
    <Popover
      open={open}
      onOpenChange={(_, data) => setOpen(data.open)}
      trapFocus
      unstable_disableAutoFocus
      positioning={{ target: frame.current, position: "below", align: "start" }}
    >
      <Input
        {...inputAria(props)}
        dir="auto"
        id={props.id}
        root={{ ref: frame }}
        appearance="filled-darker"
        className={fieldStyles.full}
        placeholder={EMPTY}
        value={draft.text}
        role="combobox"
        aria-haspopup="dialog"
        aria-expanded={open}
        contentAfter={
          <Button
            appearance="transparent"
            size="small"
            className={fieldStyles.icon}
            tabIndex={-1}
            icon={<Icon name="calendar" />}
            aria-label={`Open calendar: ${props.label}`}
            onClick={() => setOpen(true)}
          />
        }
        onChange={(_, data) => draft.type(data.value)}
        onBlur={commitDay}
        onKeyDown={(event) => {
          const untouched = !draft.editing || draft.text === shown;
          if (event.key === "ArrowDown" || ((event.key === "Enter" || event.key === " ") && untouched)) {
            event.preventDefault();
            setOpen(true);
          } else if (event.key === "Enter") commitDay();
        }}
      />
      <PopoverSurface aria-label={`Calendar: ${props.label}`}>
        <Calendar
          selected={wall}
          today={today}
          formats={formats}
          rightToLeft={host.rightToLeft}
          onPick={(day) => {
            draft.end();
            set(day);
            setOpen(false);
            frame.current?.querySelector("input")?.focus();
          }}
        />
      </PopoverSurface>
    </Popover>
  );
  if (!timed) return input;
  return (
    <div className={styles.pair}>
      <div className={fieldStyles.full}>{input}</div>
      <TimeBox
        field={props}
        text={value ? formatTime(column, value, formats) : ""}
        format={(hour, minute) => formatTime(column, fromWall(column, { ...today, hour, minute }, formats), formats)}
        onPick={set}
      />
    </div>
  );
}

const HALF_HOURS = Array.from({ length: 48 }, (_, index) => ({
  hour: Math.floor(index / 2),
  minute: (index % 2) * 30,
}));

function TimeBox(props: {
  readonly field: FieldProps;
  readonly text: string;
  readonly format: (hour: number, minute: number) => string;
  readonly onPick: (time: Pick<WallTime, "hour" | "minute">) => void;
}): React.ReactElement {
  const styles = useStyles();
  const fieldStyles = useFieldStyles();
  const draft = useDraft(props.text);
  const commit = (text: string): void => {
    const time = parseTime(text);
    if (time && text !== props.text) props.onPick(time);
    draft.end();
  };
  // A day that was just typed brings midnight along while the focus is here already: typing replaces it.
  const input = React.useRef<HTMLInputElement>(null);
  const { editing } = draft;
  React.useLayoutEffect(() => {
    if (!editing && document.activeElement === input.current) input.current?.select();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only a new time, not the end of an edit.
  }, [props.text]);
  return (
    <Combobox
      input={{ ref: input }}
      dir="auto"
      aria-label={`Time of ${props.field.label}`}
      appearance="filled-darker"
      freeform
      className={mergeClasses(fieldStyles.full, styles.time)}
      placeholder={EMPTY}
      value={draft.text}
      selectedOptions={[]}
      listbox={{ className: styles.listbox }}
      onChange={(event) => draft.type(event.target.value)}
      onOptionSelect={(_, data) => {
        const [hour, minute] = (data.optionValue ?? "").split(":").map(Number);
        if (hour !== undefined && minute !== undefined && data.optionValue?.includes(":")) {
          props.onPick({ hour, minute });
          draft.end();
        }
      }}
      onBlur={() => {
        if (draft.editing) commit(draft.text);
      }}
    >
      {HALF_HOURS.map((time) => {
        const text = props.format(time.hour, time.minute);
        return (
          <Option key={text} value={`${time.hour}:${time.minute}`} text={text}>
            {text}
          </Option>
        );
      })}
    </Combobox>
  );
}
