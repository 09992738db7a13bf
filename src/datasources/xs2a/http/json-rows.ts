import { isRecord } from '../../../domain/record.js';
import { decode, joined, parsed } from './bytes.js';

/** A long list in a JSON response whose rows are mapped during the download. */
export interface RowMapping {
  /** The name of the list's member. */
  readonly member: string;
  readonly map: (row: unknown) => unknown;
}

/** Parsed at once: some hundred rows, a millisecond of work. */
const BATCH_BYTES = 65_536;

/**
 * Between two objects of a list. Never within a text: there the quote would end it, and a name could not follow. Its group is what
 * separates them.
 */
const BETWEEN_ROWS = /\}(\s*,)\s*\{\s*"\w/y;

/** Stands for the rows that are parsed already. */
const PARSED = 'rows parsed before';

/**
 * Reads a JSON object with one long list, without holding the whole text or parsing it at once, which would block the event loop
 * for half a second at 100,000 rows.
 *
 * The text is cut between two objects. JSON.parse decides whether they are rows: what precedes a cut within a row or behind the
 * list is no list of whole rows, and is not valid as one. Then the batch grows. What never becomes a batch is parsed and mapped
 * at the end, so that every row is mapped.
 */
export class JsonRows {
  /** The text before the rows; undefined until it has arrived. */
  private head: string | undefined;
  /** What is not parsed yet. */
  private chunks: Buffer[] = [];
  private bytes = 0;
  private batchBytes: number;
  private readonly rows: unknown[] = [];
  private readonly listStart: RegExp;

  constructor(
    private readonly mapping: RowMapping,
    private readonly minBatchBytes = BATCH_BYTES,
  ) {
    this.batchBytes = minBatchBytes;
    this.listStart = new RegExp(`(?<!\\\\)"${mapping.member}"\\s*:\\s*\\[`);
  }

  push(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.bytes += chunk.length;
    if (this.bytes < this.batchBytes) return;
    const rest = this.parseBatch(this.takeChunks());
    this.chunks.push(rest);
    this.bytes = rest.length;
    this.batchBytes = Math.max(this.minBatchBytes, 2 * rest.length);
  }

  /**
   * @returns the response, with the mapped rows in place of the rows
   * @throws SyntaxError for invalid or incomplete JSON; its message quotes it
   */
  end(): unknown {
    const { member, map } = this.mapping;
    const hasBatches = this.rows.length > 0;
    const parsedRows = hasBatches ? `${JSON.stringify(PARSED)},` : '';
    const answer: unknown = JSON.parse(`${this.head ?? ''}${parsedRows}${decode(this.takeChunks())}`);
    const list: unknown = isRecord(answer) ? answer[member] : undefined;
    if (!isRecord(answer) || !Array.isArray(list)) return answer;
    // Of duplicate members the last counts, which need not be the one that was parsed.
    if (!hasBatches || list[0] !== PARSED) return { ...answer, [member]: list.map((row) => map(row)) };
    for (let row = 1; row < list.length; row++) this.rows.push(map(list[row]));
    return { ...answer, [member]: this.rows };
  }

  /** @returns what follows the parsed rows */
  private parseBatch(bytes: Buffer): Buffer {
    const text = bytes.toString('latin1');
    const start = this.head === undefined ? this.readHead(bytes, text) : 0;
    const { end, next } = lastCut(text, start);
    const batch = parsed(`[${decode(bytes.subarray(start, end))}]`);
    if (!Array.isArray(batch)) return bytes.subarray(start);
    for (const row of batch) this.rows.push(this.mapping.map(row));
    return bytes.subarray(next);
  }

  /** @returns where the rows start; 0 while that is not known */
  private readHead(bytes: Buffer, text: string): number {
    const found = this.listStart.exec(text);
    if (found === null) return 0;
    const start = found.index + found[0].length;
    const head = decode(bytes.subarray(0, start));
    // The list of an inner object is not meant.
    if (parsed(`${head}]}`) === undefined) return 0;
    this.head = head;
    return start;
  }

  private takeChunks(): Buffer {
    const { chunks } = this;
    this.chunks = [];
    return joined(chunks);
  }
}

/** Where the text before the last cut ends, and where what follows it begins; both are `start` where there is none. */
function lastCut(text: string, start: number): { readonly end: number; readonly next: number } {
  for (let at = text.lastIndexOf('}'); at > start; at = text.lastIndexOf('}', at - 1)) {
    BETWEEN_ROWS.lastIndex = at;
    const [, separator] = BETWEEN_ROWS.exec(text) ?? [];
    if (separator !== undefined) return { end: at + 1, next: at + 1 + separator.length };
  }
  return { end: start, next: start };
}
