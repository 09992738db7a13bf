import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { JsonValue } from './secure-store.js';

/** Where a record belongs. A record that is moved to another place does not open there. */
export interface Place {
  readonly namespace: string;
  readonly owner: string;
  readonly key: string;
}

const VERSION = 1;
const KEY_ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + KEY_ID_BYTES;

/**
 * Everything that is derived from one encryption key: the names of records, which tell nothing of their owners to who does not
 * have the key, and the records themselves, sealed with AES-256-GCM.
 *
 * Form of a record: base64 of version (1 byte), key id (4), nonce (12), ciphertext and tag (16). The associated data are the
 * version and the place. Sealed within are the end and the value, so that a record cannot be kept alive from outside.
 */
export class StoreKey {
  readonly #head: Buffer;
  readonly #sealing: Buffer;
  readonly #naming: Buffer;

  /** @param key 32 bytes. */
  constructor(key: Buffer) {
    this.#head = Buffer.concat([Buffer.of(VERSION), derive(key, 'id').subarray(0, KEY_ID_BYTES)]);
    this.#sealing = derive(key, 'sealing');
    this.#naming = derive(key, 'naming');
  }

  nameOf({ namespace, owner, key }: Place): string {
    const name = hmac(this.#naming, textOf(namespace, owner, key)).toString('base64url');
    return `xs2a:${namespace}:${name}`;
  }

  seal(place: Place, value: JsonValue, expiresAt: number): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#keyOf(place), nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(associatedData(place));
    const text = cipher.update(JSON.stringify([expiresAt, value]), 'utf8');
    return Buffer.concat([this.#head, nonce, text, cipher.final(), cipher.getAuthTag()]).toString('base64');
  }

  /** Whether this key sealed the record; the rest of it is not looked at. */
  sealed(record: Buffer): boolean {
    return record.subarray(0, HEAD_BYTES).equals(this.#head);
  }

  /** @throws Error when the record is not exactly what `seal` made for this place. */
  open(place: Place, record: Buffer): { readonly value: JsonValue; readonly expiresAt: number } {
    const body = record.subarray(HEAD_BYTES + NONCE_BYTES, -TAG_BYTES);
    const nonce = record.subarray(HEAD_BYTES, HEAD_BYTES + NONCE_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', this.#keyOf(place), nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(associatedData(place)).setAuthTag(record.subarray(-TAG_BYTES));
    const text = Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    const [expiresAt, value] = JSON.parse(text) as [number, JsonValue];
    return { value, expiresAt };
  }

  /** A key for each owner: a random nonce is good for 2^32 records of one key, which a busy cache would reach. */
  #keyOf({ namespace, owner }: Place): Buffer {
    return hmac(this.#sealing, textOf(namespace, owner));
  }
}

function derive(key: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `xs2a-graphql-gateway store v${VERSION} ${purpose}`, 32));
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function associatedData({ namespace, owner, key }: Place): Buffer {
  return Buffer.from(textOf(String(VERSION), namespace, owner, key));
}

/** JSON, because nothing else keeps "a" + "bc" and "ab" + "c" apart so simply. */
function textOf(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}
