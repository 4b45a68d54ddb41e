import fc from "fast-check";
import { HOUR, MINUTE } from "./testing/facts";
import { measureBy, type WorkCalendar } from "./time";

const officeIn = (timeZone: string, more: Partial<WorkCalendar> = {}): WorkCalendar => ({
  timeZone,
  hours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 9 * 60, to: 17 * 60 })),
  holidays: [],
  ...more,
});
const worked = (calendar: WorkCalendar, from: string, to: string): number | null =>
  measureBy(calendar)(Date.parse(from), Date.parse(to)).business;

it("counts calendar time alone where no working hours are known, and never less than nothing", () => {
  expect(measureBy(null)(10, 25)).toEqual({ calendar: 15, business: null });
  expect(measureBy(officeIn("UTC"))(25, 10)).toEqual({ calendar: 0, business: 0 });
});

it.each([
  ["a weekend is no waiting", "UTC", "2026-06-12T16:00Z", "2026-06-15T10:00Z", 2],
  ["in the zone of the office", "Europe/Berlin", "2026-06-15T06:00Z", "2026-06-15T08:00Z", 1],
  ["14 hours ahead of UTC", "Pacific/Kiritimati", "2026-06-14T18:00Z", "2026-06-14T20:00Z", 1],
  ["11 hours behind UTC", "Pacific/Niue", "2026-06-15T19:00Z", "2026-06-15T21:00Z", 1],
])("14: %s", (_, zone, from, to, hours) => expect(worked(officeIn(zone), from, to)).toBe(hours * HOUR));

it("a holiday is free", () => {
  const office = officeIn("UTC", { holidays: ["2026-06-16"] });
  expect(worked(office, "2026-06-15T16:00Z", "2026-06-17T10:00Z")).toBe(2 * HOUR);
});

it("14: a shift over a change of the clock lasts as long as it really does", () => {
  const night = officeIn("Europe/Berlin", { hours: [{ weekday: 0, from: 0, to: 6 * 60 }] });
  expect(worked(night, "2026-03-28T12:00Z", "2026-03-29T12:00Z")).toBe(5 * HOUR);
  expect(worked(night, "2026-10-24T12:00Z", "2026-10-25T12:00Z")).toBe(7 * HOUR);
});

it("a span of more than fifty years is a mistake, and is not counted", () => {
  expect(measureBy(officeIn("UTC"))(0, Date.UTC(9999, 0, 1)).business).toBeNull();
});

it("adds up as counting every quarter of an hour does, over any span", () => {
  const zone = fc.constantFrom("UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe");
  const quarter = 15 * MINUTE;
  fc.assert(
    fc.property(
      zone,
      fc.integer({ min: 0, max: 400 * 96 }),
      fc.integer({ min: 0, max: 120 * 96 }),
      (timeZone, start, length) => {
        const from = Date.UTC(2026, 0, 1) + start * quarter;
        const to = from + length * quarter;
        const format = new Intl.DateTimeFormat("en-US", {
          timeZone,
          weekday: "short",
          hour: "numeric",
          hourCycle: "h23",
        });
        let expected = 0;
        for (let at = from; at < to; at += quarter) {
          const [weekday = "", hour = ""] = format.format(at).split(", ");
          if (!weekday.startsWith("S") && Number(hour) >= 9 && Number(hour) < 17) expected += quarter;
        }
        expect(measureBy(officeIn(timeZone))(from, to)).toEqual({ calendar: to - from, business: expected });
      },
    ),
    { numRuns: 12 },
  );
});

it("many long spans share what was added up", () => {
  const measure = measureBy(officeIn("UTC"));
  const year = measure(Date.UTC(2026, 0, 1), Date.UTC(2027, 0, 1)).business ?? 0;
  const halves = [0, 1].map(
    (half) => measure(Date.UTC(2026, half * 6, 1), Date.UTC(2026, half * 6 + 6, 1)).business ?? 0,
  );
  expect((halves[0] ?? 0) + (halves[1] ?? 0)).toBe(year);
  expect(year).toBe(261 * 8 * HOUR);
});
