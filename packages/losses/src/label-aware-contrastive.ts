import { l2Normalize } from '@clce/ops';
import {
  add,
  clipByValue,
  mul,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tidy,
} from '@tensorflow/tfjs-core';
import { anchorLosses, anchorTerms, type ContrastiveForm, contrastiveForms } from './anchor-losses.js';
import { type Reduction, reduceRows, reductions, type Uncounted, uncountedPolicies } from './reduction.js';
import { requireCount, requireLabels, requireMatrix, requireOneOf, requireRange } from './requirements.js';
import { rowLogSums } from './row-log-sums.js';

export interface LabelAwareContrastiveOptions {
  /** τ: similarities are divided by it. From 1e-9. @default 0.5 */
  temperature?: number;
  /** β: how strongly negatives that are similar to the anchor outweigh the others; 0 weighs all alike. 0 to 1e6. @default 1 */
  concentration?: number;
  /** Whether negatives are weighted at all; `false` is the same as `concentration: 0`. @default true */
  hardNegatives?: boolean;
  /** `'code'`: mean over the positives against the negatives. `'paper'`: sum over them. @default 'code' */
  form?: ContrastiveForm;
  /** What an anchor without positives does to the mean: counts as a loss of 0, or is left out. @default 'zero' */
  withoutPositives?: Uncounted;
  /** Whether rows are scaled to unit length first, so that similarities are cosines. @default true */
  normalize?: boolean;
  /** Up to so many rows all pairs are held at once; of more rows only tiles of this size. @default 1024 */
  tileSize?: number;
  /** `'mean'` and `'sum'` over the anchors, or `'none'`: the loss of each anchor, `[N]`. @default 'mean' */
  reduction?: Reduction;
}

/**
 * Label-aware contrastive loss with hard-negative weighting (LACLN), the contrastive part of CLCE.
 *
 * For anchor `i` with similarities `s_ij = z_i · z_j / τ`, positives `P` (same label, not `i` itself) and negatives `N`:
 *
 * - weighted negatives `N̂ = Σ_N w_ik e^{s_ik}` with `w_ik = e^{β s_ik} / mean_N e^{β s_ik}`, so weights average to 1;
 * - code form `L_i = -log( P̄ / (P̄ + N̂) )` with `P̄ = mean_P e^{s_ip}`;
 * - paper form `L_i = -log( (1 / |P|) · Σ_P e^{s_ip} / (Σ_P e^{s_ip} + N̂) )`.
 *
 * Gradients flow through the weights. An anchor without negatives counts as 0 in the code form and as `log |P|` in the paper
 * form, which is what the formulas give. Memory is O(N · D + tileSize²). Finite input gives a finite loss and gradient;
 * input that isn't finite gives NaN. First derivatives only.
 *
 * Source: Long et al., "CLCE", arXiv 2402.14551; the code form is that of the authors' predecessor, SCHaNe (2308.14893).
 *
 * @param embeddings - `[N, D]`, float32; all views of a batch under each other. Without `normalize`, entries whose products
 * could leave float32 (from about 1e8 on) are clipped
 * @param labels - `[N]` class numbers, int32
 * @returns a scalar, or `[N]` with `reduction: 'none'`
 * @throws if a shape, a type or an option is wrong
 *
 * @example
 * ```ts
 * const loss = labelAwareContrastive(projections, labels, { temperature: 0.5, concentration: 1 });
 * ```
 */
export function labelAwareContrastive(
  embeddings: Tensor2D,
  labels: Tensor1D,
  options: LabelAwareContrastiveOptions & { reduction: 'none' },
): Tensor1D;
export function labelAwareContrastive(
  embeddings: Tensor2D,
  labels: Tensor1D,
  options?: LabelAwareContrastiveOptions,
): Scalar;
export function labelAwareContrastive(
  embeddings: Tensor2D,
  labels: Tensor1D,
  options: LabelAwareContrastiveOptions = {},
): Tensor {
  const settings = settingsOf(options);
  requireMatrix('labelAwareContrastive', 'embeddings', embeddings, '[N, D]');
  requireLabels('labelAwareContrastive', labels, 'embeddings', embeddings);
  const { temperature, concentration, form, withoutPositives, normalize, tileSize, reduction } = settings;
  const terms = anchorTerms(form, settings.hardNegatives ? concentration : 0);
  const bound = normalize ? 1 / temperature : Infinity;
  return tidy(() => {
    const directions = normalize ? l2Normalize(embeddings) : withinRange(embeddings, temperature);
    const rows: Tensor2D = mul(directions, 1 / Math.sqrt(temperature)); // so that rows · rowsᵀ = s
    const sums = rowLogSums(rows, labels, { terms, bound, tileSize });
    return reduceRows(anchorLosses(sums, terms, { form, withoutPositives, reduction }), reduction);
  });
}

function settingsOf({
  temperature = 0.5,
  concentration = 1,
  hardNegatives = true,
  form = 'code',
  withoutPositives = 'zero',
  normalize = true,
  tileSize = 1024,
  reduction = 'mean',
}: LabelAwareContrastiveOptions): Required<LabelAwareContrastiveOptions> {
  const caller = 'labelAwareContrastive';
  requireRange(caller, 'temperature', temperature, [1e-9, 1e9]);
  requireRange(caller, 'concentration', concentration, [0, 1e6]);
  requireOneOf(caller, 'hardNegatives', hardNegatives, [true, false]);
  requireOneOf(caller, 'form', form, contrastiveForms);
  requireOneOf(caller, 'withoutPositives', withoutPositives, uncountedPolicies);
  requireOneOf(caller, 'normalize', normalize, [true, false]);
  requireCount(caller, 'tileSize', tileSize);
  requireOneOf(caller, 'reduction', reduction, reductions);
  return { temperature, concentration, hardNegatives, form, withoutPositives, normalize, tileSize, reduction };
}

/** Keeps `|s|` at most 1e20, whose multiples by 1 + β are still far inside float32. What isn't finite becomes NaN. */
function withinRange(embeddings: Tensor2D, temperature: number): Tensor2D {
  const limit = Math.sqrt((1e20 * temperature) / embeddings.shape[1]);
  return add(clipByValue(embeddings, -limit, limit), mul(embeddings, 0)); // clipping alone hides NaN on some backends
}
