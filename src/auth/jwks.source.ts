import type { JSONWebKeySet, JWK } from 'jose';
import { request, type Dispatcher } from 'undici';
import { isRecord } from '../domain/record.js';

const DEADLINE_MS = 5_000;
const MAX_BODY_BYTES = 262_144;

/** The key types of the accepted algorithms. Symmetric keys (`oct`) are not accepted. */
const PUBLIC_KEY_TYPES: readonly unknown[] = ['RSA', 'EC', 'OKP'];

/**
 * Fetches the issuer's public keys. Does not follow redirects: the keys come from the configured address or not at all.
 *
 * @throws Error on timeout, and when the response holds no key
 */
export async function fetchJwks(url: string, dispatcher: Dispatcher): Promise<JSONWebKeySet> {
  const { statusCode, body } = await request(url, {
    dispatcher,
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  if (statusCode !== 200) {
    await body.dump();
    throw new Error('The issuer did not answer with its keys');
  }
  return readJwks(JSON.parse(await readText(body)));
}

async function readText(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new Error("The issuer's answer is too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function readJwks(answer: unknown): JSONWebKeySet {
  const entries: unknown = isRecord(answer) ? answer.keys : undefined;
  const keys = Array.isArray(entries) ? entries.filter(isPublicKey) : [];
  if (keys.length === 0) throw new Error("The issuer's answer holds no public key");
  return { keys };
}

function isPublicKey(entry: unknown): entry is JWK {
  return isRecord(entry) && PUBLIC_KEY_TYPES.includes(entry.kty);
}
