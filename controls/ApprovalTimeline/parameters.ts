/** The properties of ControlManifest.Input.xml, as the framework hands them in. */
export interface Inputs {
  readonly summary: ComponentFramework.PropertyTypes.StringProperty;
  readonly recordId?: ComponentFramework.PropertyTypes.StringProperty;
  readonly recordTable?: ComponentFramework.PropertyTypes.StringProperty;
  readonly environmentHost?: ComponentFramework.PropertyTypes.StringProperty;
  readonly flowTimeoutDays?: ComponentFramework.PropertyTypes.WholeNumberProperty;
  readonly initialCount?: ComponentFramework.PropertyTypes.WholeNumberProperty;
}

export interface OutputValues {
  summary?: string;
}

export type Context = ComponentFramework.Context<Inputs>;
