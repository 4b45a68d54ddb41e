import axe from "axe-core";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

/**
 * What axe finds wrong with the page by WCAG 2.2 A and AA, or by the rules named alone: one line per finding.
 */
export async function accessibilityFindings(page: Page, rules: readonly string[] = []): Promise<string[]> {
  // Through the debugger's evaluate, which the page's content security policy leaves alone.
  await page.evaluate(axe.source);
  const results = await page.evaluate(
    async (rules) => {
      const runner: unknown = Reflect.get(window, "axe");
      if (typeof runner !== "object" || runner === null || !("run" in runner) || typeof runner.run !== "function")
        throw new Error("axe did not load");
      const run = runner.run as (context: object, options: object) => Promise<AxeResults>;
      // Where Fluent keeps the focus in a group it puts invisible stops that hand the focus on at once: nobody can rest on one.
      return run(
        { exclude: ["[data-tabster-dummy]"] },
        {
          runOnly: rules.length > 0 ? rules : ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
          resultTypes: ["violations"],
        },
      );
    },
    [...rules],
  );
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help} (${target.join(" ")}) ${failureSummary ?? ""}`),
  );
}
