import { matMul, ones, reshape, type Tensor, type Tensor1D, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { tensorflowBackend } from './tensorflow-backend.js';

/**
 * Sum over every axis but the last, `[..., C] -> [C]`: TensorFlow's `BiasAddGrad`, elsewhere a product with ones, which
 * reads the rows as they lie where `sum` over leading axes would transpose them first.
 */
export function sumRows(x: Tensor): Tensor1D {
  const columns = x.shape.at(-1)!;
  return tidy(() => {
    const rows = reshape(x, [x.size / columns, columns]) as Tensor2D;
    const tensorflow = tensorflowBackend();
    if (!tensorflow) return reshape(matMul(ones([1, rows.shape[0]]) as Tensor2D, rows), [columns]) as Tensor1D;
    const attributes = { T: { type: 'float32' }, data_format: { string: 'NHWC' } } as const;
    return tensorflow.execute('BiasAddGrad', attributes, [rows], 1)[0] as Tensor1D;
  });
}
