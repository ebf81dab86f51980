import { type OmniglotOptions, omniglot } from './omniglot.js';
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
  load: (options: LoadOptions) => Promise<DatasetSplits>;
}

/** The data sets that {@link loadDataset} knows by name. */
export const datasets: Record<string, DatasetEntry> = {
  omniglot: {
    description: '1,623 handwritten characters of 50 alphabets, 20 drawings each, 28 × 28 gray',
    licence: 'MIT',
    source: 'https://github.com/brendenlake/omniglot',
    folder: null,
    load: ({ imageSize, split }) => omniglot({ imageSize, split: split as OmniglotOptions['split'] }),
  },
};
