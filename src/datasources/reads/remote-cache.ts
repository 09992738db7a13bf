import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { recordOf } from '../xs2a/lenient.js';
import type { SecureStore } from '../../store/secure-store.js';
import { MAX_AGE_MS } from './memory-cache.js';
import type { Stamp } from './read.js';

/** JSON; long texts are deflated and in base64. */
type Packed = { readonly text: string } | { readonly deflated: string };

/** An answer read by any instance. */
export interface RemoteAnswer {
  readonly stamp: Stamp;
  /** The value of `Read.fetch`. */
  readonly unpack: () => Promise<unknown>;
}

/** In characters. Below it, deflating costs more than it saves in encryption and transport (measured). */
const WORTH_DEFLATING = 1_024;

/** Level 1 compresses turnovers to a tenth; higher levels take several times as long for little gain. */
const LEVEL = { level: 1 };

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

/**
 * Increment whenever `fetch` of a read returns another form: instances of two releases may share a store and must not read each
 * other's entries then.
 */
const FORM = 2;

/** The cache shared by instances, in the store. */
export class RemoteCache {
  constructor(
    private readonly store: Pick<SecureStore, 'get' | 'set' | 'delete'>,
    private readonly now: () => Date,
  ) {}

  /** Undefined when there is no recent entry, or the store is unreachable. */
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

  /** Removes an invalid entry. */
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
