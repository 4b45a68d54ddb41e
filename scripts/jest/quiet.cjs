// A warning that nobody reads hides the next one: whatever a test lets the console say is a failure, unless the test expects it.
require("jest-fail-on-console")({ shouldFailOnWarn: true });
