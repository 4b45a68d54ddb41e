import type { Compilation } from "./types";

/** Runs a job of small units to its end. */
export function runToEnd<Result>(job: Generator<void, Result>): Result {
  for (;;) {
    const step = job.next();
    if (step.done) return step.value;
  }
}

/** Lets a caller run a job in slices by its own clock. */
export function drive<Result>(job: Generator<void, Result>): Compilation<Result> {
  let done: { readonly value: Result } | undefined;
  return {
    advance(budget, clock) {
      const end = clock() + budget;
      while (!done) {
        const step = job.next();
        if (step.done) done = { value: step.value };
        else if (clock() >= end) break;
      }
      return done !== undefined;
    },
    result() {
      if (!done) throw new Error("The compilation is not finished");
      return done.value;
    },
  };
}
