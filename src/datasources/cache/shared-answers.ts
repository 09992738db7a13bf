import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { recordOf } from '../lenient.js';
import { MAX_AGE_MS } from './answer-cache.js';
import type { CacheStore } from './cache-store.js';

/** JSON, in base64 and deflated where it is long. */
type Packed = { readonly text: string } | { readonly deflated: string };

/** An answer that some instance has read. */
export interface SharedAnswer {
  readonly version: string;
  /** Epoch milliseconds: when reading it began, in the instance that did. */
  readonly readAt: number;
  /** What `CachedRead.fetch` brought. */
  readonly unpack: () => Promise<unknown>;
}

/** In characters. Below it, deflating costs more than it spares in encryption and transport: measured. */
const WORTH_DEFLATING = 1_024;

/** Level 1 packs turnovers to a tenth; higher levels take several times as long for little more. */
const LEVEL = { level: 1 };

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

/**
 * Raise it whenever `fetch` of a read brings something of another form: instances of two releases may share a store, and must
 * not find each other's answers then.
 */
const FORM = 1;

/** What instances have read upstream, for all others that share the store. */
export class SharedAnswers {
  constructor(
    private readonly store: CacheStore,
    private readonly now: () => Date,
  ) {}

  /** Undefined when there is none that is young enough, or the store cannot be asked. */
  async find(bankUserId: string, key: string): Promise<SharedAnswer | undefined> {
    const record = recordOf(await this.store.get(bankUserId, nameOf(key)));
    const { version, readAt, packed } = record ?? {};
    if (typeof version !== 'string' || typeof readAt !== 'number') return undefined;
    if (this.ageOf(readAt) >= MAX_AGE_MS) return undefined;
    return { version, readAt, unpack: async () => unpack(packed as Packed) };
  }

  async keep(bankUserId: string, key: string, version: string, readAt: number, answer: unknown): Promise<void> {
    const packed = await pack(answer);
    await this.store.set(bankUserId, nameOf(key), { version, readAt, packed }, MAX_AGE_MS - this.ageOf(readAt));
  }

  /** What is of a version that has ended is of no use to anybody. */
  async drop(bankUserId: string, key: string): Promise<void> {
    await this.store.delete(bankUserId, nameOf(key));
  }

  private ageOf(readAt: number): number {
    return this.now().getTime() - readAt;
  }
}

async function pack(answer: unknown): Promise<Packed> {
  const text = JSON.stringify(answer);
  return text.length < WORTH_DEFLATING ? { text } : { deflated: (await deflate(text, LEVEL)).toString('base64') };
}

async function unpack(packed: Packed): Promise<unknown> {
  const text = 'text' in packed ? packed.text : String(await inflate(Buffer.from(packed.deflated, 'base64')));
  return JSON.parse(text) as unknown;
}

function nameOf(key: string): string {
  return `answer ${FORM} ${key}`;
}
