import { render, type RenderResult } from "@testing-library/react";

/**
 * A control as the host drives it: init once, updateView with each context, outputs taken after each notification, or,
 * while the host is busy with something else, when it gets to it.
 */
export class MountedControl<I, O extends object> {
  readonly outputs: O[] = [];
  private view: RenderResult | null = null;
  private busy = false;

  constructor(private readonly control: ComponentFramework.ReactControl<I, O>) {}

  show(context: ComponentFramework.Context<I>): void {
    if (this.view === null) {
      this.control.init(context, () => this.busy || this.takeOutputs());
      this.view = render(this.control.updateView(context));
    } else {
      this.view.rerender(this.control.updateView(context));
    }
  }

  /** Notifications are not answered until the work is done, then all at once. */
  async whileBusy(work: () => Promise<void>): Promise<void> {
    this.busy = true;
    await work();
    this.busy = false;
    this.takeOutputs();
  }

  destroy(): void {
    this.view?.unmount();
    this.control.destroy();
  }

  private takeOutputs(): void {
    this.outputs.push({ ...(this.control.getOutputs?.() as O) });
  }
}
