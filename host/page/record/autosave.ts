/** The organization's default, ms. */
const DELAY_MS = 30_000;

/** Saving by itself, a while after the last change. */
export class Autosave {
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    public on: boolean,
    private readonly delay = DELAY_MS,
    private readonly save: () => void,
  ) {}

  /** Starts the wait; call `stop` first where one may be running. */
  schedule(): void {
    if (!this.on) return;
    this.timer = setTimeout(() => {
      // It may have been switched off meanwhile.
      if (this.on) this.save();
    }, this.delay);
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
