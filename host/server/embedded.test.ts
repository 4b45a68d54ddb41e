import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { EmbeddedBackend, type EmbeddedOptions } from "./embedded";
import { readModel } from "./model";

jest.setTimeout(180_000);

const { solutions } = readModel(path.resolve(__dirname, "../.."));
const accounts = "http://localhost/api/data/v9.2/accounts";
let folder: string;
let log: string[];
const open = (options: Partial<EmbeddedOptions> = {}) =>
  new EmbeddedBackend({ solutions, scale: "small", folder, log: (message) => log.push(message), ...options });
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "fieldstone-embedded-"));
  log = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const create = (backend: EmbeddedBackend, name: string) =>
  backend.fetch(
    new Request(accounts, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ name }),
    }),
  );
async function names(backend: EmbeddedBackend): Promise<string[]> {
  const { value } = (await (await backend.fetch(new Request(`${accounts}?$select=name`))).json()) as {
    value: { name: string }[];
  };
  return value.map(({ name }) => name);
}

test("rows last; a second host is refused meanwhile; --reset begins anew; a broken-off filling is repeated", async () => {
  const first = open();
  await first.ready();
  expect(log[0]).toMatch(/Filling the sample data/);
  expect((await create(first, "Written by a person")).status).toBe(204);
  const second = open();
  await expect(second.ready()).rejects.toThrow(/in use/);
  await second.close();
  await first.close();

  log = [];
  const third = open();
  expect(await names(third)).toContain("Written by a person");
  expect(log).toEqual([]);
  await third.close();

  const fourth = open({ reset: true });
  expect(await names(fourth)).not.toContain("Written by a person");
  await create(fourth, "Written before the filling was done");
  await fourth.close();

  rmSync(path.join(folder, "filled"));
  const fifth = open();
  expect(await names(fifth)).not.toContain("Written before the filling was done");
  expect(existsSync(path.join(folder, "filled"))).toBe(true);
  await fifth.close();
});
