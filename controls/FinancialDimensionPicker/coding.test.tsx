/** @jest-environment ./host/testing/environment.cjs */
import { fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { button, caption, details, field, focus, Form, press, put, snapshotOf, status, valueOf } from "./testing/form";

describe("coding", () => {
  it("goes by the keyboard alone: the delimiter moves on, and every bound column is written", async () => {
    const form = new Form();
    await userEvent.type(await field("Main account"), "606100-");
    expect(await field("Business unit")).toHaveFocus();
    expect(await valueOf("Business unit")).toBe("008");
    await userEvent.keyboard("{Enter}027{Enter}{Enter}009{Enter}");
    form.settle();
    expect(await status("Valid account")).toBeInTheDocument();
    expect(form.values).toMatchObject({
      account: "606100-008-027-009",
      company: "USMF",
      structure: "Profit and loss",
      dimension1: "606100",
      dimension3: "027",
      dimension5: "",
    });
    expect(await details()).toHaveTextContent("008 Shared services · default");
  });

  it("keeps what is entered while the form's answer to the entry before is on its way", async () => {
    const form = new Form();
    await put("Main account", "606100-", "");
    const first = form.read();
    await form.mounted.whileBusy(async () => {
      await put("Department", "027-", "");
      form.answer(first);
      expect(await valueOf("Department")).toBe("027");
    });
    await put("Cost center", "009");
    form.settle();
    expect(form.values).toMatchObject({ account: "606100-008-027-009", dimension3: "027" });
  });

  it("offers only what leads to a valid account; Alt+W shows the rest in grey, the one looked at with the reason", async () => {
    new Form({ account: "401100-001" });
    await put("Department", "02", "");
    expect((await screen.findAllByRole("option")).map(({ textContent }) => textContent)).toEqual([
      "022Sales & Marketing",
    ]);
    press("w", { altKey: true });
    const refused = await screen.findByRole("option", { name: /023/ });
    expect(refused).not.toHaveTextContent("Not with");
    fireEvent.mouseEnter(refused);
    expect(refused).toHaveTextContent("Not with 401100, 001");
    expect(screen.getAllByText(/^Not with/)).toHaveLength(1);
    fireEvent.mouseEnter(screen.getByRole("option", { name: /021/ }));
    expect(refused).not.toHaveTextContent("Not with");
  });

  it("finds by description, and anywhere with an asterisk", async () => {
    new Form();
    await put("Main account", "Petty", "");
    expect((await screen.findAllByRole("option"))[0]).toHaveTextContent("Petty cash");
    await put("Main account", "*office", "");
    await waitFor(() =>
      expect(screen.getAllByRole("option").some(({ textContent }) => /office/i.test(textContent))).toBe(true),
    );
  });

  it("never blocks typing: what is refused stays, with the row that refuses it and a valid account near it", async () => {
    const form = new Form({ account: "401100-001" });
    await put("Department", "099");
    form.settle();
    expect(await valueOf("Department")).toBe("099");
    expect(caption("Department")).toBe("Doesn't exist");
    expect(form.values.account).toBe("401100-001-099");
    await put("Department", "023");
    form.settle();
    const panel = await details();
    expect(panel).toHaveTextContent("023 is not an allowed value in combination with");
    expect(panel).toHaveTextContent(/Account structure Profit and loss, row 1, allowed: 022/);
  });

  it("offers what may have been meant: the value with its name, and the account that it makes", async () => {
    const form = new Form({ account: "606100-008-027-009" });
    await put("Department", "072");
    form.settle();
    const use = button(/: 606100-008-027-009/);
    expect(use).toHaveTextContent("Use 027 Procurement");
    fireEvent.click(use);
    form.settle();
    expect(form.values.account).toBe("606100-008-027-009");
    // What was right before keeps where it came from.
    expect(await details()).not.toHaveTextContent("Office supplies · typed");
    expect(await valueOf("Department")).toBe("027");
    fireEvent.click(button("Undo"));
    expect(await valueOf("Department")).toBe("072");
    fireEvent.click(button("Redo"));
    expect(await valueOf("Department")).toBe("027");
  });

  it("does not take a value that is refused for the beginning of another", async () => {
    const form = new Form({ account: "606100" });
    await put("Business unit", "007");
    form.settle();
    expect(await valueOf("Business unit")).toBe("007");
    expect(caption("BusinessUnit")).toBe("Suspended");
  });

  it("says what posting makes of it: a fixed dimension overwrites what was entered", async () => {
    new Form({ account: "618900--023" });
    expect(await status(/Will post as/)).toHaveTextContent("618900--022");
    expect(await details()).toHaveTextContent("fixed: posts 022");
  });

  it("keeps what fits a new main account and sets the rest aside, until undo", async () => {
    const form = new Form({ account: "606100-008-027-009" });
    await put("Main account", "110100");
    form.settle();
    expect(await status("Set aside:")).toBeInTheDocument();
    expect(button("Put back Department 027")).toHaveTextContent("Department 027");
    expect(form.values.account).toBe("110100-008");
    press("z", { ctrlKey: true });
    form.settle();
    expect(form.values.account).toBe("606100-008-027-009");
    expect(screen.queryByText("Set aside:")).toBeNull();
  });

  it("puts a value that was set aside back by a click, once it fits", async () => {
    const form = new Form({
      account: "2-A-y",
      properties: snapshotOf({ MainAccount: ["1", "2"], D: ["A", "B"], E: ["x", "y", "z"] }, [
        ["1", "A", "x;z"],
        ["1", "B", "x;y"],
        ["2", "A", "y"],
      ]),
    });
    await put("MainAccount", "1");
    form.settle();
    expect(form.values.account).toBe("1-A");
    fireEvent.click(button("Put back E y"));
    expect(await status("y is not an allowed value in combination with MainAccount 1, D A.")).toBeInTheDocument();
    await put("D", "B");
    form.settle();
    fireEvent.click(button("Put back E y"));
    form.settle();
    expect(form.values.account).toBe("1-B-y");
    expect(screen.queryByText("Set aside:")).toBeNull();
  });

  it("takes an alias, by name or from the list", async () => {
    const form = new Form();
    await put("Main account", "travel sales", "Tab");
    await focus("Search");
    form.settle();
    expect(form.values.account).toMatch(/^618100-001-022/);
    expect(await details()).toHaveTextContent("alias");
  });

  it("does not split a value that contains the delimiter", async () => {
    const form = new Form({ account: "401100-001-022--" });
    await userEvent.type(await field("Customer"), "Cust-049{Enter}");
    form.settle();
    expect(form.values.account).toBe("401100-001-022--Cust-049");
    expect(await status("Valid account")).toBeInTheDocument();
  });

  it.each([
    ["doublePipe", "||"],
    ["period", "."],
  ])("moves on by %s", async (delimiter, typed) => {
    const form = new Form({ properties: { delimiter } });
    await put("Main account", `110100${typed}`, "");
    expect(await field("Business unit")).toHaveFocus();
    await put("Business unit", "001");
    form.settle();
    expect(form.values.account).toBe(`110100${typed}001`);
  });

  it("writes the integration format where it is wanted", async () => {
    const form = new Form({ properties: { format: "integration" } });
    await put("Main account", "110100-", "");
    await put("Business unit", "001");
    form.settle();
    expect(form.values.account).toBe("110100-001----");
  });
});

describe("bad input", () => {
  it.each(["<script>alert(1)</script>", "x".repeat(31), "\u202e\u05d0\u05d1\u05d2", "0'; --"])(
    "%j is shown as text, kept, and said to be unknown",
    async (typed) => {
      const form = new Form({ account: "606100", properties: { delimiter: "tilde" } });
      await put("Department", typed, "");
      await focus("Business unit");
      form.settle();
      expect(await valueOf("Department")).toBe(typed);
      expect(document.querySelector("script")).toBeNull();
      expect(caption("Department")).toBe("Doesn't exist");
    },
  );
});
