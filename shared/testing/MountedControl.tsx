import { render, type RenderResult } from "@testing-library/react";

/** A control as the host drives it: init once, updateView with each context, outputs taken after each notification. */
export class MountedControl<I, O extends object> {
  readonly outputs: O[] = [];
  private view: RenderResult | null = null;

  constructor(private readonly control: ComponentFramework.ReactControl<I, O>) {}

  show(context: ComponentFramework.Context<I>): void {
    if (this.view === null) {
      this.control.init(context, () => this.outputs.push({ ...(this.control.getOutputs?.() as O) }));
      this.view = render(this.control.updateView(context));
    } else {
      this.view.rerender(this.control.updateView(context));
    }
  }

  destroy(): void {
    this.view?.unmount();
    this.control.destroy();
  }
}
