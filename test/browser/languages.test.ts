import { mkdirSync } from "node:fs";
import path from "node:path";
import { control, controlsDrawn, openRequest, openTab, rowsOf } from "./support/requests";
import { walk, type Walk } from "./support/walk";

const pictures = path.resolve(__dirname, "../../out/pictures");
const ARABIC = "1025";
/** A combining mark that stands above its letter. */
const MARK = "\u0351";

async function takePicture({ page }: Walk, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: path.join(pictures, `${name}.png`), animations: "disabled" });
}

/** A request with an approval that has a request of its own, so that the timeline shows people and times. */
async function approvedRequest(walk: Walk): Promise<{ readonly id: string; readonly approval: string }> {
  const approvals = await rowsOf(
    walk,
    "msdyn_flow_approvals?$select=msdyn_flow_approval_itemlink&$filter=statuscode eq 192350001&$orderby=createdon desc",
  );
  for (const row of approvals) {
    const id = /[?&]id=(?:%7b|\{)?([0-9a-f-]{36})/i.exec(String(row["msdyn_flow_approval_itemlink"]))?.[1];
    if (id) return { id: id.toLowerCase(), approval: String(row["msdyn_flow_approvalid"]) };
  }
  throw new Error("no approval waits in the sample");
}

walk("whose language has no texts reads English that is marked as English, from right to left", {}, async (walk) => {
  const { page } = walk;
  const { id } = await approvedRequest(walk);
  await openRequest(walk, id, { lang: ARABIC });
  await controlsDrawn(walk);
  const roots = page.locator("[data-control]:visible .fui-FluentProvider[lang]");
  expect(
    await roots.evaluateAll((all) =>
      all.map((root) => `${root.getAttribute("lang") ?? ""} ${root.getAttribute("dir") ?? ""}`),
    ),
  ).toEqual(["en rtl", "en rtl", "en rtl"]);
  // As many checks, columns and steps as English counts them; Arabic's six forms are asked for nowhere.
  for (const words of await page.locator("[data-control]:visible").allInnerTexts())
    expect(words).not.toMatch(/_(zero|one|two|few|many|other)\b/);
  const timeline = await control(walk, "ApprovalTimeline").innerText();
  expect(timeline).toMatch(/\d{1,2}\u200f?\/\d{1,2}\u200f?\/\d{4}/);
  await takePicture(walk, "arabic");
  await openTab(walk, "Lines");
  await control(walk, "DataHealthGrid").waitFor();
  await takePicture(walk, "arabic-lines");
});

walk("a title of 2,000 characters and a name with 60 marks on a letter stay in their lines", {}, async (walk) => {
  const { page } = walk;
  const { id, approval } = await approvedRequest(walk);
  const [request] = await rowsOf(
    walk,
    `msdyn_flow_approvalrequests?$select=_ownerid_value&$filter=_msdyn_flow_approvalrequest_approval_value eq ${approval}`,
  );
  const change = async (address: string, values: Readonly<Record<string, string>>): Promise<void> => {
    const answer = await walk.api(address, { method: "PATCH", body: JSON.stringify(values) });
    if (!answer.ok) throw new Error(await answer.text());
  };
  await change(`msdyn_flow_approvals(${approval})`, {
    msdyn_flow_approval_title: "Desks and chairs ".repeat(117).trim(),
  });
  await change(`systemusers(${String(request?.["_ownerid_value"])})`, { lastname: `Z${MARK.repeat(60)}` });
  await openRequest(walk, id);
  await controlsDrawn(walk);
  const timeline = control(walk, "ApprovalTimeline");
  const title = timeline.getByRole("heading", { name: /^Desks and chairs/ }).locator("bdi");
  const name = timeline.locator("bdi", { hasText: MARK }).first();
  await title.waitFor();
  await name.waitFor();
  for (const text of [title, name]) {
    const measured = await text.evaluate((element) => {
      const style = getComputedStyle(element);
      return { lines: element.clientHeight / parseFloat(style.lineHeight), clips: style.overflowY };
    });
    expect(measured.clips).toBe("hidden");
    expect(measured.lines).toBeLessThanOrEqual(3.01);
  }
  expect(await title.getAttribute("title")).toHaveLength(117 * 17 - 1);
  await takePicture(walk, "long-names");
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
});
