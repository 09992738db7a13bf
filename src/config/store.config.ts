import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseRedisUrl, type RedisLogin, type RedisServers, type RedisTls } from './redis-url.js';
import type { Variables } from './variables.js';

export interface RedisConfig extends RedisServers {
  readonly kind: 'redis';
  readonly sentinelLogin: RedisLogin;
  readonly tls: RedisTls;
}

export type StoreConfig = { readonly kind: 'memory' } | RedisConfig;

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
  const access = { sentinelLogin: readSentinelLogin(variables), tls: readTls(variables) };
  const store = readStore(variables, 'STORE_URL', access);
  const cache = readStore(variables, 'CACHE_URL', access);
  const encryptionKeys = readEncryptionKeys(variables);
  if (encryptionKeys === undefined && (store.kind === 'redis' || cache.kind === 'redis')) {
    variables.fault('ENCRYPTION_KEY', `is required when a store is not memory:, as ${HOW_TO_MAKE_A_KEY}`);
  }
  if (store.kind === 'redis' && cache.kind === 'redis' && isSame(store, cache)) {
    variables.warn('CACHE_URL', 'is in the redis of STORE_URL as well: answers that fill its memory stop keyed writes');
  }
  if (production && store.kind === 'memory') {
    variables.warn(
      'STORE_URL',
      'is memory: tokens and idempotency records end with the process, and no other instance has them',
    );
  }
  warnOfUnused(variables, [store, cache]);
  return { store, cache, encryptionKeys: encryptionKeys ?? [] };
}

const HOW_TO_MAKE_A_KEY = '32 bytes in base64 (openssl rand -base64 32)';

type RedisAccess = Pick<RedisConfig, 'sentinelLogin' | 'tls'>;

function readStore(variables: Variables, name: 'STORE_URL' | 'CACHE_URL', access: RedisAccess): StoreConfig {
  const text = variables.text(name) ?? 'memory:';
  if (text === 'memory:' || text === 'memory') return { kind: 'memory' };
  const servers = parseRedisUrl(text);
  if (typeof servers !== 'string') return { kind: 'redis', ...servers, ...access };
  variables.fault(name, servers);
  return { kind: 'memory' };
}

/** The databases of a Redis server share its memory. */
function isSame(one: RedisServers, other: RedisServers): boolean {
  const isOfOther = ({ host, port }: RedisServers['hosts'][number]) =>
    other.hosts.some((host2) => host2.host === host && host2.port === port);
  return one.masterName === other.masterName && one.hosts.some(isOfOther);
}

function readSentinelLogin(variables: Variables): RedisLogin {
  const username = variables.text('REDIS_SENTINEL_USERNAME');
  const password = variables.secret('REDIS_SENTINEL_PASSWORD');
  if (username !== undefined && password === undefined)
    variables.fault('REDIS_SENTINEL_USERNAME', 'needs REDIS_SENTINEL_PASSWORD as well');
  return { ...(username !== undefined && { username }), ...(password !== undefined && { password }) };
}

function readTls(variables: Variables): RedisTls {
  const ca = readPem(variables, 'REDIS_CA_FILE', (pem) => new X509Certificate(pem));
  const certificate = readClientCertificate(variables);
  return { ...(ca !== undefined && { ca: ca.path }), ...(certificate !== undefined && { certificate }) };
}

function readClientCertificate(variables: Variables): RedisTls['certificate'] {
  const [isGiven, isKeyGiven] = ['REDIS_CERT_FILE', 'REDIS_KEY_FILE'].map((name) => variables.text(name) !== undefined);
  if (isGiven !== isKeyGiven) {
    if (isGiven === true) variables.fault('REDIS_CERT_FILE', 'needs REDIS_KEY_FILE as well');
    else variables.fault('REDIS_KEY_FILE', 'needs REDIS_CERT_FILE as well');
    return undefined;
  }
  const cert = readPem(variables, 'REDIS_CERT_FILE', (pem) => new X509Certificate(pem));
  const key = readPem(variables, 'REDIS_KEY_FILE', createPrivateKey);
  if (cert === undefined || key === undefined) return undefined;
  if (!cert.content.checkPrivateKey(key.content))
    variables.fault('REDIS_KEY_FILE', 'is not the key of the certificate in REDIS_CERT_FILE');
  return { cert: cert.path, key: key.path };
}

interface PemFile<T> {
  readonly path: string;
  readonly content: T;
}

function readPem<T>(variables: Variables, name: string, parse: (pem: Buffer) => T): PemFile<T> | undefined {
  const path = variables.text(name);
  if (path === undefined) return undefined;
  try {
    return { path, content: parse(readFileSync(path)) };
  } catch {
    variables.fault(name, 'does not name a readable PEM file of its kind, without a passphrase');
    return undefined;
  }
}

const TLS_VARIABLES = ['REDIS_CA_FILE', 'REDIS_CERT_FILE', 'REDIS_KEY_FILE'];
const SENTINEL_VARIABLES = ['REDIS_SENTINEL_USERNAME', 'REDIS_SENTINEL_PASSWORD'];

function warnOfUnused(variables: Variables, stores: readonly StoreConfig[]): void {
  const servers = stores.filter((store) => store.kind === 'redis');
  const warn = (names: readonly string[], why: string) => {
    for (const name of names) if (variables.text(name) !== undefined) variables.warn(name, why);
  };
  if (!servers.some(({ encrypted }) => encrypted))
    warn(TLS_VARIABLES, 'is without effect: neither STORE_URL nor CACHE_URL is rediss:');
  if (!servers.some(({ form }) => form === 'sentinel'))
    warn(SENTINEL_VARIABLES, 'is without effect: neither STORE_URL nor CACHE_URL names a sentinel');
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
