import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { JsonValue } from './secure-store.js';

/** The identity of a record. A record that is moved elsewhere does not decrypt. */
export interface Place {
  readonly namespace: string;
  readonly owner: string;
  readonly key: string;
}

/** Newest key first. */
export type Names = [string, ...string[]];

const VERSION = 1;
const KEY_ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + KEY_ID_BYTES;

/** Derived from one encryption key. */
interface Key {
  /** The first bytes of its records: version and key id. */
  readonly head: Buffer;
  readonly sealing: Buffer;
  readonly naming: Buffer;
}

/**
 * Names of records, which reveal nothing about owners without the key, and encryption of records with AES-256-GCM.
 *
 * Form of a record: base64 of version (1 byte), key id (4), nonce (12), ciphertext and tag (16). The associated data are the
 * version and the place. The expiry is encrypted along with the value, so that nobody can extend it from outside.
 */
export class Seal {
  readonly #newest: Key;
  readonly #older: readonly Key[];

  /** @param encryptionKeys 32 bytes each. The first one encrypts, all of them decrypt. */
  constructor(encryptionKeys: readonly Buffer[]) {
    const [newest, ...older] = encryptionKeys.map(keyFrom);
    if (newest === undefined) throw new TypeError('A store needs an encryption key');
    this.#newest = newest;
    this.#older = older;
  }

  /** A record is written under the first name; an older one may be under any of them. */
  namesOf(place: Place): Names {
    return [nameBy(this.#newest, place), ...this.#older.map((key) => nameBy(key, place))];
  }

  seal(place: Place, value: JsonValue, ttlMs: number): string {
    const { head, sealing } = this.#newest;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', keyOfOwner(sealing, place), nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(associatedData(place));
    const text = cipher.update(JSON.stringify([Date.now() + ttlMs, value]), 'utf8');
    return Buffer.concat([head, nonce, text, cipher.final(), cipher.getAuthTag()]).toString('base64');
  }

  /**
   * @returns undefined once the record has expired
   * @throws Error when the record is not exactly what `seal` made for this place
   */
  open(place: Place, record: string): JsonValue | undefined {
    const bytes = Buffer.from(record, 'base64');
    if (bytes.toString('base64') !== record) throw new Error('Not exactly base64');
    const head = bytes.subarray(0, HEAD_BYTES);
    const key = [this.#newest, ...this.#older].find((candidate) => candidate.head.equals(head));
    if (key === undefined) throw new Error('Sealed with no known key');
    const nonce = bytes.subarray(HEAD_BYTES, HEAD_BYTES + NONCE_BYTES);
    const sealing = keyOfOwner(key.sealing, place);
    const decipher = createDecipheriv('aes-256-gcm', sealing, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(associatedData(place)).setAuthTag(bytes.subarray(-TAG_BYTES));
    const body = decipher.update(bytes.subarray(HEAD_BYTES + NONCE_BYTES, -TAG_BYTES));
    const text = Buffer.concat([body, decipher.final()]).toString('utf8');
    const [expiresAt, value] = JSON.parse(text) as [number, JsonValue];
    return Date.now() < expiresAt ? value : undefined;
  }
}

function keyFrom(key: Buffer): Key {
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', key, '', `xs2a-graphql-gateway store v${VERSION} ${purpose}`, 32));
  const head = Buffer.concat([Buffer.of(VERSION), derive('id').subarray(0, KEY_ID_BYTES)]);
  return { head, sealing: derive('sealing'), naming: derive('naming') };
}

function nameBy({ naming }: Key, { namespace, owner, key }: Place): string {
  return `xs2a:${namespace}:${hmac(naming, textOf(namespace, owner, key)).toString('base64url')}`;
}

/** A key per owner: random nonces are safe for 2^32 records per key, which a busy cache would reach. */
function keyOfOwner(sealing: Buffer, { namespace, owner }: Place): Buffer {
  return hmac(sealing, textOf(namespace, owner));
}

function associatedData({ namespace, owner, key }: Place): Buffer {
  return Buffer.from(textOf(String(VERSION), namespace, owner, key));
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/** JSON separates the parts unambiguously. */
function textOf(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}
