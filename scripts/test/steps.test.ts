import { spawnSync } from "node:child_process";
import path from "node:path";
import { countJest } from "./steps";

test("counts failed tests and files that do not load", () => {
  expect(countJest({ numPassedTests: 3, numFailedTests: 1, numRuntimeErrorTestSuites: 1 }, 1)).toEqual({
    passed: 3,
    failed: 2,
  });
});

test("an error without a failed test is a failure all the same", () => {
  expect(countJest({ numPassedTests: 3, numFailedTests: 0, numRuntimeErrorTestSuites: 0 }, 1)).toEqual({
    passed: 3,
    failed: 1,
  });
  expect(countJest(null, 0)).toEqual({ passed: 0, failed: 1 });
});

test("an unknown step ends with 2 and one line", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/test.mjs", "nonsense"], {
    cwd: path.resolve(__dirname, "../.."),
    encoding: "utf8",
  });
  expect({ status, stdout, stderr }).toEqual({
    status: 2,
    stdout: "",
    stderr:
      "There is no step 'nonsense': types, format, lint, unit, solution, build, pack, browser. See npm test -- --help.\n",
  });
});
