/** This thread does nothing at all for so long, as if it were busy; the processor is left to whoever else needs it. */
export function block(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
