import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { recordOf } from '../xs2a/lenient.js';
import type { SecureStore } from '../../store/secure-store.js';
import { MAX_AGE_MS } from './memory-cache.js';
import type { Stamp } from './read.js';

/** JSON, in base64 and deflated where it is long. */
type Packed = { readonly text: string } | { readonly deflated: string };

/** An answer that some instance has read. */
export interface RemoteAnswer {
  readonly stamp: Stamp;
  /** What `Read.fetch` brought. */
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
const FORM = 2;

/** What instances have read upstream, for all others that share the store. */
export class RemoteCache {
  constructor(
    private readonly store: Pick<SecureStore, 'get' | 'set' | 'delete'>,
    private readonly now: () => Date,
  ) {}

  /** Undefined when there is none that is young enough, or the store cannot be asked. */
  async get(bankUserId: string, key: string): Promise<RemoteAnswer | undefined> {
    const record = recordOf(await this.store.get(bankUserId, nameOf(key)));
    const { readAt, generation, syncs, packed } = record ?? {};
    if (typeof readAt !== 'number' || typeof generation !== 'string' || typeof syncs !== 'string') return undefined;
    if (this.ageOf(readAt) >= MAX_AGE_MS) return undefined;
    return { stamp: { readAt, generation, syncs }, unpack: async () => unpack(packed as Packed) };
  }

  async set(bankUserId: string, key: string, { readAt, generation, syncs }: Stamp, answer: unknown): Promise<void> {
    const packed = await pack(answer);
    const record = { readAt, generation, syncs, packed };
    await this.store.set(bankUserId, nameOf(key), record, MAX_AGE_MS - this.ageOf(readAt));
  }

  /** What does not hold any more is of no use to anybody. */
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
