import type { Compilation } from "./types";

/** Lets a caller run a job of small units in slices by its own clock. */
export function drive<Result>(job: Generator<void, Result>): Compilation<Result> {
  let step: IteratorResult<void, Result> = { done: false, value: undefined };
  return {
    advance(budget, clock) {
      const end = clock() + budget;
      while (!step.done) {
        step = job.next();
        if (clock() >= end) break;
      }
      return step.done === true;
    },
    result() {
      if (!step.done) throw new Error("The compilation is not finished");
      return step.value;
    },
  };
}

/** Runs a job to its end. */
export function runToEnd<Result>(job: Generator<void, Result>): Result {
  const all = drive(job);
  all.advance(Infinity, () => 0);
  return all.result();
}
