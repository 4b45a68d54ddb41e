require("@testing-library/jest-dom");

// A busy machine is no failure: nothing here is about time.
jest.setTimeout(120_000);
require("@testing-library/react").configure({ asyncUtilTimeout: 30_000 });
