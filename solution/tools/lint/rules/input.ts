import type { Part, SolutionParts } from "../../../model/parts";
import type { ModelNames } from "../../../model/names";
import type { ControlManifest, SourceFinding, Form, Solution, SourcePlace } from "../../../model/types";
import { type Element, placeOf } from "../../../model/xml";
import type { ZipFiles } from "../../pack/zip";
import type { Releases } from "../../pack/releases";

/** A rule's verdict. `rule` names the rule, so that a person can look up why it exists. */
export interface LintFinding extends SourceFinding {
  readonly rule: string;
}

/** A control with its manifest; `folder` is the name of the folder it lies in. */
export interface LintedControl {
  readonly folder: string;
  readonly part: Part;
  readonly manifest: ControlManifest;
}

/** What the rules judge: one solution, from its source or from a package. */
export interface LintInput {
  readonly parts: SolutionParts;
  readonly solution: Solution;
  /** Solutions that this one may build on, itself left out. */
  readonly others: readonly Solution[];
  /** Names of this solution, the others and their controls. */
  readonly names: ModelNames;
  /** With the findings about unresolved names. */
  readonly forms: readonly Form[];
  /** The controls of the solution's own project. */
  readonly controls: readonly LintedControl[];
  readonly releases: Releases;
  /** Set for a package. */
  readonly files?: ZipFiles;
}

export type LintRule = (input: LintInput) => LintFinding[];

/** Collects the findings of one rule. */
export class FindingList {
  readonly list: LintFinding[] = [];

  constructor(private readonly rule: string) {}

  add(place: SourcePlace, node: string, message: string): void {
    this.list.push({ rule: this.rule, place, node, message });
  }

  at(element: Element, file: string, node: string, message: string): void {
    this.add(placeOf(element, file), node, message);
  }
}

export function formatFinding(finding: LintFinding): string {
  return `${finding.place.file}:${finding.place.line}: ${finding.message} [${finding.rule}] at ${finding.node}`;
}
