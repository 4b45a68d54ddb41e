import fc from "fast-check";
import { settled } from "./settled";

describe("what is read of a context", () => {
  it("stays the same object as long as its content does, part by part", () => {
    const before = settled(undefined, { a: [{ b: 1, when: new Date(5) }], c: { d: "x" } });
    expect(settled(before, { a: [{ b: 1, when: new Date(5) }], c: { d: "x" } })).toBe(before);
    const after = settled(before, { a: [{ b: 2, when: new Date(5) }], c: { d: "x" } });
    expect(after).toEqual({ a: [{ b: 2, when: new Date(5) }], c: { d: "x" } });
    expect([after === before, after.a === before.a, after.c === before.c]).toEqual([false, false, true]);
  });

  it.each<[string, unknown, unknown]>([
    ["a value", { a: 1 }, { a: 2 }],
    ["NaN and a number", [NaN], [0]],
    ["a key that comes", {}, { a: undefined }],
    ["a key that goes", { a: undefined }, {}],
    ["another key with the same value", { a: undefined }, { b: undefined }],
    ["a list that grows", [1], [1, 2]],
    ["a list that shrinks", [1, 2], [1]],
    ["a list and an object", [], {}],
    ["null and an object", { a: null }, { a: {} }],
    ["a date", new Date(1), new Date(2)],
    ["a date and a number", [new Date(1)], [1]],
    ["a function and none", { pick: () => 1 }, { pick: null }],
  ])("changes with %s", (_what, before, after) => {
    const former = settled(undefined, before);
    expect(settled(former, after)).not.toBe(former);
    expect(settled(former, after)).toEqual(after);
  });

  it("is not changed by what a host does to its objects later", () => {
    const host = { list: [{ name: "a" }], when: new Date(1) };
    const before = settled(undefined, host);
    host.list[0] = { name: "b" };
    host.when.setTime(2);
    expect(before).toEqual({ list: [{ name: "a" }], when: new Date(1) });
    expect(settled(before, host)).not.toBe(before);
  });

  it("is not copied again when it is read of something that was settled already", () => {
    const rows = settled(undefined, [{ name: "a" }]);
    expect(settled(undefined, { rows }).rows).toBe(rows);
  });

  it("keeps the function that was there: what is called goes to the newest context by itself", () => {
    const first = (): number => 1;
    const before = settled(undefined, { first });
    expect(settled(before, { first: () => 2 })).toBe(before);
  });

  it("is equal to what was read, whatever was read before, and the same object where that was equal", () => {
    const json = fc.json({ maxDepth: 3 });
    const parse = (text: string): unknown => JSON.parse(text);
    fc.assert(
      fc.property(json, json, (before, now) => {
        const former = settled(undefined, parse(before));
        expect(settled(former, parse(now))).toEqual(parse(now));
        expect(settled(former, parse(before))).toBe(former);
      }),
    );
  });
});
