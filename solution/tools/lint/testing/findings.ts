import { readdirSync } from "node:fs";
import type { Project } from "../../../testing/project";
import { formatFinding, type LintFinding } from "../rules/input";

/** The first file of a folder that holds a text. Throws when none does. */
export function fileIn(project: Project, folder: string, holding: string): string {
  const name = readdirSync(project.path(folder)).find((candidate) =>
    project.read(`${folder}/${candidate}`).includes(holding),
  );
  if (name === undefined) {
    throw new Error(`no file in ${folder} holds ${holding}`);
  }
  return `${folder}/${name}`;
}

/** The findings of a rule whose message fits. Throws, with what was found instead, when there are none. */
export function findingOf(findings: readonly LintFinding[], rule: string, message: RegExp): readonly LintFinding[] {
  const found = findings.filter((finding) => finding.rule === rule && message.test(finding.message));
  if (found.length === 0) {
    throw new Error(
      `no finding of "${rule}" says ${message.source}; found:\n${findings.map(formatFinding).join("\n")}`,
    );
  }
  return found;
}
