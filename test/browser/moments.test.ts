import {
  callsOf,
  command,
  control,
  controlsDrawn,
  makeRequest,
  openRequest,
  openTab,
  rowsOf,
  sampleRequest,
  setting,
  storedRequest,
  tool,
  whatTheControlsSay,
} from "./support/requests";
import { walk, type Walk } from "./support/walk";

/** Room for the tool pane beside a form of usual width. */
const wide = { context: { viewport: { width: 1700, height: 1100 } } };

const coded = {
  fsn_ledgeraccount: "612400-005-035-014",
  fsn_postingdate: "2026-03-01",
  fsn_email: "orders@example.com",
};
const mainAccount = (walk: Walk) =>
  control(walk, "FinancialDimensionPicker").getByRole("combobox", { name: "Main account" });
const saved = ({ page }: Walk) => page.getByText("- Saved").waitFor();

/** The names that the tool pane gives the controls which stand on the first tab. */
async function toolNames(walk: Walk): Promise<readonly string[]> {
  const names = await setting(walk, "Control").locator("option").allTextContents();
  const shown = names.filter((name) => name !== "Lines");
  expect(shown).toHaveLength(3);
  return shown;
}

walk("a first paint without values erases nothing", wide, async (walk) => {
  const id = await makeRequest(walk, "First paint", {
    ...coded,
    fsn_healthscore: 77,
    fsn_approvalsummary: "As it was",
  });
  await openRequest(walk, id, { tools: "1", latency: "300" });
  await controlsDrawn(walk);
  const before = await whatTheControlsSay(walk);
  const row = await storedRequest(walk, id, ["versionnumber"]);
  await tool(walk, "First paint without values").click();
  await walk.page.waitForFunction(
    () =>
      document.querySelector<HTMLInputElement>('[data-control="Fieldstone.FinancialDimensionPicker"] input')?.value !==
      "612400",
  );
  await walk.page.waitForFunction(
    () =>
      document.querySelector<HTMLInputElement>('[data-control="Fieldstone.FinancialDimensionPicker"] input')?.value ===
      "612400",
  );
  await controlsDrawn(walk);
  expect(await whatTheControlsSay(walk)).toEqual(before);
  await saved(walk);
  await command(walk, "Save").click();
  await saved(walk);
  expect(
    await storedRequest(walk, id, ["versionnumber", "fsn_ledgeraccount", "fsn_healthscore", "fsn_approvalsummary"]),
  ).toMatchObject({
    versionnumber: row["versionnumber"],
    fsn_ledgeraccount: coded.fsn_ledgeraccount,
    fsn_healthscore: 77,
    fsn_approvalsummary: "As it was",
  });
});

walk("a control that a rule hides comes back as it was, with a new init", wide, async (walk) => {
  await openRequest(walk, await makeRequest(walk, "Hide and show", coded), { tools: "1" });
  const before = await whatTheControlsSay(walk);
  for (const name of await toolNames(walk)) {
    await setting(walk, "Control").selectOption({ label: name });
    const drawn = walk.page.locator("[data-control]:visible");
    const count = await drawn.count();
    await tool(walk, "Hide and show").click();
    await walk.page.waitForFunction(
      (all) =>
        [...document.querySelectorAll("[data-control]")].filter((cell) => cell.getClientRects().length > 0).length <
        all,
      count,
    );
    await drawn.nth(count - 1).waitFor();
    await controlsDrawn(walk);
  }
  await walk.page.waitForFunction(
    (account) =>
      document.querySelector<HTMLInputElement>('[data-control="Fieldstone.FinancialDimensionPicker"] input')?.value ===
      account,
    "612400",
  );
  expect(await whatTheControlsSay(walk)).toEqual(before);
  await saved(walk);
});

walk("a rule locks a control and unlocks it", wide, async (walk) => {
  await openRequest(walk, await makeRequest(walk, "Lock", { ...coded, fsn_email: null }), { tools: "1" });
  const before = await whatTheControlsSay(walk);
  const writes = /^(Write status|Store \d)/;
  const { page } = walk;
  for (const name of await toolNames(walk)) {
    await setting(walk, "Control").selectOption({ label: name });
    await tool(walk, "Lock").click();
    await tool(walk, "Unlock").waitFor();
  }
  expect(await page.locator("[data-control]:visible").getByRole("button", { name: writes }).count()).toBe(0);
  expect(await page.locator("[data-control]:visible :is(input,textarea):not([readonly])").count()).toBe(0);
  // What was chosen can still be read.
  expect((await whatTheControlsSay(walk))["Fieldstone.FinancialDimensionPicker"]).toContain("612400");
  for (const name of await toolNames(walk)) {
    await setting(walk, "Control").selectOption({ label: name });
    await tool(walk, "Unlock").click();
  }
  await page.locator("[data-control]:visible").getByRole("button", { name: writes }).first().waitFor();
  await mainAccount(walk).waitFor();
  expect(await whatTheControlsSay(walk)).toEqual(before);
});

walk("a value that the form refuses leaves the old one, and the next one is taken", wide, async (walk) => {
  const id = await sampleRequest(
    walk,
    "statuscode eq 417200001 and fsn_approvalsummary eq null and fsn_amount ne null and _fsn_vendor_value ne null and _fsn_requester_value ne null and _fsn_legalentity_value ne null",
  );
  await openRequest(walk, id, { tools: "1" });
  const write = control(walk, "ApprovalTimeline").getByRole("button", { name: /^Write status/ });
  await tool(walk, "Refuse the next value").click();
  await write.click();
  await tool(walk, "Refuse the next value").waitFor();
  await write.waitFor();
  await saved(walk);
  await write.click();
  await walk.page.getByText("- Unsaved").waitFor();
  await command(walk, "Save").click();
  await saved(walk);
  expect((await storedRequest(walk, id, ["fsn_approvalsummary"]))["fsn_approvalsummary"]).toMatch(/\w/);
});

for (const how of ["same instance", "new instance"] as const) {
  walk(`the next record shows nothing of the former one: ${how}`, wide, async (walk) => {
    const { page } = walk;
    const names = [`Switch ${how} A`, `Switch ${how} B`] as const;
    const firstId = await makeRequest(walk, names[0], {
      ...coded,
      fsn_approvalsummary: "Of the first",
      fsn_healthscore: 12,
      fsn_email: null,
    });
    const second = await makeRequest(walk, names[1], {
      ...coded,
      fsn_ledgeraccount: "606500-001-037-008",
      fsn_phone: "+1 555 0100",
    });
    await openRequest(walk, second, { tools: "1" });
    const expected = await whatTheControlsSay(walk);

    await walk.open({ table: "fsn_purchaserequest", tools: "1" });
    const search = page.getByRole("searchbox", { name: "Filter by keyword" });
    await search.fill(`Switch ${how}`);
    await search.press("Enter");
    await page.getByText("Rows: 2", { exact: true }).waitFor();
    await page.getByRole("columnheader", { name: "Name" }).getByRole("button").click();
    await page.getByRole("menuitem", { name: "Sort ascending" }).click();
    await page.getByRole("columnheader", { name: "Name" }).and(page.locator("[aria-sort=ascending]")).waitFor();
    await page.getByRole("button", { name: names[0], exact: true }).click();
    await page.getByRole("heading", { name: names[0] }).waitFor();
    await controlsDrawn(walk);
    const first = await whatTheControlsSay(walk);
    // A draft that nobody committed, and an unfolded list, belong to the first record.
    await control(walk, "DataHealthIndicator")
      .getByRole("button", { name: /to fix$/ })
      .click();
    await mainAccount(walk).fill("18");
    await tool(walk, `Switch record, ${how}`).click();
    // Leaving a combobox commits or drops what was typed; whatever it did, the form asks or saves before it goes.
    await page.getByRole("heading", { name: names[1] }).waitFor();
    await controlsDrawn(walk);
    await page.waitForFunction(
      () =>
        document.querySelector<HTMLInputElement>('[data-control="Fieldstone.FinancialDimensionPicker"] input')
          ?.value === "606500",
    );
    expect(await whatTheControlsSay(walk)).toEqual(expected);
    await saved(walk);
    await tool(walk, `Switch record, ${how}`).click();
    await page.getByRole("heading", { name: names[0] }).waitFor();
    await controlsDrawn(walk);
    expect(Object.keys(await whatTheControlsSay(walk))).toEqual(Object.keys(first));
    // Where the draft was saved, the score that follows from it was, too.
    const score = String((await storedRequest(walk, firstId, ["fsn_healthscore"]))["fsn_healthscore"]);
    const indicator = control(walk, "DataHealthIndicator");
    await indicator
      .getByText(`Stored: ${score}`)
      .or(indicator.getByText(`${score} of 100`))
      .first()
      .waitFor();
  });
}

walk(
  "a second updateView keeps what is being typed, and the caret",
  { ...wide, react: ["16", "17", "18"] },
  async (walk) => {
    await openRequest(walk, await makeRequest(walk, "Draft", coded), { tools: "1" });
    const input = mainAccount(walk);
    await input.click();
    await input.press("ControlOrMeta+a");
    await input.pressSequentially("6124");
    await input.press("ArrowLeft");
    // Without a click of the mouse, which would take the focus away.
    await tool(walk, "A second updateView").evaluate((button) => (button as HTMLButtonElement).click());
    await tool(walk, "A second updateView").evaluate((button) => (button as HTMLButtonElement).click());
    expect(
      await input.evaluate((field) => ({
        value: (field as HTMLInputElement).value,
        caret: (field as HTMLInputElement).selectionStart,
        focused: field === document.activeElement,
      })),
    ).toEqual({ value: "6124", caret: 3, focused: true });
    await input.pressSequentially("9");
    expect(await input.inputValue()).toBe("61294");
  },
);

walk("a tab that is opened late draws its control, which stays when one comes back", wide, async (walk) => {
  const id = await sampleRequest(
    walk,
    "statecode eq 0 and fsn_PurchaseRequestLine_PurchaseRequest/any(line: line/fsn_supplieritem eq null)",
  );
  await openRequest(walk, id, { tools: "1" });
  expect((await callsOf(walk)).filter(({ call }) => call === "init")).toHaveLength(3);
  await tool(walk, "Open the tab Lines late").click();
  await control(walk, "DataHealthGrid").getByRole("button", { name: /^Fix / }).first().waitFor();
  await openTab(walk, "General");
  await control(walk, "FinancialDimensionPicker").waitFor();
  await openTab(walk, "Lines");
  await control(walk, "DataHealthGrid").getByRole("button", { name: /^Fix / }).first().waitFor();
  expect((await callsOf(walk)).filter(({ call }) => call === "init")).toHaveLength(4);
});

walk("quick create checks what is required, creates the row, and the list has it", wide, async (walk) => {
  const { page } = walk;
  await walk.open({ table: "fsn_purchaserequest" });
  await page.getByRole("button", { name: "Quick create" }).click();
  await page.getByRole("menuitem", { name: "Purchase Request", exact: true }).click();
  const pane = page.getByRole("dialog", { name: "Quick Create: Purchase Request" });
  await pane.getByRole("button", { name: "Save and Close" }).click();
  await pane.getByText("Name: Required fields must be filled in.").first().waitFor();
  await pane.getByText(/^You have \d notifications/).waitFor();
  await pane.getByRole("textbox", { name: "Name" }).fill("Quickly made");
  for (const [label, text] of [
    ["Vendor", "Fabrikam Electric"],
    ["Requester", "Mia Chen"],
    ["Legal entity", "USMF"],
  ] as const) {
    const field = pane.getByRole("combobox", { name: label, exact: true });
    await field.click();
    await field.fill(text);
    await page.getByRole("treeitem", { name: text }).first().click();
    await pane.getByRole("button", { name: `${label}: ${text}` }).waitFor();
  }
  await pane.getByRole("textbox", { name: "Amount" }).fill("99.5");
  await pane.getByRole("button", { name: "Save and Close" }).click();
  await pane.waitFor({ state: "detached" });
  const search = page.getByRole("searchbox", { name: "Filter by keyword" });
  await search.fill("Quickly made");
  await search.press("Enter");
  await page.getByText("Rows: 1", { exact: true }).waitFor();
  await page.getByRole("row", { name: /Quickly made.*Fabrikam Electric.*USMF.*\$99\.50/ }).waitFor();
});

walk("the header's flyout edits what the header shows", wide, async (walk) => {
  const { page } = walk;
  const id = await makeRequest(walk, "Header", coded);
  await openRequest(walk, id, { tools: "1" });
  await tool(walk, "Header flyout").click();
  const flyout = page
    .getByRole("group", { name: "More Header Editable Fields" })
    .or(page.getByRole("dialog", { name: "More Header Editable Fields" }));
  const day = flyout.getByRole("combobox", { name: "Needed by" });
  await day.fill("12/24/2026");
  await day.press("Enter");
  await page.keyboard.press("Escape");
  await flyout.waitFor({ state: "detached" });
  await page.getByRole("group", { name: "Needed by" }).getByText("12/24/2026").waitFor();
  await command(walk, "Save").click();
  await saved(walk);
  expect((await storedRequest(walk, id, ["fsn_neededby"]))["fsn_neededby"]).toBe("2026-12-24");
});

walk(
  "on a phone the form is one column, and every control fits",
  { context: { viewport: { width: 1700, height: 900 } } },
  async (walk) => {
    const { page } = walk;
    const id = await sampleRequest(
      walk,
      "statecode eq 0 and fsn_PurchaseRequestLine_PurchaseRequest/any(line: line/fsn_supplieritem eq null)",
    );
    await openRequest(walk, id, { tools: "1" });
    await tool(walk, "Phone").click();
    await page.waitForFunction(() => (document.querySelector("[role=form]")?.clientWidth ?? 999) <= 375);
    await controlsDrawn(walk);
    const tooWide = () =>
      page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>("[data-control], [data-control] :is(div,span,button,input)")]
          .filter(
            (element) =>
              element.getClientRects().length > 0 &&
              element.getBoundingClientRect().right >
                (document.querySelector("[role=form]")?.getBoundingClientRect().right ?? 0) &&
              getComputedStyle(element).position !== "absolute",
          )
          .map((element) => `${element.tagName} ${element.innerText.slice(0, 40)}`),
      );
    expect(await tooWide()).toEqual([]);
    await openTab(walk, "Lines");
    await controlsDrawn(walk);
    expect(await tooWide()).toEqual([]);
  },
);

walk("a new record: the controls say it quietly, and the first save keeps them", wide, async (walk) => {
  const { page } = walk;
  await walk.open({ table: "fsn_purchaserequest", new: "1", tools: "1" });
  await control(walk, "ApprovalTimeline")
    .getByText("This record hasn't been created yet. To see its approvals, create the record.")
    .waitFor();
  await control(walk, "FinancialDimensionPicker")
    .getByText(/Choose a legal entity first/)
    .waitFor();
  await openTab(walk, "Lines");
  await control(walk, "DataHealthGrid")
    .getByText(/^This record hasn't been created yet/)
    .waitFor();
  await openTab(walk, "General");
  await page.getByRole("textbox", { name: "Name" }).fill("Born today");
  for (const [label, text] of [
    ["Vendor", "Fabrikam Electric"],
    ["Requester", "Mia Chen"],
    ["Legal entity", "USMF"],
  ] as const) {
    await page.getByRole("combobox", { name: label, exact: true }).fill(text);
    await page.getByRole("treeitem", { name: text }).first().click();
    await page.getByRole("button", { name: `${label}: ${text}` }).waitFor();
  }
  await mainAccount(walk).waitFor();
  await page.getByRole("textbox", { name: "Amount", exact: true }).fill("10");
  const inits = (await callsOf(walk)).filter(({ call }) => call === "init").length;
  await command(walk, "Save").click();
  await saved(walk);
  await page.getByRole("heading", { name: "Born today" }).waitFor();
  await control(walk, "ApprovalTimeline").getByText("No approvals yet").first().waitFor();
  expect((await callsOf(walk)).filter(({ call }) => call === "init")).toHaveLength(inits);
  expect(page.url()).toMatch(/[?&]id=[0-9a-f-]{36}/);
  await openTab(walk, "Lines");
  await control(walk, "DataHealthGrid").getByText("No data available").waitFor();
});

walk(
  "another user sees a secured column as masked, and the health does not count it as missing",
  wide,
  async (walk) => {
    const { page } = walk;
    const [owner] = await rowsOf(walk, "systemusers?$select=systemuserid&$filter=fullname eq 'Sophie Lindqvist'");
    const id = await makeRequest(walk, "Secured", {
      ...coded,
      fsn_bankaccount: "DE89 3704 0044 0532 0130 00",
      "ownerid@odata.bind": `/systemusers(${String(owner?.["systemuserid"])})`,
    });
    await openRequest(walk, id);
    await page.waitForFunction(() =>
      [...document.querySelectorAll<HTMLInputElement>("input")].some((field) => /^[A-Z]{2}\d{2}/.test(field.value)),
    );
    await walk.open({ table: "fsn_purchaserequest", id, user: String(owner?.["systemuserid"]) });
    await page.waitForFunction(() =>
      [...document.querySelectorAll<HTMLInputElement>("input")].some(
        (field) => field.value === "********" && field.readOnly,
      ),
    );
    // The same for a column that a control is bound to.
    await openRequest(walk, id, { masked: "fsn_ledgeraccount" });
    expect((await whatTheControlsSay(walk))["Fieldstone.FinancialDimensionPicker"]).toContain("********");
    await control(walk, "DataHealthIndicator")
      .getByText("1 column cannot be assessed")
      .or(control(walk, "DataHealthIndicator").getByText(/11 of 12 checks/))
      .first()
      .waitFor();
  },
);

walk("a read-only form: nothing can be written, everything can be read", wide, async (walk) => {
  const { page } = walk;
  const id = await sampleRequest(
    walk,
    "statecode eq 0 and fsn_ledgeraccount ne null and fsn_PurchaseRequestLine_PurchaseRequest/any(line: line/fsn_supplieritem eq null)",
  );
  await openRequest(walk, id, { readonly: "1" });
  expect(await page.locator("[role=tabpanel]:visible :is(input,textarea):not([readonly])").count()).toBe(0);
  expect(
    await page
      .locator("[data-control]:visible")
      .getByRole("button", { name: /^(Write status|Store \d)/ })
      .count(),
  ).toBe(0);
  expect((await whatTheControlsSay(walk))["Fieldstone.FinancialDimensionPicker"]).toMatch(/\d{6}/);
  expect(await command(walk, "Save").count()).toBe(0);
  await openTab(walk, "Lines");
  await controlsDrawn(walk);
  await control(walk, "DataHealthGrid").getByRole("grid").waitFor();
  expect(await control(walk, "DataHealthGrid").getByRole("button", { name: /^Fix / }).count()).toBe(0);
});

walk("offline: the controls say so, keep what they show, and come back", wide, async (walk) => {
  const { page } = walk;
  const id = await sampleRequest(walk, "statecode eq 0 and fsn_ledgeraccount ne null");
  await openRequest(walk, id, { tools: "1" });
  const before = await whatTheControlsSay(walk);
  await page.getByRole("checkbox", { name: "Offline" }).check();
  await page.getByText(/^You are offline\. Changes cannot be saved/).waitFor();
  const timeline = control(walk, "ApprovalTimeline");
  await timeline.getByRole("button", { name: "Refresh approvals" }).click();
  await timeline
    .getByText(/You are offline/)
    .first()
    .waitFor();
  await page.getByRole("checkbox", { name: "Offline" }).uncheck();
  await timeline
    .getByRole("button", { name: /^(Try again|Refresh approvals)$/ })
    .first()
    .click();
  await timeline
    .getByText(/You are offline/)
    .first()
    .waitFor({ state: "detached" });
  await controlsDrawn(walk);
  await mainAccount(walk).waitFor();
  expect(await whatTheControlsSay(walk)).toEqual(before);
  await saved(walk);
});

for (const [fault, says] of [
  ["403", /do not have permission/],
  ["429", /The server is busy/],
  ["500", /Something went wrong/],
  ["drop", /offline|Something went wrong/],
] as const) {
  walk(
    `a control's requests answered with ${fault}: a sentence, a way to try again, and all is well again`,
    wide,
    async (walk) => {
      const id = await sampleRequest(walk, "statecode eq 0 and fsn_ledgeraccount ne null");
      await openRequest(walk, id, { tools: "1" });
      const before = await whatTheControlsSay(walk);
      const timeline = control(walk, "ApprovalTimeline");
      await setting(walk, "Fault").selectOption(fault);
      await timeline.getByRole("button", { name: "Refresh approvals" }).click();
      await timeline.getByText(says).first().waitFor();
      await setting(walk, "Fault").selectOption("");
      await timeline
        .getByRole("button", { name: /^(Try again|Refresh approvals)$/ })
        .first()
        .click();
      await timeline.getByText(says).first().waitFor({ state: "detached" });
      await controlsDrawn(walk);
      expect(await whatTheControlsSay(walk)).toEqual(before);
      walk.complaints.splice(0);
    },
  );
}

walk("leaving with unsaved changes asks, unless autosave keeps them", wide, async (walk) => {
  const { page } = walk;
  const id = await makeRequest(walk, "Leaving", coded);
  await openRequest(walk, id);
  await page.getByRole("menuitem", { name: "More commands" }).click();
  await page.getByRole("menuitem", { name: "Turn autosave off" }).click();
  const quantity = page.getByRole("textbox", { name: "Quantity" });
  await quantity.fill("7");
  await page.getByRole("treeitem", { name: "Vendors" }).click();
  const question = page.getByRole("dialog", { name: "Unsaved changes" });
  await question.waitFor();
  await page.keyboard.press("Escape");
  await page.getByText("- Unsaved").waitFor();
  await page.getByRole("treeitem", { name: "Vendors" }).click();
  await question.getByRole("button", { name: "Discard changes" }).click();
  await page.getByRole("button", { name: "View: Active Vendors" }).or(page.getByRole("treegrid")).first().waitFor();
  expect((await storedRequest(walk, id, ["fsn_quantity"]))["fsn_quantity"]).toBeNull();
  await openRequest(walk, id);
  await quantity.fill("8");
  await page.getByRole("treeitem", { name: "Vendors" }).click();
  await page.getByRole("treegrid").waitFor();
  expect((await storedRequest(walk, id, ["fsn_quantity"]))["fsn_quantity"]).toBe(8);
});
