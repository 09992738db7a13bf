import { constants } from 'node:os';

type StopSignal = 'SIGTERM' | 'SIGINT';

/** Signals to end the process: at once while it starts, in good order later, and at once when it is told again. */
export class StopSignals {
  private stop: ((signal: StopSignal) => void) | undefined;
  private told = false;

  constructor() {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        this.hear(signal);
      });
    }
  }

  /** @param stop is told of the first signal from now on, and ends the process */
  onFirst(stop: (signal: StopSignal) => void): void {
    this.stop = stop;
  }

  private hear(signal: StopSignal): void {
    // As a shell says it of whoever a signal has ended.
    if (this.told) process.exit(128 + constants.signals[signal]);
    if (this.stop === undefined) process.exit(0);
    this.told = true;
    this.stop(signal);
  }
}
