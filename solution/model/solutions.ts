import { join } from "node:path";
import { readSolution } from "./readSolution";
import type { Solution } from "./types";

/** A solution of this repository and where its parts are. */
export interface SolutionSource {
  readonly uniqueName: string;
  /** pac's unpacked layout. */
  readonly folder: string;
  /** The built controls that the package carries, as the project reference of its .cdsproj says; absent for none. */
  readonly builtControls?: string;
}

/** The repository's solutions in the order of their import: each builds on the ones before it. */
export function solutionSources(root: string): readonly SolutionSource[] {
  return [
    {
      uniqueName: "FieldstoneControls",
      folder: join(root, "solution/controls/src"),
      builtControls: join(root, "out/controls"),
    },
    { uniqueName: "FieldstoneSample", folder: join(root, "solution/sample/src") },
    { uniqueName: "FieldstoneApprovals", folder: join(root, "solution/approvals/src") },
  ];
}

/** The controls' folders, each with its `ControlManifest.Input.xml`. */
export const controlsFolder = (root: string): string => join(root, "controls");

/** All of them. Throws `SourceError` as `readSolution` does. */
export function readSolutions(root: string): Solution[] {
  return solutionSources(root).map(({ folder }) => readSolution(folder));
}
