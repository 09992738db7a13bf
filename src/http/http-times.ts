/** How long connections may take for what they do, in milliseconds. */
export interface HttpTimes {
  /** Until the headers of a request are there. */
  readonly headers: number;
  /** Until the whole of a request is there, its body included. */
  readonly request: number;
  /** Without a byte in either direction: it takes longer than anybody waits. */
  readonly idle: number;
  /** In which nobody takes a byte of an answer that is there. */
  readonly answer: number;
  /** Between two requests. Longer than load balancers keep theirs, so that it is them who close. */
  readonly keepAlive: number;
  /** How often the first two are looked at; a late request gets so much more at the most. */
  readonly check: number;
}

/** A megabyte takes 20 seconds from the slowest of mobile networks; the slowest operation some 110, if XS2A is as slow as it may be. */
export const HTTP_TIMES: HttpTimes = {
  headers: 10_000,
  request: 30_000,
  idle: 180_000,
  answer: 30_000,
  keepAlive: 72_000,
  check: 5_000,
};
