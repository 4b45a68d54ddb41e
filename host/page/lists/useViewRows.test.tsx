import * as React from "react";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HostProvider, type Host } from "../base/host";
import { model } from "../pcf/testing/fixture";
import { useViewRows } from "./useViewRows";

const table = model.tables.find(({ logicalName }) => logicalName === "order");
const view = model.views.find((candidate) => candidate.table === "order");

function Rows(): React.ReactElement {
  if (!table || !view) throw new Error("The fixture has no view of orders.");
  const { rows, hasMore, loadMore } = useViewRows({
    table,
    view,
    sorting: null,
    filter: null,
    columnFilters: {},
    record: null,
    pageSize: 2,
  });
  return <button onClick={loadMore}>{`${rows.length} rows${hasMore ? ", and more" : ""}`}</button>;
}

test("a view that has no paging cookie, because of a link or of distinct rows, is read to its last page all the same", async () => {
  const asked: string[] = [];
  const pages = [
    {
      entities: [{ orderid: "1" }, { orderid: "2" }],
      fetchXmlPagingCookie: '<cookie pagenumber="2" istracking="False" />',
    },
    { entities: [{ orderid: "3" }] },
  ];
  const retrieveMultipleRecords: Host["webApi"]["retrieveMultipleRecords"] = (_table, options = "") => {
    asked.push(decodeURIComponent(options));
    return Promise.resolve({ entities: [], nextLink: "", ...pages[asked.length - 1] });
  };
  // What the list uses of its host.
  const host = { webApi: { retrieveMultipleRecords } } as Host;
  render(
    <HostProvider value={host}>
      <Rows />
    </HostProvider>,
  );
  await userEvent.click(await screen.findByText("2 rows, and more"));
  await screen.findByText("3 rows");
  expect(asked[1]).toMatch(/^\?fetchXml=<fetch[^>]* page="2"/);
});
