import type { HostEvent } from "../../server/protocol";
import type { DialogStore } from "./dialogStore";

const MESSAGE = "server";

/** Listens to the server; the page loads anew after a build, and says meanwhile what is going on. Returns the way to stop. */
export function followServer(dialogs: DialogStore, reload: () => void): () => void {
  const source = new EventSource("/host/events");
  source.onmessage = (event: MessageEvent<string>) => {
    const told = parse(event.data);
    if (told?.type === "building")
      dialogs.showMessage({
        id: MESSAGE,
        level: "info",
        text: told.message ?? "Building the controls…",
        closable: false,
      });
    if (told?.type === "buildFailed")
      dialogs.showMessage({
        id: MESSAGE,
        level: "error",
        text: `The build failed; the page goes on with what it has loaded. ${told.message}`,
        closable: true,
      });
    if (told?.type === "reload") reload();
  };
  return () => source.close();
}

/** Null for an event of another version of the server. */
function parse(text: string): HostEvent | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || !("type" in value)) return null;
    const message = "message" in value && typeof value.message === "string" ? value.message : undefined;
    switch (value.type) {
      case "reload":
        return { type: "reload" };
      case "building":
        return { type: "building", message };
      case "buildFailed":
        return { type: "buildFailed", message: message ?? "" };
      default:
        return null;
    }
  } catch {
    return null;
  }
}
