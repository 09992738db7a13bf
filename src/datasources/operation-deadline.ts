import type { Meter } from './meter.js';
import type { InTurn } from './transport/retry.js';
import { UpstreamError } from './upstream-error.js';

/** The time of the operation that asked is over; others who wait for the same read may have more. */
export class OperationTimeout extends UpstreamError {
  constructor() {
    super('UPSTREAM_TIMEOUT');
  }
}

/** Runs only what gets its turn before the operation's deadline: nothing is sent after it. */
export function beforeDeadline(meter: Meter, inTurn: InTurn): InTurn {
  return (task) => {
    const remaining = meter.remainingMs;
    if (remaining <= 0) return Promise.reject(new OperationTimeout());
    const wait: { isOver: boolean; timer?: NodeJS.Timeout } = { isOver: false };
    return new Promise((resolve, reject) => {
      inTurn(() => {
        wait.isOver = true;
        clearTimeout(wait.timer);
        return meter.remainingMs > 0 ? task() : Promise.reject(new OperationTimeout());
      }).then(resolve, reject);
      if (wait.isOver || remaining === Infinity) return;
      wait.timer = setTimeout(() => {
        reject(new OperationTimeout());
      }, remaining);
    });
  };
}
