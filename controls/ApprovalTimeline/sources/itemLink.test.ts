import { parseItemLink, pointsTo } from "./itemLink";
import type { RecordTarget } from "./source";

const id = "6f9619ff-8b86-d011-b42d-00cf4fc964ff";
const app = "aaaaaaaa-0000-4000-8000-000000000001";
const target: RecordTarget = { id, table: "fsn_purchaserequest", host: "contoso.crm.dynamics.com" };
const base = "https://contoso.crm.dynamics.com/main.aspx";

describe("the link of an approval", () => {
  it.each([
    ["plain", `${base}?appid=${app}&pagetype=entityrecord&etn=fsn_purchaserequest&id=${id}`],
    ["upper case", `${base}?etn=fsn_PurchaseRequest&id=${id.toUpperCase()}`.replace("contoso", "CONTOSO")],
    ["braces", `${base}?etn=fsn_purchaserequest&id={${id}}`],
    ["encoded braces", `${base}?etn=fsn_purchaserequest&id=%7B${id}%7D`],
    ["encoded twice", `${base}?etn=fsn_purchaserequest&id=%257b${id}%257d`],
    ["encoded hyphens", `${base}?etn=fsn_purchaserequest&id=${id.replace(/-/g, "%2D")}`],
    ["no table", `${base}?id=${id}`],
    ["fragment", `${base}#id=${id}`],
    ["relative", `/main.aspx?etn=fsn_purchaserequest&id=${id}`],
    ["GUID in the path", `https://contoso.crm.dynamics.com/record/${id}`],
  ])("%s points to the record", (_name, link) => expect(pointsTo(parseItemLink(link), target)).toBe(true));

  it.each([
    ["another table", `${base}?etn=account&id=${id}`],
    ["another organisation", `https://fabrikam.crm.dynamics.com/main.aspx?etn=fsn_purchaserequest&id=${id}`],
    ["another record that names this one elsewhere", `${base}?etn=fsn_purchaserequest&id=${app}&parent=${id}`],
    ["only the app's id", `${base}?appid=${id}`],
    ["short link", "https://aka.ms/abc"],
    ["script", `javascript:alert('${id}')`],
    ["data", `data:text/html,${id}`],
    ["broken encoding", `${base}?id=%7%${id.slice(1)}`],
    ["nothing", null],
    ["blank", " "],
  ])("%s does not", (_name, link) => expect(pointsTo(parseItemLink(link), target)).toBe(false));

  it("what the form does not know cannot contradict", () => {
    expect(
      pointsTo(parseItemLink(`https://fabrikam.crm.dynamics.com/?etn=account&id=${id}`), {
        id,
        table: null,
        host: null,
      }),
    ).toBe(true);
  });
});
