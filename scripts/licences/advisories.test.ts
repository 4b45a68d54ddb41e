import { advisoriesOf, NotAsked } from "./advisories";

const report = JSON.stringify({
  auditReportVersion: 2,
  vulnerabilities: {
    "@fluentui/svg-icons": { name: "@fluentui/svg-icons", severity: "high", via: [{ title: "Script in a drawing" }] },
    jest: { name: "jest", severity: "low", via: ["micromatch"] },
  },
});

test("an advisory says whether people import what it is about", () => {
  expect(advisoriesOf(report, ["@fluentui/svg-icons"])).toEqual([
    { name: "@fluentui/svg-icons", severity: "high", titles: ["Script in a drawing"], builtIn: true },
    { name: "jest", severity: "low", titles: [], builtIn: false },
  ]);
});

test.each([
  ["", "npm audit gave no report"],
  ['{"message":"405 Method Not Allowed","method":"POST"}', "405 Method Not Allowed"],
  ["[]", "npm audit gave no report"],
])("a registry that does not answer (%s) is no good news", (answer, reason) => {
  expect(() => advisoriesOf(answer, [])).toThrow(new NotAsked(reason));
});
