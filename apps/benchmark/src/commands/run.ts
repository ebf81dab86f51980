import { Argument, Command } from 'commander';
import { number, numbers, settings, words } from './options.js';

/** What `clce run` was told, before defaults. */
export interface RunOptions {
  dataset?: string;
  dataRoot?: string;
  backbone?: string;
  widths?: number[];
  loss?: string[];
  seeds?: number[];
  epochs?: number;
  steps?: number;
  batchSize?: number;
  samplesPerClass?: number;
  optimizer?: string;
  learningRate?: number;
  weightDecay?: number;
  augment: boolean;
  temperature?: number;
  concentration?: number;
  contrastiveWeight?: number;
  hardNegatives: boolean;
  form?: string;
  settings?: { ways: number; shots: number }[];
  episodes?: number;
  classifier?: string;
  checkpointEverySteps?: number;
  output: string;
  resume: boolean;
  json: boolean;
}

export function runCommand(): Command {
  return new Command('run')
    .description('train with each loss and seed, evaluate on few-shot episodes, write a report')
    .addArgument(new Argument('<suite>', 'what to run').choices(['quick', 'few-shot']))
    .option('--dataset <name>', 'omniglot, cifar-fs, fc100 (clce datasets lists them)')
    .option('--data-root <folder>', "where the data sets are (default: CLCE_DATA, else the user's cache folder)")
    .option('--backbone <name>', 'conv4 or resnet12')
    .option('--widths <list>', 'channels of the four blocks, for example 32,64,128,256', numbers)
    .option('--loss <list>', 'ce, clce or both: ce,clce', words)
    .option('--seeds <list>', 'one training of each loss for each seed, for example 1,2', numbers)
    .option('--epochs <count>', 'passes over the training images', number)
    .option('--steps <count>', 'stop each training after so many steps', number)
    .option('--batch-size <count>', 'images a step', number)
    .option('--samples-per-class <count>', 'images of one class in a batch', number)
    .option('--optimizer <name>', 'sgd or adamw')
    .option('--learning-rate <rate>', 'after warm-up', number)
    .option('--weight-decay <rate>', 'decay of weights, biases and norms left out', number)
    .option('--no-augment', 'train on the images as they are')
    .option('--temperature <number>', 'temperature of the contrastive term', number)
    .option('--concentration <number>', 'how much hard negatives outweigh easy ones; 0 weighs them alike', number)
    .option('--contrastive-weight <number>', 'share of the contrastive term in the loss, 0 to 1', number)
    .option('--no-hard-negatives', 'weigh all negatives alike')
    .option('--form <name>', "contrastive term as in the authors' code or as printed in the paper: code, paper")
    .option('--settings <list>', 'WAYSxSHOTS of the episodes, for example 5x1,5x5,20x1', settings)
    .option('--episodes <count>', 'episodes a setting', number)
    .option('--classifier <name>', 'nearest-centroid or logistic-regression')
    .option('--checkpoint-every-steps <count>', 'steps that a killed run loses at most', number)
    .option('--output <folder>', 'where the folders of runs are', 'runs')
    .option('--resume', 'go on with the newest unfinished run of these options', false)
    .option('--json', 'print result.json instead of the table', false)
    .action(async (suite: 'quick' | 'few-shot', options: RunOptions) => {
      const { runSuite } = await import('../suites/run-suite.js');
      await runSuite(suite, options);
    });
}
