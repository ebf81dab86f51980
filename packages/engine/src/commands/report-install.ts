import type { InstallProgress } from '../install/build-engine.js';

/** Where progress is written: a terminal, or anything else that lines can be written to. */
export interface ProgressStream {
  isTTY?: boolean | undefined;
  write(text: string): unknown;
}

export interface InstallReporter {
  onMessage: (line: string) => void;
  onProgress: (progress: InstallProgress) => void;
}

/** Reports an install: one line that rewrites itself on a terminal, else a plain line at every quarter. */
export function reportInstall(stream: ProgressStream): InstallReporter {
  let open = false;
  let quarters = 0;
  const line = (text: string) => {
    stream.write(open ? `\r\x1b[K${text}\n` : `${text}\n`);
    open = false;
  };
  return {
    onMessage: line,
    onProgress: (progress) => {
      if (stream.isTTY) {
        stream.write(`\r\x1b[K${progressText(progress)}`);
        open = true;
        return;
      }
      const reached = Math.floor((4 * progress.bytes) / progress.totalBytes);
      if (reached > quarters) line(progressText(progress));
      quarters = Math.max(quarters, reached);
    },
  };
}

/** `  Downloading  45 %, 123 of 274 MB` */
function progressText({ step, bytes, totalBytes }: InstallProgress): string {
  const percent = Math.floor((100 * bytes) / totalBytes);
  return `  ${step} ${String(percent).padStart(3)} %, ${Math.round(bytes / 1e6)} of ${Math.round(totalBytes / 1e6)} MB`;
}
