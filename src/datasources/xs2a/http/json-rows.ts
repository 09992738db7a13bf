/** A long list in a JSON answer, whose rows are made into something smaller while they arrive. */
export interface RowMapping {
  /** The member of the answer that has the list. */
  readonly member: string;
  readonly map: (row: unknown) => unknown;
}

/** Parsed at a time: some hundred rows, a millisecond of work. */
const BATCH_BYTES = 65_536;

/** As far before a list its member's name is looked for. */
const NAME_BYTES = 256;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * Reads a JSON object that has one long list without ever holding its whole text, or parsing it in one go, which for 100,000
 * rows would stop the event loop for half a second. Only looks for where rows end; JSON.parse does the parsing. However the
 * list is written, each of its rows is mapped: those that were not recognised on the way are mapped at the end.
 */
export class JsonRows {
  /** The text without the rows, and the rows that have not been parsed yet. */
  private shell: Buffer[] = [];
  private batch: Buffer[] = [];
  private batchBytes = 0;
  private rows: unknown[] = [];
  private depth = 0;
  private inString = false;
  private escaped = false;
  private inRows = false;
  private readonly isMember: RegExp;

  constructor(private readonly mapping: RowMapping) {
    this.isMember = new RegExp(`(?<!\\\\)"${mapping.member}"\\s*:\\s*$`);
  }

  /** @throws SyntaxError when the rows are no JSON; its message quotes them */
  push(chunk: Buffer): void {
    let from = 0;
    for (let i = this.endOfString(chunk, 0); i < chunk.length; i++) {
      switch (chunk[i]) {
        case QUOTE:
          this.inString = true;
          i = this.endOfString(chunk, i + 1) - 1;
          break;
        case OPEN_LIST:
        case OPEN_OBJECT:
          if (++this.depth === 2 && !this.inRows) from = this.open(chunk, from, i);
          break;
        case CLOSE_LIST:
        case CLOSE_OBJECT:
          if (--this.depth === 1 && this.inRows) from = this.close(chunk, from, i);
          break;
        case COMMA:
          if (this.inRows && this.depth === 2) from = this.divide(chunk, from, i);
      }
    }
    this.add(chunk.subarray(from));
  }

  /**
   * @returns the answer, with what came of its rows in place of them
   * @throws SyntaxError when the text is no JSON, or has not ended; its message quotes it
   */
  end(): unknown {
    const answer: unknown = JSON.parse(Buffer.concat(this.shell).toString('utf8'));
    const list: unknown = isRecord(answer) ? answer[this.mapping.member] : undefined;
    if (!isRecord(answer) || !Array.isArray(list)) return answer;
    // Rows that were read on the way have left an empty list behind.
    const rows = list.length === 0 ? this.rows : list.map((row) => this.mapping.map(row));
    return { ...answer, [this.mapping.member]: rows };
  }

  /** Behind the string that has begun, or behind the chunk when it goes on. */
  private endOfString(chunk: Buffer, start: number): number {
    let i = start;
    for (; this.inString && i < chunk.length; i++) {
      const byte = chunk[i];
      if (this.escaped) this.escaped = false;
      else if (byte === BACKSLASH) this.escaped = true;
      else if (byte === QUOTE) this.inString = false;
    }
    return i;
  }

  /** A list or an object of the answer begins: the rows, if it is a list and the member's. */
  private open(chunk: Buffer, from: number, at: number): number {
    // The name may have come in any number of pieces.
    const pieces = [...this.shell.slice(-NAME_BYTES), chunk.subarray(from, at)].map((piece) =>
      piece.subarray(-NAME_BYTES),
    );
    const before = Buffer.concat(pieces).toString('latin1').slice(-NAME_BYTES);
    if (chunk[at] !== OPEN_LIST || !this.isMember.test(before)) return from;
    this.add(chunk.subarray(from, at + 1));
    this.inRows = true;
    // Of a member that comes twice the last one counts.
    this.rows = [];
    return at + 1;
  }

  /** The rows have ended. */
  private close(chunk: Buffer, from: number, at: number): number {
    this.add(chunk.subarray(from, at));
    this.parseBatch();
    this.inRows = false;
    return at;
  }

  /** A row has ended, and another one begins. */
  private divide(chunk: Buffer, from: number, at: number): number {
    if (this.batchBytes + at - from < BATCH_BYTES) return from;
    this.add(chunk.subarray(from, at));
    this.parseBatch();
    return at + 1;
  }

  private add(bytes: Buffer): void {
    if (bytes.length === 0) return;
    if (!this.inRows) this.shell.push(bytes);
    else {
      this.batch.push(bytes);
      this.batchBytes += bytes.length;
    }
  }

  private parseBatch(): void {
    const text = Buffer.concat(this.batch, this.batchBytes).toString('utf8');
    this.batch = [];
    this.batchBytes = 0;
    for (const row of JSON.parse(`[${text}]`) as unknown[]) this.rows.push(this.mapping.map(row));
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
