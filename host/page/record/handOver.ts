import { OUTPUT_DEBOUNCE } from "./session.types";

/**
 * Before a save, controls hand over what they hold back. A control that then hears of a new value (one that scores the
 * record, say) has its debounce to answer in, so that one save takes an edit and what follows from it. A control that
 * never comes to rest is not waited for.
 */
export class HandOver {
  private readonly flushers = new Set<() => boolean>();
  /** Until then, in ms of the page's clock, a control may still answer to the newest value of a column. */
  private answersUntil = 0;
  private running: Promise<void> = Promise.resolve();

  /** Settles when no hand-over is under way. */
  get settled(): Promise<void> {
    return this.running;
  }

  onFlush(flush: () => boolean): () => void {
    this.flushers.add(flush);
    return () => void this.flushers.delete(flush);
  }

  /** True where a control held something back, or is about to draw. */
  flush(): boolean {
    return [...this.flushers].map((flush) => flush()).includes(true);
  }

  /** A column has a new value, which controls may answer. */
  expectAnswers(): void {
    this.answersUntil = performance.now() + OUTPUT_DEBOUNCE;
  }

  run(): Promise<void> {
    this.running = this.rounds();
    return this.running;
  }

  private async rounds(): Promise<void> {
    for (let round = 0; round < 5 && (this.flush() || performance.now() < this.answersUntil); round++) {
      await new Promise((resolve) => setTimeout(resolve, OUTPUT_DEBOUNCE));
    }
  }
}
