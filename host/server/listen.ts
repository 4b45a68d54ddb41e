import { getRequestListener } from "@hono/node-server";
import { createServer, type Server } from "node:http";

const HOST = "127.0.0.1";
const FIRST_PORT = 3000;
const LAST_PORT = 3099;
/** Bytes. An address of the Web API may have 32 KB, twice what Node allows all headers together; a longer one is for Dataverse to refuse. */
const MAX_HEADER_SIZE = 1_048_576;

/** The port cannot be had; the message is one line for the person who asked for it. */
export class UnusablePort extends Error {}

function bind(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error) => reject(error);
    server.once("error", failed);
    server.listen(port, HOST, () => {
      server.off("error", failed);
      resolve();
    });
  });
}

const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : "");

export interface Listening {
  /** `http://localhost:3000` */
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * Listens on this machine only: on `port` (0 = any free one), or else on the first free one from 3000.
 * @throws UnusablePort
 */
export async function listen(
  fetch: (request: Request, bindings: object) => Response | Promise<Response>,
  port?: number,
): Promise<Listening> {
  const listener = getRequestListener(fetch, { overrideGlobalObjects: false });
  const server = createServer(
    { maxHeaderSize: MAX_HEADER_SIZE },
    (request, response) => void listener(request, response),
  );
  const ports =
    port === undefined ? Array.from({ length: LAST_PORT - FIRST_PORT + 1 }, (_, index) => FIRST_PORT + index) : [port];
  for (const candidate of ports) {
    try {
      await bind(server, candidate);
      break;
    } catch (error) {
      const code = codeOf(error);
      if (port === undefined && (code === "EADDRINUSE" || code === "EACCES") && candidate !== LAST_PORT) continue;
      if (code === "EADDRINUSE")
        throw new UnusablePort(
          port === undefined ? `No port from ${FIRST_PORT} to ${LAST_PORT} is free.` : `Port ${candidate} is in use.`,
        );
      if (code === "EACCES") throw new UnusablePort(`Port ${candidate} needs rights that this process does not have.`);
      throw error;
    }
  }
  const address = server.address();
  const bound = typeof address === "object" && address !== null ? address.port : 0;
  return {
    origin: `http://localhost:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
