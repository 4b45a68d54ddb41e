/** @jest-environment ./host/testing/environment.cjs */
import { fireEvent, screen } from "@testing-library/react";
import { button, clipboard, focus, Form, paste, put, status, valueOf } from "./testing/form";

describe("a pasted account", () => {
  it.each([
    ["606100-008-027-009", ""],
    ["'606100\t8\t27\t9\r\n", "Pasted: apostrophe removed, cells joined, leading zeros added"],
    ["\u200b606100.008.027.009\u00a0", "Pasted: hidden characters removed, other delimiter read"],
  ])("%j goes into its segments and can be undone", async (pasted, said) => {
    const form = new Form({ account: "110100" });
    await paste("Business unit", pasted);
    form.settle();
    expect(form.values.account).toBe("606100-008-027-009");
    if (said) expect(await status(said)).toBeInTheDocument();
    else expect(screen.queryByText(/^Pasted/)).toBeNull();
    fireEvent.click(button("Undo"));
    form.settle();
    expect(form.values.account).toBe("110100");
  });

  it("is left to the field where it is a single value, or a text with a dash in it", async () => {
    const form = new Form({ account: "110100" });
    for (const single of ["110100", "some words - and a dash"])
      // The browser puts it into the field.
      expect(fireEvent.paste(await focus("Main account"), clipboard(single))).toBe(true);
    expect(form.mounted.outputs).toHaveLength(0);
  });

  it("goes into a locked segment as into any other", async () => {
    const form = new Form({ account: "606100-008", properties: { lockedSegments: "BusinessUnit" } });
    await paste("Business unit", "606100-008-027-009");
    form.settle();
    expect(form.values.account).toBe("606100-008-027-009");
  });
});

describe("what is typed", () => {
  it("is a whole account in whatever segment, and where it has another delimiter", async () => {
    const form = new Form({ account: "110100" });
    for (const letters of ["606100-", "606100-008-", "606100-008-027-", "606100-008-027-009"])
      await put("Business unit", letters, "");
    expect(await valueOf("Business unit")).toBe("606100-008-027-009");
    await focus("Search");
    form.settle();
    expect(form.values.account).toBe("606100-008-027-009");
  });
});
