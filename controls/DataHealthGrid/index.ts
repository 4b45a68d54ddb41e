import * as React from "react";
import { instanceId } from "../../shared/form/ControlRoot";
import { Grid } from "./DataHealthGrid";
import type { Context, Inputs, OutputValues } from "./parameters";

/** The framework's interface: context in, element out. */
export class DataHealthGrid implements ComponentFramework.ReactControl<Inputs, OutputValues> {
  private readonly id = instanceId("data-health-grid");

  init(): void {
    // Nothing to prepare: what the grid shows comes with each updateView.
  }

  updateView(context: Context): React.ReactElement {
    return React.createElement(Grid, { context, id: this.id });
  }

  getOutputs(): OutputValues {
    return {};
  }

  destroy(): void {
    // React unmounts the view, which ends what it has under way.
  }
}
