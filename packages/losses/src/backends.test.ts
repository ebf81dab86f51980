import { startEngine } from '@clce/tooling/start-engine';
import { setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe } from 'vitest';
import { testLoss } from '../test/contract.js';
import { contracts } from '../test/contracts.js';

for (const backend of ['wasm', 'tensorflow']) {
  const missing = await startEngine(backend);
  describe.skipIf(missing)(`on ${backend} ${missing ?? ''}`, () => {
    beforeAll(async () => {
      await setBackend(backend);
    });
    describe.each(Object.entries(contracts))('%s', (_, contract) => testLoss(contract));
  });
}
