import { DOMParser, XMLSerializer } from "@xmldom/xmldom";
import type { QueryAdditions } from "./query";
import { composeFetch, decodePagingCookie, linkedTables, sortingOf } from "./query";

beforeAll(() => Object.assign(globalThis, { DOMParser, XMLSerializer }));

const view =
  '<fetch top="10"><entity name="order"><attribute name="name"/><order attribute="name"/><order attribute="due" descending="true"/>' +
  '<link-entity name="account" from="accountid" to="vendor" alias="v"><attribute name="city"/><order attribute="city"/></link-entity></entity></fetch>';

const nothing: QueryAdditions = {
  sorting: null,
  filter: null,
  links: [],
  columns: [],
  record: null,
  page: 1,
  pageSize: 50,
  pagingCookie: null,
};

test("the view's query, paged and counted", () => {
  expect(composeFetch(view, nothing)).toBe(
    view.replace('<fetch top="10">', '<fetch count="50" page="1" returntotalrecordcount="true">'),
  );
});

test("columns are added where they are missing, linked ones to their link", () => {
  const composed = composeFetch(view, { ...nothing, columns: ["name", "score", "v.city", "v.name"] });
  expect(composed).toContain('<entity name="order"><attribute name="score"/><attribute name="name"/>');
  expect(composed).toContain('alias="v"><attribute name="name"/><attribute name="city"/>');
  expect(() => composeFetch(view, { ...nothing, columns: ["w.name"] })).toThrow('no link with the alias "w"');
});

test("sorting takes the place of every order of the view", () => {
  const composed = composeFetch(view, {
    ...nothing,
    sorting: [
      { name: "v.city", sortDirection: 1 },
      { name: "score", sortDirection: 0 },
      { name: "name", sortDirection: -1 },
    ],
  });
  expect(composed.match(/<order[^>]*>/g)).toEqual([
    '<order attribute="city" descending="true" entityname="v"/>',
    '<order attribute="score" descending="false"/>',
  ]);
});

test("a filter with children, lists and texts that XML must quote", () => {
  const composed = composeFetch(view, {
    ...nothing,
    filter: {
      filterOperator: 1,
      conditions: [
        { attributeName: "name", conditionOperator: 49, value: '"A" & <B>' },
        { attributeName: "kind", conditionOperator: 8, value: ["1", "2"] },
        { attributeName: "due", conditionOperator: 15, value: "" },
      ],
      filters: [
        {
          filterOperator: 0,
          conditions: [{ attributeName: "city", conditionOperator: 0, value: "Ulm", entityAliasName: "v" }],
        },
      ],
    },
  });
  expect(composed).toContain(
    '<filter type="or"><condition attribute="name" operator="like" value="%&quot;A&quot; &amp; &lt;B&gt;%"/>',
  );
  expect(composed).toContain(
    '<condition attribute="kind" operator="in"><value>1</value><value>2</value></condition><condition attribute="due" operator="today"/>',
  );
  expect(composed).toContain(
    '<filter type="and"><condition attribute="city" operator="eq" value="Ulm" entityname="v"/></filter></filter>',
  );
});

test("an operator that data sets lack is refused", () => {
  const filter = {
    filterOperator: 0 as const,
    conditions: [{ attributeName: "a", conditionOperator: -1 as const, value: "" }],
  };
  expect(() => composeFetch(view, { ...nothing, filter })).toThrow("The condition operator -1");
});

test("rows of the record, by a lookup or over an intersect table", () => {
  expect(composeFetch(view, { ...nothing, record: { kind: "column", column: "order", recordId: "0a" } })).toContain(
    '<filter type="and"><condition attribute="order" operator="eq" value="0a"/></filter>',
  );
  expect(
    composeFetch(view, {
      ...nothing,
      record: {
        kind: "intersect",
        table: "order_tag",
        ownColumn: "orderid",
        ownKey: "orderid",
        recordColumn: "tagid",
        recordId: "0a",
      },
    }),
  ).toContain(
    '<link-entity name="order_tag" from="orderid" to="orderid" intersect="true" visible="false"><filter type="and"><condition attribute="tagid" operator="eq" value="0a"/></filter></link-entity>',
  );
});

test("links, cookies and pages", () => {
  const composed = composeFetch(view, {
    ...nothing,
    links: [{ name: "contact", from: "contactid", to: "buyer", linkType: "outer", alias: "b" }],
    page: 3,
    pageSize: 25,
    pagingCookie: '<cookie page="2"><orderid last="{A}" first="{B}" /></cookie>',
  });
  expect(composed).toContain('count="25" page="3"');
  expect(composed).toContain('paging-cookie="&lt;cookie page=&quot;2&quot;');
  expect(composed).toContain('<link-entity name="contact" from="contactid" to="buyer" link-type="outer" alias="b"/>');
});

test("what the view itself says about order and links", () => {
  expect(sortingOf(view)).toEqual([
    { name: "name", sortDirection: 0 },
    { name: "due", sortDirection: 1 },
  ]);
  expect([...linkedTables(view)]).toEqual([["v", "account"]]);
  expect(() => composeFetch("<fetch/>", nothing)).toThrow("no entity");
});

test("the cookie is unwrapped from its annotation", () => {
  const inner = '<cookie page="1"><orderid last="{A}" /></cookie>';
  expect(
    decodePagingCookie(
      `<cookie pagenumber="2" pagingcookie="${encodeURIComponent(encodeURIComponent(inner))}" istracking="False" />`,
    ),
  ).toBe(inner);
  expect(decodePagingCookie(undefined)).toBeNull();
});
