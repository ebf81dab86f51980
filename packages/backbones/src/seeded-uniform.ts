/**
 * A generator of uniform numbers in [0, 1) whose sequence depends on `(seed, name)` alone, so that a tensor's first
 * values do not change when a model gains or loses other tensors. FNV-1a and MurmurHash3's finaliser spread the key, sfc32 draws.
 */
export function seededUniform(seed: number, name: string): () => number {
  if (!Number.isSafeInteger(seed)) throw new Error(`initialize: seed (${seed}) must be an integer`);
  const key = `${seed}:${name}`;
  let [a, b, c, counter] = [hash(key, 1), hash(key, 2), hash(key, 3), 1];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 12; i++) next();
  return next;
}

function hash(text: string, salt: number): number {
  let state = 0x811c9dc5 ^ Math.imul(salt, 0x9e3779b9);
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return state ^ (state >>> 16);
}
