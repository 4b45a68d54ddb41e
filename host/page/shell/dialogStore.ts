import type { Table } from "../../../solution/model/types";
import type { AttributeValue, LookupValue } from "../data/values";
import type { Question } from "../base/host";

/** A dialog or pane that lies over the page, with the way to answer it. */
export type OpenDialog =
  | {
      readonly kind: "question";
      readonly id: number;
      readonly question: Question;
      readonly details?: string;
      readonly size?: { readonly width?: number; readonly height?: number };
      readonly close: (answer: string | null) => void;
    }
  | {
      readonly kind: "lookup";
      readonly id: number;
      readonly options: ComponentFramework.UtilityApi.LookupOptions;
      readonly close: (chosen: readonly LookupValue[]) => void;
    }
  | {
      readonly kind: "quickCreate";
      readonly id: number;
      readonly table: Table;
      readonly initialValues: Readonly<Record<string, AttributeValue>> | undefined;
      readonly close: (made: LookupValue | null) => void;
    };

export interface GlobalMessage {
  readonly id: string;
  readonly level: "success" | "error" | "warning" | "info";
  readonly text: string;
  readonly closable: boolean;
}

/** What lies over the page: dialogs in the order of opening, the progress indicator, the bar of app-wide messages. */
export class DialogStore {
  dialogs: readonly OpenDialog[] = [];
  progress: string | null = null;
  messages: readonly GlobalMessage[] = [];
  private nextId = 1;
  private readonly listeners = new Set<() => void>();

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  ask(
    question: Question,
    details?: string,
    size?: { readonly width?: number; readonly height?: number },
  ): Promise<string | null> {
    return this.open((id, resolve: (answer: string | null) => void) => ({
      kind: "question",
      id,
      question,
      details,
      size,
      close: resolve,
    }));
  }

  lookup(options: ComponentFramework.UtilityApi.LookupOptions): Promise<readonly LookupValue[]> {
    return this.open((id, resolve: (chosen: readonly LookupValue[]) => void) => ({
      kind: "lookup",
      id,
      options,
      close: resolve,
    }));
  }

  quickCreate(
    table: Table,
    initialValues: Readonly<Record<string, AttributeValue>> | undefined,
  ): Promise<LookupValue | null> {
    return this.open((id, resolve: (made: LookupValue | null) => void) => ({
      kind: "quickCreate",
      id,
      table,
      initialValues,
      close: resolve,
    }));
  }

  showProgress(text: string | null): void {
    this.progress = text;
    this.changed();
  }

  showMessage(message: GlobalMessage): void {
    this.messages = [message, ...this.messages.filter((candidate) => candidate.id !== message.id)];
    this.changed();
  }

  hideMessage(id: string): void {
    this.messages = this.messages.filter((candidate) => candidate.id !== id);
    this.changed();
  }

  /** The dialog goes away as it is answered, and the focus returns to where it was. */
  private open<T>(make: (id: number, resolve: (value: T) => void) => OpenDialog): Promise<T> {
    const before = document.activeElement;
    return new Promise((resolve) => {
      const id = this.nextId;
      this.nextId += 1;
      const dialog = make(id, (value) => {
        this.dialogs = this.dialogs.filter((candidate) => candidate.id !== id);
        this.changed();
        if (before instanceof HTMLElement) window.setTimeout(() => before.isConnected && before.focus());
        resolve(value);
      });
      this.dialogs = [...this.dialogs, dialog];
      this.changed();
    });
  }

  private changed(): void {
    for (const listener of [...this.listeners]) listener();
  }
}
