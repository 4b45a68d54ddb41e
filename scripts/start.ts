import path from "node:path";
import { help, readOptions } from "./startOptions";
import { endWithUsage } from "./usage";

const root = path.resolve(__dirname, "..");

async function main(): Promise<void> {
  const options = endWithUsage(() => readOptions(process.argv.slice(2)), "npm start -- --help");
  if (options.help) {
    console.log(help);
    return;
  }
  const [{ startServer }, { developerSignIn }, { UnusablePort }] = await Promise.all([
    import("../host/server/server"),
    import("../host/server/environment"),
    import("../host/server/listen"),
  ]);
  /** Signs in before anything is served, so that a failure is said here and not by every cell of the page. */
  const signIn = async (url: string) => {
    console.log(`Signing in to ${url}, by the Azure CLI or else in the browser…`);
    const token = await developerSignIn(url);
    await token().catch(fail);
    return token;
  };
  const fail = (error: unknown): never => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(error instanceof UnusablePort ? 2 : 1);
  };
  const server = await startServer({
    root,
    scale: options.scale,
    dataFolder: path.join(root, ".fieldstone", `data-${options.scale}`),
    reset: options.reset,
    build: true,
    watch: true,
    log: console.log,
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(options.environment === undefined
      ? {}
      : { environment: { url: options.environment, write: options.write, token: await signIn(options.environment) } }),
  }).catch(fail);
  stopOnSignal(() => server.close());
  const against =
    options.environment === undefined ? "" : ` against ${options.environment}${options.write ? "" : ", read-only"}`;
  console.log(`\nThe form is at ${server.address}${against}. Stop with Ctrl+C.`);
  if (options.open) await openBrowser(server.address);
  const begun = performance.now();
  if ((await server.controlsBuilt) && performance.now() - begun > 1000) console.log("The controls are built.");
}

/** The first signal closes the database properly; a second one ends at once. */
function stopOnSignal(close: () => Promise<void>): void {
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(130);
      stopping = true;
      close().then(
        () => process.exit(0),
        (error: unknown) => {
          console.error(error instanceof Error ? error.message : error);
          process.exit(1);
        },
      );
    });
  }
}

async function openBrowser(address: string): Promise<void> {
  try {
    const { default: open } = await import("open");
    const opened = await open(address);
    opened.on("error", () => console.log("No browser could be opened: open the address yourself."));
  } catch {
    console.log("No browser could be opened: open the address yourself.");
  }
}

void main();
