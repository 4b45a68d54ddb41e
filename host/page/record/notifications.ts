import type { FormNotification } from "./session.types";

/** What the form's bar says, newest first; those that name a column speak of that field's error. */
export class Notifications {
  private list: readonly FormNotification[] = [];

  get all(): readonly FormNotification[] {
    return this.list;
  }

  /** Takes the place of one with the same id. */
  set(note: FormNotification): void {
    this.list = [note, ...this.list.filter((candidate) => candidate.id !== note.id)];
  }

  /** The errors of the fields as they are now, in form order. */
  setFields(notes: readonly FormNotification[]): void {
    this.list = [...notes, ...this.list.filter((note) => note.column === undefined)];
  }

  drop(id: string): void {
    this.list = this.list.filter((note) => note.id !== id);
  }

  dropField(column: string): void {
    this.list = this.list.filter((note) => note.column !== column);
  }

  dropFields(): void {
    this.list = this.list.filter((note) => note.column === undefined);
  }

  clear(): void {
    this.list = [];
  }
}
