import { describe, expect, it } from 'vitest';
import { chartInk, lossStyles } from './loss-style.js';
import { pageColours, pageStyle } from './page-style.js';

const luminance = (hex: string): number => {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [r, g, b] = channels.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
};
const contrast = (a: string, b: string): number => {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
};

describe.each(['light', 'dark'] as const)('the %s theme', (theme) => {
  const { ground, card, rule: _, ...inks } = pageColours[theme];
  const losses = [...lossStyles(['a', 'b', 'c', 'd', 'e', 'f']).values()];

  it('has a contrast of at least 4.5 in its text, on the page and on cards', () => {
    const texts = [...Object.values(inks), chartInk.text[theme], ...losses.map((style) => style[theme])];
    for (const text of texts) {
      expect(contrast(text, ground!), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
      expect(contrast(text, card!), `${text} on ${card}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('never tells two losses apart by colour alone', () => {
    expect(new Set(losses.map((style) => style[theme])).size).toBe(losses.length);
    expect(new Set(losses.map(({ dash }) => dash.join())).size).toBe(losses.length);
  });
});

describe('pageStyle', () => {
  it('turns every chart colour dark, on screens only', () => {
    const dark = pageStyle.slice(pageStyle.indexOf('@media screen and (prefers-color-scheme: dark)'));
    for (const style of [...lossStyles(['a', 'b', 'c', 'd', 'e', 'f']).values(), ...Object.values(chartInk)]) {
      expect(dark).toContain(`[stroke="${style.light}"] { stroke: ${style.dark}; }`);
    }
  });
});
