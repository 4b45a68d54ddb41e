/** One call or message in a control's life, for the tool pane. */
export interface LifeEntry {
  readonly id: number;
  /** ms since the epoch. */
  readonly at: number;
  /** `FormControl.id` */
  readonly control: string;
  readonly kind: "init" | "updateView" | "output" | "event" | "destroy" | "mistake" | "error";
  readonly detail: string;
}

/** What the tool pane can do to a live control. */
export interface LiveInstance {
  readonly controlId: string;
  readonly label: string;
  /** Calls updateView again though nothing has changed. */
  updateAgain(): void;
}

/** The controls that live on the page, and what happened to them, newest last. */
export class InstanceRegistry {
  private live: readonly LiveInstance[] = [];
  private log: readonly LifeEntry[] = [];
  private nextId = 1;
  private readonly listeners = new Set<() => void>();
  private readonly sessionStates = new Map<string, ComponentFramework.Dictionary>();

  constructor(private readonly capacity = 300) {}

  get instances(): readonly LiveInstance[] {
    return this.live;
  }

  get entries(): readonly LifeEntry[] {
    return this.log;
  }

  add(instance: LiveInstance): void {
    this.live = [...this.live, instance];
    this.changed();
  }

  remove(instance: LiveInstance): void {
    this.live = this.live.filter((candidate) => candidate !== instance);
    this.changed();
  }

  write(control: string, kind: LifeEntry["kind"], detail: string): void {
    this.log = [...this.log, { id: this.nextId++, at: Date.now(), control, kind, detail }].slice(-this.capacity);
    this.changed();
  }

  clear(): void {
    this.log = [];
    this.changed();
  }

  updateAll(): void {
    for (const instance of this.live) {
      instance.updateAgain();
    }
  }

  /** `setControlState`: kept for the user's session in the app, returned as `state` in the next init. */
  stateOf(key: string): ComponentFramework.Dictionary {
    return this.sessionStates.get(key) ?? {};
  }

  keepState(key: string, state: ComponentFramework.Dictionary): void {
    this.sessionStates.set(key, { ...state });
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private changed(): void {
    for (const listener of [...this.listeners]) {
      listener();
    }
  }
}
