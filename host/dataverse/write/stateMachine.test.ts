import fc from "fast-check";
import { type Api, openApi } from "../testing/api";

/** What a naive reading of the documentation keeps of a row. */
interface Kept {
  name: string | null;
  key1: number;
  key2: number;
  parent: string | null;
  version: number;
}

type Model = Map<string, Kept>;

let api: Api;
beforeAll(async () => {
  api = await openApi({
    limits: { requests: Number.MAX_SAFE_INTEGER, executionMilliseconds: Number.MAX_SAFE_INTEGER },
  });
}, 60_000);
afterAll(() => api.dataverse.close());

const name = fc.option(
  fc.string({ unit: "grapheme", maxLength: 12 }).filter((text) => !/[\u0000-\u001f]/u.test(text)),
  { nil: null },
);
const small = fc.nat(3);
const pick = fc.nat(1000);
const step = fc.oneof(
  fc.record({
    kind: fc.constant("create" as const),
    name,
    key1: small,
    key2: small,
    parent: fc.option(pick, { nil: null }),
  }),
  fc.record({
    kind: fc.constant("upsert" as const),
    name,
    key1: small,
    key2: small,
    only: fc.constantFrom("both" as const, "new" as const, "old" as const),
  }),
  fc.record({
    kind: fc.constant("update" as const),
    row: pick,
    name,
    condition: fc.constantFrom("none" as const, "current" as const, "stale" as const),
  }),
  fc.record({ kind: fc.constant("rekey" as const), row: pick, key1: small, key2: small }),
  fc.record({ kind: fc.constant("move" as const), row: pick, parent: fc.option(pick, { nil: null }) }),
  fc.record({ kind: fc.constant("delete" as const), row: pick }),
  fc.record({ kind: fc.constant("invalid" as const), row: pick }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const stored = (text: string | null): string | null => (text === null ? null : text.replace(/ +$/u, "") || null);
const at = (model: Model, index: number): string | undefined =>
  model.size === 0 ? undefined : [...model.keys()][index % model.size];
const holder = (model: Model, key1: number, key2: number): string | undefined =>
  [...model].find(([, row]) => row.key1 === key1 && row.key2 === key2)?.[0];

/** Deletes a row and all below it. */
function drop(model: Model, id: string): void {
  if (!model.delete(id)) return;
  [...model].filter(([, row]) => row.parent === id).forEach(([child]) => drop(model, child));
}

async function run(model: Model, etags: Map<string, string>, action: Step): Promise<void> {
  switch (action.kind) {
    case "create": {
      const parent = action.parent === null ? undefined : at(model, action.parent);
      const answer = await api.call("POST", "example_records", {
        example_name: action.name,
        example_key1: action.key1,
        example_key2: action.key2,
        ...(parent === undefined ? {} : { "example_Parent@odata.bind": `/example_records(${parent})` }),
      });
      if (holder(model, action.key1, action.key2) !== undefined) {
        expect(answer.code).toBe("0x80060892");
      } else {
        expect(answer.status).toBe(204);
        model.set(answer.id, {
          name: stored(action.name),
          key1: action.key1,
          key2: action.key2,
          parent: parent ?? null,
          version: 0,
        });
      }
      return;
    }
    case "upsert": {
      const known = holder(model, action.key1, action.key2);
      const headers: Record<string, string> =
        action.only === "both" ? {} : action.only === "new" ? { "if-none-match": "*" } : { "if-match": "*" };
      const answer = await api.call(
        "PATCH",
        `example_records(example_key1=${action.key1},example_key2=${action.key2})?$select=example_recordid`,
        { example_name: action.name },
        { ...headers, prefer: "return=representation" },
      );
      if (known === undefined && action.only === "old") {
        expect([answer.status, answer.code]).toEqual([404, "0x80060891"]);
      } else if (known !== undefined && action.only === "new") {
        expect([answer.status, answer.code]).toEqual([412, "0x80040237"]);
      } else {
        expect(answer.status).toBe(known === undefined ? 201 : 200);
        const id = String(answer.json["example_recordid"]);
        expect(known ?? id).toBe(id);
        const before = model.get(id);
        model.set(id, {
          key1: action.key1,
          key2: action.key2,
          parent: before?.parent ?? null,
          name: stored(action.name),
          version: (before?.version ?? -1) + 1,
        });
      }
      return;
    }
    case "update": {
      const id = at(model, action.row);
      const row = id === undefined ? undefined : model.get(id);
      if (id === undefined || row === undefined) return;
      const etag = etags.get(id);
      const sent = action.condition === "current" ? etag : action.condition === "stale" ? 'W/"1"' : undefined;
      const answer = await api.call(
        "PATCH",
        `example_records(${id})`,
        { example_name: action.name },
        sent === undefined ? {} : { "if-match": sent },
      );
      if (action.condition === "stale") {
        expect(answer.code).toBe("0x80060882");
      } else {
        expect(answer.status).toBe(204);
        row.name = stored(action.name);
        row.version += 1;
      }
      return;
    }
    case "rekey": {
      const id = at(model, action.row);
      const row = id === undefined ? undefined : model.get(id);
      if (id === undefined || row === undefined) return;
      const taken = holder(model, action.key1, action.key2);
      const answer = await api.call("PATCH", `example_records(${id})`, {
        example_key1: action.key1,
        example_key2: action.key2,
      });
      if (taken !== undefined && taken !== id) {
        expect(answer.code).toBe("0x80060892");
      } else {
        expect(answer.status).toBe(204);
        Object.assign(row, { key1: action.key1, key2: action.key2, version: row.version + 1 });
      }
      return;
    }
    case "move": {
      const id = at(model, action.row);
      const row = id === undefined ? undefined : model.get(id);
      const parent = action.parent === null ? null : (at(model, action.parent) ?? null);
      if (id === undefined || row === undefined) return;
      expect(
        (
          await api.call("PATCH", `example_records(${id})`, {
            "example_Parent@odata.bind": parent === null ? null : `/example_records(${parent})`,
          })
        ).status,
      ).toBe(204);
      row.parent = parent;
      row.version += 1;
      return;
    }
    case "delete": {
      const id = at(model, action.row) ?? crypto.randomUUID();
      expect((await api.call("DELETE", `example_records(${id})`)).status).toBe(model.has(id) ? 204 : 404);
      drop(model, id);
      return;
    }
    case "invalid": {
      const id = at(model, action.row);
      if (id !== undefined) {
        expect(
          (await api.call("PATCH", `example_records(${id})`, { example_name: "not kept", example_color: 99 })).code,
        ).toBe("0x8004431a");
      }
    }
  }
}

async function compare(model: Model, etags: Map<string, string>, versions: Map<string, number>): Promise<void> {
  const { rows } = await api.call(
    "GET",
    "example_records?$select=example_name,example_key1,example_key2,_example_parent_value",
  );
  const seen = new Map(
    rows.map((row) => [
      String(row["example_recordid"]),
      {
        name: row["example_name"],
        key1: row["example_key1"],
        key2: row["example_key2"],
        parent: row["_example_parent_value"],
      },
    ]),
  );
  expect(seen).toEqual(new Map([...model].map(([id, { version: _version, ...row }]) => [id, row])));
  for (const row of rows) {
    const id = String(row["example_recordid"]);
    const etag = String(row["@odata.etag"]);
    const version = model.get(id)?.version ?? 0;
    // A row has a new ETag exactly if it was changed.
    if (versions.has(id)) expect(etags.get(id) === etag).toBe(versions.get(id) === version);
    etags.set(id, etag);
    versions.set(id, version);
  }
}

test("random writes leave what a naive model has, after every step", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
      const left = await api.call("GET", "example_records?$select=example_recordid");
      for (const row of left.rows) {
        await api.call("DELETE", `example_records(${String(row["example_recordid"])})`);
      }
      const model: Model = new Map();
      const etags = new Map<string, string>();
      const versions = new Map<string, number>();
      for (const action of steps) {
        await run(model, etags, action);
        await compare(model, etags, versions);
      }
    }),
    { numRuns: 40, verbose: fc.VerbosityLevel.Verbose },
  );
}, 180_000);
