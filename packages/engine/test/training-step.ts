import * as tf from '@tensorflow/tfjs';
import { createBackbone, linearHead, projectionHead } from '../../backbones/src/index.js';
import { clceTerms, crossEntropy } from '../../losses/src/index.js';
import { type Tensors, valueAndGradients } from '../../ops/src/index.js';
import { adamW, applyUpdates, exceptVectors, type GradientTransformation, sgd } from '../../optim/src/index.js';

export interface TrainingState {
  parameters: Tensors;
  statistics: Tensors;
  optimizer: Tensors;
}

export interface TrainingBatch {
  images: tf.Tensor4D;
  labels: tf.Tensor1D;
  learningRate: tf.Scalar;
}

export interface TrainingOptions {
  backbone: 'conv4' | 'resnet12';
  widths: number[];
  /** `[H, W, C]` */
  imageShape: [number, number, number];
  loss: 'ce' | 'clce';
  optimizer: 'sgd' | 'adamw';
  classes?: number;
}

const optimizers: Record<TrainingOptions['optimizer'], GradientTransformation> = {
  sgd: sgd({ momentum: 0.9, nesterov: true, weightDecay: 5e-4, mask: exceptVectors }),
  adamw: adamW({ weightDecay: 0.05, mask: exceptVectors }),
};

export interface Training {
  initialize(seed: number): TrainingState;
  step(state: TrainingState, batch: TrainingBatch): TrainingResult;
}

export interface TrainingResult {
  state: TrainingState;
  outputs: { loss: tf.Scalar; accuracy: tf.Scalar };
}

/** A whole training step of the sibling packages, and the state to begin with. */
export function trainingStep(options: TrainingOptions): Training {
  const { imageShape, classes = 8 } = options;
  const [imageSize, , inChannels] = imageShape;
  const backbone = createBackbone(options.backbone, { widths: options.widths as never, inChannels, imageSize });
  const head = linearHead({ inFeatures: backbone.features, outFeatures: classes });
  const projection = projectionHead({ inFeatures: backbone.features });
  const optimizer = optimizers[options.optimizer];
  const parts = options.loss === 'clce' ? [backbone, head, projection] : [backbone, head];

  const initialize = (seed: number): TrainingState => {
    const made = parts.map((part, i) => part.initialize(seed + i));
    const parameters: Tensors = Object.assign({}, ...made.map((part) => part.parameters));
    const statistics: Tensors = Object.assign({}, ...made.map((part) => part.statistics));
    return { parameters, statistics, optimizer: optimizer.init(parameters) };
  };

  const step: Training['step'] = (state, { images, labels, learningRate }) =>
    tf.tidy(() => {
      const { loss, gradients, aux } = valueAndGradients((parameters) => {
        const variables = { parameters, statistics: state.statistics };
        const { features, statistics } = backbone.apply(variables, images, { training: true });
        const logits = head.apply(variables, features);
        const accuracy: tf.Scalar = tf.mean(tf.equal(tf.argMax(logits, 1), labels));
        if (options.loss === 'ce') return { loss: crossEntropy(logits, labels), aux: { statistics, accuracy } };
        const embeddings = projection.apply(variables, features);
        return { loss: clceTerms({ logits, embeddings, labels }).loss, aux: { statistics, accuracy } };
      }, state.parameters);
      const { updates, state: slots } = optimizer.update(gradients, state.optimizer, state.parameters, {
        learningRate,
      });
      const parameters = applyUpdates(state.parameters, updates);
      return {
        state: { parameters, statistics: aux.statistics, optimizer: slots },
        outputs: { loss, accuracy: aux.accuracy },
      };
    });

  return { initialize, step };
}

/** Labelled noise with a mean of its own for each class, always the same for the same seed. */
export function trainingBatch(options: TrainingOptions, size: number, seed: number, rate: number): TrainingBatch {
  const { imageShape, classes = 8 } = options;
  return tf.tidy(() => {
    const labels = tf.mod<tf.Tensor1D>(tf.range(0, size, 1, 'int32'), tf.scalar(classes, 'int32'));
    const noise = tf.randomNormal([size, ...imageShape], 0, 1, 'float32', seed);
    const shift = tf.reshape(tf.sub(tf.div(tf.cast(labels, 'float32'), classes / 2), 1), [size, 1, 1, 1]);
    return { images: tf.add(noise, shift) as tf.Tensor4D, labels, learningRate: tf.scalar(rate) };
  });
}
