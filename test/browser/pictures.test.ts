import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Locator } from "playwright-core";
import { control, controlsDrawn, openRequest, openTab, rowsOf, type ControlName } from "./support/requests";
import { walk, type Walk } from "./support/walk";

/** `UPDATE_PICTURES=1` renews those of the README; otherwise they are taken all the same, and land with the build's output. */
const folder = path.resolve(__dirname, "../..", process.env.UPDATE_PICTURES === "1" ? "docs/images" : "out/pictures");
const sharp = { deviceScaleFactor: 2 };

/** A request with a bit of everything: an approval that several people have answered or not yet, columns to mend, a coded account. */
async function showRequest(walk: Walk): Promise<string> {
  const filter = "statuscode eq 417200001 and fsn_ledgeraccount ne null and _fsn_vendor_value ne null and _fsn_requester_value ne null and _fsn_legalentity_value ne null and fsn_amount ne null";
  const [row] = await rowsOf(walk, `fsn_purchaserequests?$select=fsn_number&$orderby=fsn_number&$filter=${encodeURIComponent(filter)}`);
  if (!row) throw new Error("the sample has no such request");
  return String(row["fsn_purchaserequestid"]);
}

async function take(walk: Walk, name: string, of: Locator | undefined = undefined): Promise<void> {
  await controlsDrawn(walk);
  mkdirSync(folder, { recursive: true });
  const options = { path: path.join(folder, `${name}.png`), animations: "disabled" } as const;
  await (of ? of.screenshot(options) : walk.page.screenshot(options));
}

walk("pictures of the form and of each control", { context: { viewport: { width: 1440, height: 1030 }, ...sharp } }, async (walk) => {
  await openRequest(walk, await showRequest(walk));
  await take(walk, "form");
  const picture = (name: string, of: ControlName) => take(walk, name, control(walk, of));
  await picture("timeline", "ApprovalTimeline");
  await picture("picker", "FinancialDimensionPicker");
  const fix = control(walk, "DataHealthIndicator").getByRole("button", { name: /columns? to fix$/ });
  if ((await fix.count()) > 0) await fix.click();
  await picture("indicator", "DataHealthIndicator");
  await openTab(walk, "Lines");
  await control(walk, "DataHealthGrid").getByRole("grid").waitFor();
  await picture("grid", "DataHealthGrid");
});

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
    await take(walk, name);
  });
}
