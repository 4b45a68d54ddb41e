const day = /^(\d{4})-(\d{2})-(\d{2})$/u;
const instant = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:Z|[+-](\d{2}):(\d{2}))$/iu;

/** Whether a text of the form `2023-02-28` names a day that the calendar has. */
export function isDay(text: string): boolean {
  const [, year = "", month = "", date = ""] = day.exec(text) ?? [];
  const [monthNumber, dateNumber] = [Number(month), Number(date)];
  // The day before the first of the next month is the month's last. (Date.UTC would move the years 0 to 99 to 1900.)
  const last = new Date(`${year}-01-01T00:00:00Z`);
  last.setUTCMonth(monthNumber, 0);
  return year !== "" && monthNumber >= 1 && monthNumber <= 12 && dateNumber >= 1 && dateNumber <= last.getUTCDate();
}

/** Whether a text is an instant of ISO 8601 with its zone, on a day and at a time that exist. */
export function isInstant(text: string): boolean {
  const [, date = "", hours = "", minutes = "", seconds = "0", zoneHours = "0", zoneMinutes = "0"] =
    instant.exec(text) ?? [];
  return (
    isDay(date) &&
    Number(hours) < 24 &&
    Number(minutes) < 60 &&
    Number(seconds) < 60 &&
    Number(zoneHours) <= 14 &&
    Number(zoneMinutes) < 60
  );
}
