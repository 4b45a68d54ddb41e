import { parseArgs } from "node:util";
import { UsageError } from "./usage";

/** What `npm start -- --help` shows. */
export const help = `npm start: opens a model-driven form with the controls on it, over an embedded Dataverse.
Options come after two dashes: npm start -- --no-open

  --no-open            does not open the browser
  --port <number>      this port, and no other; default: the first free one from 3000
  --scale small|large  how much sample data; each has a database of its own; default: small
  --reset              begins with fresh sample data
  --environment <URL>  works against a real Dataverse environment instead, signed in by the Azure CLI or the browser
  --write              lets changes through to that environment; without it, it is only read
  --help               shows this

Rows last in .fieldstone/. Stop with Ctrl+C.`;

export interface StartOptions {
  readonly help: boolean;
  readonly open: boolean;
  readonly port?: number;
  readonly scale: "small" | "large";
  readonly reset: boolean;
  /** Origin of a real environment. */
  readonly environment?: string;
  readonly write: boolean;
}

/** Reads the command line. @throws UsageError */
export function readOptions(args: readonly string[]): StartOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      "no-open": { type: "boolean" },
      port: { type: "string" },
      scale: { type: "string" },
      reset: { type: "boolean" },
      environment: { type: "string" },
      write: { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  const { port, scale = "small", environment, write = false, reset = false } = values;
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535)) {
    throw new UsageError(`'${port}' is no port: one is a whole number from 1 to 65535.`);
  }
  if (scale !== "small" && scale !== "large")
    throw new UsageError(`There is no scale '${scale}': small and large are the two.`);
  if (environment === undefined && write)
    throw new UsageError("--write goes with --environment; the embedded Dataverse is always written to.");
  if (environment !== undefined && reset)
    throw new UsageError("--reset goes with the embedded Dataverse; a real environment is not reset.");
  return {
    help: values.help ?? false,
    open: !values["no-open"],
    scale,
    reset,
    write,
    ...(port === undefined ? {} : { port: Number(port) }),
    ...(environment === undefined ? {} : { environment: originOf(environment) }),
  };
}

function originOf(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== "https:")
    throw new UsageError(
      `'${address}' is no address of an environment: one looks like https://contoso.crm.dynamics.com.`,
    );
  return url.origin;
}
