import * as fc from "fast-check";
import { fakeContext } from "../../shared/testing/fakeContext";
import type { IInputs } from "./generated/ManifestTypes";
import { indicatorReader } from "./reading";

const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
const options = fc.array(fc.record({ Value: fc.nat(3), Label: fc.constantFrom("a", "b") }), { maxLength: 2 });
/** A parameter as hosts hand it in: any part of it may be missing, and may change from one update to the next. */
const parameters = fc.record({
  raw: fc.constantFrom(null, "x", 1, 2),
  type: fc.constantFrom("SingleLine.Text", "Whole.None", "OptionSet", "Lookup.Simple", "DateAndTime.DateAndTime"),
  error: maybe(fc.boolean()),
  errorMessage: maybe(fc.constantFrom("", "too long")),
  security: maybe(fc.record({ readable: fc.boolean(), editable: fc.boolean(), secured: fc.boolean() })),
  attributes: maybe(
    fc.record({
      LogicalName: fc.constantFrom("", "name", "cost"),
      DisplayName: maybe(fc.constantFrom("Name", "Cost")),
      RequiredLevel: fc.integer({ min: -1, max: 3 }),
      IsSecured: maybe(fc.boolean()),
      MaxLength: maybe(fc.constantFrom(10, 20)),
      MinValue: maybe(fc.constantFrom(0, 1)),
      MaxValue: maybe(fc.constantFrom(5, 6)),
      Options: maybe(options),
      Behavior: maybe(fc.constantFrom(1, 2)),
      Targets: maybe(fc.subarray(["account", "contact"])),
    }),
  ),
  target: fc.constantFrom("", "account", "contact"),
  locked: fc.boolean(),
  canLookUp: fc.boolean(),
});

test("what the indicator remembers of a column is what it would read anew, whatever changed", () => {
  fc.assert(
    fc.property(fc.array(parameters, { minLength: 2, maxLength: 6 }), (moments) => {
      const reader = () => indicatorReader(() => fakeContext<IInputs>({ control: "DataHealthIndicator" }).utils);
      const remembering = reader();
      for (const { locked, canLookUp, target, ...field1 } of moments) {
        const context = fakeContext<IInputs>({
          control: "DataHealthIndicator",
          disabled: locked,
          parameters: { field1: { ...field1, getTargetEntityType: () => target } },
          utils: canLookUp ? { lookupObjects: () => undefined } : {},
        });
        // Two pickers are never the same function: that there is one is what counts.
        const plain = (read: ReturnType<typeof reader>) =>
          read(context).slots.map(({ editable, ...slot }) => ({
            ...slot,
            editable: { ...editable, pickLookup: typeof editable.pickLookup },
            picks: editable.pickLookup !== null,
          }));
        expect(plain(remembering)).toEqual(plain(reader()));
      }
    }),
  );
});
