/** The properties of ControlManifest.Input.xml, as the framework hands them in. */
export interface Inputs {
  readonly records: ComponentFramework.PropertyTypes.DataSet;
  readonly scope?: ComponentFramework.PropertyTypes.EnumProperty<string | null>;
  readonly severities?: ComponentFramework.PropertyTypes.StringProperty;
  readonly goodFrom?: ComponentFramework.PropertyTypes.WholeNumberProperty;
  readonly fairFrom?: ComponentFramework.PropertyTypes.WholeNumberProperty;
}

/** A data-set control has no outputs: it writes rows through the Web API. */
export type OutputValues = Readonly<Record<string, never>>;

export type Context = ComponentFramework.Context<Inputs>;
