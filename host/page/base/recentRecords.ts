import type { LookupValue } from "../data/values";

/** Rows that the person chose or opened lately, newest first: the stock flyout offers five. */
export class RecentRecords {
  private readonly byTable = new Map<string, readonly LookupValue[]>();

  add(item: LookupValue): void {
    const others = (this.byTable.get(item.entityType) ?? []).filter((candidate) => candidate.id !== item.id);
    this.byTable.set(item.entityType, [item, ...others].slice(0, 5));
  }

  of(table: string): readonly LookupValue[] {
    return this.byTable.get(table) ?? [];
  }
}
