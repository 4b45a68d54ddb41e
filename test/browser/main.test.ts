import { allReacts, walk, type Walk } from "./support/walk";

interface Request {
  readonly fsn_purchaserequestid: string;
  readonly fsn_number: string;
}

/** A draft or waiting request that could be saved as it is, and in which every control has something to mend. */
async function candidates({ api }: Walk): Promise<readonly Request[]> {
  const filter = [
    "statecode eq 0",
    ...["fsn_name", "_fsn_vendor_value", "_fsn_requester_value", "_fsn_legalentity_value", "fsn_amount"].map(
      (column) => `${column} ne null`,
    ),
    ...["fsn_email", "fsn_ledgeraccount", "fsn_approvalsummary", "fsn_healthscore"].map(
      (column) => `${column} eq null`,
    ),
    "fsn_PurchaseRequestLine_PurchaseRequest/any(line: line/fsn_supplieritem eq null)",
  ].join(" and ");
  const answer = await api(`fsn_purchaserequests?$select=fsn_number&$filter=${encodeURIComponent(filter)}`);
  const { value } = (await answer.json()) as { value: Request[] };
  return value;
}

const control = ({ page }: Walk, name: string) => page.locator(`[data-control="Fieldstone.${name}"]:visible`);

walk("a person changes a value in each control, saves, reloads and finds it", { react: allReacts }, async (walk) => {
  const { page, open, api, reset } = walk;
  await reset();
  const numbers = (await candidates(walk)).map(({ fsn_number: number }) => number);
  expect(numbers).not.toEqual([]);

  await open();
  const row = page.getByRole("row", { name: new RegExp(numbers.join("|")) }).first();
  await row.getByRole("button").first().click();
  await page.getByRole("form").waitFor();
  const id = new URL(page.url()).searchParams.get("id") ?? "";

  const timeline = control(walk, "ApprovalTimeline");
  await timeline.getByRole("button", { name: /^Write status/ }).click();

  const picker = control(walk, "FinancialDimensionPicker");
  const mainAccount = picker.getByRole("combobox", { name: "Main account" });
  await mainAccount.fill("6");
  await page.getByRole("option").first().click();
  await mainAccount.blur();

  const indicator = control(walk, "DataHealthIndicator");
  await indicator.getByRole("button", { name: /to fix$/ }).click();
  const email = indicator.getByRole("textbox", { name: "Email" });
  await email.fill("mia.chen@example.com");
  await email.blur();
  // What mends the record stores the score along with it.
  await indicator.getByText(/^Email filled\. Score \d+ of 100\.$/).waitFor();

  await page.getByRole("menuitem", { name: "Save", exact: true }).click();
  await page.getByText("- Saved").waitFor();

  await page.getByRole("tab", { name: "Lines" }).click();
  const grid = control(walk, "DataHealthGrid");
  await grid.getByRole("button", { name: /^Fix / }).first().click();
  const item = grid.getByRole("textbox", { name: "Supplier item" });
  await item.fill("SUP-4711");
  await item.blur();
  await grid.getByRole("button", { name: "Save" }).click();
  await grid.getByText(/ saved\.$/).waitFor();

  const stored = (await (
    await api(`fsn_purchaserequests(${id})?$select=fsn_ledgeraccount,fsn_approvalsummary,fsn_healthscore,fsn_email`)
  ).json()) as Record<string, unknown>;
  expect(stored).toMatchObject({
    fsn_email: "mia.chen@example.com",
    fsn_healthscore: expect.any(Number),
    fsn_approvalsummary: expect.stringMatching(/\w/),
    fsn_ledgeraccount: expect.stringMatching(/^6/),
  });

  await page.reload();
  await page.getByText(String(stored["fsn_approvalsummary"])).first().waitFor();
  await expect(timeline.getByRole("button", { name: /^Write status/ }).count()).resolves.toBe(0);
  await mainAccount.waitFor();
  expect(await mainAccount.inputValue()).toMatch(/^6/);
  expect(await page.getByRole("textbox", { name: "Email" }).first().inputValue()).toBe("mia.chen@example.com");
  await indicator.getByText(`${String(stored["fsn_healthscore"])} of 100`).waitFor();
  // What is stored is what it is: nothing to write.
  await expect(indicator.getByRole("button", { name: /^Store \d/ }).count()).resolves.toBe(0);
  await page.getByRole("tab", { name: "Lines" }).click();
  const lines = (await (
    await api(
      `fsn_purchaserequestlines?$select=fsn_name&$filter=_fsn_purchaserequest_value eq ${id} and fsn_supplieritem eq 'SUP-4711'`,
    )
  ).json()) as { value: unknown[] };
  expect(lines.value).toHaveLength(1);
});
