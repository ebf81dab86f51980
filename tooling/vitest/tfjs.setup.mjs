import * as tf from '@tensorflow/tfjs';

await tf.setBackend('cpu');
await tf.ready();
tf.backend().firstUse = false; // or it prints a banner
