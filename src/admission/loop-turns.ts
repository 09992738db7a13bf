/** Milliseconds for accepting connections between two turns with work: a flood of them slows the work and does not stop it. */
const ACCEPTING_MS = 10;

/**
 * Turns of the event loop for work that takes long. Node accepts one connection per turn (libuv, since Node 20), so while there
 * are connections to accept, turns without work go between. Otherwise they wait unseen under load until their clients give up,
 * and each of those comes again with a new connection.
 */
export class LoopTurns {
  #waiting: (() => void)[] = [];
  #wasAccepted = false;

  /** @param now monotonic time in milliseconds */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** To be called for each connection. */
  connectionAccepted(): void {
    this.#wasAccepted = true;
  }

  /** Runs the work in the next turn, or in a later one while connections are accepted. */
  next(work: () => void): void {
    if (this.#waiting.push(work) === 1) this.#passTurn(this.now() + ACCEPTING_MS);
  }

  #passTurn(acceptUntil: number): void {
    this.#wasAccepted = false;
    setImmediate(() => {
      if (this.#wasAccepted && this.now() < acceptUntil) {
        this.#passTurn(acceptUntil);
        return;
      }
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const work of waiting) work();
    });
  }
}
