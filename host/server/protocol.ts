/** What the server and its page say to each other. Types only: the page takes nothing else from the server. */

/** The Reacts that a page can be loaded with. */
export type ReactVersion = "16" | "17" | "18";

/** `/host/info.json` */
export interface HostInfo {
  /** `embedded`, or the address of a real environment. */
  readonly environment: string;
  readonly writable: boolean;
  readonly scale: string;
}

/** What the server tells every open page. */
export type HostEvent =
  | { readonly type: "reload" }
  | { readonly type: "building"; readonly message?: string }
  | { readonly type: "buildFailed"; readonly message: string };
