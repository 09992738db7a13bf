import type { Variables } from './variables.js';

export type StoreConfig =
  | { readonly kind: 'memory' }
  | { readonly kind: 'redis'; /** May carry a password: not for printing. */ readonly url: string };

export interface StoresConfig {
  /** For XS2A's access tokens and idempotency records. */
  readonly store: StoreConfig;
  /** For cached responses. */
  readonly cache: StoreConfig;
  /** 32 bytes each; at least one for a store outside this process. The first one encrypts, all of them decrypt. */
  readonly encryptionKeys: readonly Buffer[];
}

const KEY_BYTES = 32;

export function readStores(variables: Variables, production: boolean): StoresConfig {
  const store = readStore(variables, 'STORE_URL');
  const cache = readStore(variables, 'CACHE_URL');
  const encryptionKeys = readEncryptionKeys(variables);
  if (encryptionKeys === undefined && (store.kind === 'redis' || cache.kind === 'redis')) {
    variables.fault('ENCRYPTION_KEY', `is required when a store is not memory:, as ${HOW_TO_MAKE_A_KEY}`);
  }
  if (store.kind === 'redis' && cache.kind === 'redis' && serverOf(store.url) === serverOf(cache.url)) {
    variables.warn('CACHE_URL', 'is in the redis of STORE_URL as well: answers that fill its memory stop keyed writes');
  }
  if (production && store.kind === 'memory') {
    variables.warn(
      'STORE_URL',
      'is memory: tokens and idempotency records end with the process, and no other instance has them',
    );
  }
  return { store, cache, encryptionKeys: encryptionKeys ?? [] };
}

const HOW_TO_MAKE_A_KEY = '32 bytes in base64 (openssl rand -base64 32)';

function readStore(variables: Variables, name: 'STORE_URL' | 'CACHE_URL'): StoreConfig {
  const text = variables.text(name) ?? 'memory:';
  if (text === 'memory:' || text === 'memory') return { kind: 'memory' };
  if (!isRedisUrl(text))
    variables.fault(name, 'is neither memory: nor a URL such as redis://host:6379/0 or rediss://…');
  return { kind: 'redis', url: text };
}

/** The databases of a Redis server share its memory. */
function serverOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { hostname, port } = new URL(url);
  return `${hostname}:${port === '' ? '6379' : port}`;
}

function isRedisUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, pathname, search, hash } = new URL(text);
  const wellFormed = hostname !== '' && /^\/?\d{0,4}$/.test(pathname) && search === '' && hash === '';
  return wellFormed && (protocol === 'redis:' || protocol === 'rediss:');
}

function readEncryptionKeys(variables: Variables): readonly Buffer[] | undefined {
  const parts = variables.list('ENCRYPTION_KEY');
  if (parts === undefined) return undefined;
  const keys = parts.map((part) => Buffer.from(part, 'base64'));
  // Node decodes base64 leniently: a truncated or mistyped key would pass as a different one.
  const faulty = keys.some((key, index) => key.length !== KEY_BYTES || key.toString('base64') !== parts[index]);
  if (faulty || keys.length === 0) {
    variables.fault(
      'ENCRYPTION_KEY',
      `is not ${HOW_TO_MAKE_A_KEY}, or several of them with commas between, the newest first`,
    );
  } else if (new Set(parts).size !== parts.length) {
    variables.fault('ENCRYPTION_KEY', 'has the same key twice');
  }
  return keys;
}
