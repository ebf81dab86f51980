import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';

/** Tensors by name. */
export type Tensors = Record<string, Tensor>;

/**
 * All that a model knows, by the names of the reference implementation's PyTorch state dict.
 * Models and heads use different names, so the variables of several can lie in one object.
 */
export interface Variables {
  /** What training changes: `layer1.0.weight`, … Kernels are `[H, W, in, out]`, linear weights `[in, out]`. */
  parameters: Tensors;
  /** Running means and variances of batch normalisation: `layer1.1.running_mean`, … */
  statistics: Tensors;
}

/** How a model is applied. */
export interface ApplyOptions {
  /** `true`: batch statistics normalise and the running ones move. `false`: the running statistics normalise. */
  training: boolean;
  /** A scalar int32 tensor for models that draw random numbers; `conv4` and `resnet12` draw none. */
  seed?: Tensor;
}

/** What a model makes of a batch. The caller owns every tensor in it; none shares its handle with an input. */
export interface BackboneOutput {
  /** One row per image, `[N, F]`. */
  features: Tensor2D;
  /** Statistics after this batch, under the names of `variables.statistics` that this model uses. */
  statistics: Tensors;
}

/** A model: the shape of its variables and a pure function of them. `N` images of `H × W` with `C` channels, `F` features. */
export interface Backbone {
  /** The model's name, also used in its errors. */
  readonly name: string;
  /** `F`, the number of features of one image. */
  readonly features: number;
  /** Fresh variables, owned by the caller. Equal seeds give equal numbers on every TensorFlow.js backend. */
  initialize(seed: number): Variables;
  /** Features of `images` `[N, H, W, C]` (float32) and the new running statistics. Reads `variables`, changes nothing. */
  apply(variables: Variables, images: Tensor4D, options: ApplyOptions): BackboneOutput;
}

/** A small model over features `[N, inFeatures]`. */
export interface Head {
  readonly inFeatures: number;
  readonly outFeatures: number;
  /** Fresh variables, owned by the caller; `statistics` is empty. */
  initialize(seed: number): Variables;
  /** `[N, inFeatures]` -> `[N, outFeatures]`, owned by the caller. Reads only this head's names. */
  apply(variables: Variables, features: Tensor2D): Tensor2D;
}
