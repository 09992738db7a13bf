/** Stops what tells the date, until `jest.useRealTimers()`: nothing refills meanwhile. Timers and everything else go on. */
export function holdDate(now = new Date()): void {
  jest.useFakeTimers({
    now,
    doNotFake: [
      ...(['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'clearImmediate'] as const),
      ...(['nextTick', 'queueMicrotask', 'hrtime', 'performance'] as const),
    ],
  });
}
