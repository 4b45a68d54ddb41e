import { createDataverse, Latest, type WebApi } from "./client";
import { CancelledError, DataverseError, toDataverseError } from "./error";
import { chunks, isOneOf, literal, toOptions } from "./query";
import { backoff, retryThrottled, type Clock } from "./retry";
import { formattedOf, instantOf, referenceOf } from "./row";

/** A clock that does not wait, and remembers how long it should have. */
function testClock(random = 0.5): Clock & { readonly waits: number[] } {
  const waits: number[] = [];
  return { waits, random: () => random, sleep: async (ms) => void waits.push(ms) };
}
const refused = async (): Promise<never> => Promise.reject(new Error("unexpected call"));
const api = (retrieveMultipleRecords: WebApi["retrieveMultipleRecords"]): WebApi => ({
  retrieveMultipleRecords,
  retrieveRecord: refused,
  createRecord: refused,
  updateRecord: refused,
  deleteRecord: refused,
});
const THROTTLED = { errorCode: 0x80072322, message: "Number of requests exceeded" };

describe("what went wrong, from the plain objects that a control gets", () => {
  it.each([
    [{ errorCode: 2147951394 }, "throttled"],
    [{ errorCode: -2147015902 }, "throttled"],
    [{ errorCode: 0x80072321 }, "throttled"],
    [{ errorCode: 0x80072326 }, "throttled"],
    [{ code: 0x80040220 }, "forbidden"],
    [{ code: "0x80048306" }, "forbidden"],
    [{ errorCode: 0x8004f507 }, "forbidden"],
    [{ errorCode: 2147746327 }, "notFound"],
    [{ errorCode: 0x8006088a }, "notFound"],
    [{ errorCode: 0x80060882 }, "conflict"],
    [{ errorCode: 0x80060888 }, "invalidConfiguration"],
    [{ message: "This operation failed because you're offline. Reconnect and try again." }, "offline"],
    [new TypeError("Failed to fetch"), "offline"],
    [{ errorCode: 0x80040216, message: "unexpected" }, "unknown"],
    ["a string", "unknown"],
    [null, "unknown"],
    [undefined, "unknown"],
  ])("%j is %s", (reason, kind) => expect(toDataverseError(reason, "account").kind).toBe(kind));

  it("the network decides where no code does", () => {
    expect(toDataverseError({ message: "?" }, "", false).kind).toBe("offline");
    expect(toDataverseError({ errorCode: 0x80040220 }, "", false).kind).toBe("forbidden");
  });

  it("an unfilled template gives way to the title", () => {
    expect(toDataverseError({ errorCode: 1, message: "Row {0} is gone", title: "Record Is Unavailable" }).message).toBe(
      "Record Is Unavailable",
    );
  });
});

describe("reading", () => {
  it("follows every page with the query part of the link", async () => {
    const asked: (string | undefined)[] = [];
    const dataverse = createDataverse(
      api(async (_table, options) => {
        asked.push(options);
        return asked.length < 3
          ? {
              entities: [{ n: asked.length }],
              nextLink: `https://org/api/data/v9.2/accounts?$skiptoken=${asked.length}`,
            }
          : { entities: [{ n: 3 }], nextLink: "" };
      }),
    );
    const { rows, complete } = await dataverse.retrieveAll("account", {
      select: ["name"],
      filter: "name eq 'a&b'",
      orderBy: "name",
      top: 9,
    });
    expect(rows).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(complete).toBe(true);
    expect(asked).toEqual([
      "?$select=name&$filter=name%20eq%20'a%26b'&$orderby=name&$top=9",
      "?$skiptoken=1",
      "?$skiptoken=2",
    ]);
  });

  it.each([
    [1, false, 1],
    [2, false, 2],
    [3, true, 3],
    [9, true, 3],
  ])("stops at %d rows: complete %s", async (limit, complete, count) => {
    let page = 0;
    const dataverse = createDataverse(
      api(async () => ({ entities: [{ n: ++page }], nextLink: page < 3 ? "https://org/a?x" : "" })),
    );
    const answer = await dataverse.retrieveAll("account", { select: ["name"] }, { limit });
    expect(answer.complete).toBe(complete);
    expect(answer.rows).toHaveLength(count);
  });

  it("asks for the next page only when the one before has been dealt with, and no further than is wanted", async () => {
    let asked = 0;
    const dataverse = createDataverse(
      api(async () => ({ entities: [{ n: ++asked }], nextLink: asked < 9 ? "https://org/a?x" : "" })),
    );
    const seen: [unknown, boolean, number][] = [];
    for await (const { rows, more } of dataverse.pages("account", { select: ["name"] })) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      seen.push([rows[0]?.n, more, asked]);
      if (seen.length === 2) break;
    }
    expect(seen).toEqual([
      [1, true, 1],
      [2, true, 2],
    ]);
    expect(asked).toBe(2);
  });

  it("asks in FetchXML what OData has no words for", () => {
    expect(toOptions({ fetchXml: "<fetch top='1'/>" })).toBe("?fetchXml=%3Cfetch%20top%3D'1'%2F%3E");
  });

  it("waits longer each time it is throttled, then gives up with the reason", async () => {
    const clock = testClock();
    const dataverse = createDataverse(
      api(() => Promise.reject(THROTTLED)),
      () => true,
      clock,
    );
    await expect(dataverse.retrieveAll("account", { select: ["name"] })).rejects.toMatchObject({
      kind: "throttled",
      table: "account",
    });
    expect(clock.waits).toEqual([600, 1200, 2400]);
  });

  it("goes on where it was throttled", async () => {
    let calls = 0;
    const dataverse = createDataverse(
      api(() =>
        ++calls === 2
          ? Promise.reject(THROTTLED)
          : Promise.resolve({ entities: [{ calls }], nextLink: calls < 3 ? "https://org/a?x" : "" }),
      ),
      () => true,
      testClock(),
    );
    expect((await dataverse.retrieveAll("account", { select: ["name"] })).rows).toEqual([{ calls: 1 }, { calls: 3 }]);
  });

  it("never repeats a write", async () => {
    let calls = 0;
    const writes = {
      ...api(refused),
      updateRecord: () => {
        calls += 1;
        return Promise.reject(THROTTLED);
      },
    };
    await expect(createDataverse(writes, () => true, testClock()).update("account", "1", {})).rejects.toBeInstanceOf(
      DataverseError,
    );
    expect(calls).toBe(1);
  });

  it("a method that throws at once is an error like any other", async () => {
    const dataverse = createDataverse(
      api(() => {
        throw new Error("Method not implemented.");
      }),
    );
    await expect(dataverse.retrieveAll("account", { select: ["name"] })).rejects.toMatchObject({
      kind: "unknown",
      message: "Method not implemented.",
    });
  });

  it("a newer read cancels the one before, whatever it would have answered", async () => {
    const latest = new Latest();
    let answer: (value: ComponentFramework.WebApi.RetrieveMultipleResponse) => void = () => undefined;
    const dataverse = createDataverse(
      api(
        () =>
          new Promise((resolve) => {
            answer = resolve;
          }),
      ),
    );
    const first = dataverse.retrieveAll("account", { select: ["name"] }, { signal: latest.next() });
    await Promise.resolve();
    latest.next();
    answer({ entities: [], nextLink: "" });
    await expect(first).rejects.toBeInstanceOf(CancelledError);
  });

  it("is not asked again while waiting out a throttle that nobody waits for any more", async () => {
    const abort = new AbortController();
    let calls = 0;
    const read = retryThrottled(
      () => {
        calls += 1;
        return Promise.reject(new DataverseError("throttled", ""));
      },
      { random: () => 0, sleep: async () => abort.abort() },
      abort.signal,
    );
    await expect(read).rejects.toBeInstanceOf(CancelledError);
    expect(calls).toBe(1);
  });
});

it("keeps the wait between half and all of what it doubles to, and below twelve seconds", () => {
  for (let attempt = 1; attempt < 12; attempt++) {
    const full = Math.min(12_000, 800 * 2 ** (attempt - 1));
    expect(backoff(attempt, () => 0)).toBe(full / 2);
    expect(backoff(attempt, () => 0.999999)).toBeLessThanOrEqual(full);
  }
});

it("writes queries", () => {
  expect(toOptions({ select: ["a", "b"] })).toBe("?$select=a,b");
  expect(literal("O'Hara")).toBe("'O''Hara'");
  expect(isOneOf("x", ["1", "2"])).toBe("x eq 1 or x eq 2");
  expect(chunks([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
});

it("reads rows without guessing", () => {
  const row = {
    _ownerid_value: "AB",
    "_ownerid_value@OData.Community.Display.V1.FormattedValue": "Mia",
    "_ownerid_value@Microsoft.Dynamics.CRM.lookuplogicalname": "systemuser",
    createdon: "2026-01-01T00:00:00Z",
    broken: "soon",
    status: 1,
  };
  expect(referenceOf(row, "ownerid")).toEqual({ id: "ab", name: "Mia", table: "systemuser" });
  expect(referenceOf(row, "none")).toBeNull();
  expect(instantOf(row, "createdon")).toBe(Date.UTC(2026, 0, 1));
  expect(instantOf(row, "broken")).toBeNull();
  expect(formattedOf(row, "status")).toBeNull();
});
