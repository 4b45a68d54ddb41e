import * as React from "react";
import { instanceId } from "../../shared/form/ControlRoot";
import { Outputs } from "../../shared/form/outputs";
import { recordOf } from "../../shared/form/record";
import { Indicator, type Context, type Inputs, type OutputValues } from "./DataHealthIndicator";

/** The framework's interface: context in, element out. */
export class DataHealthIndicator implements ComponentFramework.ReactControl<Inputs, OutputValues> {
  private readonly id = instanceId("data-health-indicator");
  private notify: () => void = () => undefined;
  private readonly outputs = new Outputs<OutputValues>(() => this.notify());
  private recordKey: string | null = null;

  init(_context: Context, notifyOutputChanged?: () => void): void {
    this.notify = notifyOutputChanged ?? this.notify;
  }

  updateView(context: Context): React.ReactElement {
    this.outputs.settle();
    const record = recordOf(context, context.parameters);
    if (this.recordKey !== null && this.recordKey !== record.key) this.outputs.drop();
    this.recordKey = record.key;
    return React.createElement(Indicator, {
      context,
      record,
      id: this.id,
      onWrite: (values: OutputValues) => this.outputs.write(values),
    });
  }

  getOutputs(): OutputValues {
    return this.outputs.take();
  }

  destroy(): void {
    this.outputs.drop();
  }
}
