import { cifar100, cifarFs, fc100 } from './cifar-100.js';
import { type OmniglotOptions, omniglot } from './omniglot.js';
import { oxfordIiitPetSample } from './oxford-iiit-pet.js';
import type { DatasetSplits } from './types.js';

/** Options of {@link loadDataset}; each data set says which of them it takes. */
export interface LoadOptions {
  /** Where data sets that are not shipped lie. Default: `CLCE_DATA`, else the folder `data` in the user's cache folder. */
  dataRoot?: string | undefined;
  /** Pixels a side. Default: the data set's own. */
  imageSize?: number | undefined;
  /** The name of a way to split, where a data set has several. */
  split?: string | undefined;
}

export interface DatasetEntry {
  description: string;
  licence: string;
  /** The official home page. */
  source: string;
  /** The folder in the data root that the data set is read from; `null` where it is shipped with this package. */
  folder: string | null;
  /** What {@link LoadOptions.split} may be; the first is the default. */
  splits: readonly string[];
  load: (options: LoadOptions) => Promise<DatasetSplits>;
}

const cifarFiles = {
  licence: 'none stated; free for research, with citation (Krizhevsky 2009)',
  source: 'https://www.cs.toronto.edu/~kriz/cifar.html',
  folder: 'cifar-100-binary',
  splits: ['official'],
};

/** The data sets that {@link loadDataset} knows by name. */
export const datasets: Record<string, DatasetEntry> = {
  omniglot: {
    description: '1,623 handwritten characters of 50 alphabets, 20 drawings each, 28 × 28 gray',
    licence: 'MIT',
    source: 'https://github.com/brendenlake/omniglot',
    folder: null,
    splits: ['official', 'vinyals'],
    load: ({ imageSize, split }) => omniglot({ imageSize, split: split as OmniglotOptions['split'] }),
  },
  'oxford-iiit-pet-sample': {
    description: 'three breeds of Oxford-IIIT Pet, about 200 pictures each, the official training and test lists',
    licence: 'CC BY-SA 4.0',
    source: 'https://www.robots.ox.ac.uk/~vgg/data/pets/',
    folder: null,
    splits: ['official'],
    load: (options) => oxfordIiitPetSample(options),
  },
  'cifar-100': {
    description: '100 classes, 500 training and 100 test images each, 32 × 32 colour',
    ...cifarFiles,
    load: (options) => cifar100(options),
  },
  'cifar-fs': {
    description: "CIFAR-100's classes divided into 64 to train, 16 to validate and 20 to test, 600 images each",
    ...cifarFiles,
    load: (options) => cifarFs(options),
  },
  fc100: {
    description: "CIFAR-100's classes divided by super-class into 60, 20 and 20, 600 images each",
    ...cifarFiles,
    load: (options) => fc100(options),
  },
};
