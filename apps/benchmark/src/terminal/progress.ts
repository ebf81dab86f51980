/** What a training step tells. `seconds` is the time spent training this unit so far. */
export interface StepReport {
  step: number;
  totalSteps: number;
  loss: number;
  imagesPerSecond: number;
  seconds: number;
}

export interface StepReporter {
  /** One line that stays. */
  line(text: string): void;
  /** A training starts; its name heads what follows. */
  begin(title: string): void;
  step(report: StepReport): void;
  /** The training is over. */
  done(): void;
}

const time = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

/** `loss 1.234 · 1,200 images/s · 0:42 left` */
function figures({ step, totalSteps, loss, imagesPerSecond, seconds }: StepReport): string {
  const left = (seconds / step) * (totalSteps - step);
  const rate = Math.round(imagesPerSecond).toLocaleString('en');
  return `loss ${loss.toFixed(3)} · ${rate} images/s · ${time(left)} left`;
}

/** A bar that rewrites itself on a terminal, at most ten times a second. */
export function barReporter(stream: Pick<NodeJS.WriteStream, 'write' | 'columns'>): StepReporter {
  let title = '';
  let shown = 0;
  let open = false;
  return {
    line(text) {
      stream.write(`${open ? '\r\x1b[K' : ''}${text}\n`);
      open = false;
    },
    begin(name) {
      title = name;
      shown = 0;
    },
    step(report) {
      const now = performance.now();
      if (now - shown < 100 && report.step < report.totalSteps) return;
      shown = now;
      const filled = Math.round((24 * report.step) / report.totalSteps);
      const bar = '█'.repeat(filled) + '░'.repeat(24 - filled);
      const text = `${title} ${bar} ${report.step}/${report.totalSteps} · ${figures(report)}`;
      stream.write(`\r\x1b[K${text.slice(0, (stream.columns || 120) - 1)}`);
      open = true;
    },
    done() {
      if (open) stream.write('\n');
      open = false;
    },
  };
}

/** Plain lines where there is no terminal: one at each tenth of a training. */
export function lineReporter(stream: Pick<NodeJS.WriteStream, 'write'>): StepReporter {
  let title = '';
  let tenths = 0;
  return {
    line: (text) => stream.write(`${text}\n`),
    begin(name) {
      title = name;
      tenths = 0;
    },
    step(report) {
      const reached = Math.floor((10 * report.step) / report.totalSteps);
      if (reached === tenths) return;
      tenths = reached;
      stream.write(`${title} step ${report.step}/${report.totalSteps} · ${figures(report)}\n`);
    },
    done() {},
  };
}

/** What is told while a run goes on, on stderr: stdout is for the result. */
export const terminalReporter = (): StepReporter =>
  process.stderr.isTTY ? barReporter(process.stderr) : lineReporter(process.stderr);
