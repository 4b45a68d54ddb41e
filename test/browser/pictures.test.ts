import { mkdirSync } from "node:fs";
import path from "node:path";
import { accessibilityFindings } from "./support/accessibility";
import { walk, type Walk } from "./support/walk";

/** `UPDATE_PICTURES=1` renews those of the README; otherwise they are taken all the same, and land with the build's output. */
const folder = path.resolve(__dirname, "../..", process.env.UPDATE_PICTURES === "1" ? "docs/images" : "out/pictures");

/** A request with a bit of everything: approvals that wait, columns to mend, an account that is coded. */
async function showRequest({ api }: Walk): Promise<string> {
  const filter = "statecode eq 0 and fsn_ledgeraccount ne null and fsn_email eq null and _fsn_requester_value ne null";
  const answer = await api(`fsn_purchaserequests?$select=statuscode&$orderby=fsn_number&$filter=${encodeURIComponent(filter)}`, { headers: { Prefer: 'odata.include-annotations="*"' } });
  const { value } = (await answer.json()) as { value: Record<string, unknown>[] };
  const waiting = value.find((row) => row["statuscode@OData.Community.Display.V1.FormattedValue"] === "In approval");
  if (!waiting) throw new Error("the sample has no such request");
  return String(waiting["fsn_purchaserequestid"]);
}

async function controlsDrawn({ page }: Walk): Promise<void> {
  await page.waitForFunction(() => {
    const cells = [...document.querySelectorAll("[data-control]")].filter((cell) => cell.getClientRects().length > 0);
    return cells.length > 0 && cells.every((cell) => cell.textContent !== "" && cell.querySelector("[aria-busy=true], [role=progressbar]:not([aria-valuenow])") === null);
  });
}

async function take({ page }: Walk, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`), animations: "disabled" });
}

walk("the README's picture: the form with its controls", { context: { viewport: { width: 1440, height: 1360 } } }, async (walk) => {
  await walk.open({ table: "fsn_purchaserequest", id: await showRequest(walk) });
  await controlsDrawn(walk);
  await take(walk, "form");
  for (const name of ["ApprovalTimeline", "DataHealthIndicator", "FinancialDimensionPicker"]) {
    await walk.page.locator(`[data-control="Fieldstone.${name}"]:visible`).screenshot({ path: path.join(folder, `${name}.png`), animations: "disabled" });
  }
  await walk.page.getByRole("tab", { name: "Lines" }).click();
  await controlsDrawn(walk);
  await walk.page.locator('[data-control="Fieldstone.DataHealthGrid"]:visible').screenshot({ path: path.join(folder, "DataHealthGrid.png"), animations: "disabled" });
});

walk("the form in the dark, in high contrast and on a phone", {}, async (walk) => {
  const id = await showRequest(walk);
  for (const [name, place] of [
    ["form-dark", { theme: "dark" }],
    ["form-contrast", { theme: "contrast" }],
    ["form-phone", { formFactor: "phone", width: "390" }],
    ["form-german", { lang: "1031" }],
  ] as const) {
    await walk.open({ table: "fsn_purchaserequest", id, ...place });
    await controlsDrawn(walk);
    await take(walk, name);
  }
});

walk("every control is accessible by WCAG 2.2 AA, in light and dark", {}, async (walk) => {
  const id = await showRequest(walk);
  for (const theme of ["light", "dark"]) {
    await walk.open({ table: "fsn_purchaserequest", id, theme });
    await controlsDrawn(walk);
    expect(await accessibilityFindings(walk.page, "[data-control]")).toEqual([]);
    await walk.page.getByRole("tab", { name: "Lines" }).click();
    await controlsDrawn(walk);
    expect(await accessibilityFindings(walk.page, "[data-control]")).toEqual([]);
  }
});
