import fc from "fast-check";
import { administrator, id, nextLink, pagingCookie, ReadBench } from "./testing";

/** Laws of reading, on random data: pages cover everything once, and SQL filters as a naive reader of the specification would. */
interface Animal {
  readonly zooid: string;
  readonly label: string | null;
  readonly whole: number | null;
  readonly flag: boolean | null;
  readonly kind: number | null;
  readonly born: string | null;
}

const texts = [
  "",
  "a",
  "A",
  "á",
  "b ",
  "B",
  "ab",
  "a_b",
  "a%b",
  "[a]",
  "Zoë",
  "zoe",
  "ß",
  "ss",
  "_",
  "10",
  "9",
] as const;
const animals: readonly Animal[] = fc
  .sample(
    fc.record({
      label: fc.option(fc.constantFrom(...texts)),
      // The ends of the column's range are cookies' values, too.
      whole: fc.option(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(2 ** 31 - 1, -(2 ** 31)))),
      flag: fc.option(fc.boolean()),
      kind: fc.option(fc.constantFrom(1, 2, 3)),
      born: fc.option(fc.constantFrom("2026-01-01", "2026-06-15", "2025-12-31")),
    }),
    { numRuns: 120, seed: 417_200 },
  )
  .map((animal, n) => ({ ...animal, zooid: id((n * 37) % 121) }));

let bench: ReadBench;
beforeAll(async () => {
  bench = await ReadBench.open();
  await bench.insert(
    "zoo",
    animals.map((animal) => ({ ...animal })),
  );
});
afterAll(() => bench.close());

const property = fc.constantFrom("label", "whole", "flag", "kind", "born", "zooid");
const orders = fc.uniqueArray(fc.record({ name: property, descending: fc.boolean() }), {
  maxLength: 3,
  selector: (order) => order.name,
});

test("OData pages of any size in any order give every row exactly once, in one order", async () => {
  await fc.assert(
    fc.asyncProperty(orders, fc.integer({ min: 7, max: 60 }), async (order, maxPageSize) => {
      const clause = order.map(({ name, descending }) => `${name}${descending ? " desc" : ""}`).join(",");
      const query = `zoos?$select=label${clause === "" ? "" : `&$orderby=${clause}`}`;
      const whole = (await bench.get(query)).json.value.map((row) => row["zooid"]);
      const seen: unknown[] = [];
      for (let next: string | undefined = query; next !== undefined;) {
        const reply = await bench.get(next, { maxPageSize });
        expect(reply.json.value.length).toBeLessThanOrEqual(maxPageSize);
        seen.push(...reply.json.value.map((row) => row["zooid"]));
        next = nextLink(reply);
      }
      expect(seen).toEqual(whole);
      expect(new Set(seen).size).toBe(animals.length);
    }),
    { numRuns: 25 },
  );
});

test("FetchXML pages by cookie or by number give every row exactly once", async () => {
  await fc.assert(
    fc.asyncProperty(orders, fc.integer({ min: 15, max: 70 }), fc.boolean(), async (order, count, useCookie) => {
      const clauses = order
        .map(({ name, descending }) => `<order attribute='${name}' descending='${descending}'/>`)
        .join("");
      const seen: unknown[] = [];
      let cookie = "";
      for (let page = 1, more = true; more; page += 1) {
        const escaped = cookie.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
        const paging = useCookie && cookie !== "" ? ` paging-cookie="${escaped}"` : "";
        const reply = await bench.fetchXml(
          "zoos",
          `<fetch count='${count}' page='${page}'${paging}><entity name='zoo'><attribute name='label'/>${clauses}</entity></fetch>`,
          {
            annotations: ["*"],
          },
        );
        seen.push(...reply.json.value.map((row) => row["zooid"]));
        more = reply.json["@Microsoft.Dynamics.CRM.morerecords"] === true;
        cookie = pagingCookie(reply);
      }
      expect(seen).toHaveLength(animals.length);
      expect(new Set(seen).size).toBe(animals.length);
    }),
    { numRuns: 15 },
  );
});

// ------------------------------------------------------------------------------------------------ the naive evaluator

/** A condition as OData text, with what it means: true, false, or null for unknown. */
interface Condition {
  readonly text: string;
  readonly meaning: (animal: Animal) => boolean | null;
}

/** The rules of equality in words: case, accents and trailing blanks do not count. */
function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss").replace(/ +$/u, "");
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const textEquals = fc
  .tuple(fc.constantFrom("eq", "ne"), fc.constantFrom(...texts))
  .map(([operator, text]): Condition => ({
    text: `label ${operator} ${quoted(text)}`,
    meaning: ({ label }) =>
      operator === "eq"
        ? label === null
          ? null
          : plain(label) === plain(text)
        : label === null || plain(label) !== plain(text),
  }));

const comparisons = {
  gt: (a: number, b: number) => a > b,
  ge: (a: number, b: number) => a >= b,
  lt: (a: number, b: number) => a < b,
  le: (a: number, b: number) => a <= b,
};
const numberCompares = fc
  .tuple(fc.constantFrom("gt", "ge", "lt", "le"), fc.constantFrom("whole", "kind"), fc.integer({ min: -3, max: 3 }))
  .map(([operator, column, number]): Condition => ({
    text: `${column} ${operator} ${number}`,
    meaning: (animal) => {
      const value = animal[column];
      return value === null ? null : comparisons[operator](value, number);
    },
  }));

const nulls = fc
  .tuple(fc.constantFrom("eq", "ne"), fc.constantFrom("label", "whole", "flag", "kind", "born"))
  .map(([operator, column]): Condition => ({
    text: `${column} ${operator} null`,
    meaning: (animal) => (animal[column] === null) === (operator === "eq"),
  }));

const columns = fc.constantFrom("eq", "ne", "gt").map((operator): Condition => ({
  text: `whole ${operator} kind`,
  meaning: ({ whole, kind }) => {
    if (operator === "ne") {
      return whole !== kind;
    }
    return whole === null || kind === null ? null : operator === "eq" ? whole === kind : whole > kind;
  },
}));

// Patterns without wildcards; those have examples of their own.
const textFunctions = fc
  .tuple(fc.constantFrom("contains", "startswith", "endswith"), fc.constantFrom("a", "B", "zo", "ss", "é", "1"))
  .map(([name, pattern]): Condition => ({
    text: `${name}(label,${quoted(pattern)})`,
    meaning: ({ label }) => {
      if (label === null) {
        return null;
      }
      const [value, part] = [plain(label), plain(pattern)];
      return name === "contains"
        ? value.includes(part)
        : name === "startswith"
          ? value.startsWith(part)
          : value.endsWith(part);
    },
  }));

const dates = fc
  .constantFrom("2026-01-01", "2026-06-15")
  .map((day): Condition => ({ text: `born ge ${day}`, meaning: ({ born }) => (born === null ? null : born >= day) }));

const lists = fc
  .tuple(fc.constantFrom("In", "NotIn"), fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { minLength: 1 }))
  .map(([name, values]): Condition => ({
    text: `Microsoft.Dynamics.CRM.${name}(PropertyName='kind',PropertyValues=[${values.map((value) => `'${value}'`).join(",")}])`,
    meaning: ({ kind }) =>
      name === "In" ? (kind === null ? null : values.includes(kind)) : kind === null || !values.includes(kind),
  }));

const { condition } = fc.letrec<{ condition: Condition; leaf: Condition; both: Condition; negated: Condition }>(
  (tie) => ({
    leaf: fc.oneof(textEquals, numberCompares, nulls, columns, textFunctions, dates, lists),
    both: fc
      .tuple(fc.constantFrom("and", "or"), tie("condition"), tie("condition"))
      .map(([operator, left, right]): Condition => ({
        text: `(${left.text} ${operator} ${right.text})`,
        meaning: (animal) => {
          const values = [left.meaning(animal), right.meaning(animal)];
          const decisive = operator === "or";
          return values.includes(decisive) ? decisive : values.includes(null) ? null : !decisive;
        },
      })),
    negated: tie("condition").map((inner): Condition => ({
      text: `not (${inner.text})`,
      meaning: (animal) => {
        const value = inner.meaning(animal);
        return value === null ? null : !value;
      },
    })),
    condition: fc.oneof({ depthSize: "small", withCrossShrink: true }, tie("leaf"), tie("both"), tie("negated")),
  }),
);

test("a random filter finds what a naive evaluator finds", async () => {
  await fc.assert(
    fc.asyncProperty(condition, async ({ text, meaning }) => {
      const { json } = await bench.get(`zoos?$select=label&$filter=${encodeURIComponent(text)}`, {}, administrator);
      const expected = animals.filter((animal) => meaning(animal) === true).map(({ zooid }) => zooid);
      expect(json.value.map((row) => row["zooid"])).toEqual([...expected].sort());
    }),
    { numRuns: 150 },
  );
});
