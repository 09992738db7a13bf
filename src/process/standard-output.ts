import { write, writeSync } from 'node:fs';
import type { DestinationStream } from 'pino';

const STDOUT = 1;
/** After which a full pipe is tried again. */
const RETRY_MS = 20;
/** How long the last lines may take. */
const LAST_MS = 1_000;

/**
 * Writes lines to standard output without waiting for whoever reads them. Pino's own destination cannot end a process whose output
 * is a closed pipe: it never stops trying to write the last lines.
 */
export class StandardOutput implements DestinationStream {
  private lines: string[] = [];
  private isWriting = false;
  /** What a full pipe has not taken, until it is tried again. */
  private refused: { readonly bytes: Buffer; readonly timer: NodeJS.Timeout } | undefined;
  private isBroken = false;

  /** @param onBroken called once, when nothing can be written any more */
  constructor(private readonly onBroken: () => void) {}

  write(line: string): void {
    if (this.isBroken) return;
    this.lines.push(line);
    if (!this.isWriting) this.send(this.take());
  }

  /** Writes what is left, at the end of the process; for a second at most. */
  flushSync(): void {
    clearTimeout(this.refused?.timer);
    let bytes = Buffer.concat([this.refused?.bytes ?? Buffer.alloc(0), this.take()]);
    this.refused = undefined;
    const deadline = performance.now() + LAST_MS;
    while (bytes.length > 0 && !this.isBroken && performance.now() < deadline) {
      try {
        bytes = bytes.subarray(writeSync(STDOUT, bytes));
      } catch (error) {
        if (!isFull(error)) this.break();
      }
    }
  }

  private take(): Buffer {
    const bytes = Buffer.from(this.lines.join(''));
    this.lines = [];
    return bytes;
  }

  private send(bytes: Buffer): void {
    this.isWriting = bytes.length > 0 && !this.isBroken;
    if (!this.isWriting) return;
    write(STDOUT, bytes, (error, written) => {
      if (error === null) this.send(written < bytes.length ? bytes.subarray(written) : this.take());
      else if (isFull(error)) this.retry(bytes);
      else this.break();
    });
  }

  private retry(bytes: Buffer): void {
    const timer = setTimeout(() => {
      this.refused = undefined;
      this.send(bytes);
    }, RETRY_MS);
    this.refused = { bytes, timer };
  }

  private break(): void {
    if (this.isBroken) return;
    this.isBroken = true;
    this.lines = [];
    this.onBroken();
  }
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EAGAIN' || error.code === 'EBUSY');
}
