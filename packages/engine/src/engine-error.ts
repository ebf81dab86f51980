/** A failure that one sentence explains: what is missing or wrong, and what would be right. */
export class EngineError extends Error {
  override readonly name: string = 'EngineError';
}

/** The install was stopped by a signal; nothing half-made is left behind. */
export class InterruptedError extends EngineError {
  override readonly name = 'InterruptedError';

  /** What a command that was stopped so exits with. */
  get exitCode(): number {
    return { SIGHUP: 129, SIGTERM: 143 }[String(this.cause)] ?? 130;
  }
}

/** The first line of whatever was thrown. */
export function errorLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.trim().split('\n')[0] ?? '';
}
