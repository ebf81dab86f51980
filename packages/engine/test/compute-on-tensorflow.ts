import * as tf from '@tensorflow/tfjs';
import { useEngine } from '../src/use-engine.js';

// A whole small run; prints the engine and one gradient.
const { name } = await useEngine({ engine: 'tensorflow-cpu' });
const loss = (filter: tf.Tensor4D) => tf.sum(tf.conv2d(tf.ones([2, 8, 8, 3]) as tf.Tensor4D, filter, 1, 'same'));
const gradient = tf.grad(loss as never)(tf.ones([3, 3, 3, 4]));
console.log(name, gradient.dataSync()[0]);
