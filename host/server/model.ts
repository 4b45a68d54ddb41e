import path from "node:path";
import { buildHostModel, readManifests, readSolution } from "../../solution/model/readSolution";
import type { HostModel, Solution } from "../../solution/model/types";
import { platformRelationships, platformTables } from "../dataverse/platform";

/** The solutions in the order they are imported. */
const SOLUTION_FOLDERS = ["solution/controls/src", "solution/sample/src"];

export interface SolutionModel {
  readonly solutions: readonly Solution[];
  readonly host: HostModel;
}

/**
 * Reads both solutions and the controls' manifests below `root`.
 * @throws Error whose message begins with file and line, for XML that is not well-formed
 */
export function readModel(root: string): SolutionModel {
  const solutions = SOLUTION_FOLDERS.map((folder) => readSolution(path.join(root, folder)));
  return {
    solutions,
    host: buildHostModel(solutions, readManifests(path.join(root, "controls")), platformTables, platformRelationships),
  };
}

/** What decides on the database's tables and rights: two models with the same text need no new database. */
export function schemaOf({ solutions }: SolutionModel): string {
  return JSON.stringify(
    solutions.map(({ tables, relationships, roles, columnSecurityProfiles, environmentVariables, views }) => ({
      tables,
      relationships,
      roles,
      columnSecurityProfiles,
      environmentVariables,
      views,
    })),
  );
}
