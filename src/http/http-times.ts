/** Timeouts of connections, in milliseconds. */
export interface HttpTimes {
  /** Until the headers of a request have arrived. */
  readonly headers: number;
  /** Until the whole request has arrived, including its body. */
  readonly request: number;
  /** Without a byte in either direction: longer than any operation. */
  readonly idle: number;
  /** Without progress in sending a response. */
  readonly answer: number;
  /** Between two requests, and before the first. Longer than that of load balancers, so that they close first. */
  readonly keepAlive: number;
  /** Interval of checking the first two; a late request may exceed them by as much. */
  readonly check: number;
}

/**
 * A megabyte takes 20 seconds on the slowest mobile networks; the slowest operation takes about 110, when XS2A is at its limits.
 */
export const HTTP_TIMES: HttpTimes = {
  headers: 10_000,
  request: 30_000,
  idle: 180_000,
  answer: 30_000,
  keepAlive: 620_000,
  check: 5_000,
};
