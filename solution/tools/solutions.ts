import { join } from "node:path";

/** A solution of this repository and where its parts are. */
export interface SolutionSource {
  readonly uniqueName: string;
  /** pac's unpacked layout. */
  readonly folder: string;
  /** The built controls that the package carries, as the project reference of its .cdsproj says; absent for none. */
  readonly builtControls?: string;
}

/** In the order of their import. */
export function solutionSources(root: string): readonly SolutionSource[] {
  return [
    {
      uniqueName: "FieldstoneControls",
      folder: join(root, "solution/controls/src"),
      builtControls: join(root, "out/controls"),
    },
    { uniqueName: "FieldstoneSample", folder: join(root, "solution/sample/src") },
  ];
}

export const controlsFolder = (root: string): string => join(root, "controls");
export const packagesFolder = (root: string): string => join(root, "out/solutions");

/** `both` kinds of package; they differ in one digit of solution.xml. */
export const packageKinds = ["unmanaged", "managed"] as const;
export type PackageKind = (typeof packageKinds)[number];

export function packageName(uniqueName: string, kind: PackageKind): string {
  return kind === "managed" ? `${uniqueName}_managed.zip` : `${uniqueName}.zip`;
}
