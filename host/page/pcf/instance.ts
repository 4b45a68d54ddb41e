import { isValidElement } from "react";
import { sameValue } from "../data/values";
import { OUTPUT_DEBOUNCE, type SessionChange } from "../record/session.types";
import { type AttributeValue } from "../data/values";
import type { DataSet } from "./dataset/dataset";
import { DataSetModel } from "./dataset/dataset";
import type { CellState, ContextMaker, ContextSource } from "./context";
import { createContextMaker } from "./context";
import type { ControlConstructor, ControlImplementation, InstanceStatus, RuntimeContext } from "./controlTypes";
import { readOutputs } from "./outputs";
import { boundColumns } from "./parameters";
import type { LiveInstance } from "./registry";

export interface InstanceOptions extends ContextSource {
  readonly construct: ControlConstructor;
  /** For a standard control; a virtual one gets none. */
  readonly container: HTMLDivElement | null;
  /** The status or the full screen changed: the cell draws again. */
  changed(): void;
  /** An event of the control, as a form script's `addEventHandler` hears it. */
  onEvent?(name: string, payload: unknown): void;
  /** Outputs that no column holds, as `addOnOutputChange` hears them. */
  onOutput?(outputs: Readonly<Record<string, unknown>>): void;
}

/**
 * One control on a form, from init to destroy: the framework's rules without any drawing. Changes of a moment are
 * gathered into one updateView.
 */
export class ControlInstance implements LiveInstance {
  status: InstanceStatus = { kind: "alive", element: null };
  fullScreen = false;
  private readonly control: ControlImplementation;
  private readonly contexts: ContextMaker;
  private readonly bound: ReadonlyMap<string, string>;
  private readonly dataSets: ReadonlyMap<string, DataSetModel>;
  private readonly releases: (() => void)[] = [];
  private readonly pendingNames = new Set<string>();
  private updateTimer: ReturnType<typeof setTimeout> | undefined;
  private outputTimer: ReturnType<typeof setTimeout> | undefined;
  private tracking = false;
  private width = -1;
  private initialized = false;
  /** The columns that this control is setting just now, with the values it asked for. */
  private writing: ReadonlyMap<string, AttributeValue> | null = null;

  constructor(
    private readonly options: InstanceOptions,
    private cell: Pick<CellState, "label" | "disabled">,
  ) {
    this.control = new options.construct();
    this.bound = boundColumns(options.manifest, options.use);
    this.contexts = createContextMaker(options, {
      requestRender: () => this.schedule([]),
      setFullScreen: (value) => this.setFullScreen(value),
      trackContainerResize: (value) => this.track(value),
      setControlState: (state) => this.keepState(state),
      raiseEvent: (name, payload) => this.raise(name, payload),
    });
    this.dataSets = this.createDataSets();
  }

  get controlId(): string {
    return this.options.control.id;
  }

  get label(): string {
    return this.cell.label;
  }

  /** init and the first updateView, at once; later ones come by themselves. */
  start(): void {
    const { session, environment, container } = this.options;
    const state = environment.instances.stateOf(this.stateKey);
    this.attempt("init", () => {
      this.control.init(this.context([]), () => this.outputChanged(), state, container ?? undefined);
      this.initialized = true;
    });
    this.releases.push(
      session.subscribe((change) => this.heard(change)),
      session.onFlush(() => this.flush()),
      environment.settings.subscribe(() => this.schedule([])),
    );
    environment.instances.add(this);
    this.update([]);
    for (const set of this.dataSets.values()) {
      void set.start();
    }
  }

  /** The form's word about the cell. */
  setCell(cell: Pick<CellState, "label" | "disabled">): void {
    if (cell.label !== this.cell.label || cell.disabled !== this.cell.disabled) {
      this.cell = cell;
      this.schedule([]);
    }
  }

  /** px of the container; heard by the control only after `trackContainerResize(true)`. */
  setWidth(width: number): void {
    if (width !== this.width) {
      this.width = width;
      if (this.tracking) {
        this.schedule(["layout"]);
      }
    }
  }

  setFullScreen(value: boolean): void {
    if (value !== this.fullScreen) {
      this.fullScreen = value;
      this.options.changed();
      this.schedule([value ? "fullscreen_open" : "fullscreen_close"]);
    }
  }

  updateAgain(): void {
    this.schedule([]);
  }

  /**
   * Reads a pending output now: before a save, before destroy, and whenever the form asks. True where one was pending, or an
   * update is, which the control may answer.
   */
  flush(): boolean {
    if (this.outputTimer === undefined) {
      return this.updateTimer !== undefined;
    }
    clearTimeout(this.outputTimer);
    this.outputTimer = undefined;
    this.readOutputs();
    return true;
  }

  /** Flushes a pending output, then ends the control; a throw in its destroy is written down and goes no further. */
  destroy(): void {
    if (this.status.kind === "destroyed") {
      return;
    }
    this.flush();
    clearTimeout(this.updateTimer);
    for (const release of this.releases) {
      release();
    }
    for (const set of this.dataSets.values()) {
      set.destroy();
    }
    this.status = { kind: "destroyed" };
    this.options.environment.instances.remove(this);
    this.write("destroy", "");
    if (this.initialized) {
      try {
        this.control.destroy();
      } catch (error) {
        this.report(error);
      }
    }
    this.contexts.destroy();
  }

  /** What the framework does when a control breaks while it is drawn. */
  fail(error: unknown): void {
    if (this.status.kind === "alive") {
      this.status = { kind: "failed", error: this.report(error) };
      this.options.changed();
    }
  }

  private get stateKey(): string {
    return `${this.options.session.form.id}/${this.options.control.id}`;
  }

  private context(updatedProperties: readonly string[]): RuntimeContext {
    const dataSets: Record<string, DataSet> = {};
    for (const [name, set] of this.dataSets) {
      dataSets[name] = set.current;
    }
    const allocatedWidth = this.fullScreen ? window.innerWidth : this.width;
    return this.contexts.make(
      { ...this.cell, allocatedWidth: this.tracking ? allocatedWidth : -1 },
      updatedProperties,
      dataSets,
    );
  }

  private heard(change: SessionChange): void {
    switch (change.kind) {
      case "value":
      case "state": {
        const names = this.namesOf(change.columns.filter((column) => !this.isEcho(change.kind, column)));
        const lock =
          change.kind === "state" &&
          (change.columns.length === 0 || change.columns.includes(this.options.control.column ?? ""));
        if (names.length > 0 || lock) {
          this.schedule(names);
        }
        break;
      }
      case "record":
        for (const set of this.dataSets.values()) {
          void set.setRecord(this.options.session.recordId);
        }
        this.schedule([...this.bound.keys()]);
        break;
      case "saved":
        this.schedule([]);
        break;
      default:
        break;
    }
  }

  /** An output of this control's own that the form has taken as it is. */
  private isEcho(kind: "value" | "state", column: string): boolean {
    const { settings } = this.options.environment;
    if (kind !== "value" || settings.current.echo !== "skip") {
      return false;
    }
    const asked = this.writing?.get(column);
    return asked !== undefined && sameValue(asked, this.options.session.attribute(column)?.value ?? null);
  }

  private namesOf(columns: readonly string[]): string[] {
    return [...this.bound].filter(([, column]) => columns.includes(column)).map(([property]) => property);
  }

  private schedule(names: readonly string[]): void {
    if (this.status.kind !== "alive") {
      return;
    }
    for (const name of names) {
      this.pendingNames.add(name);
    }
    // A task, not a microtask: a control that asks for a render in every updateView must not freeze the page.
    this.updateTimer ??= setTimeout(() => {
      this.updateTimer = undefined;
      const updated = [...this.pendingNames];
      this.pendingNames.clear();
      this.update(updated);
    }, 0);
  }

  private update(names: readonly string[]): void {
    if (this.status.kind !== "alive") {
      return;
    }
    this.attempt("updateView", () => {
      this.write("updateView", names.join(", "));
      const drawn = this.control.updateView(this.context(names));
      this.status = { kind: "alive", element: isValidElement(drawn) ? drawn : null };
    });
    this.options.changed();
  }

  private outputChanged(): void {
    if (this.status.kind !== "alive") {
      return;
    }
    clearTimeout(this.outputTimer);
    this.outputTimer = setTimeout(() => this.flush(), OUTPUT_DEBOUNCE);
  }

  private readOutputs(): void {
    const { manifest, use, session } = this.options;
    let outputs: unknown;
    try {
      outputs = this.control.getOutputs?.();
    } catch (error) {
      this.report(error);
      return;
    }
    const { columns, unbound, mistakes } = readOutputs(outputs, manifest, use, session.table.columns);
    for (const mistake of mistakes) {
      this.write("mistake", mistake);
      console.error(`${manifest.fullName}: ${mistake}`);
    }
    this.writing = new Map(columns.map(({ column, value }) => [column, value]));
    for (const { property, column, value } of columns) {
      const before = session.attribute(column)?.value ?? null;
      if (!sameValue(before, value)) {
        this.write("output", `${property} → ${column}`);
        session.setValue(column, value);
      }
    }
    this.writing = null;
    if (Object.keys(unbound).length > 0) {
      this.write("output", Object.keys(unbound).join(", "));
      this.options.onOutput?.(unbound);
    }
  }

  private raise(name: string, payload: unknown): void {
    this.options.onEvent?.(name, payload);
  }

  private track(value: boolean): void {
    if (value !== this.tracking) {
      this.tracking = value;
      if (value && this.width >= 0) {
        this.schedule(["layout"]);
      }
    }
  }

  private keepState(state: ComponentFramework.Dictionary): boolean {
    this.options.environment.instances.keepState(this.stateKey, state);
    return true;
  }

  private createDataSets(): ReadonlyMap<string, DataSetModel> {
    const { environment, manifest, use, session, control } = this.options;
    const { model, transport, services, settings } = environment;
    const sets = new Map<string, DataSetModel>();
    for (const declared of manifest.dataSets) {
      const parameter = use.dataSets.find((candidate) => candidate.name === declared.name);
      const table = model.tables.find((candidate) => candidate.logicalName === parameter?.table);
      const view = model.views.find((candidate) => candidate.id === parameter?.viewId);
      if (parameter === undefined || table === undefined || view === undefined) {
        throw new Error(`The data set "${declared.name}" of ${manifest.fullName} has no table or view on this form.`);
      }
      sets.set(
        declared.name,
        new DataSetModel(parameter, view, table, session.table, session.recordId, {
          model,
          transport,
          source: control.id,
          language: settings.current.language,
          openRecord: (reference) => {
            void services.openForm({ entityName: reference.etn ?? table.logicalName, entityId: reference.id.guid });
          },
          changed: () => this.schedule(["dataset", declared.name]),
        }),
      );
    }
    return sets;
  }

  private attempt(kind: "init" | "updateView", call: () => void): void {
    try {
      if (kind === "init") {
        this.write("init", "");
      }
      call();
    } catch (error) {
      this.fail(error);
    }
  }

  private report(error: unknown): Error {
    const known = error instanceof Error ? error : new Error(String(error));
    this.write("error", known.message);
    console.error(`${this.options.manifest.fullName}:`, known);
    return known;
  }

  private write(kind: Parameters<PcfLog>[1], detail: string): void {
    this.options.environment.instances.write(this.options.control.id, kind, detail);
  }
}

type PcfLog = InstanceOptions["environment"]["instances"]["write"];
