import { spawnSync } from "node:child_process";
import { createServer } from "node:net";
import path from "node:path";
import { readOptions } from "./startOptions";

jest.setTimeout(60_000);

const root = path.resolve(__dirname, "..");
const start = (...args: string[]) =>
  spawnSync(process.execPath, ["scripts/start.mjs", "--no-open", ...args], { cwd: root, encoding: "utf8" });

test("without options: small data, a free port, the browser", () => {
  expect(readOptions([])).toEqual({ help: false, open: true, scale: "small", reset: false, write: false });
});

test("an environment is its origin, and read unless --write", () => {
  expect(readOptions(["--environment", "https://contoso.crm.dynamics.com/main.aspx?appid=1"])).toMatchObject({
    environment: "https://contoso.crm.dynamics.com",
    write: false,
  });
  expect(readOptions(["--environment", "https://contoso.crm.dynamics.com", "--write"])).toMatchObject({ write: true });
});

test.each([
  [["--port", "0"], /'0' is no port/],
  [["--port", "65536"], /'65536' is no port/],
  [["--port", "3000x"], /'3000x' is no port/],
  [["--scale", "huge"], /no scale 'huge'/],
  [["--write"], /--write goes with --environment/],
  [["--environment", "http://contoso.crm.dynamics.com"], /no address of an environment/],
  [["--environment", "contoso"], /no address of an environment/],
  [["--environment", "https://contoso.crm.dynamics.com", "--reset"], /not reset/],
])("%j is refused", (args, message) => {
  expect(() => readOptions(args)).toThrow(message);
});

test.each([
  [["--colour"], "Unknown option '--colour'. See npm start -- --help.\n"],
  [["--port", "99999"], "'99999' is no port: one is a whole number from 1 to 65535. See npm start -- --help.\n"],
  [["large"], "Unexpected argument 'large'. See npm start -- --help.\n"],
  [["--port"], "Option '--port <value>' argument missing. See npm start -- --help.\n"],
])("%j ends with 2 and one line", (args, line) => {
  const { status, stdout, stderr } = start(...args);
  expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: "", stderr: line });
});

test("a port in use ends with 2 and one line", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => other.once("listening", resolve));
  const address = other.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const { status, stdout, stderr } = start("--port", String(port));
  other.close();
  expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: "", stderr: `Port ${port} is in use.\n` });
});
