import axe from "axe-core";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

/**
 * What axe finds wrong with the page, or the part of it below `selector`, by WCAG 2.2 A and AA: one line per finding.
 * `except` names rules that are another one's fault, each with the reason beside it in the walk.
 */
export async function accessibilityFindings(page: Page, selector = "body", except: readonly string[] = []): Promise<string[]> {
  // Through the debugger's evaluate, which the page's content security policy leaves alone.
  await page.evaluate(axe.source);
  const results = await page.evaluate(
    async ({ selector, except }) => {
      const runner: unknown = Reflect.get(window, "axe");
      if (typeof runner !== "object" || runner === null || !("run" in runner) || typeof runner.run !== "function") throw new Error("axe did not load");
      const run = runner.run as (context: string, options: object) => Promise<AxeResults>;
      return run(selector, {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
        rules: Object.fromEntries(except.map((rule) => [rule, { enabled: false }])),
      });
    },
    { selector, except: [...except] },
  );
  return results.violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${help} (${target.join(" ")}) ${failureSummary ?? ""}`));
}
