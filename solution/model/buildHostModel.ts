import { checkForm } from "./checkForm";
import { ModelNames } from "./names";
import type { ControlManifest, HostModel, Relationship, Solution, Table } from "./types";

/**
 * Merges the solutions, resolves every name on their forms and puts a finding on each cell (or form) where one does not
 * resolve. A finding never removes anything: the rest of the form stays usable.
 *
 * @param platformTables Tables that an environment brings along and that the solutions' lookups lead to.
 * @param platformRelationships Relationships among those tables.
 */
export function buildHostModel(
  solutions: readonly Solution[],
  manifests: readonly ControlManifest[],
  platformTables: readonly Table[],
  platformRelationships: readonly Relationship[] = [],
): HostModel {
  const tables = [...solutions.flatMap((solution) => solution.tables), ...platformTables];
  const relationships = [...solutions.flatMap((solution) => solution.relationships), ...platformRelationships];
  const views = solutions.flatMap((solution) => solution.views);
  const names = new ModelNames(
    tables,
    relationships,
    views,
    manifests,
    solutions.map((solution) => solution.publisher.prefix),
  );
  return {
    tables,
    relationships,
    forms: solutions.flatMap((solution) => solution.forms).map((form) => checkForm(form, names)),
    views,
    apps: solutions.flatMap((solution) => solution.apps),
    controls: manifests,
  };
}
