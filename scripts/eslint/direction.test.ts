import { objection } from "./direction.mjs";
import { layerObjection } from "./layers.mjs";

test.each([
  ["controls/A/index.ts", "./A"],
  ["controls/A/index.ts", "./generated/ManifestTypes"],
  ["controls/A/A.tsx", "./view/Stage"],
  ["controls/A/A.tsx", "./sources/approvals"],
  ["controls/A/A.tsx", "../../shared/form/errors"],
  ["controls/A/view/Stage.tsx", "../history/types"],
  ["controls/A/view/Stage.tsx", "@fluentui/react-components"],
  ["controls/A/view/Stage.tsx", "@fluentui/svg-icons/icons/add_20_regular.svg"],
  ["controls/A/sources/flow.ts", "../history/types"],
  ["controls/A/A.tsx", "./state/useApprovals"],
  ["controls/A/state/useApprovals.ts", "../sources/flow"],
  ["controls/A/state/useApprovals.ts", "../actions/respond"],
  ["controls/A/actions/respond.ts", "../history/capabilities"],
  ["controls/A/history/build.ts", "./types"],
  ["shared/ui/Icon.tsx", "../form/theme"],
  ["shared/ui/Health.tsx", "../health/types"],
  ["controls/A/sources/rows.ts", "../../../shared/ledger"],
  ["shared/ledger/lint.ts", "./compile"],
])("%s may import %s", (from, source) => {
  expect(objection(from, source)).toBeNull();
});

test.each([
  ["controls/A/view/Stage.tsx", "../A", "view does not reach root"],
  ["controls/A/view/Stage.tsx", "../sources/flow", "view does not reach sources"],
  ["controls/A/view/Stage.tsx", "../state/useApprovals", "view does not reach state"],
  ["controls/A/state/useApprovals.ts", "../view/Stage", "state does not reach view"],
  ["controls/A/sources/flow.ts", "../actions/respond", "sources does not reach actions"],
  ["controls/A/history/build.ts", "../view/Stage", "engine does not reach view"],
  ["controls/A/history/build.ts", "../sources/flow", "engine does not reach sources"],
  ["controls/A/history/build.ts", "react", "imports no package"],
  ["controls/A/history/build.ts", "../../../shared/dataverse/page", "an engine uses no"],
  ["shared/health/score.ts", "../ui/Bar", "an engine uses no"],
  ["shared/ledger/compile.ts", "../dataverse/client", "an engine uses no"],
  ["shared/ledger/compile.ts", "react", "imports no package"],
  ["controls/A/A.tsx", "../B/view/Thing", "no control uses another"],
  ["shared/ui/Icon.tsx", "../../controls/A/view/Stage", "shared uses no control"],
  ["controls/A/A.tsx", "../../host/sample/generate", "nothing of host"],
  ["controls/A/A.tsx", "../../solution/model/types", "nothing of solution"],
  ["controls/A/view/Stage.tsx", "react-dom", "would be bundled"],
  ["controls/A/view/Stage.tsx", "@fluentui/react-icons", "would be bundled"],
])("%s may not import %s", (from, source, reason) => {
  expect(objection(from, source)).toContain(reason);
});

test("a component may name the type of what a hook gives it, and not call the hook", () => {
  expect(objection("controls/A/view/Stage.tsx", "../state/useApprovals", true)).toBeNull();
  expect(objection("controls/A/view/Stage.tsx", "../sources/flow", true)).toContain("view does not reach sources");
});

test.each<[string, string, boolean?]>([
  ["host/page/main.tsx", "../server/events", true],
  ["host/page/form/session.ts", "../data/webApi"],
  ["host/server/server.ts", "../dataverse/index"],
  ["host/page/shell/App.tsx", "../form/FormPage"],
  ["host/dataverse/read/rows/list.ts", "../plan/plan"],
  ["host/dataverse/server.ts", "./write/index"],
  ["host/sample/people.ts", "../../solution/model/types"],
  ["solution/tools/pack/zip.ts", "../../model/xml"],
  ["solution/tools/pack/zip.ts", "./escape"],
  ["test/browser/main.test.ts", "../../host/server/server"],
])("the tool %s may import %s", (from, source, typesOnly = false) => {
  expect(objection(from, source, typesOnly)).toBeNull();
});

test.each([
  ["host/page/main.tsx", "../server/events", "host/page does not reach host/server"],
  ["host/page/form/FormPage.tsx", "../shell/App", "host/page/form does not reach host/page/shell"],
  [
    "host/dataverse/read/plan/plan.ts",
    "../rows/list",
    "host/dataverse/read/plan does not reach host/dataverse/read/rows",
  ],
  ["host/dataverse/catalog.ts", "./server", "host/dataverse does not reach host/dataverse/server.ts"],
  ["host/dataverse/read/rows/list.ts", "../../write/index", "does not reach host/dataverse/write"],
  ["host/dataverse/server.ts", "../server/app", "host/dataverse/server.ts does not reach host/server"],
  ["host/dataverse/server.ts", "../sample/people", "host/dataverse/server.ts does not reach host/sample"],
  ["host/dataverse/server.ts", "../../controls/A/A", "host/dataverse/server.ts does not reach controls/A/A"],
  [
    "solution/model/xml.ts",
    "../tools/pack/zip",
    "solution/model does not reach solution/tools: it imports from nowhere else",
  ],
  ["solution/tools/pack.ts", "../../scripts/startOptions", "solution/tools does not reach scripts"],
  ["scripts/build/build.ts", "../start", "scripts/build does not reach scripts"],
  ["host/server/watch.ts", "../../scripts/start", "host/server does not reach scripts"],
  ["solution/testing/project.ts", "../tools/packAll", "solution/testing does not reach solution/tools"],
])("the tool %s may not import %s", (from, source, reason) => {
  expect(objection(from, source)).toContain(reason);
});

describe("layers", () => {
  const table = { a: ["a/**", "z"], "a/in": ["a/out"], "a/out": ["type a"], "a/top.ts": ["a"], z: [] };
  test.each<[string, string, boolean, string | null]>([
    ["a/1", "a/in/1", false, null],
    ["a/1", "z/1", false, null],
    ["a/in/1", "a/out/1", false, null],
    ["a/in/1", "z/1", false, "a/in does not reach z"],
    ["a/out/1", "a/in/1", false, "a/out does not reach a/in"],
    ["a/out/1", "a/1", true, null],
    ["a/out/1", "a/1", false, "a/out does not reach a"],
    ["a/top.ts", "a/1", false, null],
    ["a/in/1", "a/top", false, "a/in does not reach a/top.ts"],
  ])("from %s to %s (types alone: %s): %s", (from, target, typesOnly, reason) => {
    const said = layerObjection(from, target, typesOnly, table);
    if (reason === null) expect(said).toBeNull();
    else expect(said).toContain(reason);
  });
});
