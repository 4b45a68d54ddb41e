import { checkRowSource, type Report, unknownColumn } from "./checkNames";
import { didYouMean, type ModelNames } from "./names";
import { propertyTypesOf } from "./propertyTypes";
import type { ControlManifest, ControlParameter, CustomControlUse, Form, FormControl, ManifestProperty } from "./types";

/** Judges what a form says to a custom control by the control's own manifest. */
export function checkCustomControl(
  use: CustomControlUse,
  control: FormControl,
  form: Form,
  names: ModelNames,
  report: Report,
): void {
  const node = `/customControl[formFactor=${use.formFactor}]`;
  const manifest = names.control(use.name);
  if (manifest === undefined) {
    const known = names.controlNames;
    const mend = didYouMean(use.name, known);
    report(
      `There is no control "${use.name}".${mend === "" ? ` Known: ${known.join(", ") || "none"}.` : mend}`,
      node,
      use.place,
    );
    return;
  }
  const seen = new Set<string>();
  for (const parameter of use.parameters) {
    const where = `${node}/${parameter.name}`;
    if (seen.has(parameter.name)) {
      report(`"${parameter.name}" is set twice. Keep one.`, where, parameter.place);
    }
    seen.add(parameter.name);
    const property = manifest.properties.find((candidate) => candidate.name === parameter.name);
    if (property === undefined) {
      const properties = manifest.properties.map((candidate) => candidate.name);
      report(
        `${manifest.fullName} has no property "${parameter.name}".${didYouMean(parameter.name, properties)} Properties: ${properties.join(", ")}.`,
        where,
        parameter.place,
      );
    } else {
      checkParameter(parameter, property, form, names, (message) => report(message, where, parameter.place));
    }
  }
  for (const property of manifest.properties) {
    if (
      property.required &&
      property.usage !== "output" &&
      property.defaultValue === undefined &&
      !seen.has(property.name)
    ) {
      report(
        `The required property "${property.name}" of ${manifest.fullName} is not set. Add <${property.name}> with ${requiredContent(property, control)}.`,
        node,
        use.place,
      );
    }
  }
  checkDataSets(use, manifest, form, names, report, node);
}

function requiredContent(property: ManifestProperty, control: FormControl): string {
  return property.usage === "bound"
    ? `a column's name${control.column === undefined ? "" : `, such as ${control.column}`}`
    : `static="true" and a value of type ${property.types.join(" or ")}`;
}

function checkParameter(
  parameter: ControlParameter,
  property: ManifestProperty,
  form: Form,
  names: ModelNames,
  report: (message: string) => void,
): void {
  if (property.usage === "output") {
    report(`"${property.name}" is an output: the control sets it, a form cannot. Remove it.`);
    return;
  }
  if (parameter.kind === "static") {
    checkStatic(parameter, property, report);
    return;
  }
  const column = names.column(form.table, parameter.value);
  if (column === undefined) {
    report(unknownColumn(parameter.value, form.table, names));
    return;
  }
  const types = propertyTypesOf(column);
  if (!types.some((type) => property.types.includes(type))) {
    report(
      `"${property.name}" takes ${property.types.join(", ")}, but column ${column.logicalName} is ${types.join(" or ") || column.type}. Bind a column of a fitting type.`,
    );
  }
}

function checkStatic(parameter: ControlParameter, property: ManifestProperty, report: (message: string) => void): void {
  if (property.usage === "bound") {
    report(
      `"${property.name}" is bound to a column and takes no static value. Remove static="true" and name a column.`,
    );
    return;
  }
  if (parameter.type === undefined) {
    report(`The static value of "${property.name}" has no type. Add type="${property.types[0] ?? ""}".`);
    return;
  }
  if (!property.types.includes(parameter.type)) {
    report(
      `"${property.name}" is of type ${property.types.join(" or ")}, not ${parameter.type}. Correct the type attribute.`,
    );
    return;
  }
  const problem = staticProblem(parameter.type, parameter.value, property);
  if (problem !== undefined) {
    report(`"${parameter.value}" is no value for "${property.name}": ${problem}.`);
  }
}

function staticProblem(type: string, value: string, property: ManifestProperty): string | undefined {
  switch (type) {
    case "Enum": {
      const legal = property.values.map((candidate) => candidate.value);
      return legal.includes(value) ? undefined : `use one of ${legal.join(", ")}`;
    }
    case "Whole.None":
      return /^-?\d+$/.test(value) ? undefined : "use a whole number";
    case "Decimal":
    case "FP":
    case "Currency":
      return value !== "" && Number.isFinite(Number(value)) ? undefined : "use a number with a decimal point";
    case "TwoOptions":
      return /^(true|false|0|1)$/i.test(value) ? undefined : "use true or false";
    default:
      return undefined;
  }
}

function checkDataSets(
  use: CustomControlUse,
  manifest: ControlManifest,
  form: Form,
  names: ModelNames,
  report: Report,
  node: string,
): void {
  for (const dataSet of use.dataSets) {
    const where = `${node}/data-set[${dataSet.name}]`;
    if (manifest.dataSets.some((candidate) => candidate.name === dataSet.name)) {
      checkRowSource(dataSet, form, names, report, where, dataSet.place);
    } else {
      const known = manifest.dataSets.map((candidate) => candidate.name);
      report(
        `${manifest.fullName} has no data-set "${dataSet.name}".${didYouMean(dataSet.name, known)} Data-sets: ${known.join(", ") || "none"}.`,
        where,
        dataSet.place,
      );
    }
  }
  for (const dataSet of manifest.dataSets) {
    const count = use.dataSets.filter((candidate) => candidate.name === dataSet.name).length;
    if (count !== 1) {
      report(
        count === 0
          ? `The data-set "${dataSet.name}" of ${manifest.fullName} is not set. Add <data-set name="${dataSet.name}"> with ViewId, TargetEntityType and RelationshipName.`
          : `The data-set "${dataSet.name}" is set ${count} times. Keep one.`,
        node,
        use.place,
      );
    }
  }
}
