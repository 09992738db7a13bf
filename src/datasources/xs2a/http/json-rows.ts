import { isRecord } from '../../../domain/record.js';

/** A long list in a JSON response whose rows are mapped during the download. */
export interface RowMapping {
  /** The name of the list's member. */
  readonly member: string;
  readonly map: (row: unknown) => unknown;
}

/** Parsed at once: some hundred rows, a millisecond of work. */
const BATCH_BYTES = 65_536;

/** How far before a list its member's name is searched. */
const NAME_BYTES = 256;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * Reads a JSON object with one long list, without holding the whole text or parsing it at once, which would block the event loop
 * for half a second at 100,000 rows. Only scans for the ends of rows; JSON.parse does the parsing. Rows that the scan does not
 * recognise are mapped at the end, so that every row is mapped.
 */
export class JsonRows {
  /** The text without the rows, and the rows not parsed yet. */
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

  /** @throws SyntaxError for invalid JSON; its message quotes the rows */
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
   * @returns the response, with the mapped rows in place of the rows
   * @throws SyntaxError for invalid or incomplete JSON; its message quotes it
   */
  end(): unknown {
    const answer: unknown = JSON.parse(Buffer.concat(this.shell).toString('utf8'));
    const list: unknown = isRecord(answer) ? answer[this.mapping.member] : undefined;
    if (!isRecord(answer) || !Array.isArray(list)) return answer;
    // Rows that were already mapped have left an empty list.
    const rows = list.length === 0 ? this.rows : list.map((row) => this.mapping.map(row));
    return { ...answer, [this.mapping.member]: rows };
  }

  /** The end of the current string, or of the chunk when the string continues. */
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

  /** Start of a list or an object: the rows, if it is the member's list. */
  private open(chunk: Buffer, from: number, at: number): number {
    // The name may be split over any number of chunks.
    const pieces = [...this.shell.slice(-NAME_BYTES), chunk.subarray(from, at)].map((piece) =>
      piece.subarray(-NAME_BYTES),
    );
    const before = Buffer.concat(pieces).toString('latin1').slice(-NAME_BYTES);
    if (chunk[at] !== OPEN_LIST || !this.isMember.test(before)) return from;
    this.add(chunk.subarray(from, at + 1));
    this.inRows = true;
    // The last of duplicate members counts.
    this.rows = [];
    return at + 1;
  }

  /** End of the rows. */
  private close(chunk: Buffer, from: number, at: number): number {
    this.add(chunk.subarray(from, at));
    this.parseBatch();
    this.inRows = false;
    return at;
  }

  /** End of a row. */
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
