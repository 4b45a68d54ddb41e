import { compile, lint, type LedgerModel } from ".";
import { dimensions, model, options, rule, structure } from "./testing/model";

/** What a compiled ledger knows of its own mistakes, beside what the lint says. */

const ledgerWith = (parts: Partial<LedgerModel>): LedgerModel =>
  model({
    dimensions: dimensions({ MainAccount: ["1", "2"], Department: ["D1", "D2"] }),
    structures: [structure("S", "MainAccount-Department", ["1|D1", "2|*"])],
    ...parts,
  });
const added = (...rows: readonly string[]) => structure("R", "Department", rows, "rule");
const own = structure("S", "MainAccount-Department", ["1|D1", "2|*"]);

it.each<[string, Partial<LedgerModel>]>([
  ["a criterion", { structures: [structure("S", "MainAccount-Department", ['1|D1;"x'])] }],
  ["a criterion of a rule's row", { structures: [own, added('D1;"x')], rules: [rule("A", "S", {}, "R")] }],
  ["a rule's own criterion", { structures: [own, added("D1")], rules: [rule("A", "S", { Department: '"x' }, "R")] }],
  ["a dimension of a structure", { structures: [structure("S", "MainAccount-Nowhere", ["1|*"])] }],
  ["a dimension of a rule", { structures: [own, added("D1")], rules: [rule("A", "S", { Nowhere: "1" }, "R")] }],
  ["a structure of the company", { legalEntities: [{ name: "USMF", structures: ["S", "Gone"] }] }],
  ["a structure of a rule", { rules: [rule("A", "S", {}, "Gone")] }],
  ["a missing main account", { structures: [structure("S", "Department", ["D1"])] }],
  [
    "a main account in a rule",
    { structures: [own, structure("R", "MainAccount", ["1"], "rule")], rules: [rule("A", "S", {}, "R")] },
  ],
])("a ledger knows that %s cannot be read, as the lint does", (_, parts) => {
  const source = ledgerWith(parts);
  expect(compile(source, options).hasMistakes).toBe(true);
  expect(lint(source, options).some(({ severity }) => severity === "error")).toBe(true);
});

it.each<[string, Partial<LedgerModel>]>([
  ["sound", {}],
  ["sound with a rule", { structures: [own, added("D1")], rules: [rule("A", "S", { MainAccount: "1" }, "R")] }],
  [
    "mistaken where the company does not look",
    { structures: [own, structure("Other", "Nowhere", ['"x'])], legalEntities: [{ name: "USMF", structures: ["S"] }] },
  ],
])("a ledger that is %s has none", (_, parts) => {
  expect(compile(ledgerWith(parts), options).hasMistakes).toBe(false);
});
