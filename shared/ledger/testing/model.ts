import type { AccountStructure, AdvancedRule, Dimension, DimensionValue, LedgerModel } from "../model";

type ValueText = string | DimensionValue;

export function values(...list: readonly ValueText[]): DimensionValue[] {
  return list.map((value) => (typeof value === "string" ? { value } : value));
}

/** Dimensions by name with their values; "MainAccount" is the main account. */
export function dimensions(byName: Readonly<Record<string, readonly ValueText[]>>): Dimension[] {
  return Object.entries(byName).map(([name, list]) => ({
    name,
    kind: name === "MainAccount" ? "mainAccount" : "list",
    values: values(...list),
  }));
}

/** A structure written as text: "MainAccount-CostCenter", then one row each, cells separated by "|". */
export function structure(
  name: string,
  segments: string,
  rows: readonly string[],
  kind: AccountStructure["kind"] = "account",
): AccountStructure {
  return {
    name,
    kind,
    segments: segments.split("-"),
    rows: rows.map((row) => ({ criteria: row.split("|").map((cell) => cell.trim()) })),
  };
}

export function rule(
  name: string,
  of: string,
  criteria: Readonly<Record<string, string>>,
  ...structures: readonly string[]
): AdvancedRule {
  return {
    name,
    structure: of,
    criteria: Object.entries(criteria).map(([dimension, text]) => ({ dimension, criteria: text })),
    structures,
  };
}

/** A model of one company, USMF, that has all its account structures; the rest as given. */
export function model(parts: Partial<LedgerModel>): LedgerModel {
  const structures = parts.structures ?? [];
  return {
    version: "1",
    dimensions: [],
    legalEntities: [
      { name: "USMF", structures: structures.filter(({ kind }) => kind === "account").map(({ name }) => name) },
    ],
    rules: [],
    derived: [],
    defaults: [],
    aliases: [],
    integrationFormat: [],
    ...parts,
    structures,
  };
}

export const options = { legalEntity: "USMF", date: "2026-06-15" } as const;
