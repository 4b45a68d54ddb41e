import * as React from "react";
import { Button, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import type { Formats, WallTime } from "../record/formats";
import { Icon } from "../base/icons";

type Day = Pick<WallTime, "year" | "month" | "day">;

const useStyles = makeStyles({
  head: {
    display: "flex",
    alignItems: "center",
    justifyContent: "space-between",
    fontWeight: tokens.fontWeightSemibold,
    paddingInlineStart: tokens.spacingHorizontalS,
  },
  week: { display: "grid", gridTemplateColumns: "repeat(7, 32px)" },
  name: {
    display: "flex",
    alignItems: "center",
    justifyContent: "center",
    height: "28px",
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
  },
  day: { width: "32px", minWidth: 0, height: "32px", paddingInline: 0, fontWeight: tokens.fontWeightRegular },
  other: { color: tokens.colorNeutralForeground4 },
  chosen: { backgroundColor: tokens.colorBrandBackground2, fontWeight: tokens.fontWeightSemibold },
  today: {
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    borderRadius: tokens.borderRadiusCircular,
  },
});

const utc = (day: Day): Date => new Date(Date.UTC(day.year, day.month - 1, day.day));
const dayOf = (date: Date): Day => ({
  year: date.getUTCFullYear(),
  month: date.getUTCMonth() + 1,
  day: date.getUTCDate(),
});
const moved = (day: Day, days: number): Day => dayOf(new Date(utc(day).getTime() + days * 86_400_000));
const sameDay = (a: Day, b: Day): boolean => a.year === b.year && a.month === b.month && a.day === b.day;

/** The same day of another month, or that month's last. */
function movedMonths(day: Day, months: number): Day {
  const index = day.year * 12 + day.month - 1 + months;
  const year = Math.floor(index / 12);
  const month = (index % 12) + 1;
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return { year, month, day: Math.min(day.day, last) };
}

/** 0 Sunday to 6; from the culture, Monday where the browser does not know. */
function firstDayOfWeek(locale: string): number {
  const info: unknown = Reflect.get(new Intl.Locale(locale), "weekInfo");
  const day = typeof info === "object" && info !== null ? Number(Reflect.get(info, "firstDay")) : Number.NaN;
  return Number.isInteger(day) ? day % 7 : locale.endsWith("US") ? 0 : 1;
}

/** A month to pick a day from: arrows move by day and week, Page Up and Page Down by month, Enter picks. */
export function Calendar(props: {
  readonly selected: Day | null;
  readonly today: Day;
  readonly formats: Formats;
  readonly rightToLeft: boolean;
  readonly onPick: (day: Day) => void;
}): React.ReactElement {
  const styles = useStyles();
  const { locale } = props.formats;
  const [focused, setFocused] = React.useState<Day>(props.selected ?? props.today);
  const grid = React.useRef<HTMLDivElement>(null);
  React.useEffect(() => grid.current?.querySelector<HTMLElement>("[tabindex='0']")?.focus(), [focused]);

  const first = { ...focused, day: 1 };
  const start = moved(first, -((utc(first).getUTCDay() - firstDayOfWeek(locale) + 7) % 7));
  const weeks = [0, 1, 2, 3, 4, 5].map((week) => [0, 1, 2, 3, 4, 5, 6].map((day) => moved(start, week * 7 + day)));
  const format = (options: Intl.DateTimeFormatOptions, day: Day): string =>
    new Intl.DateTimeFormat(locale, { ...options, calendar: "gregory", timeZone: "UTC" }).format(utc(day));
  const forward = props.rightToLeft ? -1 : 1;
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const steps: Record<string, () => Day> = {
      ArrowLeft: () => moved(focused, -forward),
      ArrowRight: () => moved(focused, forward),
      ArrowUp: () => moved(focused, -7),
      ArrowDown: () => moved(focused, 7),
      PageUp: () => movedMonths(focused, event.shiftKey ? -12 : -1),
      PageDown: () => movedMonths(focused, event.shiftKey ? 12 : 1),
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    setFocused(step());
  };
  return (
    <div>
      <div className={styles.head}>
        <span aria-live="polite">{format({ month: "long", year: "numeric" }, focused)}</span>
        <span>
          <Button
            appearance="subtle"
            icon={<Icon name="arrowUp" />}
            aria-label="Previous month"
            onClick={() => setFocused(movedMonths(focused, -1))}
          />
          <Button
            appearance="subtle"
            icon={<Icon name="arrowDown" />}
            aria-label="Next month"
            onClick={() => setFocused(movedMonths(focused, 1))}
          />
        </span>
      </div>
      <div
        role="grid"
        aria-label={format({ month: "long", year: "numeric" }, focused)}
        ref={grid}
        onKeyDown={onKeyDown}
      >
        <div role="row" className={styles.week}>
          {(weeks[0] ?? []).map((day) => (
            <span
              key={day.day}
              role="columnheader"
              className={styles.name}
              aria-label={format({ weekday: "long" }, day)}
            >
              {format({ weekday: "narrow" }, day)}
            </span>
          ))}
        </div>
        {weeks.map((week, index) => (
          <div key={index} role="row" className={styles.week}>
            {week.map((day) => {
              const chosen = props.selected !== null && sameDay(day, props.selected);
              return (
                <span key={`${day.month}-${day.day}`} role="gridcell" aria-selected={chosen}>
                  <Button
                    appearance="subtle"
                    tabIndex={sameDay(day, focused) ? 0 : -1}
                    aria-label={format({ dateStyle: "full" }, day)}
                    aria-current={sameDay(day, props.today) ? "date" : undefined}
                    onClick={() => props.onPick(day)}
                    className={mergeClasses(
                      styles.day,
                      day.month === focused.month ? undefined : styles.other,
                      chosen ? styles.chosen : undefined,
                      sameDay(day, props.today) ? styles.today : undefined,
                    )}
                  >
                    {format({ day: "numeric" }, day).replace(/\D+$/, "")}
                  </Button>
                </span>
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}
