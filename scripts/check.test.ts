import { spawnSync } from "node:child_process";
import path from "node:path";

test("a commit that is none is told in one line, and nothing is called good", () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", path.join(__dirname, "check.ts"), "--since", "no-such-commit"],
    { encoding: "utf8" },
  );
  expect({ status, stdout, stderr }).toEqual({
    status: 2,
    stdout: "",
    stderr: "'no-such-commit' is no commit. See npm run check -- --help.\n",
  });
});
