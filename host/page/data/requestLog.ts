/** One request of the page to the Web API, as the tool pane lists it. */
export interface LoggedRequest {
  readonly id: number;
  /** Who asked: `form`, or a control's id on the form. */
  readonly source: string;
  readonly method: string;
  /** From the service root on, with the query, as sent. */
  readonly path: string;
  /** ms since the epoch. */
  readonly startedAt: number;
  /** `pending` until the answer is read; `lost` when the connection gave none. */
  readonly outcome:
    | { readonly kind: "pending" }
    | { readonly kind: "answered"; readonly status: number; readonly bytes: number }
    | { readonly kind: "lost"; readonly reason: string };
  /** From sending to having read the body; null while pending. */
  readonly milliseconds: number | null;
}

/** The last requests of the page, newest last. Immutable snapshots, so that React can compare them. */
export class RequestLog {
  private list: readonly LoggedRequest[] = [];
  private nextId = 1;
  private readonly listeners = new Set<() => void>();

  /** `capacity`: how many are kept; the oldest go first. */
  constructor(private readonly capacity = 500) {}

  get requests(): readonly LoggedRequest[] {
    return this.list;
  }

  start(source: string, method: string, path: string, startedAt: number): number {
    const id = this.nextId++;
    const entry: LoggedRequest = {
      id,
      source,
      method,
      path,
      startedAt,
      outcome: { kind: "pending" },
      milliseconds: null,
    };
    this.replace([...this.list, entry].slice(-this.capacity));
    return id;
  }

  finish(id: number, outcome: LoggedRequest["outcome"], milliseconds: number): void {
    this.replace(this.list.map((entry) => (entry.id === id ? { ...entry, outcome, milliseconds } : entry)));
  }

  clear(): void {
    this.replace([]);
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private replace(list: readonly LoggedRequest[]): void {
    this.list = list;
    for (const listener of [...this.listeners]) {
      listener();
    }
  }
}
