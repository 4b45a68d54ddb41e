import { control, makeRequest, openRequest, rowsOf } from "./support/requests";
import { allReacts, walk, type Walk } from "./support/walk";

/** What a person types, what stands in the column then, and what the control says of it. */
interface Case {
  readonly company: string;
  readonly keys: readonly string[];
  readonly account: string;
  readonly says: string;
}

const valid = "Valid account";
const cases: readonly Case[] = [
  { company: "USMF", keys: ["110100-001", "Enter"], account: "110100-001", says: valid },
  { company: "USMF", keys: ["606100-", "Enter", "027-009", "Enter"], account: "606100-008-027-009", says: valid },
  { company: "USMF", keys: ["401100-001-022--C00001", "Enter"], account: "401100-001-022--C00001", says: valid },
  { company: "USMF", keys: ["401100-002-022--Cust-049", "Enter"], account: "401100-002-022--Cust-049", says: valid },
  { company: "USMF", keys: ["Petty cash", "Enter"], account: "110100", says: valid },
  { company: "USMF", keys: ["618900--023", "Enter"], account: "618900--023", says: "Will post as 618900--022" },
  {
    company: "USMF",
    keys: ["601100", "Enter", "Enter", "ArrowRight", "021", "Enter"],
    account: "601100--021",
    says: valid,
  },
  { company: "DEMF", keys: ["607200--023", "Enter"], account: "607200--023", says: valid },
  { company: "USSI", keys: ["601100-021", "Enter"], account: "601100-021", says: valid },
  { company: "USSI", keys: ["400100-022-", "Alt+ArrowDown", "ArrowDown", "Enter"], account: "", says: valid },
];

/** Requests of a company that can be saved as they are and have no account, one for each case. */
async function requestsFor({ api }: Walk, wanted: readonly Case[]): Promise<string[]> {
  const required = ["fsn_name", "_fsn_vendor_value", "_fsn_requester_value", "fsn_amount"].map(
    (column) => `${column} ne null`,
  );
  const taken: string[] = [];
  for (const { company } of wanted) {
    const filter = ["statecode eq 0", `fsn_LegalEntity/fsn_name eq '${company}'`, ...required].join(" and ");
    const { value } = (await (
      await api(`fsn_purchaserequests?$select=fsn_number&$filter=${encodeURIComponent(filter)}`)
    ).json()) as { value: { fsn_purchaserequestid: string }[] };
    const id = value.map((row) => row.fsn_purchaserequestid).find((each) => !taken.includes(each));
    if (id === undefined) throw new Error(`the sample has too few requests of ${company}`);
    // Nothing but the day decides what is valid: the sample's own days are years apart.
    const { status } = await api(`fsn_purchaserequests(${id})`, {
      method: "PATCH",
      body: JSON.stringify({ fsn_ledgeraccount: null, fsn_postingdate: "2026-06-15" }),
    });
    if (status !== 204) throw new Error(`clearing ${id} answered ${status}`);
    taken.push(id);
  }
  return taken;
}

async function code(walk: Walk, wanted: readonly Case[]): Promise<void> {
  const { page, open, api } = walk;
  const picker = page.locator('[data-control="Fieldstone.FinancialDimensionPicker"]:visible');
  const ids = await requestsFor(walk, wanted);
  for (const [index, { keys, account, says }] of wanted.entries()) {
    const id = String(ids[index]);
    const place = { table: "fsn_purchaserequest", id };
    await open(place);
    await picker.getByRole("combobox", { name: "Main account" }).waitFor();
    await page.getByRole("textbox", { name: "Description" }).first().focus();
    const inside = () =>
      page.evaluate(
        () =>
          document.activeElement?.closest("[data-control]")?.getAttribute("data-control") ===
          "Fieldstone.FinancialDimensionPicker",
      );
    for (let tabs = 0; !(await inside()) && tabs < 40; tabs++) await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Main account");
    for (const key of keys) {
      if (/^(Alt\+)?[A-Z][a-zA-Z]+$/.test(key)) await page.keyboard.press(key);
      else await page.keyboard.type(key);
    }
    // One Tab leaves, whatever the control holds.
    await page.keyboard.press("Tab");
    expect(await inside()).toBe(false);
    await page.getByText("- Unsaved").waitFor();
    await page.keyboard.press("Control+s");
    await page.getByText("- Saved").waitFor();

    const stored = (await (
      await api(`fsn_purchaserequests(${id})?$select=fsn_ledgeraccount,fsn_ledgercompany,fsn_mainaccount`)
    ).json()) as Record<string, string>;
    const text = String(stored["fsn_ledgeraccount"]);
    if (account !== "") expect(text).toBe(account);
    expect(text.split("-")[0]).toBe(stored["fsn_mainaccount"]);
    await open(place);
    await picker.getByText(says).waitFor();
    expect(await picker.getByRole("combobox", { name: "Main account" }).inputValue()).toBe(stored["fsn_mainaccount"]);
  }
}

walk("five accounts are coded by the keyboard alone, saved, and found valid", { react: allReacts }, (walk) =>
  code(walk, cases.slice(0, 5)),
);
// One React is enough: what differs between them, the first five have met.
walk("five more, in other companies, by arrows and from the list", {}, (walk) => code(walk, cases.slice(5)));

const segment = (walk: Walk, name: string) =>
  control(walk, "FinancialDimensionPicker").getByRole("combobox", { name, exact: true });

walk(
  "at 400 % the list of values stays on the page, from its first value to its last",
  { context: { viewport: { width: 342, height: 225 } } },
  async (walk) => {
    await openRequest(
      walk,
      await makeRequest(walk, "Zoomed", { fsn_ledgeraccount: "606100-008-027-009", fsn_postingdate: "2026-06-15" }),
    );
    const { page } = walk;
    for (const name of ["Department", "Search"]) {
      await segment(walk, name).click();
      const list = page.getByRole("listbox");
      await list.waitFor();
      await page.waitForFunction(() => {
        const box = document.querySelector("[role=listbox]")?.getBoundingClientRect();
        return (
          box !== undefined &&
          box.top >= 0 &&
          box.left >= 0 &&
          box.bottom <= window.innerHeight &&
          box.right <= window.innerWidth
        );
      });
      await page.keyboard.press("Escape");
      await list.waitFor({ state: "hidden" });
    }
  },
);

walk(
  "on a phone, one line names the segment that has the focus, and where a value comes from is in the details",
  { react: allReacts, context: { viewport: { width: 390, height: 844 } } },
  async (walk) => {
    await openRequest(
      walk,
      await makeRequest(walk, "On a phone", { fsn_ledgeraccount: null, fsn_postingdate: "2026-06-15" }),
      { formFactor: "phone" },
    );
    const picker = control(walk, "FinancialDimensionPicker");
    await segment(walk, "Main account").click();
    await walk.page.keyboard.type("606100-");
    expect(await segment(walk, "Business unit").inputValue()).toBe("008");
    await picker.getByText("Business unit: Shared services").waitFor();
    await walk.page.keyboard.press("Shift+Enter");
    await picker.getByText("Main account: Office supplies").waitFor();
    await picker.getByRole("button", { name: /^(Valid account|Missing)/ }).click();
    await picker.getByRole("region", { name: "Details" }).getByText("Shared services · default").waitFor();
  },
);

walk(
  "a connection that is lost leaves what was loaded to go on with",
  { context: { viewport: { width: 1700, height: 1100 } } },
  async (walk) => {
    await openRequest(
      walk,
      await makeRequest(walk, "Offline", { fsn_ledgeraccount: "110100-001", fsn_postingdate: "2026-06-15" }),
      { tools: "1" },
    );
    const picker = control(walk, "FinancialDimensionPicker");
    await picker.getByText("Valid account").waitFor();
    await walk.page
      .getByRole("complementary", { name: "Developer tools" })
      .getByRole("checkbox", { name: "Offline" })
      .click();
    await picker.getByText("Offline", { exact: true }).waitFor();
    await segment(walk, "Business unit").fill("002");
    await walk.page.keyboard.press("Enter");
    await walk.page.getByText("- Unsaved").waitFor();
    await picker.getByText("Valid account").waitFor();
  },
);

for (const [contrast, context, place] of [
  ["forced colours", { forcedColors: "active" }, {}],
  ["the high contrast theme", {}, { theme: "contrast" }],
] as const) {
  walk(`in ${contrast} an invalid segment is told from the others by more than colour`, { context }, async (walk) => {
    await openRequest(
      walk,
      await makeRequest(walk, "Contrast", { fsn_ledgeraccount: "606100-008-999-009", fsn_postingdate: "2026-06-15" }),
      place,
    );
    const marks = (name: string) =>
      segment(walk, name).locator("xpath=ancestor::*[@data-segment]").locator("svg:visible");
    await control(walk, "FinancialDimensionPicker").getByText("Doesn't exist", { exact: true }).waitFor();
    expect(await segment(walk, "Department").getAttribute("aria-invalid")).toBe("true");
    // Each field has its chevron.
    expect([await marks("Department").count(), await marks("Business unit").count()]).toEqual([2, 1]);
  });
}

walk(
  "quick create: a company and its account by the keyboard alone, and the row holds both",
  { react: allReacts },
  async (walk) => {
    const { page, react } = walk;
    const name = `Quickly coded with React ${react}`;
    await walk.open({ table: "fsn_purchaserequest" });
    await page.getByRole("button", { name: "Quick create" }).press("Enter");
    await page.getByRole("menuitem", { name: "Purchase Request", exact: true }).press("Enter");
    const pane = page.getByRole("dialog", { name: "Quick Create: Purchase Request" });
    const goTo = async (label: string): Promise<void> => {
      const there = () =>
        page.evaluate(
          (name) => document.activeElement instanceof HTMLInputElement && document.activeElement.ariaLabel === name,
          label,
        );
      for (let tabs = 0; !(await there()) && tabs < 20; tabs++) await page.keyboard.press("Tab");
      expect(await there()).toBe(true);
    };
    await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "Name");
    await page.keyboard.type(name);
    for (const [label, text] of [
      ["Vendor", "Fabrikam Electric"],
      ["Requester", "Mia Chen"],
      ["Amount", "99.5"],
      ["Legal entity", "USMF"],
    ] as const) {
      await goTo(label);
      await page.keyboard.type(text);
      if (label === "Amount") continue;
      // At once: the rows are still on their way.
      await page.keyboard.press("ArrowDown");
      await page.waitForFunction(() => document.activeElement?.getAttribute("role") === "treeitem");
      await page.keyboard.press("Enter");
      await page.waitForFunction(
        (chip) => document.activeElement?.getAttribute("aria-label") === chip,
        `${label}: ${text}`,
      );
    }
    await pane.getByRole("combobox", { name: "Main account" }).waitFor();
    await goTo("Main account");
    await page.keyboard.type("606100-");
    await page.keyboard.press("Enter");
    await page.keyboard.type("027-009");
    await page.keyboard.press("Tab");
    await pane.getByText("Valid account").waitFor();
    await page.keyboard.press("Control+s");
    await pane.waitFor({ state: "detached" });
    expect(
      await rowsOf(
        walk,
        `fsn_purchaserequests?$select=fsn_ledgeraccount&$expand=fsn_LegalEntity($select=fsn_name)&$filter=fsn_name eq '${name}'`,
      ),
    ).toEqual([
      expect.objectContaining({
        fsn_ledgeraccount: "606100-008-027-009",
        fsn_LegalEntity: expect.objectContaining({ fsn_name: "USMF" }),
      }),
    ]);
  },
);
