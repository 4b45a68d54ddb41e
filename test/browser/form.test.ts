import { command, control, makeRequest, openRequest, openTab, rowsOf, storedRequest } from "./support/requests";
import { allReacts, walk, type Walk } from "./support/walk";

const roomy = { context: { viewport: { width: 1440, height: 1300 } } };
const saved = ({ page }: Walk) => page.getByText("- Saved").waitFor();

async function find({ page }: Walk, text: string, rows: number): Promise<void> {
  const search = page.getByRole("searchbox", { name: "Filter by keyword" });
  await search.fill(text);
  await search.press("Enter");
  await page.getByText(`Rows: ${rows}`, { exact: true }).waitFor();
}

const namesInList = ({ page }: Walk) =>
  page.locator("[role=treegrid] [role=row][aria-selected] [role=gridcell]:nth-child(2)").allTextContents();

walk("the list finds, sorts, and leads through its records one after another", roomy, async (walk) => {
  const { page } = walk;
  for (const name of ["Chain b", "Chain c", "Chain a"]) await makeRequest(walk, name);
  await walk.open();
  await find(walk, "Chain ", 3);
  const heading = page.getByRole("columnheader", { name: "Name" });
  await heading.getByRole("button").click();
  await page.getByRole("menuitem", { name: "Sort descending" }).click();
  await page.getByRole("row").nth(1).getByRole("button", { name: "Chain c" }).waitFor();
  expect(await heading.getAttribute("aria-sort")).toBe("descending");
  expect(await namesInList(walk)).toEqual(["Chain c", "Chain b", "Chain a"]);
  await heading.getByRole("button").click();
  await page.getByRole("menuitem", { name: "Sort ascending" }).click();
  await page.getByRole("row").nth(1).getByRole("button", { name: "Chain a" }).waitFor();

  await page.getByRole("button", { name: "Chain a" }).click();
  await page.getByRole("heading", { name: "Chain a" }).waitFor();
  await command(walk, "Open record set").click();
  await page.getByRole("button", { name: "Next record" }).click();
  await page.getByRole("heading", { name: "Chain b" }).waitFor();
  await page.getByRole("option", { name: "Chain c" }).click();
  await page.getByRole("heading", { name: "Chain c" }).waitFor();
  expect(await page.getByRole("button", { name: "Next record" }).isDisabled()).toBe(true);
  await page.getByRole("button", { name: "Previous record" }).click();
  await page.getByRole("heading", { name: "Chain b" }).waitFor();
  await command(walk, "Go back").click();
  await page.getByRole("treegrid").waitFor();
});

walk("another view, a filter on a column, and a selection's commands", roomy, async (walk) => {
  const { page } = walk;
  const ids = [await makeRequest(walk, "Away 1"), await makeRequest(walk, "Away 2")];
  await walk.open({ table: "fsn_purchaserequest" });
  await page.getByRole("button", { name: /^View: / }).click();
  await page.getByRole("menuitemradio", { name: /My / }).first().click();
  await page.getByRole("button", { name: /^View: My / }).waitFor();
  await find(walk, "Away ", 2);
  await page.getByRole("checkbox", { name: "Toggle selection of all rows" }).check();
  await page.getByText("Selected: 2").waitFor();
  await command(walk, "Delete").click();
  await page.getByRole("dialog", { name: "Confirm deletion" }).getByRole("button", { name: "Delete" }).click();
  await page.getByText("Rows: 0", { exact: true }).waitFor();
  await page.getByText("No data available").waitFor();
  for (const id of ids) expect((await walk.api(`fsn_purchaserequests(${id})`)).status).toBe(404);
});

walk("fields of every kind are stored as Dataverse keeps them", roomy, async (walk) => {
  const { page } = walk;
  const id = await makeRequest(walk, "Every kind");
  await openRequest(walk, id);
  const field = (name: string) => page.getByRole("textbox", { name, exact: true });

  await field("Name").fill("Every kind, renamed");
  await field("Quantity").fill("1,250");
  await field("Amount").fill("$2,345.678");
  await field("Description").fill("First line\nSecond line");
  await field("Email").fill("mia@example.com");
  await page.getByRole("combobox", { name: "Category", exact: true }).click();
  await page.getByRole("option", { name: "Travel" }).click();
  await page.getByRole("combobox", { name: "Delivery methods", exact: true }).click();
  const methods = page.getByRole("menuitemcheckbox").or(page.getByRole("option"));
  await methods.nth(0).click();
  await methods.nth(2).click();
  await page.keyboard.press("Escape");
  const day = page.getByRole("combobox", { name: "Needed by", exact: true });
  await day.fill("2/29/2028");
  await day.press("Enter");
  // The calendar: Down opens it on that day, two days on, Enter picks.
  await page.getByRole("combobox", { name: "Posting date", exact: true }).fill("3/30/2026");
  await page.getByRole("combobox", { name: "Posting date", exact: true }).press("Enter");
  await page.getByRole("combobox", { name: "Posting date", exact: true }).press("ArrowDown");
  await page.getByRole("grid", { name: "March 2026" }).waitFor();
  await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label")?.includes("March 30, 2026"));
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.getByRole("grid", { name: "April 2026" }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("switch", { name: "Capital expense" }).click();
  await page.getByRole("combobox", { name: "Last verified on", exact: true }).fill("7/1/2026");
  await page.keyboard.press("Tab");
  await page.waitForFunction(
    () =>
      document.querySelector<HTMLInputElement>('input[aria-label="Time of Last verified on"]')?.value === "12:00 AM",
  );
  await page.getByRole("combobox", { name: "Time of Last verified on" }).fill("9:05 PM");
  await page.getByText("- Unsaved").waitFor();
  await page.keyboard.press("ControlOrMeta+s");
  await saved(walk);
  await page.getByRole("heading", { name: "Every kind, renamed" }).waitFor();

  expect(
    await storedRequest(walk, id, [
      "fsn_name",
      "fsn_quantity",
      "fsn_amount",
      "fsn_description",
      "fsn_email",
      "fsn_category",
      "fsn_deliverymethods",
      "fsn_neededby",
      "fsn_postingdate",
      "fsn_iscapitalexpense",
      "fsn_lastverifiedon",
    ]),
  ).toMatchObject({
    fsn_name: "Every kind, renamed",
    fsn_quantity: 1250,
    fsn_amount: 2345.68,
    fsn_description: "First line\nSecond line",
    fsn_email: "mia@example.com",
    fsn_category: 417_200_004,
    fsn_deliverymethods: expect.stringMatching(/^\d{9},\d{9}$/),
    fsn_neededby: "2028-02-29",
    fsn_postingdate: "2026-04-01",
    fsn_iscapitalexpense: true,
    // A quarter past nine in Berlin's summer, in UTC.
    fsn_lastverifiedon: "2026-07-01T19:05:00Z",
  });
  // After the save the fields show what the server has, in the user's formats.
  expect(await field("Amount").inputValue()).toBe("$2,345.68");
  expect(await field("Quantity").inputValue()).toBe("1,250");
});

walk(
  "an edit that is saved at once takes the score that follows from it along",
  { ...roomy, react: allReacts },
  async (walk) => {
    const { page } = walk;
    const id = await makeRequest(walk, "Scored", { fsn_email: "mia@example.com", fsn_healthscore: 1 });
    await openRequest(walk, id);
    const email = page.getByRole("textbox", { name: "Email", exact: true });
    await email.fill("");
    await page.keyboard.press("Control+s");
    await saved(walk);
    const { fsn_email: stored, fsn_healthscore: score } = await storedRequest(walk, id, [
      "fsn_email",
      "fsn_healthscore",
    ]);
    expect(stored).toBeNull();
    expect(score).toBeGreaterThan(1);
    await control(walk, "DataHealthIndicator")
      .getByText(`${String(score)} of 100`)
      .waitFor();
    expect(await page.getByText("- Unsaved").count()).toBe(0);
  },
);

walk("a lookup is searched with the mouse and with the keyboard alone", roomy, async (walk) => {
  const { page } = walk;
  const id = await makeRequest(walk, "Lookups");
  await openRequest(walk, id);
  await page.getByRole("button", { name: "Remove Fabrikam Electric" }).click();
  const vendor = page.getByRole("combobox", { name: "Vendor", exact: true });
  await vendor.waitFor();
  await vendor.pressSequentially("nor");
  await page.getByRole("treeitem", { name: "Northwind Traders" }).waitFor();
  await page.keyboard.press("ArrowDown");
  while (
    !(await page
      .getByRole("treeitem", { name: "Northwind Traders" })
      .evaluate((item) => item === document.activeElement))
  )
    await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  const chip = page.getByRole("button", { name: "Vendor: Northwind Traders" });
  await chip.waitFor();
  // The focus is where the field was; Delete empties it again.
  await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "Vendor: Northwind Traders");
  await page.keyboard.press("Delete");
  await vendor.click();
  await vendor.fill("*electric");
  await page.getByRole("treeitem", { name: "Fabrikam Electric" }).click();
  await page.getByRole("button", { name: "Remove Fabrikam Electric" }).waitFor();

  await page.getByRole("button", { name: "Search records for Vendor" }).click();
  await page.getByRole("button", { name: "Advanced lookup" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("row", { name: /Northwind Traders/ }).click();
  await dialog.getByRole("button", { name: /^(Done|Select|OK)$/ }).click();
  await chip.waitFor();
  await command(walk, "Save").click();
  await saved(walk);
  const [northwind] = await rowsOf(walk, "accounts?$select=accountid&$filter=name eq 'Northwind Traders'");
  expect((await storedRequest(walk, id, ["_fsn_vendor_value"]))["_fsn_vendor_value"]).toBe(northwind?.["accountid"]);
});

walk(
  "a required field that is empty: an error under it and in the notification, nothing is sent",
  roomy,
  async (walk) => {
    const { page } = walk;
    const id = await makeRequest(walk, "Required");
    await openRequest(walk, id);
    const name = page.getByRole("textbox", { name: "Name", exact: true });
    await page.getByRole("button", { name: "Remove USMF" }).click();
    await name.fill("");
    await openTab(walk, "Integration");
    await command(walk, "Save").click();
    await page.getByText("You have 2 notifications. Select to view.").waitFor();
    // The tab of the first field comes to the front, with the focus in it.
    await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "Name");
    const error = page.getByText("Name: Required fields must be filled in.");
    await error.first().waitFor();
    expect(await name.getAttribute("aria-invalid")).toBe("true");
    await page.getByRole("button", { name: "Show notifications" }).click();
    await page.getByRole("button", { name: /^Legal entity: / }).click();
    await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "Legal entity");
    expect((await storedRequest(walk, id, ["fsn_name"]))["fsn_name"]).toBe("Required");
    await page.keyboard.press("Escape");
    await name.fill("Required, filled");
    await name.press("Tab");
    await error.first().waitFor({ state: "detached" });
  },
);

walk("what the server refuses is said, and nothing that was typed is lost", roomy, async (walk) => {
  const { page } = walk;
  const id = await makeRequest(walk, "Refused by the server");
  await openRequest(walk, id, { tools: "1" });
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Kept");
  await page
    .getByRole("complementary", { name: "Developer tools" })
    .getByRole("combobox", { name: "Fault" })
    .selectOption("403");
  await command(walk, "Save").click();
  const dialog = page.getByRole("dialog").filter({ has: page.getByRole("button", { name: "OK" }) });
  await dialog.getByRole("button", { name: "OK" }).click();
  await page.getByText("- Unsaved").waitFor();
  await page
    .getByRole("complementary", { name: "Developer tools" })
    .getByRole("combobox", { name: "Fault" })
    .selectOption("");
  await command(walk, "Save").click();
  await saved(walk);
  expect((await storedRequest(walk, id, ["fsn_name"]))["fsn_name"]).toBe("Kept");
});

walk("New, Save & Close, deactivate, activate and delete", roomy, async (walk) => {
  const { page } = walk;
  await walk.open({ table: "fsn_purchaserequest" });
  await command(walk, "New").click();
  await page.getByRole("heading", { name: "New Purchase Request" }).waitFor();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("From New");
  for (const [label, text] of [
    ["Vendor", "Fabrikam Electric"],
    ["Requester", "Mia Chen"],
    ["Legal entity", "USMF"],
  ] as const) {
    await page.getByRole("combobox", { name: label, exact: true }).fill(text);
    await page.getByRole("treeitem", { name: text }).first().click();
    await page.getByRole("button", { name: `${label}: ${text}` }).waitFor();
  }
  await page.getByRole("textbox", { name: "Amount", exact: true }).fill("10");
  await command(walk, "Save & Close").click();
  await find(walk, "From New", 1);
  await page.getByRole("button", { name: "From New" }).click();
  await page.getByRole("heading", { name: "From New" }).waitFor();
  await command(walk, "Deactivate").click();
  await page.getByRole("dialog").getByRole("button", { name: "Deactivate" }).click();
  await page.getByText(/This record's status: Inactive/).waitFor();
  expect(await command(walk, "Save").count()).toBe(0);
  await command(walk, "Activate").click();
  await page.getByRole("dialog").getByRole("button", { name: "Activate" }).click();
  await command(walk, "Save").waitFor();
  const id = new URL(page.url()).searchParams.get("id") ?? "";
  await command(walk, "Delete").click();
  await page.getByRole("dialog", { name: "Confirm deletion" }).getByRole("button", { name: "Delete" }).click();
  await page.getByRole("treegrid").waitFor();
  expect((await walk.api(`fsn_purchaserequests(${id})`)).status).toBe(404);
});
