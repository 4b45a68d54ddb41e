/** @jest-environment ./host/testing/environment.cjs */
import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { apiOf, forbidden } from "../../host/testing/embedded";
import { field, focus, Form, put, theEmbedded, valueOf } from "./testing/form";

describe("the search box", () => {
  it("finds over all segments and descriptions, and puts the value where it belongs", async () => {
    const form = new Form({ account: "606100" });
    await put("Search", "customer care", "");
    fireEvent.click(await screen.findByRole("option", { name: /032/ }));
    form.settle();
    expect(await valueOf("Department")).toBe("032");
  });

  it("keeps favourites and recents in Dataverse and offers them", async () => {
    const form = new Form({ account: "110100-001" });
    const first = await field("Main account");
    act(() => first.focus());
    fireEvent.click(await screen.findByRole("button", { name: "Add to favorites" }));
    expect(await screen.findByRole("button", { name: "Remove from favorites" })).toBeInTheDocument();
    await put("Business unit", "002");
    form.settle();
    act(() => (document.activeElement as HTMLElement).blur());
    await waitFor(async () => {
      const rows = await apiOf(theEmbedded()).retrieveMultipleRecords(
        "fsn_dimensionfavorite",
        "?$select=fsn_account,fsn_kind&$filter=startswith(fsn_account,'1101')&$orderby=fsn_account",
      );
      expect(rows.entities).toMatchObject([
        { fsn_account: "110100-001", fsn_kind: 417200001 },
        { fsn_account: "110100-002", fsn_kind: 417200002 },
      ]);
    });
    fireEvent.click(await focus("Search"));
    fireEvent.click(await screen.findByRole("option", { name: /110100-001/ }));
    form.settle();
    expect(form.values.account).toBe("110100-001");
  });

  it("keeps an account once, though the answer to the first try was lost and the person repeats it", async () => {
    let lost = 0;
    const lose = (address: string, method: string) =>
      method === "POST" && address.includes("fsn_dimensionfavorites") && lost++ === 0;
    new Form({ account: "606100-008-027-009", api: { lose } });
    const first = await field("Main account");
    act(() => first.focus());
    fireEvent.click(await screen.findByRole("button", { name: "Add to favorites" }));
    await waitFor(() => expect(lost).toBe(1));
    fireEvent.click(await screen.findByRole("button", { name: "Add to favorites" }));
    expect(await screen.findByRole("button", { name: "Remove from favorites" })).toBeInTheDocument();
    const { entities } = await apiOf(theEmbedded()).retrieveMultipleRecords(
      "fsn_dimensionfavorite",
      "?$select=fsn_account&$filter=fsn_account eq '606100-008-027-009'",
    );
    expect(entities).toHaveLength(1);
  });

  it("goes on without favourites where they may not be read", async () => {
    new Form({
      account: "110100-001",
      api: { fault: (address) => (address.includes("fsn_dimensionfavorites") ? forbidden() : undefined) },
    });
    fireEvent.click(await focus("Search"));
    expect(await screen.findByText(/^Favorites are not available/)).toBeInTheDocument();
    expect(screen.getByText("Valid account")).toBeInTheDocument();
  });

  it("lists a favourite once, though it was used lately as well", async () => {
    const row = (fsn_kind: number) => ({
      fsn_name: "Cash",
      fsn_account: "110100-003",
      fsn_legalentitycode: "USMF",
      fsn_kind,
      fsn_usecount: 1,
      fsn_lastusedon: "2026-06-01T00:00:00Z",
    });
    for (const kind of [417200001, 417200002])
      await apiOf(theEmbedded()).createRecord("fsn_dimensionfavorite", row(kind));
    new Form({ account: "606100" });
    await put("Search", "110100-003", "");
    expect(await screen.findAllByRole("option", { name: /^110100-003\s*Cash/ })).toHaveLength(1);
  });

  it("finds in all segments before there is a main account", async () => {
    new Form();
    await put("Search", "customer care", "");
    fireEvent.click(await screen.findByRole("option", { name: /032/ }));
    expect(await valueOf("Department")).toBe("032");
  });

  it("takes a whole account that is typed into it", async () => {
    const form = new Form({ account: "110100" });
    await put("Search", "601100--021", "");
    fireEvent.click(await screen.findByRole("option", { name: /601100--021/ }));
    form.settle();
    expect(form.values.account).toBe("601100--021");
  });
});
