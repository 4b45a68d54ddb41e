import { accessibilityFindings } from "./support/accessibility";
import { controlsDrawn, makeRequest, openRequest, openTab, sampleRequest } from "./support/requests";
import { walk, type Walk } from "./support/walk";

const roomy = { context: { viewport: { width: 1440, height: 1200 }, reducedMotion: "reduce" as const } };
const sick = "statecode eq 0 and fsn_email eq null and fsn_ledgeraccount ne null and fsn_PurchaseRequestLine_PurchaseRequest/any(line: line/fsn_supplieritem eq null)";

async function expectNone({ page }: Walk, where: string): Promise<void> {
  const findings = await accessibilityFindings(page);
  expect(findings.map((finding) => `${where}: ${finding}`)).toEqual([]);
}

for (const theme of ["light", "dark", "contrast"]) {
  walk(`nothing of WCAG 2.2 AA is broken: ${theme}`, roomy, async (walk) => {
    const { page } = walk;
    await walk.open({ table: "fsn_purchaserequest", theme });
    await page.getByRole("row").nth(3).waitFor();
    await expectNone(walk, "list");

    await openRequest(walk, await sampleRequest(walk, sick), { theme });
    await expectNone(walk, "form, General");
    const fix = page.getByRole("button", { name: /columns? to fix$/ });
    await fix.click();
    await expectNone(walk, "form, what is to fix");
    for (const tab of ["Lines", "Ledger and justification", "Integration"]) {
      await openTab(walk, tab);
      if (tab === "Lines") await controlsDrawn(walk);
      await expectNone(walk, `form, ${tab}`);
    }
    await openTab(walk, "Lines");
    await page.getByRole("button", { name: /^Fix / }).first().click();
    await expectNone(walk, "grid, a row being fixed");

    await page.getByRole("button", { name: "Quick create" }).click();
    await page.getByRole("menuitem", { name: "Purchase Request", exact: true }).click();
    const pane = page.getByRole("dialog", { name: "Quick Create: Purchase Request" });
    await pane.getByRole("button", { name: "Save and Close" }).click();
    await pane.getByText(/^You have \d notifications/).waitFor();
    await expectNone(walk, "quick create with errors");

    await openRequest(walk, await makeRequest(walk, `Accessible ${theme}`), { theme, tools: "1" });
    await expectNone(walk, "tool pane");
    await openRequest(walk, await sampleRequest(walk, sick), { theme, readonly: "1" });
    await expectNone(walk, "read-only form");
    await openRequest(walk, await sampleRequest(walk, sick), { theme, formFactor: "phone", width: "375", rtl: "1" });
    await expectNone(walk, "phone, right to left");
  });
}
