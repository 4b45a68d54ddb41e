import * as React from "react";
import { createDataverse } from "../../shared/dataverse/client";
import { instanceId } from "../../shared/form/ControlRoot";
import { Outputs } from "../../shared/form/outputs";
import { recordOf } from "../../shared/form/record";
import { Picker } from "./FinancialDimensionPicker";
import type { IInputs, IOutputs } from "./generated/ManifestTypes";

/** The framework's side of the Financial Dimension Picker: context in, element out. */
export class FinancialDimensionPicker implements ComponentFramework.ReactControl<IInputs, IOutputs> {
  private readonly id = instanceId("picker");
  private outputs = new Outputs<IOutputs>(() => undefined);
  /** Counts the outputs that the form has answered: from then on its value counts, also where it refused ours. */
  private answered = 0;
  private recordId: string | null = null;
  /** Counts the records shown so far. The first save, which gives a record its id, is no other record: the person goes on. */
  private record = 0;
  private dataverse: ReturnType<typeof createDataverse> | undefined;

  init(context: ComponentFramework.Context<IInputs>, notifyOutputChanged: () => void): void {
    this.outputs = new Outputs<IOutputs>(notifyOutputChanged);
    this.dataverse = createDataverse(context.webAPI, () => context.client.isNetworkAvailable());
    context.mode.trackContainerResize(true);
  }

  updateView(context: ComponentFramework.Context<IInputs>): React.ReactElement {
    if (this.outputs.settle()) this.answered += 1;
    const { id } = recordOf(context, {});
    if (this.recordId !== null && this.recordId !== id) {
      this.record += 1;
      this.outputs.drop();
    }
    this.recordId = id;
    return React.createElement(Picker, {
      context,
      id: this.id,
      record: this.record,
      answered: this.answered,
      dataverse: this.dataverse,
      write: (values: IOutputs) => this.outputs.write(values),
    });
  }

  getOutputs(): IOutputs {
    return this.outputs.take();
  }

  destroy(): void {
    this.outputs.drop();
  }
}
