/** @jest-environment ./host/testing/environment.cjs */
import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { button, clipboard, details, field, focus, Form, paste, press, put, status, valueOf } from "./testing/form";

const group = () => screen.getByRole("group", { name: "Ledger account" });
const whereName = () => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent;

describe("the keyboard", () => {
  it("moves back with Shift+Enter and with arrows at the ends of the text", async () => {
    new Form({ account: "606100-008-027-009" });
    await focus("Business unit");
    press("Enter", { shiftKey: true });
    await waitFor(async () => expect(await field("Main account")).toHaveFocus());
    await userEvent.keyboard("{ArrowRight}");
    press("ArrowRight");
    await waitFor(async () => expect(await field("Business unit")).toHaveFocus());
  });

  it("walks with arrows from the first segment through search and every button, and all the way back", async () => {
    new Form({ account: "606100-008-072-009" });
    const first = await focus("Main account");
    const way = [whereName()];
    const step = (key: string): void => {
      const { activeElement } = document;
      // The caret stands at that end of the text already.
      if (activeElement instanceof HTMLInputElement) {
        const end = key === "ArrowRight" ? activeElement.value.length : 0;
        activeElement.setSelectionRange(end, end);
      }
      press(key);
    };
    for (let at = 0; at < 12; at++) {
      step("ArrowRight");
      way.push(whereName());
    }
    expect(way).toEqual([
      "Main account",
      "Business unit",
      "Department",
      "Cost center",
      "Not a valid account",
      "Use 027 Procurement: 606100-008-027-009 (Alt+U)",
      "Use 022 Sales & Marketing: 606100-008-022-009",
      "Use 032 Customer Care: 606100-008-032-009",
      "Search",
      "Show all values",
      "Add to favorites",
      "Undo",
      "Redo",
    ]);
    for (const name of [...way].reverse().slice(1)) {
      step("ArrowLeft");
      expect(whereName()).toEqual(name);
    }
    expect(first).toHaveFocus();
  });

  it.each([
    ["Search", "Alt+Q"],
    ["Show all values", "Alt+W"],
    ["Add to favorites", "Alt+B"],
    ["Undo", "Control+Z"],
    ["Redo", "Control+Y"],
    ["Not a valid account", "Alt+I"],
    [/^Use 027/, "Alt+U"],
  ])("%s tells its key and leads back to the segment by Escape", async (name, keys) => {
    new Form({ account: "606100-008-072-009" });
    await focus("Department");
    const place = keys === "Alt+Q" ? await field("Search") : button(name);
    expect(place).toHaveAttribute("aria-keyshortcuts", keys);
    act(() => place.focus());
    press("Escape");
    await waitFor(async () => expect(await field("Department")).toHaveFocus());
  });

  it.each(["Department", "Search", "button"])("does everything by a key: %s", async (from) => {
    const form = new Form({ account: "606100-008-027-009" });
    await put("Department", "072");
    form.settle();
    const stand = async (): Promise<void> => {
      if (from === "button") act(() => button("Redo").focus());
      else await focus(from);
    };
    await stand();
    press("z", { ctrlKey: true });
    form.settle();
    expect(form.values.account).toBe("606100-008-027-009");
    press("y", { ctrlKey: true });
    form.settle();
    expect(form.values.account).toBe("606100-008-072-009");
    press("z", { ctrlKey: true });
    press("Z", { ctrlKey: true, shiftKey: true });
    expect(await valueOf("Department")).toBe("072");
    press("w", { altKey: true });
    expect(button("Show valid values only")).toBeInTheDocument();
    press("w", { altKey: true });
    press("i", { altKey: true });
    expect(screen.getByRole("region", { name: "Details" })).toBeInTheDocument();
    press("i", { altKey: true });
    expect(screen.queryByRole("region", { name: "Details" })).toBeNull();
    press("q", { altKey: true });
    expect(await field("Search")).toHaveFocus();
    await stand();
    press("u", { altKey: true });
    form.settle();
    expect(await valueOf("Department")).toBe("027");
    expect(await field("Department")).toHaveFocus();
  });

  it("knows a key by its place where the keyboard writes another script, and leaves AltGr alone", async () => {
    new Form({ account: "401100-001" });
    await focus("Department");
    press("ц", { code: "KeyW", altKey: true });
    expect(button("Show valid values only")).toBeInTheDocument();
    press("q", { altKey: true, ctrlKey: true });
    expect(await field("Department")).toHaveFocus();
  });

  it("takes back what is being typed before what was done, and does what is asked to what was typed", async () => {
    const form = new Form({ account: "110100-001" });
    await put("Business unit", "002");
    form.settle();
    await put("Business unit", "00", "");
    press("z", { ctrlKey: true });
    expect(await valueOf("Business unit")).toBe("002");
    form.settle();
    expect(form.values.account).toBe("110100-002");
    await put("Business unit", "003", "");
    press("b", { altKey: true });
    form.settle();
    expect(form.values.account).toBe("110100-003");
    expect(await screen.findByRole("button", { name: "Remove from favorites" })).toBeInTheDocument();
  });

  it("is one tab stop, search and tools included, which Tab leaves", async () => {
    new Form({ account: "606100-008-027-009" });
    const first = await field("Main account");
    const stops = () =>
      [...group().querySelectorAll<HTMLElement>("input, button")].filter(({ tabIndex }) => tabIndex === 0);
    expect(stops()).toEqual([first]);
    act(() => button("Show all values").focus());
    expect(stops()).toEqual([button("Show all values")]);
    await userEvent.tab();
    expect(group()).not.toContainElement(document.activeElement as HTMLElement);
  });
});

describe("the focus stays with what the person did", () => {
  it("after the offered account was used: in the segment that it mended", async () => {
    const form = new Form({ account: "606100-008-072-009" });
    const use = await screen.findByRole("button", { name: /^Use .*: 606100-008-027-009/ });
    act(() => use.focus());
    fireEvent.click(use);
    form.settle();
    expect(await field("Department")).toHaveFocus();
    expect(await valueOf("Department")).toBe("027");
  });

  it("after the last undo: on its button, which stays and has nothing more to do", async () => {
    const form = new Form({ account: "110100-001" });
    await put("Business unit", "002");
    form.settle();
    act(() => button("Undo").focus());
    await userEvent.keyboard("{Enter}");
    form.settle();
    expect(form.values.account).toBe("110100-001");
    expect(button("Undo")).toHaveFocus();
    expect(button("Undo")).toHaveAttribute("aria-disabled", "true");
  });

  it("after a paste, an undo or a redo that takes the focused segment away: in the last one there is", async () => {
    const form = new Form({ account: "606100-008-027-009" });
    await paste("Cost center", "110100-001");
    form.settle();
    expect(form.values.account).toBe("110100-001");
    expect(await field("Business unit")).toHaveFocus();
    await put("Main account", "606100-008-027-009", "");
    press("z", { ctrlKey: true });
    press("z", { ctrlKey: true });
    form.settle();
    const last = await focus("Cost center");
    press("y", { ctrlKey: true });
    form.settle();
    expect(last).not.toBeInTheDocument();
    expect(await field("Business unit")).toHaveFocus();
  });

  it("after a parked value went back: in its segment", async () => {
    const form = new Form({ account: "606100-008-027-009" });
    await put("Main account", "110100");
    form.settle();
    act(() => button("Put back Department 027").focus());
    fireEvent.click(button("Put back Department 027"));
    form.settle();
    expect(group()).toContainElement(document.activeElement as HTMLElement);
  });

  it("when the panel closes with the focus in it: within the control", async () => {
    const form = new Form({ account: "606100-008-027-009" });
    await put("Main account", "110100");
    form.settle();
    await details();
    act(() => button("Put back Department 027").focus());
    press("i", { altKey: true });
    expect(group()).toContainElement(document.activeElement as HTMLElement);
  });

  it("is left to the page where the person went there", async () => {
    const form = new Form({ account: "606100-008-027-009" });
    const last = await focus("Cost center");
    act(() => last.blur());
    await act(async () => Promise.resolve());
    form.change({ account: "110100-001" });
    expect(last).not.toBeInTheDocument();
    expect(document.body).toHaveFocus();
  });

  it("after something was found: in the segment that it went into", async () => {
    new Form({ account: "606100" });
    await put("Search", "customer care", "");
    fireEvent.click(await screen.findByRole("option", { name: /032/ }));
    expect(await valueOf("Department")).toBe("032");
    expect(await field("Department")).toHaveFocus();
    fireEvent.paste(await focus("Search"), clipboard("110100-001"));
    expect(await status("Valid account")).toBeInTheDocument();
    expect(await field("Main account")).toHaveFocus();
  });
});
