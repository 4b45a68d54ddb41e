import { stockClassIds } from "./classIds";
import type {
  ControlParameter,
  CustomControlUse,
  DataSetParameter,
  SourceFinding,
  FormCell,
  FormControl,
  SourcePlace,
  XmlFormFactor,
} from "./types";
import {
  attribute,
  child,
  children,
  childText,
  type Element,
  flag,
  guid,
  localized,
  numberOf,
  placeOf,
  text,
} from "./xml";

/** A `<controlDescription>`: which custom controls stand in for the control with this unique id. */
export interface ControlDescription {
  readonly forControl: string;
  readonly fallbackClassId?: string;
  readonly fallbackCount: number;
  readonly custom: readonly CustomControlUse[];
  /** What stands in `formFactor` and is none. */
  readonly unknownFactors: readonly string[];
  readonly place: SourcePlace;
}

interface CellContext {
  readonly file: string;
  readonly node: string;
  readonly descriptions: ReadonlyMap<string, ControlDescription>;
  /** Collects the unique ids that a control claimed. */
  readonly used: Set<string>;
}

/** The class id of "a custom control stands here", which needs a description. */
export const customControlClassId = "f9a8a302-114e-466a-b582-6771b2ae0d92";

const formFactors = [0, 1, 2] as const satisfies readonly XmlFormFactor[];
const formFactorNames: Readonly<Record<XmlFormFactor, string>> = { 0: "0 (phone)", 1: "1 (tablet)", 2: "2 (web)" };

export function readControlDescriptions(
  form: Element | undefined,
  file: string,
): { readonly descriptions: ReadonlyMap<string, ControlDescription>; readonly findings: readonly SourceFinding[] } {
  const descriptions = new Map<string, ControlDescription>();
  const findings: SourceFinding[] = [];
  for (const element of children(child(form, "controlDescriptions"), "controlDescription")) {
    const description = readDescription(element, file);
    if (descriptions.has(description.forControl)) {
      findings.push({
        place: description.place,
        node: `form/controlDescriptions/controlDescription[${description.forControl}]`,
        message: `A second description for the control ${description.forControl}; only the first counts. Remove one of them.`,
      });
    } else {
      descriptions.set(description.forControl, description);
    }
  }
  return { descriptions, findings };
}

function readDescription(element: Element, file: string): ControlDescription {
  const fallbacks = children(element, "customControl").filter((control) => attribute(control, "id") !== undefined);
  const first = fallbacks[0];
  const named = children(element, "customControl").filter((control) => attribute(control, "name") !== undefined);
  return {
    forControl: guid(attribute(element, "forControl")),
    ...(first === undefined ? {} : { fallbackClassId: guid(attribute(first, "id")) }),
    fallbackCount: fallbacks.length,
    custom: named.flatMap((control) => {
      const factor = formFactorOf(control);
      return factor === undefined ? [] : [readUse(control, factor, file)];
    }),
    unknownFactors: named
      .filter((control) => formFactorOf(control) === undefined)
      .map((control) => attribute(control, "formFactor") ?? ""),
    place: placeOf(element, file),
  };
}

function readUse(control: Element, formFactor: XmlFormFactor, file: string): CustomControlUse {
  const parameters = children(child(control, "parameters"));
  return {
    formFactor,
    name: attribute(control, "name") ?? "",
    parameters: parameters
      .filter((parameter) => parameter.nodeName !== "data-set")
      .map((parameter): ControlParameter => {
        const type = attribute(parameter, "type");
        const kind = flag(attribute(parameter, "static"), false) ? "static" : "bound";
        const value = text(parameter);
        return {
          name: parameter.nodeName,
          kind,
          value: kind === "bound" ? value.toLowerCase() : value,
          ...(type === undefined ? {} : { type }),
          place: placeOf(parameter, file),
        };
      }),
    dataSets: parameters
      .filter((parameter) => parameter.nodeName === "data-set")
      .map((parameter) => readDataSet(parameter, file)),
    place: placeOf(control, file),
  };
}

function formFactorOf(control: Element): XmlFormFactor | undefined {
  return formFactors.find((factor) => String(factor) === attribute(control, "formFactor"));
}

function readDataSet(element: Element, file: string): DataSetParameter {
  return {
    name: attribute(element, "name") ?? "",
    viewId: guid(childText(element, "ViewId")),
    table: (childText(element, "TargetEntityType") ?? "").toLowerCase(),
    relationshipName: childText(element, "RelationshipName") ?? "",
    parameters: textsOf(element),
    place: placeOf(element, file),
  };
}

function textsOf(parent: Element | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(children(parent).map((element) => [element.nodeName, text(element)]));
}

export function readRows(rows: Element | undefined, context: CellContext): FormCell[][] {
  return children(rows, "row").map((row) => children(row, "cell").map((cell) => readCell(cell, context)));
}

/** All cells of a header or footer, in order. */
export function readCells(area: Element | undefined, context: CellContext): FormCell[] {
  return readRows(child(area, "rows"), context).flat();
}

function readCell(cell: Element, context: CellContext): FormCell {
  const element = child(cell, "control");
  const read = element === undefined ? undefined : readControl(element, context);
  return {
    label: localized(child(cell, "labels")),
    showLabel: flag(attribute(cell, "showlabel"), true),
    visible: flag(attribute(cell, "visible"), true),
    availableForPhone: flag(attribute(cell, "availableforphone"), true),
    colSpan: Math.max(1, numberOf(attribute(cell, "colspan"), 1)),
    rowSpan: Math.max(1, numberOf(attribute(cell, "rowspan"), 1)),
    spacer: flag(attribute(cell, "userspacer"), false),
    ...(read === undefined ? {} : { control: read.control }),
    findings: read?.findings ?? [],
  };
}

function readControl(
  element: Element,
  context: CellContext,
): { readonly control: FormControl; readonly findings: readonly SourceFinding[] } {
  const id = attribute(element, "id") ?? "";
  const uniqueId = guid(attribute(element, "uniqueid"));
  const classId = guid(attribute(element, "classid"));
  const description = uniqueId === "" ? undefined : context.descriptions.get(uniqueId);
  const column = attribute(element, "datafieldname");
  const place = placeOf(element, context.file);
  const node = `${context.node}/control[${id}]`;
  const findings: SourceFinding[] = [];
  const report = (where: SourcePlace, message: string): void => {
    findings.push({ place: where, node, message });
  };
  if (description !== undefined && context.used.has(uniqueId)) {
    report(
      place,
      `The uniqueid ${uniqueId} is already taken by another control of this form. Give this one a new GUID and its own description.`,
    );
  }
  context.used.add(uniqueId);
  if (classId === customControlClassId && description === undefined) {
    report(
      place,
      `This is a custom control, but no controlDescription has forControl="{${uniqueId}}". Add the description, or put the stock control's classid.`,
    );
  }
  if (description !== undefined) {
    describeProblems(description, report);
    if (classId !== customControlClassId && classId !== stockClassIds.subgrid) {
      report(
        place,
        `A controlDescription speaks of this control, so its classid is {${customControlClassId.toUpperCase()}}, not {${classId.toUpperCase()}}. The stock control's classid belongs into the description.`,
      );
    }
  }
  return {
    control: {
      id,
      classId,
      ...(column === undefined || column === "" ? {} : { column: column.toLowerCase() }),
      disabled: flag(attribute(element, "disabled"), false),
      isSubgrid: flag(attribute(element, "indicationOfSubgrid"), false) || classId === stockClassIds.subgrid,
      parameters: textsOf(child(element, "parameters")),
      custom: description?.custom ?? [],
      ...(description?.fallbackClassId === undefined ? {} : { fallbackClassId: description.fallbackClassId }),
      place,
    },
    findings,
  };
}

function describeProblems(
  description: ControlDescription,
  report: (place: SourcePlace, message: string) => void,
): void {
  if (description.fallbackCount !== 1) {
    report(
      description.place,
      `A description needs exactly one <customControl id="{…}"> as fallback, this one has ${description.fallbackCount}. Name the stock control's classid there.`,
    );
  }
  for (const value of description.unknownFactors) {
    report(
      description.place,
      `There is no form factor "${value}". Use ${formFactors.map((factor) => formFactorNames[factor]).join(", ")}.`,
    );
  }
  const missing = formFactors.filter((factor) => !description.custom.some((use) => use.formFactor === factor));
  if (missing.length > 0) {
    // The first sentence is what the platform answers to such a form (seen on a real environment, 29 September 2026).
    report(
      description.place,
      `Custom control declaration for form factor(s) ${missing.join(",")} is missing for control with uniqueid {${description.forControl}}. Dataverse refuses the form: declare the control for ${missing.map((factor) => formFactorNames[factor]).join(", ")}, too.`,
    );
  }
  for (const factor of formFactors) {
    const second = description.custom.filter((use) => use.formFactor === factor)[1];
    if (second !== undefined) {
      report(second.place, `Two custom controls for form factor ${formFactorNames[factor]}. Keep one.`);
    }
  }
}
