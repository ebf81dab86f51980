/** What went wrong with data on disk or with how it was asked for: one sentence for the person at the terminal. */
export class DataError extends Error {
  override readonly name = 'DataError';
}

/** The reason inside whatever was thrown, as a short text. */
export function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message.split('\n')[0]! : String(cause);
}
