type Property = ComponentFramework.PropertyTypes.Property;

/** The bound slots of the manifest, in their order. */
export const SLOTS = [
  "field1",
  "field2",
  "field3",
  "field4",
  "field5",
  "field6",
  "field7",
  "field8",
  "field9",
  "field10",
  "field11",
  "field12",
] as const;
export type Slot = (typeof SLOTS)[number];

/** The properties of ControlManifest.Input.xml, as the framework hands them in. */
export interface Inputs extends Readonly<Partial<Record<Slot, Property>>> {
  readonly score: ComponentFramework.PropertyTypes.NumberProperty;
  readonly recordId?: ComponentFramework.PropertyTypes.StringProperty;
  readonly recordTable?: ComponentFramework.PropertyTypes.StringProperty;
  readonly scope?: ComponentFramework.PropertyTypes.EnumProperty<string | null>;
  readonly severities?: ComponentFramework.PropertyTypes.StringProperty;
  readonly goodFrom?: ComponentFramework.PropertyTypes.WholeNumberProperty;
  readonly fairFrom?: ComponentFramework.PropertyTypes.WholeNumberProperty;
}

export interface OutputValues extends Partial<Record<Slot, unknown>> {
  score?: number;
}

export type Context = ComponentFramework.Context<Inputs>;
