import {
  colorJitter,
  compose,
  type DatasetSplits,
  horizontalFlip,
  loadDataset,
  normalize,
  randomAffine,
  randomCrop,
  type Transform,
} from '@clce/data';
import type { RunConfig } from '../config/schema.js';

/** The data set of a run, from the data root or, where it is shipped, from the package. */
export const loadSplits = ({ dataset, imageSize }: RunConfig, dataRoot?: string): Promise<DatasetSplits> =>
  loadDataset(dataset, { ...(dataRoot ? { dataRoot } : {}), ...(imageSize ? { imageSize } : {}) });

/** Characters are turned, shifted and scaled a little; photographs are cropped, flipped and jittered as RFS does. */
const augmentations: Record<string, Transform> = {
  omniglot: randomAffine({ degrees: 10, translate: 0.1, scale: [0.85, 1.15] }),
  'cifar-fs': photographs(),
  fc100: photographs(),
};

function photographs(): Transform {
  const jitter = colorJitter({ brightness: 0.4, contrast: 0.4, saturation: 0.4 });
  return compose([randomCrop({ padding: 4 }), jitter, horizontalFlip()]);
}

/** What a training image goes through: augmentation, unless it is switched off, then normalisation. */
export function trainingTransform({ dataset, training }: RunConfig, { statistics }: DatasetSplits): Transform {
  const augmentation = training.augment ? augmentations[dataset] : undefined;
  return compose([...(augmentation ? [augmentation] : []), normalize(statistics)]);
}
