interface EngineModule {
  useEngine(options: { engine: string }): Promise<unknown>;
}

/** Makes one engine the backend, by the engine package. @returns why not, where it is not installed */
export async function startEngine(engine: string): Promise<string | undefined> {
  // A URL, so that the engine's Node types stay out of this browser-safe package.
  const source = new URL('../../engine/src/index.ts', import.meta.url).pathname;
  const { useEngine }: EngineModule = await import(/* @vite-ignore */ source);
  try {
    await useEngine({ engine });
    return undefined;
  } catch (error) {
    if (error instanceof Error && error.name === 'EngineError') return error.message;
    throw error;
  }
}
