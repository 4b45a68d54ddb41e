require("./patience.cjs");
require("@testing-library/jest-dom");
require("@testing-library/react").configure({ asyncUtilTimeout: 30_000 });

// Answers come when they will, and what they bring is drawn then: each test is one act as a whole.
const { act } = require("@testing-library/react");
let finish;
let acting;
beforeEach(() => {
  acting = act(() => new Promise((resolve) => (finish = resolve)));
  // React takes an act for waited for only when somebody does so at once.
  void acting.then(
    () => undefined,
    () => undefined,
  );
});
afterEach(async () => {
  finish();
  await acting;
});
