import { GatewayError } from './errors.js';

/** One of an event stream's events. */
export interface StreamEvent {
  readonly name: string;
  readonly data: string;
}

/** As large as a gateway lets a response become, however it is configured. */
const MAX_CHARS = 256_000_000;

/** Reads server-sent events (WHATWG HTML, "Parsing an event stream") piece by piece. */
export class EventParser {
  /** Milliseconds that the stream says to wait before connecting again. */
  retryMs: number | undefined;
  readonly #maxChars: number;
  /** The line that has not ended yet. */
  #line = '';
  #name = '';
  #data: string | undefined;
  #endsWithReturn = false;

  constructor(maxChars = MAX_CHARS) {
    this.#maxChars = maxChars;
  }

  /**
   * @returns the events that end in this piece
   * @throws GatewayError when one becomes too large
   */
  push(piece: string): StreamEvent[] {
    if (piece === '') return [];
    // The other half of a line's end.
    const text = this.#endsWithReturn && piece.startsWith('\n') ? piece.slice(1) : piece;
    this.#endsWithReturn = piece.endsWith('\r');
    const [rest = '', ...lines] = text.split(/\r\n?|\n/);
    this.#line += rest;
    const events: StreamEvent[] = [];
    for (const next of lines) {
      const event = this.#take(this.#line);
      if (event !== undefined) events.push(event);
      this.#line = next;
    }
    if (this.#line.length + (this.#data?.length ?? 0) > this.#maxChars) {
      throw new GatewayError('UNEXPECTED_ANSWER', 'An event is larger than any of the gateway.');
    }
    return events;
  }

  /** @returns the event that ends with the line */
  #take(line: string): StreamEvent | undefined {
    if (line === '') return this.#event();
    const [, field = '', value = ''] = /^([^:]*):? ?([^]*)$/.exec(line) ?? [];
    if (field === 'event') this.#name = value;
    if (field === 'data') this.#data = this.#data === undefined ? value : `${this.#data}\n${value}`;
    if (field === 'retry' && /^\d+$/.test(value)) this.retryMs = Number(value);
    return undefined;
  }

  #event(): StreamEvent | undefined {
    const [name, data] = [this.#name, this.#data];
    this.#name = '';
    this.#data = undefined;
    return data === undefined ? undefined : { name, data };
  }
}
