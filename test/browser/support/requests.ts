import type { Locator } from "playwright-core";
import type { Place, Walk } from "./walk";

export type ControlName =
  "AccountStructureEditor" | "ApprovalTimeline" | "DataHealthGrid" | "DataHealthIndicator" | "FinancialDimensionPicker";

/** A control on the tab that is shown. */
export const control = ({ page }: Walk, name: ControlName): Locator =>
  page.locator(`[data-control="Fieldstone.${name}"]:visible`);

/** A command of the form or list; what does not fit is in the menu at its end, which a walk opens itself. */
export const command = ({ page }: Walk, name: string): Locator =>
  page.getByRole("menubar", { name: "Commands" }).getByRole("menuitem", { name, exact: true });

/** Waits until every control that is shown has drawn its data, or says why it cannot. */
export async function controlsDrawn({ page }: Walk): Promise<void> {
  await page.waitForFunction(() => {
    const cells = [...document.querySelectorAll("[data-control]")].filter((cell) => cell.getClientRects().length > 0);
    return (
      cells.length > 0 &&
      cells.every(
        (cell) =>
          (cell.textContent !== "" || cell.querySelector("input") !== null) &&
          cell.querySelector("[aria-busy=true], [role=progressbar]:not([aria-valuenow])") === null,
      )
    );
  });
}

/** Opens a request on its form, every control drawn. */
export async function openRequest(walk: Walk, id: string, place: Place = {}): Promise<void> {
  await walk.open({ table: "fsn_purchaserequest", id, ...place });
  await walk.page.getByRole("form").waitFor();
  await controlsDrawn(walk);
  // Until the ledger is read, the account stands there as it is stored.
  const editable = place["readonly"] === undefined && place["masked"] === undefined;
  if (editable)
    await control(walk, "FinancialDimensionPicker").getByRole("combobox", { name: "Main account" }).waitFor();
}

/** Opens a tab of the form, also one that has no room beside the others. */
export async function openTab({ page }: Walk, name: string): Promise<void> {
  const tab = page.getByRole("tab", { name, exact: true });
  const more = page.getByRole("button", { name: "More tabs" });
  await tab.or(more).first().waitFor();
  if (await tab.isVisible()) return tab.click();
  await more.click();
  await page.getByRole("menuitem", { name, exact: true }).click();
  return undefined;
}

export async function rowsOf({ api }: Walk, query: string): Promise<readonly Record<string, unknown>[]> {
  const answer = await api(query);
  if (!answer.ok) throw new Error(`${query}: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { value: Record<string, unknown>[] }).value;
}

export async function storedRequest(
  { api }: Walk,
  id: string,
  columns: readonly string[],
): Promise<Readonly<Record<string, unknown>>> {
  return (await (await api(`fsn_purchaserequests(${id})?$select=${columns.join()}`)).json()) as Record<string, unknown>;
}

/** The id of the sample's first request that the filter lets through. */
export async function sampleRequest(walk: Walk, filter: string): Promise<string> {
  const [row] = await rowsOf(
    walk,
    `fsn_purchaserequests?$select=fsn_number&$orderby=fsn_number&$top=1&$filter=${encodeURIComponent(filter)}`,
  );
  if (!row) throw new Error(`the sample has no request with ${filter}`);
  return String(row["fsn_purchaserequestid"]);
}

const idOf = async (walk: Walk, set: string, key: string, filter: string) =>
  String((await rowsOf(walk, `${set}?$select=${key}&$top=1&$filter=${encodeURIComponent(filter)}`))[0]?.[key]);

/** A request of the walk's own, complete enough to be saved; `values` come on top of it, in the Web API's spelling. */
export async function makeRequest(
  walk: Walk,
  name: string,
  values: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const [vendor, person, company] = await Promise.all([
    idOf(walk, "accounts", "accountid", "name eq 'Fabrikam Electric'"),
    idOf(walk, "systemusers", "systemuserid", "fullname eq 'Mia Chen'"),
    idOf(walk, "fsn_legalentities", "fsn_legalentityid", "fsn_name eq 'USMF'"),
  ]);
  const body = {
    fsn_name: name,
    "fsn_Vendor@odata.bind": `/accounts(${vendor})`,
    "fsn_Requester@odata.bind": `/systemusers(${person})`,
    "fsn_LegalEntity@odata.bind": `/fsn_legalentities(${company})`,
    fsn_amount: 1234.5,
    ...values,
  };
  const answer = await walk.api("fsn_purchaserequests", {
    method: "POST",
    body: JSON.stringify(body),
    headers: { Prefer: "return=representation" },
  });
  if (!answer.ok) throw new Error(`the request was not made: ${await answer.text()}`);
  return String(((await answer.json()) as Record<string, unknown>)["fsn_purchaserequestid"]);
}

/** What a person reads in the controls that are shown: their text and what stands in their fields. */
export async function whatTheControlsSay({ page }: Walk): Promise<Readonly<Record<string, string>>> {
  return page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll<HTMLElement>("[data-control]")]
        .filter((cell) => cell.getClientRects().length > 0)
        .map((cell) => [
          cell.dataset["control"] ?? "",
          [
            cell.innerText,
            ...[...cell.querySelectorAll("input, textarea")].map((field) => (field as HTMLInputElement).value),
          ].join("\n"),
        ]),
    ),
  );
}

/** A button of the developers' tool pane. */
export const tool = ({ page }: Walk, name: string | RegExp): Locator =>
  page
    .getByRole("complementary", { name: "Developer tools" })
    .getByRole("button", { name, ...(typeof name === "string" ? { exact: true } : {}) });

/** A setting of the developers' tool pane. */
export const setting = ({ page }: Walk, label: string): Locator =>
  page.getByRole("complementary", { name: "Developer tools" }).getByRole("combobox", { name: label, exact: true });

/** Every call of the page's controls so far, oldest first, from the tool pane's log: `init`, `updateView`, `destroy`. */
export async function callsOf({ page }: Walk): Promise<readonly { readonly control: string; readonly call: string }[]> {
  const pane = page.getByRole("complementary", { name: "Developer tools" });
  const section = pane.getByRole("button", { name: "Control calls" });
  if ((await section.getAttribute("aria-expanded")) !== "true") await section.click();
  const rows = pane.getByRole("region", { name: "Calls of the controls" }).locator("tbody tr");
  await rows.first().waitFor();
  const cells = await rows.evaluateAll((found) =>
    found.map((row) => [...row.children].map((cell) => cell.textContent)),
  );
  return cells.map(([name = "", call = ""]) => ({ control: name, call })).reverse();
}
