// A busy machine is no failure: nothing here is about time.
jest.setTimeout(120_000);
