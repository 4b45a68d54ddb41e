/** A call that cannot be carried out as written; its message fits on one line. */
export class UsageError extends Error {}

/**
 * Reads the command line. What is wrong with it is said in one line on stderr, with the command that shows the options,
 * and ends the process with 2.
 */
export function endWithUsage<T>(read: () => T, helpCommand: string): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UsageError) && !isArgumentError(error)) throw error;
    console.error(`${firstSentence(error.message)} See ${helpCommand}.`);
    process.exit(2);
  }
}

function isArgumentError(error: unknown): error is Error {
  return (
    error instanceof Error &&
    "code" in error &&
    typeof error.code === "string" &&
    error.code.startsWith("ERR_PARSE_ARGS")
  );
}

/** Node adds advice about positional arguments; the first sentence says what is wrong. */
function firstSentence(message: string): string {
  const sentence = message.split(/\.\s|\n/)[0] ?? message;
  return sentence.endsWith(".") ? sentence : `${sentence}.`;
}
