import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { meaningOf, watchSources, type Change, type Watching } from "./watch";

test.each<[string, readonly Change[]]>([
  ["controls/ApprovalTimeline/view/Stage.tsx", ["controls"]],
  ["controls/ApprovalTimeline/ControlManifest.Input.xml", ["controls", "model"]],
  ["controls/ApprovalTimeline/history/build.test.ts", []],
  ["controls/ApprovalTimeline/generated/ManifestTypes.d.ts", []],
  ["shared/form/locale.ts", ["controls"]],
  ["solution/sample/src/Entities/fsn_PurchaseRequest/FormXml/main/{1}.xml", ["model"]],
  ["solution/model/xml.ts", []],
  ["host/page/record/session.ts", ["page"]],
  ["host/page/index.html", ["page"]],
  ["host/culture/languages.ts", ["page"]],
  ["host/page/record/session.test.ts", []],
  ["host/server/app.ts", []],
])("a change of %s means %j", (file, meaning) => {
  expect(meaningOf(file)).toEqual(meaning);
});

describe("watchSources", () => {
  let root: string;
  let watching: Watching;
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), "fieldstone-watch-"));
    for (const folder of ["controls/A", "shared", "solution", "host/page"])
      mkdirSync(path.join(root, folder), { recursive: true });
  });
  afterEach(async () => {
    await watching.close();
    rmSync(root, { recursive: true, force: true });
  });

  test("gives what changed while work was going on to the next call, and never works twice at once", async () => {
    const calls: Change[][] = [];
    let working = 0;
    let most = 0;
    let finished: () => void = () => undefined;
    const done = new Promise<void>((resolve) => (finished = resolve));
    watching = watchSources(root, async (changes) => {
      most = Math.max(most, ++working);
      calls.push([...changes]);
      if (calls.length === 1) {
        writeFileSync(path.join(root, "host/page/main.tsx"), "1");
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
      working -= 1;
      if (calls.some((call) => call.includes("page"))) finished();
    });
    await watching.ready;
    writeFileSync(path.join(root, "controls/A/index.ts"), "1");
    await done;
    expect(calls[0]).toEqual(["controls"]);
    expect(calls.flat()).toContain("page");
    expect(most).toBe(1);
  });
});
