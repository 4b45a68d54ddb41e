/**
 * What a control wants to write, between the person's act and the form's taking it.
 *
 * The host asks for outputs a moment after `notifyOutputChanged` (100 ms, or before destroy), and possibly more than once.
 * A key that is absent leaves the column alone, so only what a person changed is in it; and once the form has taken a
 * value, the form's value counts: the next updateView drops it, or it would overwrite what others write later.
 */
export class Outputs<T extends object> {
  private pending: Partial<T> = {};
  private taken = false;

  constructor(private readonly notify: () => void) {}

  /** A person committed something. */
  write(values: Partial<T>): void {
    this.pending = { ...(this.taken ? {} : this.pending), ...values };
    this.taken = false;
    this.notify();
  }

  /** For `getOutputs`. */
  take(): Partial<T> {
    this.taken = true;
    return this.pending;
  }

  /** At the start of `updateView`: what the form took is over, whether it was accepted or refused. True if it took any. */
  settle(): boolean {
    const { taken } = this;
    if (taken) this.drop();
    return taken;
  }

  /** Another record: nothing of the former one may reach it. */
  drop(): void {
    this.pending = {};
    this.taken = false;
  }
}
