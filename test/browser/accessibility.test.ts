import { accessibilityFindings } from "./support/accessibility";
import { controlsDrawn, makeRequest, openRequest, openTab, sampleRequest } from "./support/requests";
import { walk } from "./support/walk";

const roomy = { context: { viewport: { width: 1440, height: 1200 }, reducedMotion: "reduce" as const } };
const sick =
  "statecode eq 0 and fsn_email eq null and fsn_ledgeraccount ne null and fsn_PurchaseRequestLine_PurchaseRequest/any(line: line/fsn_supplieritem eq null)";

// What the parts are called and how they hang together does not depend on the theme; what can be read does.
for (const theme of ["light", "dark", "contrast"]) {
  walk(`nothing of WCAG 2.2 AA is broken: ${theme}`, roomy, async (walk) => {
    const { page } = walk;
    const found: string[] = [];
    const look = async (where: string) =>
      void found.push(
        ...(await accessibilityFindings(page, theme === "light" ? [] : ["color-contrast"])).map(
          (finding) => `${where}: ${finding}`,
        ),
      );
    await walk.open({ table: "fsn_purchaserequest", theme });
    await page.getByRole("row").nth(3).waitFor();
    await look("list");

    await openRequest(walk, await sampleRequest(walk, sick), { theme });
    await look("form, General");
    const fix = page.getByRole("button", { name: /columns? to fix$/ });
    await fix.click();
    await look("form, what is to fix");
    for (const tab of ["Lines", "Ledger and justification", "Integration"]) {
      await openTab(walk, tab);
      if (tab === "Lines") await controlsDrawn(walk);
      await look(`form, ${tab}`);
    }
    await openTab(walk, "Lines");
    await page.getByRole("button", { name: /^Fix / }).first().click();
    await look("grid, a row being fixed");

    await page.getByRole("button", { name: "Quick create" }).click();
    await page.getByRole("menuitem", { name: "Purchase Request", exact: true }).click();
    const pane = page.getByRole("dialog", { name: "Quick Create: Purchase Request" });
    await pane.getByRole("button", { name: "Save and Close" }).click();
    await pane.getByText(/^You have \d notifications/).waitFor();
    await look("quick create with errors");

    await openRequest(walk, await makeRequest(walk, `Accessible ${theme}`), { theme, tools: "1" });
    await look("tool pane");
    await openRequest(walk, await sampleRequest(walk, sick), { theme, readonly: "1" });
    await look("read-only form");
    await openRequest(walk, await sampleRequest(walk, sick), { theme, formFactor: "phone", width: "375", rtl: "1" });
    await look("phone, right to left");
    expect(found).toEqual([]);
  });
}
