import type { Column, ControlManifest, Relationship, Table, View } from "./types";

/** Everything that a form may name, for looking up and for saying what was probably meant. */
export class ModelNames {
  private readonly tablesByName: ReadonlyMap<string, Table>;
  private readonly viewsById: ReadonlyMap<string, View>;
  private readonly relationshipsByName: ReadonlyMap<string, Relationship>;
  /** By the name that forms use: `fsn_Fieldstone.ApprovalTimeline`. */
  private readonly controlsByName: ReadonlyMap<string, ControlManifest>;

  constructor(
    readonly tables: readonly Table[],
    readonly relationships: readonly Relationship[],
    readonly views: readonly View[],
    manifests: readonly ControlManifest[],
    prefixes: readonly string[],
  ) {
    this.tablesByName = new Map(tables.map((table) => [table.logicalName, table]));
    this.viewsById = new Map(views.map((view) => [view.id, view]));
    this.relationshipsByName = new Map(
      relationships.map((relationship) => [relationship.schemaName.toLowerCase(), relationship]),
    );
    this.controlsByName = new Map(
      manifests.flatMap((manifest) =>
        [...new Set(prefixes)].map((prefix) => [`${prefix}_${manifest.fullName}`, manifest] as const),
      ),
    );
  }

  table(logicalName: string): Table | undefined {
    return this.tablesByName.get(logicalName);
  }

  column(table: string, logicalName: string): Column | undefined {
    return this.table(table)?.columns.find((column) => column.logicalName === logicalName);
  }

  view(id: string): View | undefined {
    return this.viewsById.get(id);
  }

  relationship(name: string): Relationship | undefined {
    return this.relationshipsByName.get(name.toLowerCase());
  }

  control(name: string): ControlManifest | undefined {
    return this.controlsByName.get(name);
  }

  get controlNames(): readonly string[] {
    return [...this.controlsByName.keys()];
  }
}

/** ` Did you mean "x"?` when a known name is close to the wrong one, nothing otherwise. */
export function didYouMean(wrong: string, known: Iterable<string>): string {
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const name of known) {
    const distance = editDistance(wrong.toLowerCase(), name.toLowerCase());
    if (best === undefined || distance < best.distance) {
      best = { name, distance };
    }
  }
  return best !== undefined && best.distance <= Math.max(2, Math.floor(wrong.length / 4))
    ? ` Did you mean "${best.name}"?`
    : "";
}

/** Levenshtein's distance. */
function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const substitution = (previous[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1);
      current.push(Math.min(substitution, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[right.length] ?? 0;
}
