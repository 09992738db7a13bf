import { exportSPKI, importJWK, SignJWT, type CryptoKey, type JWTPayload } from 'jose';
import { Agent } from 'undici';
import type { AuthEvent } from '../../src/auth/auth-event.js';
import { SCOPES } from '../../src/domain/scope.js';
import { TokenMint } from '../../src/auth/token-mint.js';
import { createTokenVerifier, type TokenVerifier } from '../../src/auth/token-verifier.js';
import { readConfig, type AuthConfig } from '../../src/config/config.js';
import { bankUserGlobalId, ownedGlobalId } from '../../src/domain/global-id.js';
import { part, sign } from '../support/jwt.js';
import { Issuer, signingKey, type SigningKey } from './issuer.js';

const SECRET = 'a-secret-of-at-least-32-characters';
const RULES = {
  ...{ issuer: undefined, audience: undefined, bankUserClaim: 'bank_user_id', serviceClaim: 'sub' },
  ...{ serviceScope: 'xs2a:service', bankUserScope: 'xs2a' },
};
const now = () => Math.floor(Date.now() / 1000);
const UNAUTHENTICATED = { code: 'UNAUTHENTICATED' };

const dispatcher = new Agent();
afterAll(() => dispatcher.close());

let events: AuthEvent[] = [];
beforeEach(() => (events = []));

function verifierFor(config: AuthConfig): TokenVerifier {
  return createTokenVerifier(config, { dispatcher, onEvent: (event) => events.push(event) });
}

const forge = (header: unknown, claims: unknown, secret: string | Buffer = SECRET, hash?: string) =>
  sign(claims, secret, header, hash);

const bearer = (claims: unknown, header: unknown = { alg: 'HS256' }) => `Bearer ${forge(header, claims)}`;
const soon = () => ({ exp: now() + 60 });

describe('with a shared secret', () => {
  const verifier = verifierFor({ kind: 'secret', secret: SECRET, ...RULES });

  it('knows nobody without a header', async () => {
    await expect(verifier.verify(undefined)).resolves.toEqual({ kind: 'anonymous' });
    await expect(verifier.verify([])).resolves.toEqual({ kind: 'anonymous' });
  });

  it.each<[string, object, object]>([
    ['XS2A’s id', { sub: 'anna', bank_user_id: 'u-1' }, { kind: 'bankUser', subject: 'anna', bankUserId: 'u-1' }],
    [
      'the gateway’s id',
      { sub: 'anna', bank_user_id: bankUserGlobalId('u-1') },
      { kind: 'bankUser', subject: 'anna', bankUserId: 'u-1' },
    ],
    ['no sub', { bank_user_id: 'u-1' }, { kind: 'bankUser', subject: 'u-1', bankUserId: 'u-1' }],
    [
      'another scope',
      { bank_user_id: 'u-1', scope: 'xs2asomething: other:xs2a:read xs2a a' },
      { kind: 'bankUser', subject: 'u-1', bankUserId: 'u-1' },
    ],
    [
      'a limited bank user',
      { bank_user_id: 'u-1', scope: 'openid xs2a:read', scp: ['xs2a:connections'] },
      { kind: 'bankUser', subject: 'u-1', bankUserId: 'u-1', limitedTo: ['read', 'connections'] },
    ],
    [
      'a bank user limited by what is no part',
      { bank_user_id: 'u-1', scope: 'xs2a:raed' },
      { kind: 'bankUser', subject: 'u-1', bankUserId: 'u-1', limitedTo: [] },
    ],
    [
      'the service scope beside a limit',
      { sub: 'backend', scope: 'xs2a:read xs2a:service', bank_user_id: 'u-1' },
      { kind: 'service', subject: 'backend', scopes: SCOPES },
    ],
    [
      'the service scope',
      { sub: 'backend', scope: 'openid xs2a:service' },
      { kind: 'service', subject: 'backend', scopes: SCOPES },
    ],
    [
      'the scope in a list',
      { sub: 'backend', scp: ['openid', 'xs2a:service'] },
      { kind: 'service', subject: 'backend', scopes: SCOPES },
    ],
    [
      'the scope in scp',
      { sub: 'backend', scp: 'xs2a:service' },
      { kind: 'service', subject: 'backend', scopes: SCOPES },
    ],
    [
      'a part of the service scope',
      { sub: 'job', scope: 'xs2a:service:read xs2a:service:nothing' },
      { kind: 'service', subject: 'job', scopes: ['read'] },
    ],
    [
      'several parts of it, in both claims',
      { sub: 'job', scope: 'xs2a:service:users', scp: ['xs2a:service:tokens'], bank_user_id: 'u-1' },
      { kind: 'service', subject: 'job', scopes: ['users', 'tokens'] },
    ],
    [
      'the whole beside a part',
      { sub: 'b', scope: 'xs2a:service:read xs2a:service' },
      { kind: 'service', subject: 'b', scopes: SCOPES },
    ],
    [
      'what is almost a part',
      {
        bank_user_id: 'u-1',
        scope: 'xs2a:service: xs2a:service:Read xs2a:service:readers read :read xs2a:service:read:x',
      },
      { kind: 'bankUser', subject: 'u-1', bankUserId: 'u-1', limitedTo: [] },
    ],
    [
      'a service without the claim that names it',
      { client_id: 'backend', azp: 'backend', scope: 'xs2a:service' },
      { kind: 'service', subject: '', scopes: SCOPES },
    ],
    [
      'both',
      { sub: 'b', scope: 'xs2a:service', bank_user_id: 'u-1' },
      { kind: 'service', subject: 'b', scopes: SCOPES },
    ],
  ])('knows the caller: %s', async (_, claims, principal) => {
    await expect(verifier.verify(bearer({ ...soon(), ...claims }))).resolves.toEqual(principal);
  });

  it('tells services apart by the configured claim alone', async () => {
    const byClient = verifierFor({ kind: 'secret', secret: SECRET, ...RULES, serviceClaim: 'client_id' });
    const service = { ...soon(), scope: 'xs2a:service', sub: 'anna' };
    await expect(byClient.verify(bearer({ ...service, client_id: 'job' }))).resolves.toMatchObject({ subject: 'job' });
    await expect(byClient.verify(bearer({ ...service, azp: 'job' }))).resolves.toMatchObject({ subject: '' });
  });

  it.each([{ jkt: 'a thumbprint' }, { 'x5t#S256': 'a thumbprint' }, {}, null])(
    'refuses a token that is bound to a key: %j',
    async (cnf) => {
      await expect(verifier.verify(bearer({ ...soon(), bank_user_id: 'u-1', cnf }))).rejects.toMatchObject(
        UNAUTHENTICATED,
      );
      expect(events).toEqual([{ kind: 'tokenRefused', reason: 'bound' }]);
    },
  );

  it('takes the scheme in any case, and one header in a list', async () => {
    const token = forge({ alg: 'HS256' }, { ...soon(), bank_user_id: 'u-1' });
    await expect(verifier.verify(`bEARER  ${token}`)).resolves.toMatchObject({ bankUserId: 'u-1' });
    await expect(verifier.verify([`Bearer ${token}`])).resolves.toMatchObject({ bankUserId: 'u-1' });
  });

  const user = { bank_user_id: 'u-1' };
  it.each<[string, (() => object) | object]>([
    ['expired', () => ({ ...user, exp: now() - 6 })],
    ['no end', user],
    ['never ending', () => JSON.parse(`{"bank_user_id":"u-1","exp":1e400}`) as object],
    ['exp as text', () => ({ ...user, exp: String(now() + 60) })],
    ['not yet valid', () => ({ ...user, ...soon(), nbf: now() + 60 })],
    ['issued in the future', () => ({ ...user, ...soon(), iat: now() + 60 })],
    ['iat as text', () => ({ ...user, ...soon(), iat: 'now' })],
    ['an object as subject', () => ({ ...user, ...soon(), sub: { toString: 'anna' } })],
    ['a number as subject', () => ({ ...user, ...soon(), sub: 1 })],
    ['an empty subject', () => ({ ...user, ...soon(), sub: '' })],
    ['a line break in the subject', () => ({ ...user, ...soon(), sub: 'a\nb' })],
    ['a subject too long', () => ({ ...user, ...soon(), sub: 'a'.repeat(256) })],
    ['nobody', () => soon()],
    ['a bank user’s id of null', () => ({ ...soon(), bank_user_id: null })],
    ['a bank user’s id in a list', () => ({ ...soon(), bank_user_id: ['u-1'] })],
    ['a bank user’s id as number', () => ({ ...soon(), bank_user_id: 1 })],
    ['a path for a bank user’s id', () => ({ ...soon(), bank_user_id: '../users' })],
    ['a bank user’s id too long', () => ({ ...soon(), bank_user_id: 'u'.repeat(65) })],
    [
      'another thing’s id',
      () => ({
        ...soon(),
        bank_user_id: ownedGlobalId('Account', {
          bankUserId: 'abcdefghijklmnopqrstuvwxyz',
          xs2aId: 'abcdefghijklmnopqrstuvwxyz',
        }),
      }),
    ],
    ['a scope as object', () => ({ ...user, ...soon(), scope: { 'xs2a:service': true } })],
    ['a scope list with an object', () => ({ ...user, ...soon(), scp: [{}] })],
    ['a text instead of claims', 'xs2a:service' as unknown as object],
    ['a list instead of claims', []],
  ])('refuses claims: %s', async (_, claims) => {
    const value: unknown = typeof claims === 'function' ? (claims as () => object)() : claims;
    // JSON.stringify would turn Infinity into null.
    const text = JSON.stringify(value, (_key, member: unknown) => (member === Infinity ? '∞' : member)).replace(
      '"∞"',
      '1e400',
    );
    await expect(verifier.verify(bearer(text))).rejects.toMatchObject(UNAUTHENTICATED);
    expect(events).toEqual([{ kind: 'tokenRefused', reason: expect.any(String) as string }]);
  });

  it.each<[string, object]>([
    ['none', { alg: 'none' }],
    ['None', { alg: 'None' }],
    ['no algorithm', {}],
    ['HS384', { alg: 'HS384' }],
    ['RS256', { alg: 'RS256' }],
    ['ES256', { alg: 'ES256' }],
    ['an algorithm in a list', { alg: ['HS256'] }],
    ['an unknown critical header', { alg: 'HS256', crit: ['x'], x: 1 }],
    ['an unencoded payload', { alg: 'HS256', crit: ['b64'], b64: false }],
    ['a logout token', { alg: 'HS256', typ: 'logout+jwt' }],
  ])('refuses headers: %s', async (_, header) => {
    await expect(verifier.verify(bearer({ ...soon(), ...user }, header))).rejects.toMatchObject(UNAUTHENTICATED);
  });

  it('takes HS256 and no other hash', async () => {
    const sha512 = forge({ alg: 'HS512' }, { ...soon(), ...user }, SECRET.repeat(2), 'sha512');
    const verifierOfLongSecret = verifierFor({ kind: 'secret', secret: SECRET.repeat(2), ...RULES });
    await expect(verifierOfLongSecret.verify(`Bearer ${sha512}`)).rejects.toMatchObject(UNAUTHENTICATED);
    expect(events).toEqual([{ kind: 'tokenRefused', reason: 'algorithm' }]);
  });

  it('takes tokens of the secret before, while that is configured', async () => {
    const replaced = { kind: 'secret', secret: SECRET.repeat(2), ...RULES } as const;
    const token = `Bearer ${forge({ alg: 'HS256' }, { ...soon(), ...user })}`;
    const expired = `Bearer ${forge({ alg: 'HS256' }, { ...user, exp: now() - 60 })}`;
    const forged = `Bearer ${forge({ alg: 'HS256' }, { ...soon(), ...user }, SECRET.repeat(3))}`;
    const both = verifierFor({ ...replaced, previousSecret: SECRET });
    await expect(both.verify(token)).resolves.toMatchObject({ kind: 'bankUser' });
    for (const bad of [expired, forged]) await expect(both.verify(bad)).rejects.toMatchObject(UNAUTHENTICATED);
    await expect(verifierFor(replaced).verify(token)).rejects.toMatchObject(UNAUTHENTICATED);
    expect(events.map((event) => event.kind === 'tokenRefused' && event.reason)).toEqual([
      ...['expired', 'signature', 'signature'],
    ]);
  });

  it('takes access tokens by their type', async () => {
    for (const typ of ['JWT', 'at+jwt', 'application/at+JWT']) {
      await expect(verifier.verify(bearer({ ...soon(), ...user }, { alg: 'HS256', typ }))).resolves.toMatchObject({
        bankUserId: 'u-1',
      });
    }
  });

  describe('refuses what is not one token', () => {
    const good = forge({ alg: 'HS256' }, { exp: 4_000_000_000, bank_user_id: 'u-1' });
    const [header = '', claims = '', signature = ''] = good.split('.');
    const lastBits = signature.slice(0, -1) + String.fromCharCode(signature.charCodeAt(signature.length - 1) + 1);

    it('takes the token that the others are made of', async () => {
      await expect(verifier.verify(`Bearer ${good}`)).resolves.toMatchObject({ bankUserId: 'u-1' });
    });

    it.each<[string, string | string[]]>([
      ['nothing', ''],
      ['no token', 'Bearer '],
      ['no scheme', good],
      ['another scheme', `Basic ${good}`],
      ['two tokens', `Bearer ${good} ${good}`],
      ['joined headers', `Bearer ${good}, Bearer ${good}`],
      ['several headers', [`Bearer ${good}`, `Bearer ${good}`]],
      ['a space behind', `Bearer ${good} `],
      ['a line break', `Bearer ${good}\n`],
      ['no signature', `Bearer ${header}.${claims}.`],
      ['two parts', `Bearer ${header}.${claims}`],
      ['five parts', `Bearer ${good}.a.b`],
      ['padding', `Bearer ${good}=`],
      ['another signature', `Bearer ${header}.${claims}.${signature.slice(1)}A`],
      ['other bits at the end', `Bearer ${header}.${claims}.${lastBits}`],
      [
        'a header too long',
        `Bearer ${forge({ alg: 'HS256' }, { exp: 4_000_000_000, bank_user_id: 'u', x: 'x'.repeat(9_300) })}`,
      ],
      ['no JSON', `Bearer ${forge('{', '}')}`],
    ])('%s', async (_, authorization) => {
      await expect(verifier.verify(authorization)).rejects.toMatchObject(UNAUTHENTICATED);
    });
  });

  it('checks the signature', async () => {
    const token = forge({ alg: 'HS256' }, { ...soon(), ...user }, 'another-secret-of-32-characters-!');
    await expect(verifier.verify(`Bearer ${token}`)).rejects.toMatchObject(UNAUTHENTICATED);
    expect(events).toEqual([{ kind: 'tokenRefused', reason: 'signature' }]);
  });

  it('says the same of every refusal, and nothing of the token', async () => {
    const refusals = [bearer({ ...user, exp: 1 }), 'Basic abc', bearer(soon())].map((header) =>
      verifier.verify(header).catch((error: unknown) => JSON.stringify(error) + String(error)),
    );
    expect(new Set(await Promise.all(refusals)).size).toBe(1);
  });

  it('checks issuer and audience when they are configured', async () => {
    const strict = verifierFor({ kind: 'secret', secret: SECRET, ...RULES, issuer: 'https://id', audience: 'graph' });
    const claims = { ...soon(), ...user, iss: 'https://id', aud: ['other', 'graph'] };
    await expect(strict.verify(bearer(claims))).resolves.toMatchObject({ bankUserId: 'u-1' });
    for (const wrong of [
      { iss: 'https://id/' },
      { iss: undefined },
      { aud: 'other' },
      { aud: undefined },
      { aud: { graph: 1 } },
    ]) {
      await expect(strict.verify(bearer({ ...claims, ...wrong }))).rejects.toMatchObject(UNAUTHENTICATED);
    }
  });

  it('finds the bank user under any claim, inherited members not among them', async () => {
    const named = (bankUserClaim: string) => verifierFor({ kind: 'secret', secret: SECRET, ...RULES, bankUserClaim });
    const claim = 'https://example.com/bank_user';
    await expect(named(claim).verify(bearer({ ...soon(), [claim]: 'u-1' }))).resolves.toMatchObject({
      bankUserId: 'u-1',
    });
    await expect(named('constructor').verify(bearer(soon()))).rejects.toMatchObject(UNAUTHENTICATED);
  });
});

describe('with the keys of an issuer', () => {
  let issuer: Issuer;
  let key: SigningKey;
  let verifier: TokenVerifier;

  beforeEach(async () => {
    key = await signingKey('one');
    issuer = await Issuer.start(key);
    verifier = verifierFor({ kind: 'jwks', url: issuer.url, ...RULES });
  });
  afterEach(() => issuer.stop());

  const claims = (): JWTPayload => ({ ...soon(), bank_user_id: 'u-1' });
  const good = async (signer = key) => `Bearer ${await signer.sign(claims())}`;

  it.each(['ES256', 'ES384', 'RS256', 'PS256', 'EdDSA'])('verifies %s', async (alg) => {
    const other = await signingKey('other', alg);
    issuer.keys = [key.jwk, other.jwk];
    await expect(verifier.verify(await good(other))).resolves.toMatchObject({ bankUserId: 'u-1' });
  });

  it('asks for the keys once, also for many at a time and before the first', async () => {
    await expect(verifier.prepare()).resolves.toBe(true);
    const header = await good();
    await Promise.all(Array.from({ length: 20 }, () => verifier.verify(header)));
    expect(issuer.requests).toBe(1);
    expect(events).toEqual([{ kind: 'keysLoaded', keys: 1 }]);
  });

  it('does not take a public key for a shared secret', async () => {
    const publicKey = (await importJWK(key.jwk)) as CryptoKey;
    for (const secret of [await exportSPKI(publicKey), JSON.stringify(key.jwk), String(key.jwk.x)]) {
      const token = forge({ alg: 'HS256', kid: 'one' }, claims(), secret);
      await expect(verifier.verify(`Bearer ${token}`)).rejects.toMatchObject(UNAUTHENTICATED);
    }
    expect(issuer.requests).toBe(0);
  });

  it('uses no secret that an issuer publishes by mistake', async () => {
    issuer.keys = [key.jwk, { kty: 'oct', kid: 'shared', k: part(SECRET), alg: 'HS256' }];
    const token = forge({ alg: 'HS256', kid: 'shared' }, claims());
    await expect(verifier.verify(`Bearer ${token}`)).rejects.toMatchObject(UNAUTHENTICATED);
  });

  it('uses no key that comes with the token', async () => {
    const own = await signingKey('own');
    const other = await Issuer.start(own);
    try {
      for (const header of [{ jku: other.url }, { x5u: other.url }, { jwk: own.jwk }, { x5c: ['AA=='] }]) {
        const token = await own.sign(claims(), header);
        await expect(verifier.verify(`Bearer ${token}`)).rejects.toMatchObject(UNAUTHENTICATED);
        const underKnownId = await own.sign(claims(), { ...header, kid: 'one' });
        await expect(verifier.verify(`Bearer ${underKnownId}`)).rejects.toMatchObject(UNAUTHENTICATED);
      }
      expect(other.requests).toBe(0);
    } finally {
      await other.stop();
    }
  });

  it.each<[string, unknown]>([
    ['unknown', 'two'],
    ['a path', '../../../dev/null'],
    ['SQL', "' OR 1=1 --"],
    ['an inherited member', '__proto__'],
    ['a number', 1],
    ['an object', {}],
    ['null', null],
    ['too long', 'k'.repeat(257)],
  ])('refuses a key id: %s', async (_, kid) => {
    await verifier.prepare();
    const token = await key.sign(claims(), { kid: kid as string });
    await expect(verifier.verify(`Bearer ${token}`)).rejects.toMatchObject(UNAUTHENTICATED);
    expect(issuer.requests).toBe(1);
  });

  describe('without names of keys', () => {
    const NAMELESS = { kid: undefined as unknown as string };
    const withoutName = ({ jwk }: SigningKey) => ({ ...jwk, kid: undefined });

    it('takes a token that the only key verifies', async () => {
      const token = await key.sign(claims(), NAMELESS);
      await expect(verifier.verify(`Bearer ${token}`)).resolves.toMatchObject({ bankUserId: 'u-1' });
    });

    it.each([
      ['a token without a name, and keys with names', NAMELESS, false],
      ['a token without a name, and keys without', NAMELESS, true],
      ['a token with a name, and keys without', {}, true],
    ])('tries four keys: %s', async (_, header, areNameless) => {
      const others = await Promise.all(['two', 'three', 'four', 'five'].map((name) => signingKey(name)));
      issuer.keys = [...others.slice(0, 3), key].map((one) => (areNameless ? withoutName(one) : one.jwk));
      const token = `Bearer ${await key.sign(claims(), header)}`;
      const trying = verifierFor({ kind: 'jwks', url: issuer.url, ...RULES });
      await expect(trying.verify(token)).resolves.toMatchObject({ bankUserId: 'u-1' });
      const expired = `Bearer ${await key.sign({ ...claims(), exp: 1 }, header)}`;
      await expect(trying.verify(expired)).rejects.toMatchObject(UNAUTHENTICATED);
      issuer.keys = [...others, key].map((one) => (areNameless ? withoutName(one) : one.jwk));
      const further = verifierFor({ kind: 'jwks', url: issuer.url, ...RULES });
      await expect(further.verify(token)).rejects.toMatchObject(UNAUTHENTICATED);
    });

    it('looks for another key when the only one does not verify a token', async () => {
      issuer.keys = [withoutName(key)];
      const trying = verifierFor({ kind: 'jwks', url: issuer.url, ...RULES });
      await trying.prepare();
      const other = await signingKey('two');
      issuer.keys = [withoutName(other)];
      const token = `Bearer ${await other.sign(claims(), NAMELESS)}`;
      await expect(trying.verify(token)).rejects.toMatchObject(UNAUTHENTICATED);
      const later = performance.now() + 31_000;
      const clock = jest.spyOn(performance, 'now').mockImplementation(() => later);
      await expect(trying.verify(token)).resolves.toMatchObject({ bankUserId: 'u-1' });
      clock.mockRestore();
    });

    it('prefers the key that has the name', async () => {
      const other = await signingKey('two');
      issuer.keys = [key.jwk, withoutName(other)];
      const trying = verifierFor({ kind: 'jwks', url: issuer.url, ...RULES });
      const mistaken = `Bearer ${await other.sign(claims(), { kid: 'one' })}`;
      await expect(trying.verify(mistaken)).rejects.toMatchObject(UNAUTHENTICATED);
    });
  });

  it.each<[string, (issuer: Issuer) => void]>([
    ['an error', (it) => (it.answer = (response) => response.writeHead(500).end(JSON.stringify({ keys: it.keys })))],
    [
      'a redirect',
      (it) =>
        (it.answer = (response) =>
          response.writeHead(302, { location: it.url }).end(JSON.stringify({ keys: it.keys }))),
    ],
    ['HTML', (it) => (it.answer = (response) => response.end('<html>'))],
    ['null', (it) => (it.answer = (response) => response.end('null'))],
    ['no keys', (it) => (it.keys = [])],
    ['only shared secrets', (it) => (it.keys = [{ kty: 'oct', k: 'AA' }])],
    [
      'far too much',
      (it) => (it.answer = (response) => response.end(JSON.stringify({ keys: it.keys, x: 'x'.repeat(300_000) }))),
    ],
    ['a reset', (it) => (it.answer = (response) => response.socket?.destroy())],
  ])('is unavailable when the issuer answers with %s', async (_, disturb) => {
    disturb(issuer);
    await expect(verifier.verify(await good())).rejects.toMatchObject({
      code: 'AUTH_UNAVAILABLE',
      retryAfterSeconds: 2,
    });
    expect(issuer.requests).toBe(1);
    expect(events).toEqual([{ kind: 'keysUnavailable', error: expect.anything() as unknown }]);
    await expect(verifier.prepare()).resolves.toBe(false);
  });

  it('knows the keys it has when the issuer goes down', async () => {
    await verifier.verify(await good());
    await issuer.stop();
    await expect(verifier.verify(await good())).resolves.toMatchObject({ bankUserId: 'u-1' });
  });
});

describe('over the embedded test bank', () => {
  it.each([{}, { AUTH_ISSUER: 'me', AUTH_AUDIENCE: 'graph', AUTH_BANK_USER_CLAIM: 'sub', AUTH_SERVICE_SCOPE: 'all' }])(
    'takes the tokens that it mints itself: %j',
    async (env) => {
      const { auth } = readConfig(env);
      if (auth.kind !== 'minted') throw new Error('The test bank mints');
      const mint = new TokenMint(auth);
      const verifier = verifierFor(auth);
      await expect(verifier.verify(`Bearer ${await mint.bankUserToken('u-1')}`)).resolves.toEqual({
        kind: 'bankUser',
        subject: 'u-1',
        bankUserId: 'u-1',
      });
      await expect(verifier.verify(`Bearer ${await mint.serviceToken()}`)).resolves.toEqual({
        kind: 'service',
        subject: 'service',
        scopes: SCOPES,
      });
    },
  );

  it('takes none of another start', async () => {
    const [first, second] = [readConfig({}).auth, readConfig({}).auth];
    if (first.kind !== 'minted') throw new Error('The test bank mints');
    const token = await new TokenMint(first).serviceToken();
    await expect(verifierFor(second).verify(`Bearer ${token}`)).rejects.toMatchObject(UNAUTHENTICATED);
  });

  it('takes tokens of any library', async () => {
    const token = await new SignJWT({ scope: 'xs2a:service' })
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime('1h')
      .sign(Buffer.from(SECRET));
    await expect(
      verifierFor({ kind: 'secret', secret: SECRET, ...RULES }).verify(`Bearer ${token}`),
    ).resolves.toMatchObject({ kind: 'service' });
  });
});
