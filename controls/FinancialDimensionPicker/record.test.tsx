/** @jest-environment ./host/testing/environment.cjs */
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { button, caption, details, field, Form, put, recordA, recordB, status, valueOf } from "./testing/form";

describe("what stands in the column", () => {
  it("is shown with the reason when it has become invalid, and never erased or written by itself", async () => {
    const form = new Form({ account: "606100-007-999-009-ZZZ" });
    expect(await status("No segment for: ZZZ")).toBeInTheDocument();
    expect(caption("BusinessUnit")).toBe("Suspended");
    expect(await valueOf("Department")).toBe("999");
    expect(form.mounted.outputs).toEqual([]);
  });

  it("is kept when it does not fit, and the control says so", async () => {
    const form = new Form({ maxLength: 8 });
    await put("Main account", "606100-", "");
    await put("Department", "027");
    form.settle();
    expect(await screen.findByRole("alert")).toHaveTextContent("account holds 8 characters and the value has 14");
    expect(await valueOf("Department")).toBe("027");
    // Nor is a shorter one that was not meant.
    expect(form.values.account).toBeNull();
  });

  it("is replaced when the form brings another record's value", async () => {
    const form = new Form({ account: "110100-001" });
    await put("Business unit", "002");
    form.settle();
    form.change({ account: "606100-008-027-009" });
    expect(await valueOf("Main account")).toBe("606100");
    expect(button("Undo")).toHaveAttribute("aria-disabled", "true");
  });

  it("belongs to its record: nothing of what was done on one is seen on the next, though both hold the same", async () => {
    const form = new Form({ account: "606100-008-027-009", record: recordA });
    await put("Main account", "110100");
    form.settle();
    expect(await status("Set aside:")).toBeInTheDocument();
    await put("Search", "petty", "");
    await put("Business unit", "0", "");
    form.change({ record: recordB });
    expect(await valueOf("Business unit")).toBe("008");
    expect(await valueOf("Search")).toBe("");
    expect(screen.queryByText("Set aside:")).toBeNull();
    expect(button("Undo")).toHaveAttribute("aria-disabled", "true");
    expect(await details()).not.toHaveTextContent("typed");
    form.settle();
    expect(form.values.account).toBe("110100-008");
  });

  it("is not written to the next record when the form asks for it too late", async () => {
    const form = new Form({ account: "110100-001", record: recordA });
    let notified = 0;
    // The host waits before it asks.
    form.control.init(form.context(), () => notified++);
    await put("Business unit", "002");
    expect(notified).toBe(1);
    form.change({ account: "606100-008-027-009", record: recordB });
    expect(form.control.getOutputs()).toEqual({});
  });

  it("stays as it is when the record is saved for the first time", async () => {
    const form = new Form();
    await put("Main account", "606100-", "");
    form.settle();
    form.change({ record: recordA });
    expect(await field("Business unit")).toHaveFocus();
    expect(button("Undo")).not.toHaveAttribute("aria-disabled", "true");
  });

  it("is read from what was loaded when a record of a former company comes again", async () => {
    const log: string[] = [];
    const form = new Form({ account: "110100-001", record: recordA, api: { log } });
    await status("Valid account");
    form.change({ company: "DEMF", record: recordB });
    await waitFor(() => expect(log.some((address) => address.includes("DEMF"))).toBe(true));
    await field("Main account");
    log.length = 0;
    form.change({ company: "USMF", record: recordA });
    expect(await status("Valid account")).toBeInTheDocument();
    expect(log).toEqual([]);
  });

  it("is judged by the record's day", async () => {
    const form = new Form({ account: "606100-008-038", date: new Date(2024, 11, 31) });
    expect(await status("Valid account")).toBeInTheDocument();
    form.change({ date: new Date(2025, 0, 1) });
    await waitFor(() => expect(caption("Department")).toBe("Ended 2024-12-31"));
  });
});

describe("large dimensions", () => {
  it("are searched on the server after a pause, and the list says so", async () => {
    const log: string[] = [];
    const form = new Form({
      account: "401100-001-022",
      properties: { mapping: '{"valueSources":{"Customer":{"search":true}}}' },
      api: { log },
    });
    await put("Customer", "C0065", "");
    expect(await screen.findByRole("option", { name: /C00650/ })).toBeInTheDocument();
    expect(screen.getByText(/^Too many values to load/)).toBeInTheDocument();
    expect(log.filter((address) => address.includes("startswith")).length).toBeLessThan(5);
    fireEvent.click(screen.getByRole("option", { name: /C00650/ }));
    form.settle();
    expect(await status("Valid account")).toBeInTheDocument();
  });

  it("verify a stored value that was not loaded", async () => {
    new Form({
      account: "401100-001-022--C00650",
      properties: { mapping: '{"valueSources":{"Customer":{"search":true}}}' },
    });
    expect(await status("Valid account")).toBeInTheDocument();
  });
});

describe("large dimensions that a stored account names", () => {
  const large = { mapping: '{"valueSources":{"Customer":{"search":true}}}' };
  const account = "401100-002-022--Cust-149";

  it("are read again with the values that came, a value with the delimiter included", async () => {
    const form = new Form({ account, properties: large });
    expect(await status("Valid account")).toBeInTheDocument();
    expect(await valueOf("Customer")).toBe("Cust-149");
    expect(screen.queryByText(/^No segment for/)).toBeNull();
    expect(form.mounted.outputs).toEqual([]);
  });

  it("are verified on a locked form, too", async () => {
    new Form({ account, properties: large, disabled: true });
    expect(await status(/Home audio .* Wholesale|Home audio/)).toBeInTheDocument();
    await waitFor(() => expect(screen.queryByText(/cannot be verified|No segment for|doesn't exist/)).toBeNull());
  });
});
