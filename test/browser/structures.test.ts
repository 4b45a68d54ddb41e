import { control, rowsOf } from "./support/requests";
import { walk } from "./support/walk";

walk("a key user mends a structure, tries an account and saves, by the keyboard alone", {}, async (walk) => {
  const { page, open } = walk;
  const [structure] = await rowsOf(
    walk,
    "fsn_accountstructures?$select=fsn_name&$filter=fsn_name eq 'Consulting profit and loss'",
  );
  const id = String(structure?.["fsn_accountstructureid"]);
  await open({ table: "fsn_accountstructure", id });
  const editor = control(walk, "AccountStructureEditor");
  await editor.getByText("No mistakes").waitFor();
  await editor.getByRole("grid").focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.type("022,026");
  await page.keyboard.press("Enter");
  await editor.getByText("1 warning").waitFor();
  await page.keyboard.press("F8");
  await editor.getByRole("button", { name: "Use 022;026" }).waitFor();
  await page.keyboard.press("Alt+Enter");
  await editor.getByText("No mistakes").waitFor();
  await page.keyboard.press("F2");
  await page.keyboard.type(";023");
  await page.keyboard.press("Enter");
  await editor.getByText(/accounts become valid/).waitFor();
  const reach = async (name: string): Promise<void> => {
    const named = (): Promise<boolean> =>
      page.evaluate((wanted) => {
        const element = document.activeElement;
        const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : element?.textContent;
        return label?.includes(wanted) === true;
      }, name);
    for (let tabs = 0; tabs < 20 && !(await named()); tabs++) await page.keyboard.press("Tab");
    expect(await named()).toBe(true);
  };
  await reach("Try an account");
  const example = await editor.getByLabel("Try an account").getAttribute("placeholder");
  const [mainAccount, , project] = String(example).split("-");
  await page.keyboard.type(`${String(mainAccount)}-023-${String(project)}`);
  await editor.getByText("Consulting profit and loss, row 1").waitFor();
  await reach("Save 1 row");
  await page.keyboard.press("Enter");
  await editor.getByText("1 row saved").waitFor();
  const [row] = await rowsOf(
    walk,
    `fsn_accountstructurerows?$select=fsn_criteria2&$filter=_fsn_accountstructure_value eq ${id} and fsn_order eq 1`,
  );
  expect(row?.["fsn_criteria2"]).toBe("022;026;023");
});
