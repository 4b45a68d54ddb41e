import type { ReactElement } from "react";

/**
 * The context as a control of this host gets it: the documented one without Copilot, which a model-driven form lacks unless
 * an agent is set up, and with the undocumented members that exist at run time.
 */
export type RuntimeContext = Omit<ComponentFramework.Context<Record<string, unknown>>, "copilot" | "mode"> & {
  readonly mode: ComponentFramework.Mode & {
    /** Unsupported, but there. */
    readonly contextInfo: {
      readonly entityId: string;
      readonly entityTypeName: string;
      readonly entityRecordName: string;
    };
  };
  /** Unsupported, but there. */
  readonly page: {
    readonly entityId: string;
    readonly entityTypeName: string;
    readonly isPageReadOnly: boolean;
    getClientUrl(): string;
  };
};

/** What a bundle registers. A virtual control returns an element from updateView and gets no container. */
export interface ControlImplementation {
  init(
    context: RuntimeContext,
    notifyOutputChanged: () => void,
    state: ComponentFramework.Dictionary,
    container?: HTMLDivElement,
  ): unknown;
  updateView(context: RuntimeContext): unknown;
  getOutputs?(): unknown;
  destroy(): void;
}

export type ControlConstructor = new () => ControlImplementation;

/** What the cell shows. */
export type InstanceStatus =
  | { readonly kind: "alive"; readonly element: ReactElement | null }
  | { readonly kind: "failed"; readonly error: Error }
  | { readonly kind: "destroyed" };
