import { expect, it } from 'vitest';
import { EngineError } from './engine-error.js';
import { engineRequests, parseEngineRequest } from './engine-name.js';

it('knows every engine there is', () => {
  for (const name of engineRequests) expect(parseEngineRequest(name)).toBe(name);
});

it('takes an empty name for none', () => {
  expect(parseEngineRequest(undefined)).toBeUndefined();
  expect(parseEngineRequest('')).toBeUndefined();
});

it('names an unknown engine and lists the known ones', () => {
  const attempt = () => parseEngineRequest('cuda');
  expect(attempt).toThrow(EngineError);
  expect(attempt).toThrow(
    "CLCE_ENGINE: unknown engine 'cuda'; choose one of tensorflow, tensorflow-gpu, tensorflow-cpu, webgpu, wasm, cpu",
  );
});
