import path from "node:path";
import { readSolutions } from "../../solution/model/solutions";
import type { Column, Table } from "../../solution/model/types";
import { platformTables } from "../dataverse/platform/index";
import { crowdRequests, longHistoryRequest } from "./approvals";
import { generateSample } from "./generate";
import type { SampleRow, Scale } from "./rows";
import { requestId } from "./requests";

const repository = path.resolve(__dirname, "../..");
const solutions = readSolutions(repository);
const tables = new Map<string, Table>(
  [...platformTables, ...solutions.flatMap((solution) => solution.tables)].map((table) => [table.logicalName, table]),
);
const now = new Date("2026-11-23T12:00:00Z");

function sample(scale: Scale, seed = 1): ReadonlyMap<string, readonly SampleRow[]> {
  const rows = new Map<string, SampleRow[]>();
  for (const batch of generateSample({ scale, seed, now, solutions }))
    rows.set(batch.table, [...(rows.get(batch.table) ?? []), ...batch.rows]);
  return rows;
}

const small = sample("small");

test("the same seed and time give the same rows, another seed gives others", () => {
  expect([...sample("small")]).toEqual([...small]);
  expect([...sample("small", 2)]).not.toEqual([...small]);
});

describe.each([...small.keys()].filter((name) => tables.has(name)))("%s", (name) => {
  const columns = new Map<string, Column>(tables.get(name)?.columns.map((column) => [column.logicalName, column]));

  test("names only columns that exist, with values that they take", () => {
    const wrong = (small.get(name) ?? []).flatMap((row) =>
      Object.entries(row).flatMap(([key, value]) => (faults(columns, key, value) ? [`${key} = ${String(value)}`] : [])),
    );
    expect([...new Set(wrong)]).toEqual([]);
  });

  test("has each id once", () => {
    const key = tables.get(name)?.primaryKey ?? "";
    const ids = (small.get(name) ?? []).flatMap((row) => (typeof row[key] === "string" ? [row[key]] : []));
    expect(new Set(ids).size).toBe(ids.length);
  });
});

/** A status that no documentation lists is in the sample on purpose. */
const undocumented = 192_350_003;

function faults(columns: ReadonlyMap<string, Column>, key: string, value: unknown): boolean {
  const column = columns.get(key);
  if (column === undefined) return !(key.endsWith("type") && columns.get(key.slice(0, -4))?.type === "lookup");
  if (value === null || value === undefined) return false;
  switch (column.type) {
    case "choice":
    case "state":
    case "status":
      return value !== undocumented && !column.options.some((option) => option.value === value);
    case "text":
    case "memo":
      return typeof value !== "string" || value.length > column.maxLength;
    default:
      return false;
  }
}

test("every lookup of the sample's own rows leads to a row", () => {
  const ids = new Set([...small].flatMap(([name, rows]) => rows.map((row) => row[tables.get(name)?.primaryKey ?? ""])));
  const missing = [...small].flatMap(([name, rows]) =>
    (tables.get(name)?.columns ?? []).flatMap((column) =>
      column.type !== "lookup"
        ? []
        : rows.flatMap((row) =>
            typeof row[column.logicalName] === "string" &&
            /-f1e1d5700000$/.test(String(row[column.logicalName])) &&
            !ids.has(row[column.logicalName])
              ? [`${name}.${column.logicalName}`]
              : [],
          ),
    ),
  );
  expect([...new Set(missing)]).toEqual([]);
});

describe("the large scale", () => {
  const rows = sample("large");
  const of = (table: string): readonly SampleRow[] => rows.get(table) ?? [];

  test("is as large as it says", () => {
    expect(of("fsn_dimensionvalue").length).toBeGreaterThanOrEqual(100_000);
    expect(of("fsn_accountstructurerow").length).toBeGreaterThanOrEqual(10_000);
    expect(of("fsn_purchaserequest").length).toBe(5_000);
  });

  test("has histories at which paging and drawing break", () => {
    const size = (request: number) => {
      const approvals = new Set(
        of("msdyn_flow_approval").flatMap((row) =>
          String(row["msdyn_flow_approval_itemlink"]).endsWith(requestId(request))
            ? [row["msdyn_flow_approvalid"]]
            : [],
        ),
      );
      const requests = of("msdyn_flow_approvalrequest").filter((row) =>
        approvals.has(row["msdyn_flow_approvalrequest_approval"]),
      ).length;
      const responses = of("msdyn_flow_approvalresponse").filter((row) =>
        approvals.has(row["msdyn_flow_approvalresponse_approval"]),
      ).length;
      return { rounds: approvals.size, requests, events: requests + responses };
    };
    expect(size(longHistoryRequest)).toEqual({ rounds: 41, requests: 10_250, events: 20_370 });
    expect(size(crowdRequests.fullPage)).toMatchObject({ events: 5_000 });
    expect(size(crowdRequests.onePastPage)).toMatchObject({ events: 5_001 });
    expect(size(crowdRequests.manyApprovers)).toMatchObject({ rounds: 1, requests: 500 });
    expect(size(crowdRequests.manyRounds)).toMatchObject({ rounds: 200 });
  });
});
