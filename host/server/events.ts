import type { HostEvent } from "./protocol";

const KEEP_ALIVE_MS = 20_000;

/** Server-sent events to the open pages. A page that comes while something is wrong is told at once. */
export class EventHub {
  private readonly pages = new Set<ReadableStreamDefaultController<Uint8Array>>();
  private readonly encoder = new TextEncoder();
  private readonly keepAlive = setInterval(() => this.write(": still here\n\n"), KEEP_ALIVE_MS).unref();
  private standing: HostEvent | undefined;

  send(event: HostEvent): void {
    this.standing = event.type === "reload" ? undefined : event;
    this.write(format(event));
  }

  /** The endless answer for one page. */
  connect(): Response {
    let own: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        own = controller;
        this.pages.add(controller);
        controller.enqueue(this.encoder.encode(this.standing ? format(this.standing) : ": connected\n\n"));
      },
      cancel: () => {
        if (own) this.pages.delete(own);
      },
    });
    return new Response(body, { headers: { "Content-Type": "text/event-stream", "Cache-Control": "no-store" } });
  }

  close(): void {
    clearInterval(this.keepAlive);
    for (const page of this.pages) {
      try {
        page.close();
      } catch {
        // Its connection is gone already.
      }
    }
    this.pages.clear();
  }

  private write(text: string): void {
    for (const page of this.pages) {
      try {
        page.enqueue(this.encoder.encode(text));
      } catch {
        this.pages.delete(page);
      }
    }
  }
}

function format(event: HostEvent): string {
  return `data: ${JSON.stringify(event)}\n\n`;
}
