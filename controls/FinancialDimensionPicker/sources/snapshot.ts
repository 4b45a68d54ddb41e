import type { Dataverse } from "../../../shared/dataverse/client";
import { literal } from "../../../shared/dataverse/query";
import { textOf } from "../../../shared/dataverse/row";
import type { LedgerModel } from "../../../shared/ledger";
import { mistakesIn, parseJson, refuse, SetupError, type Shape } from "./setup";

const window = { legalEntity: "text?", activeFrom: "day?", activeTo: "day?", suspended: "yes?" } as const;

/** The shape of LedgerModel. */
const modelShape: Shape = {
  version: "text",
  takenOn: "text?",
  dimensions: [
    {
      name: "text",
      displayName: "text?",
      kind: "text",
      values: [{ ...window, value: "text", description: "text?", total: "yes?", blocked: "yes?" }],
    },
  ],
  legalEntities: [{ name: "text", structures: ["text"] }],
  structures: [
    {
      name: "text",
      kind: "text",
      active: "yes?",
      segments: ["text"],
      rows: [{ criteria: ["text"], activeFrom: "day?", activeTo: "day?" }],
    },
  ],
  rules: [
    {
      name: "text",
      structure: "text",
      active: "yes?",
      criteria: [{ dimension: "text", criteria: "text" }],
      structures: ["text"],
    },
  ],
  derived: [
    {
      dimension: "text",
      replaceExisting: "yes?",
      preventChanges: "yes?",
      values: [{ drivingValue: "text", dimension: "text", value: "text" }],
    },
  ],
  defaults: [{ mainAccount: "text", legalEntity: "text?", dimension: "text", value: "text", kind: "text" }],
  aliases: [{ name: "text", legalEntity: "text?", account: "text" }],
  integrationFormat: ["text"],
};

/** More mistakes than a person mends at once are not worth listing. */
const problemLimit = 5;

/** @throws SetupError with the places of the first mistakes */
export function readSnapshot(json: string): LedgerModel {
  const value = parseJson("snapshot", json);
  refuse(mistakesIn("snapshot", value, modelShape, false).slice(0, problemLimit));
  // `modelShape` has looked at every field of the model.
  return value as LedgerModel;
}

export const isJson = (property: string): boolean => property.trimStart().startsWith("{");

/**
 * The text of the snapshot: the property itself, or where it holds a schema name the environment variable's value, else
 * its default value.
 *
 * @throws SetupError when there is no such variable, or nothing in it
 */
export async function snapshotText(dataverse: Dataverse, property: string, signal: AbortSignal): Promise<string> {
  const name = property.trim();
  if (isJson(name)) return name;
  const of = literal(name);
  const [values, definitions] = await Promise.all([
    dataverse.retrieveAll(
      "environmentvariablevalue",
      { select: ["value"], filter: `EnvironmentVariableDefinitionId/schemaname eq ${of}` },
      { signal },
    ),
    dataverse.retrieveAll(
      "environmentvariabledefinition",
      { select: ["defaultvalue"], filter: `schemaname eq ${of}` },
      { signal },
    ),
  ]);
  const [value] = values.rows;
  const [definition] = definitions.rows;
  const text = (value && textOf(value, "value")) || (definition && textOf(definition, "defaultvalue"));
  if (!text)
    throw new SetupError([
      { key: definition ? "Setup_emptyVariable" : name ? "Setup_noVariable" : "Setup_noSnapshot", values: [name] },
    ]);
  return text;
}
