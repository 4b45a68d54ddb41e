import { buildHostModel, readManifests } from "../../solution/model/readSolution";
import { controlsFolder, readSolutions } from "../../solution/model/solutions";
import type { HostModel, Solution } from "../../solution/model/types";
import { platformRelationships, platformTables } from "../dataverse/platform";

export interface SolutionModel {
  readonly solutions: readonly Solution[];
  readonly host: HostModel;
}

/**
 * Reads the solutions and the controls' manifests below `root`.
 * @throws Error whose message begins with file and line, for XML that is not well-formed
 */
export function readModel(root: string): SolutionModel {
  const solutions = readSolutions(root);
  return {
    solutions,
    host: buildHostModel(solutions, readManifests(controlsFolder(root)), platformTables, platformRelationships),
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
