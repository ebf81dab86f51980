/** The user asked for something that can't be: the command ends with exit code 2 and this one sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
