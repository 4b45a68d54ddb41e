import { readFileSync } from "node:fs";
import path from "node:path";
import { builtInPackages } from "./builtIn";

const root = path.resolve(__dirname, "../..");
const notices = readFileSync(path.join(root, "THIRD-PARTY-NOTICES.md"), "utf8");
const named = [...notices.matchAll(/^\| `([^`]+)`\s*\| (\S+)\s*\| (\S+)/gm)].map(([, name, version, licence]) => ({
  name,
  version,
  licence,
}));

test("the notices name each package in a bundle with its version and licence, and no other", () => {
  expect(named.sort((one, other) => String(one.name).localeCompare(String(other.name)))).toEqual(builtInPackages(root));
});

test("what the platform gives is in no bundle", () => {
  expect(builtInPackages(root).map(({ name }) => name)).not.toContain("react");
});
