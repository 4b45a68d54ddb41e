require("./patience.cjs");
require("@testing-library/jest-dom");
require("@testing-library/react").configure({ asyncUtilTimeout: 30_000 });
