import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { control, makeRequest, openRequest } from "./support/requests";
import { walk } from "./support/walk";

const formFolder = "solution/sample/src/Entities/fsn_PurchaseRequest/FormXml/main";

function edit(file: string, change: (text: string) => string): void {
  const before = readFileSync(file, "utf8");
  const after = change(before);
  if (after === before) throw new Error(`${file} has nothing to change`);
  writeFileSync(file, after);
}

walk(
  "mistakes in the form XML stand in their cells, and the page shows each change of the sources",
  { changing: true },
  async (walk) => {
    const { page, sources } = walk;
    const id = await makeRequest(walk, "Changing sources");
    await openRequest(walk, id);
    const [name = ""] = readdirSync(path.join(sources, formFolder));
    const form = path.join(sources, formFolder, name);
    const right = readFileSync(form, "utf8");
    const finding = (words: string) => page.locator("[data-finding]", { hasText: words });

    // A column, a control and a parameter that do not exist. What is wrong is said; what is right goes on working.
    edit(form, (xml) =>
      xml
        .replace('datafieldname="fsn_quantity"', 'datafieldname="fsn_quantum"')
        .replace("fsn_Fieldstone.ApprovalTimeline", "fsn_Fieldstone.ApprovalTimeLine")
        .replace(/<delimiter /, "<delimeter ")
        .replace("</delimiter>", "</delimeter>"),
    );
    for (const wrong of ["fsn_quantum", "ApprovalTimeLine", "delimeter"]) {
      await finding(wrong).first().waitFor();
      expect(await finding(wrong).first().innerText()).toContain(`${name}:`);
    }
    const title = page.getByRole("textbox", { name: "Name", exact: true });
    await title.fill("Still at work");
    await page.keyboard.press("Control+s");
    await page.getByText("- Saved").waitFor();
    await control(walk, "DataHealthIndicator")
      .getByRole("button", { name: /to fix$/ })
      .waitFor();

    writeFileSync(form, right);
    await finding("").first().waitFor({ state: "detached" });
    await control(walk, "ApprovalTimeline").waitFor();
    expect(await title.inputValue()).toBe("Still at work");

    // A control for some devices only: Dataverse refuses such a form, and the cell says so in its words.
    edit(form, (xml) =>
      xml.replace(
        /<customControl formFactor="[01]" name="fsn_Fieldstone\.ApprovalTimeline"(?:[^>]*\/>|[\s\S]*?<\/customControl>)/g,
        "",
      ),
    );
    await finding("Custom control declaration for form factor(s) 0,1 is missing for control with uniqueid {")
      .first()
      .waitFor();
    expect(await control(walk, "ApprovalTimeline").count()).toBe(0);
    writeFileSync(form, right);
    await control(walk, "ApprovalTimeline").waitFor();

    // A control's source: it is built anew, and the page loads it by itself.
    edit(path.join(sources, "controls/DataHealthIndicator/strings/DataHealthIndicator.1033.resx"), (texts) =>
      texts.replace(/\{0\} of 100/g, "{0} of a hundred"),
    );
    await control(walk, "DataHealthIndicator")
      .getByText(/ of a hundred/)
      .first()
      .waitFor({ timeout: 120_000 });
  },
);
