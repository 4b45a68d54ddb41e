import { performance } from "node:perf_hooks";
import type * as engine from "../../shared/ledger";
import type { Dimension, Ledger, LedgerModel, StructureRow } from "../../shared/ledger";
import { shippedEngine } from "./support/shippedEngine";
import { type Bench, type BenchFigure, percentile } from "./types";

/** Operations behind each p95. */
const operations = 1000;
const options = { legalEntity: "USMF", date: "2026-06-15" } as const;
const clock = (): number => performance.now();

/** A generator of numbers below 1 that gives the same model every time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

const words = [
  "Sales",
  "Travel",
  "Hardware",
  "Software",
  "Consulting",
  "Rent",
  "Energy",
  "Freight",
  "Interest",
  "Warranty",
  "Training",
  "Catering",
  "Insurance",
  "Marketing",
  "Research",
];
const places = ["Seattle", "Vienna", "Zürich", "Osaka", "Lyon", "Bergen", "Austin", "Leeds", "Porto", "Łódź"];
/** Texts beyond Latin-1 take two bytes a character in JavaScript: weighed apart. */
const latinPlaces = places.filter((place) => /^[\u0000-\u00ff]*$/.test(place));

/** `scale` 1: 100,000 values over six dimensions and 10,000 rows over three structures, with twelve rules. */
function makeModel(scale: number, towns: readonly string[] = places): LedgerModel {
  const random = seeded(4);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const dimension = (name: string, kind: Dimension["kind"], count: number, code: (i: number) => string): Dimension => ({
    name,
    kind,
    values: Array.from({ length: Math.round(count * scale) }, (_, i) => ({
      value: code(i),
      description: `${pick(words)} ${pick(towns)} ${i % 97}`,
      ...(random() < 0.03 && { suspended: true }),
      ...(random() < 0.02 && { activeTo: "2025-12-31" }),
      ...(random() < 0.01 && { blocked: true }),
      ...(random() < 0.02 && { overrides: [{ legalEntity: "USMF", suspended: random() < 0.5 }] }),
    })),
  });
  const dimensions = [
    dimension("MainAccount", "mainAccount", 20000, (i) => String(100000 + i * 40)),
    dimension("BusinessUnit", "list", 500, (i) => `BU${String(i).padStart(4, "0")}`),
    dimension("Department", "list", 4500, (i) => String(i).padStart(5, "0")),
    dimension("CostCenter", "list", 25000, (i) => `CC-${String(i).padStart(6, "0")}`),
    dimension("Project", "shared", 40000, (i) => `P${String(i * 7).padStart(7, "0")}`),
    dimension("Customer", "shared", 10000, (i) => `C${String(i).padStart(6, "0")}`),
  ];
  const codes = dimensions.map(({ values }) => values.map(({ value }) => value));
  const valueOf = (at: number): string => pick(codes[at] ?? []);
  const cell = (at: number): string => {
    const kind = random();
    if (kind < 0.35) return '*;""';
    if (kind < 0.5) return "*";
    if (kind < 0.7) {
      const list = codes[at] ?? [];
      const from = Math.floor(random() * list.length);
      return `${list[from] ?? ""}..${list[Math.min(list.length - 1, from + Math.floor(random() * 200))] ?? ""}`;
    }
    if (kind < 0.8) return `${valueOf(at).slice(0, 4)}*;""`;
    if (kind < 0.805) return `*${valueOf(at).slice(-3)}`;
    return Array.from({ length: 1 + Math.floor(random() * 3) }, () => valueOf(at)).join(";");
  };
  const accounts = codes[0] ?? [];
  const rows = (from: number, to: number, count: number, columns: readonly number[]): StructureRow[] =>
    Array.from({ length: count }, (_, i) => {
      const begin = Math.floor(from + ((to - from) * i) / count);
      const end = Math.max(begin, Math.floor(from + ((to - from) * (i + 1)) / count) - 1);
      const account = i % 3 === 0 ? `${accounts[begin] ?? ""}..${accounts[end] ?? ""}` : (accounts[begin] ?? "");
      return { criteria: columns.map((column) => (column === 0 ? account : cell(column))) };
    });
  const structure = (
    name: string,
    columns: readonly number[],
    own: StructureRow[],
    kind: "account" | "rule" = "account",
  ): LedgerModel["structures"][number] => ({
    name,
    kind,
    segments: columns.map((column) => dimensions[column]?.name ?? ""),
    rows: own,
  });
  const half = Math.floor(accounts.length / 2);
  const structures = [
    structure("Balance", [0, 1], rows(0, Math.floor(half / 2), 1000, [0, 1])),
    structure(
      "Profit and loss",
      [0, 1, 2, 3, 4, 5],
      rows(Math.floor(half / 2), accounts.length - 500, 8000, [0, 1, 2, 3, 4, 5]),
    ),
    structure("Projects", [1, 0, 4], rows(accounts.length - 500, accounts.length, 1000, [1, 0, 4])),
    structure("Customer needed", [5], [{ criteria: ["*"] }], "rule"),
    structure(
      "Project and cost centre",
      [4, 3],
      Array.from({ length: 30 }, () => ({ criteria: [cell(4), cell(3)] })),
      "rule",
    ),
  ];
  const rules = Array.from({ length: 12 }, (_, i) => ({
    name: `Rule ${String(i).padStart(2, "0")}`,
    structure: i % 4 ? "Profit and loss" : "Balance",
    criteria: [
      {
        dimension: "MainAccount",
        criteria: `${accounts[Math.floor((accounts.length * i) / 14)] ?? ""}..${accounts[Math.floor((accounts.length * (i + 1)) / 14)] ?? ""}`,
      },
      ...(i % 3 ? [] : [{ dimension: "BusinessUnit", criteria: "BU01*;BU03*" }]),
    ],
    structures: [i % 2 ? "Customer needed" : "Project and cost centre"],
  }));
  return {
    version: "bench",
    dimensions,
    legalEntities: [{ name: "USMF", structures: ["Balance", "Profit and loss", "Projects"] }],
    structures,
    rules,
    derived: [
      {
        dimension: "CostCenter",
        preventChanges: true,
        values: (codes[3] ?? [])
          .slice(0, 500)
          .map((drivingValue) => ({ drivingValue, dimension: "Department", value: valueOf(2) })),
      },
    ],
    defaults: [],
    aliases: [],
    integrationFormat: dimensions.map(({ name }) => name),
  };
}

const names = ["MainAccount", "BusinessUnit", "Department", "CostCenter", "Project", "Customer"];

/** A random account: walked to along what is offered, so that it is valid; then every other one is spoilt. */
function accountsOf(ledger: Ledger, model: LedgerModel, count: number): Record<string, string>[] {
  const random = seeded(7);
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const all = new Map(model.dimensions.map(({ name, values }) => [name, values.map(({ value }) => value)]));
  return Array.from({ length: count }, (_, i) => {
    const account: Record<string, string> = {};
    for (const name of names) {
      const { items, blank } = ledger.choices(name, account, { limit: 200 });
      account[name] = (blank ? "" : pick(items)?.value) ?? "";
    }
    const spoilt = names[1 + Math.floor(random() * 5)] ?? "";
    if (i % 2) account[spoilt] = pick(all.get(spoilt) ?? []) ?? "";
    // Half of them as by a mistake in typing.
    if (i % 4 === 1) account.MainAccount = `${account.MainAccount}0`;
    return account;
  });
}

function measure(samples: number, run: (i: number) => void): number[] {
  for (let i = 0; i < Math.min(200, samples); i++) run(i);
  return Array.from({ length: samples }, (_, i) => {
    const begin = clock();
    run(i);
    return clock() - begin;
  });
}

/** What of an account is decided while a segment is being filled: the main account and every other one before it. */
function decided(account: Readonly<Record<string, string>>, i: number): Record<string, string> {
  return Object.fromEntries(
    Object.entries(account).filter(([name], at) => (i % 5 !== 0 && name === "MainAccount") || at % 2 === i % 2),
  );
}

function compileFigures(
  { compile, startCompile }: typeof engine,
  model: LedgerModel,
  label: string,
  rounds: number,
  budgets: { readonly total?: number; readonly stretch: number },
): { ledger: Ledger; figures: BenchFigure[] } {
  const totals: number[] = [];
  let longest = 0;
  let slices = 0;
  let ledger: Ledger | undefined;
  for (let round = 0; round < rounds; round++) {
    const compilation = startCompile(model, options);
    let total = 0;
    for (let done = false; !done; slices++) {
      const begin = clock();
      done = compilation.advance(16, clock);
      const took = clock() - begin;
      total += took;
      longest = Math.max(longest, took);
    }
    totals.push(total);
    ledger = compilation.result();
  }
  return {
    ledger: ledger ?? compile(model, options),
    figures: [
      {
        name: `${label}: compile`,
        value: percentile(totals, 0.5),
        unit: "ms",
        statistic: "median",
        samples: totals.length,
        budget: budgets.total,
      },
      {
        name: `${label}: longest blocking stretch of compiling`,
        value: longest,
        unit: "ms",
        statistic: "max",
        samples: slices,
        budget: budgets.stretch,
      },
    ],
  };
}

/** Bytes that a compiled ledger adds to the model, whose values it shares: whoever compiled it keeps that for the next day or company. */
function memoryPerValue({ compile }: typeof engine, model: LedgerModel, label: string, budget?: number): BenchFigure[] {
  const { gc } = globalThis;
  if (!gc) return [];
  const used = (): number => {
    gc();
    gc();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  // The first makes the model's own strings flat, which would count as a saving; it stays, so as not to be freed between.
  const first = compile(model, options);
  const before = used();
  const ledger = compile(model, options);
  const after = used();
  const count = model.dimensions.reduce((sum, { values }) => sum + values.length, 0);
  // Used once more, so that it is alive while it is weighed.
  for (const kept of [first, ledger]) kept.lookup("MainAccount", "100000");
  return [
    {
      name: `memory of the compiled model, ${label}`,
      value: (after - before) / count,
      unit: "bytes/value",
      statistic: "once",
      samples: 1,
      budget,
    },
  ];
}

function typed(
  ledger: Ledger,
  account: Readonly<Record<string, string>>,
  i: number,
): { readonly dimension: string; readonly text: string } {
  const dimension = names[i % names.length] ?? "";
  const value = account[dimension] || "1";
  const description = ledger.lookup(dimension, value)?.description ?? "";
  const texts = [
    value.slice(0, 1),
    value.slice(0, 3),
    description.slice(0, 3),
    `*${value.slice(-2)}`,
    `*${description.slice(2, 6)}`,
    "*none of these",
  ];
  return { dimension, text: texts[Math.floor(i / names.length) % texts.length] ?? "" };
}

export const bench: Bench = {
  name: "ledger",
  run: async (log) => {
    const shipped = (await shippedEngine("shared/ledger/index.ts")) as typeof engine;
    const model = makeModel(1);
    log("100,000 values, 10,000 rows, 6 segments");
    const { ledger, figures } = compileFigures(shipped, model, "100k values", 5, { total: 400, stretch: 50 });
    figures.push(
      ...memoryPerValue(shipped, makeModel(1, latinPlaces), "Latin-1 texts", 150),
      ...memoryPerValue(shipped, model, "texts beyond Latin-1", 150),
    );
    const accounts = accountsOf(ledger, model, operations);
    const at = (i: number): Record<string, string> => accounts[i % accounts.length] ?? {};
    const p95 = (name: string, budget: number, run: (i: number) => void): void => {
      const samples = measure(operations, run);
      figures.push({
        name,
        value: percentile(samples, 0.95),
        unit: "ms",
        statistic: "p95",
        samples: samples.length,
        budget,
      });
      log(`${name}: ${percentile(samples, 0.95).toFixed(2)} ms`);
    };
    p95("100k values: keystroke to ranked list", 8, (i) => {
      const { dimension, text } = typed(ledger, at(i), i);
      ledger.choices(dimension, decided(at(i), i), { text });
    });
    p95("100k values: keystroke to ranked list, all shown", 8, (i) => {
      const { dimension, text } = typed(ledger, at(i), i);
      ledger.choices(dimension, decided(at(i), i), { text, show: "all" });
    });
    p95("100k values: validation with explanation and fix", 2, (i) => ledger.validate(at(i)));
    p95("100k values: why not", 8, (i) =>
      ledger.whyNot(names[i % 6] ?? "", at(i + 1)[names[i % 6] ?? ""] ?? "", at(i)),
    );
    p95("100k values: valid next", 3, (i) => ledger.choices(names[i % 6] ?? "", decided(at(i), i)));
    p95("100k values: forced values", 3, (i) => ledger.forced(decided(at(i), i)));
    p95("100k values: paste and repair", 10, (i) => {
      const form = i % 3 ? "ledger" : "integration";
      const { text } = ledger.format(at(i), form);
      const spoilt = [
        text,
        `'${text}`,
        `\u00a0${text.split("-").join(" - ")}`,
        text.split("-").join("."),
        text.toLowerCase(),
        `${text}--`,
        text.slice(0, text.lastIndexOf("-")),
      ];
      ledger.parse(spoilt[i % spoilt.length] ?? "");
    });
    p95("100k values: search over all segments", 50, (i) =>
      ledger.search(typed(ledger, at(i), i).text, decided(at(i), i)),
    );
    const checking = shipped.startLint(model, options);
    let longest = 0;
    for (let done = false; !done;) {
      const begin = clock();
      done = checking.advance(16, clock);
      longest = Math.max(longest, clock() - begin);
    }
    figures.push({
      name: "100k values: longest blocking stretch of lint",
      value: longest,
      unit: "ms",
      statistic: "max",
      samples: 1,
      budget: 50,
    });

    log("1,000,000 values");
    const large = makeModel(10);
    const million = compileFigures(shipped, large, "1M values", 2, { stretch: 50 });
    figures.push(...million.figures);
    const many = accountsOf(million.ledger, large, 200);
    p95("1M values: keystroke to ranked list", 50, (i) => {
      const account = many[i % many.length] ?? {};
      const { dimension, text } = typed(million.ledger, account, i);
      million.ledger.choices(dimension, decided(account, i), { text });
    });
    return figures;
  },
};
