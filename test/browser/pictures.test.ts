import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Locator } from "playwright-core";
import { control, controlsDrawn, openRequest, openTab, rowsOf, type ControlName } from "./support/requests";
import { walk, type Walk } from "./support/walk";

const output = path.resolve(__dirname, "../../out/pictures");
/** `UPDATE_PICTURES=1` renews those of the READMEs; otherwise they are taken all the same, and land with the build's output. */
const documentation = process.env.UPDATE_PICTURES === "1" ? path.resolve(__dirname, "../../docs/images") : output;
/** Sharp on a dense screen, and still a small file. */
const sharp = { deviceScaleFactor: 1.5 };

/** A request worth showing: one approver of three has answered, the account is coded, one column is missing. */
async function showRequest(walk: Walk): Promise<string> {
  const one = async (query: string, key: string) => String((await rowsOf(walk, query))[0]?.[key]);
  const id = await one(
    "fsn_purchaserequests?$select=fsn_number&$filter=fsn_number eq 'PR-1001'",
    "fsn_purchaserequestid",
  );
  const answer = await walk.api(`fsn_purchaserequests(${id})`, {
    method: "PATCH",
    body: JSON.stringify({
      "fsn_Requester@odata.bind": `/systemusers(${await one("systemusers?$select=systemuserid&$filter=fullname eq 'Amelia Hughes'", "systemuserid")})`,
      "fsn_Vendor@odata.bind": `/accounts(${await one("accounts?$select=accountid&$filter=name eq 'Fabrikam Electric'", "accountid")})`,
      "fsn_LegalEntity@odata.bind": `/fsn_legalentities(${await one("fsn_legalentities?$select=fsn_legalentityid&$filter=fsn_name eq 'USMF'", "fsn_legalentityid")})`,
      "transactioncurrencyid@odata.bind": `/transactioncurrencies(${await one("transactioncurrencies?$select=transactioncurrencyid&$filter=exchangerate eq 1", "transactioncurrencyid")})`,
      fsn_amount: 17293.52,
      fsn_quantity: 24,
      fsn_category: 417_200_001,
      fsn_deliverymethods: "417200001",
      fsn_neededby: "2027-01-15",
      fsn_postingdate: "2026-11-16",
      fsn_ledgeraccount: "606500-001-037-008",
      fsn_description: "Height-adjustable desks for the new office; two colleagues need them for medical reasons.",
      fsn_email: null,
      fsn_phone: "+1 555 0140",
      fsn_website: "https://fabrikam.example",
      fsn_lastverifiedon: "2026-11-02T08:30:00Z",
    }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return id;
}

async function take(walk: Walk, folder: string, name: string, of?: Locator): Promise<void> {
  await controlsDrawn(walk);
  mkdirSync(folder, { recursive: true });
  const options = { path: path.join(folder, `${name}.png`), animations: "disabled" } as const;
  await (of ? of.screenshot(options) : walk.page.screenshot(options));
}

walk(
  "pictures of the form and of each control",
  { context: { viewport: { width: 1300, height: 1296 }, ...sharp } },
  async (walk) => {
    await openRequest(walk, await showRequest(walk));
    await walk.page.getByRole("button", { name: "Collapse site map" }).click();
    await walk.page.mouse.move(0, 0);
    await take(walk, documentation, "form");
    const picture = (name: string, of: ControlName) => take(walk, documentation, name, control(walk, of));
    await picture("timeline", "ApprovalTimeline");
    await picture("picker", "FinancialDimensionPicker");
    const fix = control(walk, "DataHealthIndicator").getByRole("button", { name: /columns? to fix$/ });
    if ((await fix.count()) > 0) await fix.click();
    await picture("indicator", "DataHealthIndicator");
    await openTab(walk, "Lines");
    await control(walk, "DataHealthGrid").getByRole("grid").waitFor();
    await picture("grid", "DataHealthGrid");
  },
);

for (const [name, place, width, height] of [
  ["dark", { theme: "dark" }, 1440, 900],
  ["contrast", { theme: "contrast" }, 1440, 900],
  ["german", { lang: "1031" }, 1440, 900],
  ["mirrored", { rtl: "1" }, 1440, 900],
  ["phone", { formFactor: "phone" }, 390, 844],
] as const) {
  walk(`picture of the form: ${name}`, { context: { viewport: { width, height } } }, async (walk) => {
    await walk.open({ table: "fsn_purchaserequest", id: await showRequest(walk), ...place });
    await walk.page.getByRole("form").waitFor();
    // The words are those of the language that is shown.
    await control(walk, "FinancialDimensionPicker").getByRole("combobox").first().waitFor();
    await take(walk, output, name);
  });
}
