import type { CDPSession, Page } from "playwright-core";

/** What a page holds after garbage was collected. */
export interface Held {
  readonly heapMB: number;
  /** DOM nodes that anything still refers to, on the page or off it, texts included. */
  readonly nodes: number;
  /** Event listeners that are registered. */
  readonly listeners: number;
}

/** Measures what a page holds, by way of the browser's own debugger. */
export class Memory {
  private constructor(private readonly session: CDPSession) {}

  static async of(page: Page): Promise<Memory> {
    return new Memory(await page.context().newCDPSession(page));
  }

  /** Collects garbage and counts what is left. */
  async held(): Promise<Held> {
    // What the first collection finalises, the second one frees.
    for (let time = 0; time < 3; time++) await this.session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await this.session.send("Runtime.getHeapUsage");
    const { nodes, jsEventListeners } = await this.session.send("Memory.getDOMCounters");
    return { heapMB: usedSize / 2 ** 20, nodes, listeners: jsEventListeners };
  }
}
