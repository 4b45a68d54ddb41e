import path from "node:path";
import type { Browser } from "playwright-core";
import { createDataverse, type Dataverse } from "../../host/dataverse";
import { generateSample } from "../../host/sample/generate";
import { requestId } from "../../host/sample/requests";
import { listen, type Listening } from "../../host/server/listen";
import { readModel } from "../../host/server/model";
import { startServer, type HostServer } from "../../host/server/server";
import { startBrowser } from "./support/browser";

const root = path.resolve(__dirname, "../..");
const TOKEN = "token-of-the-developer";
const STEP_MS = 30_000;

let dataverse: Dataverse;
let remote: Listening;
let host: HostServer;
let browser: Browser;
/** Methods of the requests that reached the environment. */
const methods = new Set<string>();

beforeAll(async () => {
  const solutions = [...readModel(root).solutions];
  dataverse = await createDataverse({ solutions, requireToken: TOKEN });
  const batches = function* () {
    for (const { table, rows } of generateSample({ scale: "small", seed: 1, now: new Date(), solutions }))
      yield { table, rows: rows.map((row) => ({ ...row })) };
  };
  await dataverse.load(batches());
  remote = await listen((request) => {
    methods.add(request.method);
    return dataverse.fetch(request);
  }, 0);
  host = await startServer({
    root,
    port: 0,
    scale: "small",
    build: true,
    watch: false,
    log: () => undefined,
    environment: { url: remote.origin, write: false, token: () => Promise.resolve(TOKEN) },
  });
  await host.controlsBuilt;
  browser = await startBrowser();
}, 180_000);

afterAll(async () => {
  await browser.close();
  await host.close();
  await remote.close();
  await dataverse.close();
});

test("the whole form works against an environment that demands a sign-in; a change is refused by a message that names --write", async () => {
  const page = await (await browser.newContext({ viewport: { width: 1366, height: 900 } })).newPage();
  page.setDefaultTimeout(STEP_MS);
  // Another program of this machine, without the key of this run, gets nothing by the developer's sign-in.
  expect((await fetch(`${host.origin}/api/data/v9.2/WhoAmI`)).status).toBe(403);
  expect([...methods]).toEqual([]);
  await page.goto(host.address);
  await page.goto(`${host.origin}/?table=fsn_purchaserequest&id=${requestId(1)}`);
  await page.getByRole("form").waitFor();
  for (const control of ["ApprovalTimeline", "FinancialDimensionPicker", "DataHealthIndicator"]) {
    await page.locator(`[data-control="Fieldstone.${control}"]`, { hasText: /\S/ }).first().waitFor();
  }
  await page.getByRole("combobox", { name: "Main account" }).first().waitFor();

  const name = page.getByRole("textbox", { name: /^Name/ }).first();
  await name.fill("Changed by nobody");
  await page
    .getByRole("menuitem", { name: "Save", exact: true })
    .or(page.getByRole("button", { name: "Save", exact: true }))
    .first()
    .click();
  await page
    .getByText(/--write/)
    .first()
    .waitFor();
  expect([...methods]).toEqual(["GET"]);
}, 120_000);
