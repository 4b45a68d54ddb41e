import * as fc from "fast-check";
import type {
  AccountStructure,
  AdvancedRule,
  DerivedRule,
  Dimension,
  DimensionValue,
  LedgerModel,
  StructureRow,
} from "../model";
import type { Combination, LedgerOptions } from "../types";

/** Small models with everything in them: rules, locks, overrides, dates, suspended, total and blocked values, unclear cells. */
export const today = "2026-06-15";
export const company = "USMF";

const pool: Readonly<Record<string, readonly string[]>> = {
  MainAccount: ["1", "11", "2", "21", "3"],
  A: ["a1", "a2", "a*3"],
  B: ["x", "xy", "1000", "4"],
  C: ["c-1", "c,2"],
  D: ["d1", "D2"],
  E: ["e", "ee"],
};
const names = Object.keys(pool);

const day = fc.constantFrom(undefined, "2026-01-01", "2026-06-15", "2026-12-31");

function valueOf(value: string): fc.Arbitrary<DimensionValue> {
  return fc.record({
    value: fc.constant(value),
    legalEntity: fc.constantFrom(undefined, undefined, undefined, company, "DEMF"),
    suspended: fc.constantFrom(false, false, false, true),
    total: fc.constantFrom(false, false, false, false, true),
    blocked: fc.constantFrom(false, false, false, false, true),
    activeFrom: fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: day }),
    activeTo: fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: day }),
    overrides: fc.oneof(
      { weight: 5, arbitrary: fc.constant(undefined) },
      {
        weight: 1,
        arbitrary: fc.array(
          fc.record({
            legalEntity: fc.constantFrom(company, "DEMF"),
            suspended: fc.boolean(),
            activeFrom: day,
            activeTo: day,
          }),
          { maxLength: 2 },
        ),
      },
    ),
  });
}

function termOf(name: string): fc.Arbitrary<string> {
  const value = fc.constantFrom(...(pool[name] ?? []), "zz");
  return fc.oneof(
    { weight: 5, arbitrary: fc.constant("*") },
    { weight: 4, arbitrary: fc.constant('""') },
    { weight: 6, arbitrary: value },
    { weight: 2, arbitrary: fc.tuple(value, value).map(([a, b]) => `${a}..${b}`) },
    { weight: 1, arbitrary: value.map((text) => `${text.slice(0, 1)}*`) },
    { weight: 1, arbitrary: value.map((text) => `*${text.slice(-1)}`) },
    { weight: 1, arbitrary: value.map((text) => `*${text.slice(-1).toUpperCase()}*`) },
    { weight: 1, arbitrary: fc.constantFrom("", "a*b", "..x", "a..b..c", '"x') },
  );
}

const cellOf = (name: string): fc.Arbitrary<string> =>
  fc.array(termOf(name), { minLength: 1, maxLength: 3 }).map((terms) => terms.join(";"));

function rowOf(segments: readonly string[]): fc.Arbitrary<StructureRow> {
  return fc.record({
    criteria: fc.tuple(...segments.map(cellOf)),
    activeFrom: fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: day }),
    activeTo: fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: day }),
  });
}

function structureOf(
  name: string,
  kind: "account" | "rule",
  from: readonly string[],
  ruleSize: number,
): fc.Arbitrary<AccountStructure> {
  const own = from.filter((one) => one !== "MainAccount");
  return fc
    .shuffledSubarray([...own], { minLength: 1, maxLength: kind === "rule" ? ruleSize : own.length })
    .chain((others) =>
      kind === "rule"
        ? fc.constant(others)
        : fc.nat(others.length).map((at) => [...others.slice(0, at), "MainAccount", ...others.slice(at)]),
    )
    .chain((segments) =>
      fc.array(rowOf(segments), { minLength: 1, maxLength: 4 }).map((rows) => ({ name, kind, segments, rows })),
    );
}

function ruleOf(name: string, structure: string, dimensions: readonly string[]): fc.Arbitrary<AdvancedRule> {
  const criterion = fc
    .constantFrom(...dimensions)
    .chain((dimension) => cellOf(dimension).map((criteria) => ({ dimension, criteria })));
  return fc.record({
    name: fc.constant(name),
    structure: fc.constant(structure),
    active: fc.constantFrom(true, true, true, false),
    criteria: fc.array(criterion, { maxLength: 2 }),
    structures: fc.subarray(["R1", "R2"], { minLength: 1 }),
  });
}

/** Derived dimensions with and without locks, to values that can be chosen and to some that cannot, in chains and circles. */
function derivedOf(dimensions: readonly string[]): fc.Arbitrary<DerivedRule> {
  const valueIn = (name: string): fc.Arbitrary<string> => {
    const texts = pool[name] ?? [];
    return fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...texts) },
      { weight: 1, arbitrary: fc.constantFrom(...texts.map((text) => text.toUpperCase())) },
      { weight: 1, arbitrary: fc.constantFrom("zz", "") },
    );
  };
  return fc.constantFrom(...dimensions).chain((driver) =>
    fc.record({
      dimension: fc.constant(driver),
      preventChanges: fc.constantFrom(true, true, false, undefined),
      replaceExisting: fc.constantFrom(true, false, undefined),
      values: fc.array(
        fc
          .constantFrom(...dimensions)
          .chain((dimension) =>
            fc.record({ drivingValue: valueIn(driver), dimension: fc.constant(dimension), value: valueIn(dimension) }),
          ),
        { maxLength: 3 },
      ),
    }),
  );
}

/** Models of three to six dimensions. */
export const anyModel: fc.Arbitrary<LedgerModel> = fc.integer({ min: 3, max: names.length }).chain((count) => {
  const used = names.slice(0, count);
  return fc.record({
    version: fc.constant("1"),
    dimensions: fc.tuple(
      ...used.map((name): fc.Arbitrary<Dimension> =>
        fc.tuple(...(pool[name] ?? []).map(valueOf)).map((values) => ({
          name,
          kind: name === "MainAccount" ? ("mainAccount" as const) : ("list" as const),
          values,
        })),
      ),
    ),
    legalEntities: fc.constant([{ name: company, structures: ["S1", "S2"] }]),
    structures: fc.tuple(
      structureOf("S1", "account", used, 0),
      structureOf("S2", "account", used, 0),
      structureOf("R1", "rule", used, 2),
      structureOf("R2", "rule", used, 1),
    ),
    rules: fc.tuple(ruleOf("beta", "S1", used), ruleOf("Alpha", "S1", used), ruleOf("gamma", "S2", used)),
    derived: fc.oneof(fc.constant([]), fc.array(derivedOf(used), { minLength: 1, maxLength: 4 })),
    defaults: fc.constant([]),
    aliases: fc.constant([]),
    integrationFormat: fc.constant(used),
  });
});

/** A model with what a control demands on top: mostly nothing, else segments that are required or locked. */
export const anyLedger: fc.Arbitrary<{
  readonly model: LedgerModel;
  readonly options: LedgerOptions & Required<Pick<LedgerOptions, "requiredSegments" | "lockedSegments">>;
}> = anyModel.chain((model) => {
  const some = fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    {
      weight: 1,
      arbitrary: fc.subarray(
        model.dimensions.map(({ name }) => name),
        { maxLength: 2 },
      ),
    },
  );
  return fc.record({
    model: fc.constant(model),
    options: fc.record({
      legalEntity: fc.constant(company),
      date: fc.constant(today),
      requiredSegments: some,
      lockedSegments: some,
    }),
  });
});

/** Combinations over the model's values, with unknown ones, other case, blanks and undecided segments. */
export function combinationOf(model: LedgerModel): fc.Arbitrary<Combination> {
  return fc
    .tuple(
      ...model.dimensions.map(({ values }) =>
        fc.oneof(
          { weight: 4, arbitrary: fc.constant(undefined) },
          { weight: 2, arbitrary: fc.constant("") },
          { weight: 8, arbitrary: fc.constantFrom(...values.map(({ value }) => value)) },
          { weight: 1, arbitrary: fc.constantFrom(...values.map(({ value }) => value.toUpperCase())) },
          { weight: 1, arbitrary: fc.constant("nowhere") },
        ),
      ),
    )
    .map((values) => Object.fromEntries(model.dimensions.map(({ name }, index) => [name, values[index]])));
}
