const colour = process.stderr.isTTY && !process.env.NO_COLOR;

/** One line on stderr that says what is being done. */
export const say = (text) => process.stderr.write(colour ? `\x1b[36m▸ ${text}\x1b[0m\n` : `▸ ${text}\n`);

export const seconds = (began) => `${((performance.now() - began) / 1000).toFixed(1)} s`;
