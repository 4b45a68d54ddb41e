import type { Page } from "playwright-core";
import { command, control, makeRequest, openRequest, openTab, sampleRequest, tool } from "./support/requests";
import { allReacts, walk, type Walk } from "./support/walk";

const wide = { context: { viewport: { width: 1900, height: 1000 } } };

const saved = ({ page }: Walk) => page.getByText("- Saved", { exact: true }).waitFor();
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    return element instanceof HTMLElement ? (element.getAttribute("aria-label") ?? element.innerText) : "";
  });

/** What a sign-in page or a proxy answers in Dataverse's place. */
const signInPage = { status: 200, contentType: "text/html", body: "<!doctype html><title>Sign in</title>" };

walk(
  "a save that a sign-in page answers is no save: it is said, and the form keeps what was typed",
  wide,
  async (walk) => {
    const { page } = walk;
    const id = await makeRequest(walk, "Stranger");
    await openRequest(walk, id);
    await page.route("**/api/data/**", (route) =>
      route.request().method() === "PATCH" ? route.fulfill(signInPage) : route.continue(),
    );
    await page.getByRole("textbox", { name: "Quantity" }).fill("7");
    await command(walk, "Save").click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText(/^Something else than Dataverse answered/).waitFor();
    await dialog.getByRole("button", { name: "OK" }).click();
    await page.getByText("- Unsaved", { exact: true }).waitFor();
    await page.unroute("**/api/data/**");
    await command(walk, "Save").click();
    await saved(walk);
  },
);

walk("quick create: the answer is lost, the person saves once more, and there is one row", wide, async (walk) => {
  const { page } = walk;
  await walk.open({ table: "account" });
  await page.getByRole("button", { name: "Quick create" }).click();
  await page.getByRole("menuitem", { name: "Purchase Request", exact: true }).click();
  const pane = page.getByRole("dialog", { name: "Quick Create: Purchase Request" });
  await pane.getByRole("textbox", { name: "Name" }).fill("Only once");
  for (const [label, text] of [
    ["Vendor", "Fabrikam Electric"],
    ["Requester", "Mia Chen"],
    ["Legal entity", "USMF"],
  ] as const) {
    await pane.getByRole("combobox", { name: label, exact: true }).fill(text);
    await page.getByRole("treeitem", { name: text }).first().click();
    await pane.getByRole("button", { name: `${label}: ${text}` }).waitFor();
  }
  await pane.getByRole("textbox", { name: "Amount" }).fill("99.5");
  const requests = "**/api/data/v9.2/fsn_purchaserequests";
  await page.route(requests, async (route) => {
    await route.fetch();
    await route.abort("connectionreset");
  });
  await pane.getByRole("button", { name: "Save and Close" }).click();
  const error = page.getByRole("dialog").filter({ hasText: "Download Log File" });
  await error.getByRole("button", { name: "OK" }).click();
  await page.unroute(requests);
  await pane.getByRole("button", { name: "Save and Close" }).click();
  await pane.waitFor({ state: "detached" });
  const answer = await walk.api("fsn_purchaserequests?$select=fsn_name&$filter=fsn_name eq 'Only once'");
  expect(((await answer.json()) as { value: unknown[] }).value).toHaveLength(1);
});

walk("while the next record loads its fields are locked, and free when it is there", wide, async (walk) => {
  const { page } = walk;
  const id = await makeRequest(walk, "Slow to come");
  await openRequest(walk, id, { tools: "1" });
  const name = page.getByRole("textbox", { name: "Name", exact: true });
  expect(await name.getAttribute("readonly")).toBeNull();
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(`**/api/data/v9.2/fsn_purchaserequests(${id})?**`, async (route) => {
    await held;
    await route.continue();
  });
  await tool(walk, "First paint without values").click();
  await page.locator("[role=tabpanel] input[readonly]").first().waitFor();
  expect(await page.locator("[role=tabpanel]:visible input:not([readonly]):not([data-control] input)").count()).toBe(0);
  release();
  await page.locator("[role=tabpanel] input[aria-label='Name']:not([readonly])").waitFor();
  await name.fill("Here at last");
  await command(walk, "Save").click();
  await saved(walk);
});

walk("commands and moments keep the focus, also where they switch themselves off", wide, async (walk) => {
  const { page } = walk;
  const id = await makeRequest(walk, "Focus");
  await openRequest(walk, id, { tools: "1" });
  await page.getByRole("textbox", { name: "Quantity" }).fill("7");
  await command(walk, "Save").focus();
  await page.keyboard.press("Enter");
  await saved(walk);
  expect(await focused(page)).toBe("Save");
  await tool(walk, "Refuse the next value").focus();
  await page.keyboard.press("Enter");
  await tool(walk, "The next value will be refused").waitFor();
  expect(await focused(page)).toBe("The next value will be refused");
  await tool(walk, /^Open the tab /).focus();
  await page.keyboard.press("Enter");
  await tool(walk, /^Open a tab late|^Open the tab /).waitFor();
  expect(await focused(page)).toMatch(/^Open /);
  await command(walk, "Deactivate").focus();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Deactivate" }).click();
  await command(walk, "Activate").waitFor();
  await page.waitForFunction(() => document.activeElement?.getAttribute("role") === "menuitem");
});

walk(
  "at 400 % zoom at least half of the window is the form's",
  { context: { viewport: { width: 320, height: 256 } } },
  async (walk) => {
    const { page } = walk;
    const id = await sampleRequest(walk, "statecode eq 0 and fsn_ledgeraccount ne null");
    await walk.open({ table: "fsn_purchaserequest", id });
    const name = page.getByRole("textbox", { name: "Name", exact: true });
    await name.waitFor();
    await name.scrollIntoViewIfNeeded();
    // What lies at each height of the middle of the window, once the form is scrolled to a field.
    const share = () =>
      page.evaluate(() => {
        const heights = Array.from({ length: window.innerHeight }, (_, y) => y);
        const body = document.querySelector("#form-body");
        return (
          heights.filter((y) => body?.contains(document.elementFromPoint(window.innerWidth / 2, y))).length /
          window.innerHeight
        );
      });
    await page.evaluate(() => document.querySelector("#form-body")?.scrollIntoView());
    expect(await share()).toBeGreaterThanOrEqual(0.5);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  },
);

walk("a name of 2,000 characters or sixty combining marks stays in its place", wide, async (walk) => {
  const { page } = walk;
  const id = await makeRequest(walk, "Long");
  for (const name of ["Wide ".repeat(400).trim(), "W".repeat(2000), `Z${"\u0301\u0323".repeat(30)}algo`]) {
    const rename = async (text: string): Promise<string> => {
      const row: unknown = JSON.parse(text);
      const rows =
        typeof row === "object" && row !== null && "value" in row && Array.isArray(row.value) ? row.value : [row];
      for (const item of rows as Record<string, unknown>[])
        for (const key of Object.keys(item))
          if (key === "fsn_name" || key.endsWith("_fsn_vendor_value@OData.Community.Display.V1.FormattedValue"))
            item[key] = name;
      return JSON.stringify(row);
    };
    await page.route("**/api/data/v9.2/fsn_purchaserequests**", async (route) => {
      if (route.request().method() !== "GET") return route.continue();
      const response = await route.fetch();
      return route.fulfill({ response, body: await rename(await response.text()) });
    });
    await walk.open({ table: "fsn_purchaserequest", id });
    const heading = page.getByRole("heading", { level: 1 });
    await page.getByRole("form").waitFor();
    await heading.filter({ hasText: name.slice(0, 4) }).waitFor();
    const box = async (selector: string) =>
      (await page.locator(selector).first().boundingBox()) ?? { height: 0, width: 0 };
    expect((await box("h1")).height).toBeLessThanOrEqual(32);
    expect((await box("[role=form] > :has(h1)")).height).toBeLessThanOrEqual(150);
    await walk.open({ table: "fsn_purchaserequest" });
    const row = page
      .getByRole("row")
      .filter({ hasText: name.slice(0, 4) })
      .first();
    await row.waitFor();
    expect((await row.boundingBox())?.height).toBeLessThanOrEqual(43);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await page.unroute("**/api/data/v9.2/fsn_purchaserequests**");
  }
});

/** A text that people can read, in one language or several, as the model has it. */
const isLocalized = (value: object): value is Record<string, string> =>
  Object.keys(value).length > 0 &&
  Object.entries(value).every(([key, text]) => /^\d{4}$/.test(key) && typeof text === "string");

/** The same model with each text of a maker's made long, its beginning kept. */
function lengthened(value: unknown, more: string): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => lengthened(item, more));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]: [string, unknown]) => [
      key,
      isLocalized(value) ? `${String(item)}${more}` : lengthened(item, more),
    ]),
  );
}

walk(
  "labels of 2,000 characters or sixty combining marks leave tabs, menus and lists their size",
  wide,
  async (walk) => {
    const { page } = walk;
    const id = await makeRequest(walk, "Long labels");
    for (const more of [" and more".repeat(222), "W".repeat(2000), "\u0301\u0323".repeat(30)]) {
      await page.route("**/host/model.json", async (route) => {
        const response = await route.fetch();
        return route.fulfill({ response, body: JSON.stringify(lengthened(await response.json(), more)) });
      });
      /** No element of the role is higher than two lines with what stands around them, nor shows text beyond its edge. */
      const stays = async (role: "tab" | "menuitem" | "menuitemradio" | "option"): Promise<void> => {
        const all = page.getByRole(role).filter({ visible: true });
        await all.first().waitFor();
        const found = await all.evaluateAll((elements) =>
          elements.map((element) => ({
            height: element.getBoundingClientRect().height,
            clips: [element, ...element.querySelectorAll("*")]
              .filter((part) =>
                [...part.childNodes].some((node) => (node.textContent ?? "").length > 50 && node.nodeType === 3),
              )
              .every(
                (part) =>
                  getComputedStyle(part).overflowY === "hidden" || getComputedStyle(part).visibility === "hidden",
              ),
          })),
        );
        expect(found.filter(({ height, clips }) => height > 60 || !clips)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
      };
      await walk.open({ table: "fsn_purchaserequest", id });
      await page.getByRole("form").waitFor();
      await stays("tab");
      for (const button of [/^Related$/, /^Quick create$/]) {
        await page.getByRole("button", { name: button }).click();
        await stays("menuitem");
        await page.keyboard.press("Escape");
      }
      await walk.open({ table: "fsn_purchaserequest" });
      await page.getByRole("treegrid").waitFor();
      await page.getByRole("button", { name: /^View: / }).click();
      await stays("menuitemradio");
      await page.unroute("**/host/model.json");
    }
  },
);

walk(
  "in another language the page says its language, and the host's own English words say theirs",
  wide,
  async (walk) => {
    const { page } = walk;
    const id = await sampleRequest(walk, "statecode eq 0");
    await walk.open({ table: "fsn_purchaserequest", id, lang: "1031", tools: "1" });
    await page.getByRole("form").waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("de-DE");
    const languageOf = (text: string) =>
      page
        .getByText(text, { exact: true })
        .first()
        .evaluate((element) => element.closest("[lang]")?.getAttribute("lang"));
    for (const english of ["Save & Close", "Related", "- Saved", "Developer tools"])
      expect(await languageOf(english)).toBe("en");
    for (const german of ["Allgemein"]) expect(await languageOf(german)).toBe("de-DE");
  },
);

walk(
  "trusted types hold on every React: icons, bundles, views and dialogs are drawn without a violation",
  { ...wide, react: allReacts },
  async (walk) => {
    const { page } = walk;
    await page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) =>
        console.error(`violation of ${event.violatedDirective}: ${event.sample}`),
      );
    });
    const id = await sampleRequest(walk, "statecode eq 0 and fsn_ledgeraccount ne null");
    await openRequest(walk, id, { tools: "1" });
    expect(await page.locator("[role=menubar] svg path").count()).toBeGreaterThan(3);
    await openTab(walk, "Lines");
    await control(walk, "DataHealthGrid").waitFor();
    await tool(walk, "Quick create").click();
    await page
      .getByRole("dialog", { name: /^Quick Create/ })
      .getByRole("button", { name: "Cancel" })
      .click();
    await walk.open({ table: "fsn_purchaserequest" });
    await page.getByRole("treegrid").waitFor();
    // The policy itself is at work: markup that nobody vouched for is refused.
    expect(
      await page.evaluate(() => {
        try {
          document.createElement("div").innerHTML = "<p></p>";
          return "taken";
        } catch {
          return "refused";
        }
      }),
    ).toBe("refused");
    walk.complaints.splice(
      0,
      walk.complaints.length,
      ...walk.complaints.filter((text) => !text.includes("<p></p>") && !text.includes("TrustedHTML")),
    );
  },
);
