/** A control with so much to show. */
export type Situation =
  | { readonly control: "DataHealthGrid"; readonly rows: number }
  /** Four events an approval; as many approvals are shown at first as a maker can ask for. */
  | { readonly control: "ApprovalTimeline"; readonly events: number }
  | { readonly control: "DataHealthIndicator"; readonly columns: number }
  /** Values of each of three segments, in a snapshot. */
  | { readonly control: "FinancialDimensionPicker"; readonly values: number; readonly latencyMs?: undefined }
  /** Values in all, over six segments in tables, each of whose pages takes so long. */
  | { readonly control: "FinancialDimensionPicker"; readonly values: number; readonly latencyMs: number };

/** What the page offers to a bench. */
export interface ControlBench {
  /**
   * Shows the control on a record, from its constructor on.
   * @param frames how many frames without a change make it still
   * @returns ms until the last change was drawn
   */
  mount(frames: number): Promise<number>;
  /**
   * Shows the control on a record, and comes back when a value can be chosen.
   * @param company its legal entity
   * @returns ms until then
   */
  mountUsable(company: string): Promise<number>;
  /** Takes the control off the page, as a form that is left. */
  unmount(): void;
  /** Shows another record in the same control, and comes back when it is still. */
  switchRecord(frames: number): Promise<void>;
  /**
   * Calls updateView and draws what comes back, `count` times, each with a context that is new and says the same; in ms.
   * @param announced what the host says that changed (`updatedProperties`)
   */
  update(count: number, announced: readonly string[]): number;
  /** Requests of the control so far. */
  requests(): number;
  /** Elements that the control has on the page, in its container or beside it. */
  elements(): number;
}

declare global {
  interface Window {
    /** Sets up `bench`; the control's bundle has registered itself by then. */
    startBench: (situation: Situation, texts: Readonly<Record<string, string>>) => void;
    bench: ControlBench;
  }
}
