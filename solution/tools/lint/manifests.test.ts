import { Project } from "../../testing/project";
import { lintSources } from "./lintPackage";
import { findingOf } from "./testing/findings";

jest.setTimeout(60_000);

const project = new Project();
afterEach(() => project.restore());
afterAll(() => project.remove());

const manifest = "controls/ApprovalTimeline/ControlManifest.Input.xml";
const fluent = '<platform-library name="Fluent" version="9.46.2" />';
const property = '<property name="probe" display-name-key="Probe" ';

/** A change of the manifest that an import, or Microsoft's own gates, refuse, with what the linter says of it. */
const breaks: readonly (readonly [what: string, message: RegExp, from: string | RegExp, to: string])[] = [
  [
    "the Fluent that the host loads, though no import takes it",
    /an import refuses Fluent 9\.68\.0\. Declare .*9\.4\.0 to 9\.46\.2/,
    'version="9.46.2"',
    'version="9.68.0"',
  ],
  ["the Fluent just above the documented ceiling", /refuses Fluent 9\.46\.3/, 'version="9.46.2"', 'version="9.46.3"'],
  [
    "a React that is not the documented one",
    /refuses React 17\.0\.2\. Declare 16\.14\.0\./,
    'version="16.14.0"',
    'version="17.0.2"',
  ],
  [
    "a library that the platform has not",
    /no library "Preact"; it has React and Fluent/,
    'name="Fluent"',
    'name="Preact"',
  ],
  [
    "both families of Fluent",
    /Fluent 8 and Fluent 9 are both declared/,
    fluent,
    `${fluent}<platform-library name="Fluent" version="8.121.1" />`,
  ],
  ["a virtual control without React", /drawn by the platform's React/, /<platform-library name="React"[^>]*>/, ""],
  ["no description", /no description-key/, /description-key="[^"]*"/, 'description-key=""'],
  [
    "an apostrophe in a key",
    /the key "It's" has an apostrophe/,
    /display-name-key="[^"]*"/,
    'display-name-key="It\'s"',
  ],
  ["two code files", /exactly one <code>, not 2/, "<resources>", '<resources><code path="index.ts" order="2" />'],
  [
    "a property twice",
    /"summary" is there twice/,
    "<resources>",
    '<property name="summary" of-type="SingleLine.Text" usage="input" /><resources>',
  ],
  [
    "a usage that does not exist",
    /usage="inout" does not exist/,
    "<resources>",
    `${property}of-type="SingleLine.Text" usage="inout" /><resources>`,
  ],
  [
    "a type that the platform does not support",
    /does not support the type Lookup\.Owner/,
    "<resources>",
    `${property}of-type="Lookup.Owner" usage="bound" /><resources>`,
  ],
  [
    "such a type within a group",
    /does not support the type Whole\.Duration/,
    "<type>SingleLine.Text</type>",
    "<type>SingleLine.Text</type><type>Whole.Duration</type>",
  ],
  [
    "an object as input",
    /is an Object, which only an output can be/,
    "<resources>",
    `${property}of-type="Object" usage="input" /><resources>`,
  ],
  [
    "a default on a bound property",
    /"probe" is bound: its value is the column's/,
    "<resources>",
    `${property}of-type="SingleLine.Text" usage="bound" default-value="x" /><resources>`,
  ],
  [
    "a feature twice",
    /the feature WebAPI is declared twice/,
    "<feature-usage>",
    '<feature-usage><uses-feature name="WebAPI" required="true" />',
  ],
  [
    "an external service, which makes the control premium",
    /premium licence/,
    "<resources>",
    '<external-service-usage enabled="true"><domain>example.com</domain></external-service-usage><resources>',
  ],
  [
    "a name that is too long",
    /7[6-9]|[89]\d characters together/,
    'namespace="Fieldstone"',
    `namespace="${"F".repeat(65)}"`,
  ],
];

test.each(breaks)("a maker is told before an import is: %s", (_what, message, from, to) => {
  project.change(manifest, from, to);
  const found = findingOf(lintSources(project.root), "manifest", message);
  expect(found.map(({ place }) => place.file)).toEqual([project.path(manifest)]);
});
