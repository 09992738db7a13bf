import type { ServerResponse } from 'node:http';

/** A connection, which can be closed. */
export interface Unread {
  destroy(): unknown;
}

export interface UnreadBounds {
  /** Bytes of responses that are not sent yet. A single response may be larger. */
  readonly max: number;
  readonly maxPerCaller: number;
}

interface Answer {
  readonly caller: string;
  readonly bytes: number;
}

/**
 * Limits the memory of responses that clients read slowly or not at all. Beyond the limit, per caller or in total, the
 * connections of the oldest ones are closed, which had the longest time to be read.
 */
export class UnreadAnswers {
  /** Oldest first. */
  private readonly answers = new Map<Unread, Answer>();
  private readonly byCaller = new Map<string, number>();
  private total = 0;

  constructor(
    private readonly bounds: UnreadBounds,
    private readonly stallMs: number,
    private readonly onGivenUp: () => void,
  ) {}

  /** @param response about to be sent */
  add(response: ServerResponse, answer: Answer): void {
    if (answer.bytes === 0 || response.destroyed) return;
    response.once('finish', this.hold(response, answer));
    response.once('close', () => {
      this.remove(response);
    });
    // Without progress. Node resets the timeout for the next request on the connection.
    response.setTimeout(this.stallMs, () => {
      this.giveUp(response);
    });
  }

  /** @param target about to be sent these bytes @returns to be called when they are sent */
  hold(target: Unread, answer: Answer): () => void {
    this.answers.set(target, answer);
    this.change(answer, 1);
    this.makeRoomBeside(target, answer.caller);
    return () => {
      this.remove(target);
    };
  }

  /** Closes the connection. */
  giveUp(target: Unread): void {
    this.remove(target);
    target.destroy();
    this.onGivenUp();
  }

  private makeRoomBeside(response: Unread, caller: string): void {
    const { max, maxPerCaller } = this.bounds;
    for (const [older, answer] of this.answers) {
      const isTooMuch = this.total > max || (answer.caller === caller && this.of(caller) > maxPerCaller);
      if (isTooMuch && older !== response) this.giveUp(older);
    }
  }

  private remove(response: Unread): void {
    const answer = this.answers.get(response);
    if (answer === undefined) return;
    this.answers.delete(response);
    this.change(answer, -1);
  }

  private of(caller: string): number {
    return this.byCaller.get(caller) ?? 0;
  }

  private change({ caller, bytes }: Answer, times: 1 | -1): void {
    this.total += times * bytes;
    const ofCaller = this.of(caller) + times * bytes;
    if (ofCaller > 0) this.byCaller.set(caller, ofCaller);
    else this.byCaller.delete(caller);
  }
}
