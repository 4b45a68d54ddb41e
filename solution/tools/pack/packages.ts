import { join } from "node:path";

export const packagesFolder = (root: string): string => join(root, "out/solutions");

/** Both kinds of package; they differ in one digit of solution.xml. */
export const packageKinds = ["unmanaged", "managed"] as const;
export type PackageKind = (typeof packageKinds)[number];

/** The file's name, as `pac solution pack` gives it. */
export function packageName(uniqueName: string, kind: PackageKind): string {
  return kind === "managed" ? `${uniqueName}_managed.zip` : `${uniqueName}.zip`;
}
