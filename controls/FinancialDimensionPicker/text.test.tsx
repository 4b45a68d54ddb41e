/** @jest-environment ./host/testing/environment.cjs */
import { fireEvent, screen } from "@testing-library/react";
import { button, clipboard, field, focus, Form, paste, put, status, valueOf } from "./testing/form";

describe("a pasted account", () => {
  it.each([
    ["606100-008-027-009", ""],
    ["'606100\t8\t27\t9\r\n", "Pasted: apostrophe removed, cells joined, leading zeros added"],
    ["\u200b606100.008.027.009\u00a0", "Pasted: hidden characters removed, other delimiter read"],
    ["606100\u2013008\u2013027\u2013009", "Pasted: other delimiter read"],
    ["606100;008;027;009", "Pasted: other delimiter read"],
    ["\uff16\uff10\uff16\uff11\uff10\uff10-008-027-009", "Pasted: full-width characters read"],
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

  it("may be a main account with delimiters alone: the rest is blank", async () => {
    const form = new Form({ account: "606100-008-027-009" });
    await paste("Department", "606100---");
    form.settle();
    expect(form.values.account).toBe("606100");
  });

  it("may be values for the segments from there on", async () => {
    const form = new Form({ account: "606100-008" });
    await paste("Department", "027-009");
    form.settle();
    expect(form.values.account).toBe("606100-008-027-009");
  });

  it("says what has no place", async () => {
    const form = new Form();
    await paste("Main account", "110100-001-XYZ");
    form.settle();
    expect(form.values.account).toBe("110100-001");
    expect(await status("No segment for: XYZ")).toBeInTheDocument();
  });

  it("is left to the field where it is a single value, or a text with a dash in it", async () => {
    const form = new Form({ account: "110100" });
    for (const single of ["110100", "some words - and a dash"])
      // The browser puts it into the field.
      expect(fireEvent.paste(await focus("Main account"), clipboard(single))).toBe(true);
    expect(form.mounted.outputs).toHaveLength(0);
  });

  it("is the first of several lines, and it says how many there were", async () => {
    const form = new Form();
    await paste("Main account", "110100-001\r\n110100-002\r\n110100-003");
    form.settle();
    expect(form.values.account).toBe("110100-001");
    expect(await status("The first of 3 lines was taken.")).toBeInTheDocument();
  });

  it("goes into a locked segment as into any other, whose value stays", async () => {
    const form = new Form({ account: "606100-008", properties: { lockedSegments: "BusinessUnit" } });
    await paste("Business unit", "606100-003-027-009");
    form.settle();
    expect(form.values.account).toBe("606100-008-027-009");
    expect(await status("Locked, so it stays: Business unit 008")).toBeInTheDocument();
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
    await put("Main account", "110100\u2013001");
    form.settle();
    expect(await field("Main account")).toHaveValue("110100");
    expect(await valueOf("Business unit")).toBe("001");
  });

  it("gets back the zeros that it lost", async () => {
    const form = new Form({ account: "606100-008" });
    await put("Department", "27", "Tab");
    await focus("Search");
    form.settle();
    expect(form.values.account).toBe("606100-008-027");
  });
});
