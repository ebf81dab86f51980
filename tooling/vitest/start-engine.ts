interface EngineModule {
  useEngine(options: { engine: string }): Promise<unknown>;
}

const { process } = globalThis as { process?: { env: Record<string, string | undefined> } };

/**
 * Makes one engine TensorFlow.js's backend, for a test. The engine package is found by its place: it knows `ops`, which
 * is below everything, so no package but the application may depend on it.
 *
 * @returns why not, where it is not installed; with `CLCE_REQUIRE_ENGINE=1` that is an error
 */
export async function startEngine(engine: string): Promise<string | undefined> {
  const source = new URL('../../packages/engine/src/index.ts', import.meta.url).pathname;
  const { useEngine } = (await import(/* @vite-ignore */ source)) as EngineModule;
  try {
    await useEngine({ engine });
    return undefined;
  } catch (error) {
    const isMissing = error instanceof Error && error.name === 'EngineError';
    if (isMissing && process?.env.CLCE_REQUIRE_ENGINE !== '1') return error.message;
    throw error;
  }
}
