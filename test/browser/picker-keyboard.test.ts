import { accessibilityFindings } from "./support/accessibility";
import { control, makeRequest, openRequest, storedRequest } from "./support/requests";
import { walk, type Walk } from "./support/walk";

/** The picker by keyboard alone: every function, and the focus never falls to the page. */

const picker = (walk: Walk) => control(walk, "FinancialDimensionPicker");
const segment = (walk: Walk, name: string) => picker(walk).getByRole("combobox", { name, exact: true });
const details = (walk: Walk) => picker(walk).getByRole("region", { name: "Details" });

/** What has the focus, by the name that a person hears; "page" where it fell. */
const place = ({ page }: Walk): Promise<string> =>
  page.evaluate(() => {
    const { activeElement } = document;
    if (!activeElement?.closest('[data-control="Fieldstone.FinancialDimensionPicker"]')) return "page";
    return activeElement.getAttribute("aria-label") ?? activeElement.textContent;
  });

async function at(walk: Walk, name: string): Promise<void> {
  for (let tries = 0; tries < 50 && (await place(walk)) !== name; tries++) await walk.page.waitForTimeout(100);
  expect(await place(walk)).toBe(name);
}

/** As the browser pastes: to the place that has the focus. */
const paste = ({ page }: Walk, text: string): Promise<void> =>
  page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    document.activeElement?.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
    );
  }, text);

async function open(walk: Walk, name: string, account: string, more: Readonly<Record<string, string>> = {}) {
  const id = await makeRequest(walk, name, { fsn_ledgeraccount: account, fsn_postingdate: "2026-06-15" });
  await openRequest(walk, id, more);
  await segment(walk, "Main account").waitFor();
  return id;
}

walk("every function of the picker by keyboard alone, and the focus stays in it", {}, async (walk) => {
  const { page } = walk;
  const { keyboard } = page;
  const id = await open(walk, "By keyboard", "606100-008-027-009");
  await segment(walk, "Department").focus();

  // A typing error, what may have been meant, and back and forth.
  await keyboard.press("Control+a");
  await keyboard.type("072");
  await keyboard.press("Escape");
  await keyboard.press("Enter");
  await at(walk, "Cost center");
  await picker(walk)
    .getByRole("button", { name: /^Use 027 Procurement/ })
    .waitFor();
  await keyboard.press("Alt+u");
  await at(walk, "Department");
  expect(await segment(walk, "Department").inputValue()).toBe("027");
  await keyboard.press("Control+z");
  expect(await segment(walk, "Department").inputValue()).toBe("072");
  await keyboard.press("Control+y");
  expect(await segment(walk, "Department").inputValue()).toBe("027");
  await at(walk, "Department");

  // An offer by the arrows, too.
  await keyboard.press("Control+z");
  while (!(await place(walk)).startsWith("Use 027")) await keyboard.press("ArrowRight");
  await keyboard.press("Enter");
  await at(walk, "Department");

  // A main account that takes segments away; what was set aside; a paste that takes the focused one away.
  await segment(walk, "Cost center").focus();
  await paste(walk, "110100-001");
  await at(walk, "Business unit");
  await keyboard.press("Control+z");
  await segment(walk, "Main account").focus();
  await keyboard.press("Control+a");
  await keyboard.type("110100");
  await keyboard.press("Escape");
  await keyboard.press("Enter");
  await picker(walk).getByRole("button", { name: "Put back Department 027" }).waitFor();
  await keyboard.press("Control+z");
  expect(await segment(walk, "Cost center").inputValue()).toBe("009");

  // The search box and each button, there and back.
  await keyboard.press("Alt+q");
  await at(walk, "Search");
  await keyboard.press("Escape");
  await keyboard.press("Alt+q");
  for (const name of ["Show all values", "Add to favorites", "Undo", "Redo"]) {
    await keyboard.press("ArrowRight");
    await at(walk, name);
  }
  for (const name of ["Undo", "Add to favorites"]) {
    await keyboard.press("ArrowLeft");
    await at(walk, name);
  }
  await keyboard.press("Enter");
  await at(walk, "Remove from favorites");
  await keyboard.press("Alt+b");
  await at(walk, "Add to favorites");
  await keyboard.press("ArrowLeft");
  await keyboard.press("Enter");
  await at(walk, "Show valid values only");
  await keyboard.press("Alt+w");
  await at(walk, "Show all values");
  await keyboard.press("Alt+i");
  await details(walk).waitFor();
  expect(await accessibilityFindings(page)).toEqual([]);
  await keyboard.press("Alt+i");
  await details(walk).waitFor({ state: "detached" });
  await keyboard.press("Escape");
  expect(await place(walk)).not.toBe("page");

  // Found over all segments, by the name.
  await keyboard.press("Alt+q");
  await keyboard.type("treasury");
  await page
    .getByRole("option", { name: /Treasury/ })
    .first()
    .waitFor();
  await keyboard.press("ArrowDown");
  await keyboard.press("Enter");
  await at(walk, "Department");
  expect(await segment(walk, "Department").inputValue()).toBe("037");

  // One Tab leaves; what was coded is saved.
  await keyboard.press("Tab");
  expect(await place(walk)).toBe("page");
  await keyboard.press("Control+s");
  await page.getByText("- Saved").waitFor();
  expect(await storedRequest(walk, id, ["fsn_ledgeraccount"])).toMatchObject({
    fsn_ledgeraccount: "606100-008-037-009",
  });
});

walk("from right to left the arrows lead where they point, through the same places", {}, async (walk) => {
  const { keyboard } = walk.page;
  await open(walk, "Mirrored", "606100-008-027-009", { rtl: "1" });
  const ways: string[][] = [];
  for (const [end, key] of [
    ["End", "ArrowLeft"],
    ["Home", "ArrowRight"],
  ] as const) {
    await (end === "End" ? segment(walk, "Main account") : picker(walk).getByRole("button", { name: "Redo" })).focus();
    const way = [await place(walk)];
    for (let presses = 0; presses < 60 && way.length < 10; presses++) {
      await keyboard.press(key);
      const name = await place(walk);
      if (name !== way[way.length - 1]) way.push(name);
      if (name === (end === "End" ? "Redo" : "Main account")) break;
    }
    ways.push(way);
  }
  expect(ways[0]).toEqual([
    "Main account",
    "Business unit",
    "Department",
    "Cost center",
    "Valid account",
    "Search",
    "Show all values",
    expect.stringMatching(/favorites$/),
    "Undo",
    "Redo",
  ]);
  expect(ways[1]).toEqual([...(ways[0] ?? [])].reverse());
});

for (const theme of ["dark", "contrast"]) {
  walk(`what the picker says can be read: ${theme}`, {}, async (walk) => {
    await open(walk, `Read ${theme}`, "606100-008-072-009", { theme });
    await segment(walk, "Department").focus();
    await walk.page.keyboard.press("Alt+i");
    await details(walk).waitFor();
    await walk.page.keyboard.press("Alt+w");
    await walk.page.getByRole("option").first().waitFor();
    await walk.page.keyboard.press("ArrowDown");
    expect(await accessibilityFindings(walk.page, ["color-contrast", "target-size"])).toEqual([]);
  });
}
