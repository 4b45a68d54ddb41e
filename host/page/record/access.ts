import type { Column, Table } from "../../../solution/model/types";
import type { UserRights } from "../data/actingUser";
import type { AttributeState, ReadOnlyReason } from "./session.types";

/** What the acting user may do with the record on the form, with what a developer has switched on top of it. */
export class Access {
  constructor(
    private readonly table: Table,
    private readonly rights: UserRights,
    private developerReadOnly: boolean,
    /** Columns that look secured and unreadable although they are not. */
    private masked: readonly string[],
  ) {}

  /** True when something differs from before. */
  setDeveloperSwitches(readOnly: boolean, maskedColumns: readonly string[]): boolean {
    if (readOnly === this.developerReadOnly && maskedColumns.join() === this.masked.join()) return false;
    this.developerReadOnly = readOnly;
    this.masked = maskedColumns;
    return true;
  }

  /** @param state 0 active, 1 inactive; null for a table without states or before the first values. */
  readOnlyReason(isNew: boolean, state: number | null): ReadOnlyReason | null {
    if (this.developerReadOnly) return "developer";
    if (!isNew && state !== 0 && state !== null) return "inactive";
    return this.rights.can(isNew ? "Create" : "Write", this.table.logicalName) ? null : "noWritePrivilege";
  }

  /** What column security gives the user; null for a column that is not secured. */
  securityOf(column: Column, isNew: boolean): AttributeState["security"] {
    if (this.masked.includes(column.logicalName)) return { readable: false, editable: false, secured: true };
    if (!column.secured) return null;
    const allowed = this.rights.column(this.table.logicalName, column.logicalName);
    return {
      readable: allowed.canRead || isNew,
      editable: isNew ? allowed.canCreate : allowed.canUpdate,
      secured: true,
    };
  }

  isMasked(column: Column, isNew: boolean): boolean {
    return this.securityOf(column, isNew)?.readable === false;
  }
}
