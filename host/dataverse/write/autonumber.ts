import { randomInt } from "node:crypto";
import type { CatalogTable } from "../catalog";
import type { Queryable } from "../queryable";

/** Each autonumber column counts from this seed, as in Dataverse. */
const seed = 1000;

/** Reserves `count` numbers and returns the first. Numbers of a failed write are given again, unlike in Dataverse, where they are lost. */
export async function reserveNumbers(
  database: Queryable,
  table: CatalogTable,
  column: string,
  count: number,
): Promise<number> {
  const [row] = await database.query<{ last: number }>(
    `insert into dv_autonumber (tablename, columnname, last) values ($1, $2, $3)
     on conflict (tablename, columnname) do update set last = dv_autonumber.last + $4 returning last`,
    [table.logicalName, column, seed + count - 1, count],
  );
  return (row?.last ?? seed + count - 1) - count + 1;
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/** Fills a format such as `PR-{SEQNUM:5}`, `C-{RANDSTRING:4}` or `{DATETIMEUTC:yyyyMMdd}-{SEQNUM:4}`. */
export function formatNumber(format: string, number: number, now: Date): string {
  return format.replace(/\{(SEQNUM|RANDSTRING|DATETIMEUTC)(?::([^}]*))?\}/gu, (_all, kind: string, argument = "") => {
    switch (kind) {
      case "SEQNUM":
        return String(number).padStart(Number(argument) || 1, "0");
      case "RANDSTRING":
        return Array.from({ length: Number(argument) || 4 }, () => letters.charAt(randomInt(letters.length))).join("");
      default:
        return formatDate(String(argument), now);
    }
  });
}

function formatDate(pattern: string, now: Date): string {
  const iso = now.toISOString();
  const parts: Readonly<Record<string, string>> = {
    yyyy: iso.slice(0, 4),
    yy: iso.slice(2, 4),
    MM: iso.slice(5, 7),
    dd: iso.slice(8, 10),
    HH: iso.slice(11, 13),
    mm: iso.slice(14, 16),
    ss: iso.slice(17, 19),
  };
  return pattern.replace(/yyyy|yy|MM|dd|HH|mm|ss/gu, (part) => parts[part] ?? part);
}
