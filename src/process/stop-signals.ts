import { constants } from 'node:os';

type StopSignal = 'SIGTERM' | 'SIGINT';

/** SIGTERM and SIGINT: exit at once during startup, shut down gracefully later; a second signal exits at once. */
export class StopSignals {
  private stop: ((signal: StopSignal) => void) | undefined;
  private stopping = false;

  constructor() {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        this.hear(signal);
      });
    }
  }

  /** @param stop called with the first signal from now on; shuts the process down */
  onFirst(stop: (signal: StopSignal) => void): void {
    this.stop = stop;
  }

  private hear(signal: StopSignal): void {
    // The exit code of a process that a signal ended, by the convention of shells.
    if (this.stopping) process.exit(128 + constants.signals[signal]);
    if (this.stop === undefined) process.exit(0);
    this.stopping = true;
    this.stop(signal);
  }
}
