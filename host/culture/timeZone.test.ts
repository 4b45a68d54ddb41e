import { isTimeZone, offsetMinutes, standardOffsetMinutes } from "./timeZone";

test.each([
  ["Europe/Berlin", "2026-01-15T12:00:00Z", 60],
  ["Europe/Berlin", "2026-07-15T12:00:00Z", 120],
  // The last second of winter time and the first of summer time.
  ["Europe/Berlin", "2026-03-29T00:59:59Z", 60],
  ["Europe/Berlin", "2026-03-29T01:00:00Z", 120],
  ["America/St_Johns", "2026-01-15T12:00:00Z", -210],
  ["Asia/Kathmandu", "2026-01-15T12:00:00Z", 345],
  ["Pacific/Kiritimati", "2026-01-15T12:00:00Z", 840],
  ["UTC", "1999-12-31T23:59:59.999Z", 0],
])("%s at %s is %i minutes east", (zone, instant, minutes) => {
  expect(offsetMinutes(new Date(instant), zone)).toBe(minutes);
});

test("without a date there is no daylight saving, on either half of the globe", () => {
  expect(standardOffsetMinutes("Europe/Berlin")).toBe(60);
  expect(standardOffsetMinutes("Pacific/Auckland")).toBe(720);
});

test("an unknown zone is known to be none", () => {
  expect([isTimeZone("Europe/Berlin"), isTimeZone("Mars/Olympus"), isTimeZone("")]).toEqual([true, false, false]);
});
