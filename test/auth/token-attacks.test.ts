import { generateKeyPairSync } from 'node:crypto';
import { exportJWK } from 'jose';
import { Agent } from 'undici';
import { createTokenVerifier, type TokenVerifier } from '../../src/auth/token-verifier.js';
import { part, sign } from '../support/jwt.js';
import { Issuer, signingKey, type SigningKey } from './issuer.js';

const SECRET = 'a-secret-of-at-least-32-characters';
const RULES = {
  issuer: undefined,
  audience: undefined,
  bankUserClaim: 'bank_user_id',
  serviceClaim: 'sub',
  serviceScope: 'xs2a:service',
  bankUserScope: 'xs2a',
};
const UNAUTHENTICATED = { code: 'UNAUTHENTICATED' };
const now = () => Math.floor(Date.now() / 1000);

const dispatcher = new Agent();
afterAll(() => dispatcher.close());

const signed = (header: unknown, payload: unknown, secret?: string | Buffer) => sign(payload, secret ?? SECRET, header);

describe('under a shared secret', () => {
  const verifier = createTokenVerifier(
    { kind: 'secret', secret: SECRET, ...RULES },
    { dispatcher, onEvent: () => undefined },
  );
  const verify = (token: string) => verifier.verify(`Bearer ${token}`);
  const claims = (more: object = {}) => ({ bank_user_id: 'u-1', exp: now() + 60, ...more });

  it.each<[string, () => object]>([
    ['a clock that is ahead', () => claims({ exp: now() - 2 })],
    ['a clock that is behind', () => claims({ nbf: now() + 3, iat: now() + 3 })],
  ])('allows for %s', async (_, payload) => {
    await expect(verify(signed({ alg: 'HS256' }, payload()))).resolves.toMatchObject({ bankUserId: 'u-1' });
  });

  it.each<[string, () => string]>([
    ['a token within a token', () => signed({ alg: 'HS256', cty: 'JWT' }, signed({ alg: 'HS256' }, claims()))],
    [
      'a token within a text',
      () => signed({ alg: 'HS256', cty: 'JWT' }, JSON.stringify(signed({ alg: 'HS256' }, claims()))),
    ],
    ['claims in a list', () => signed({ alg: 'HS256' }, [claims()])],
    [
      'an encrypted token',
      () => `${part({ alg: 'dir', enc: 'A256GCM' })}..${part('iv')}.${part('text')}.${part('tag')}`,
    ],
    ['a compressed token', () => signed({ alg: 'HS256', zip: 'DEF', crit: ['zip'] }, claims())],
    ['a header in a list', () => signed([{ alg: 'HS256' }], claims())],
    [
      'the letters of base64',
      () =>
        signed({ alg: 'HS256' }, claims({ x: '???>>>~~~' }))
          .replaceAll('_', '/')
          .replaceAll('-', '+'),
    ],
    ['another algorithm behind the first', () => signed('{"alg":"HS256","alg":"none"}', claims())],
    [
      'an expiry behind the first',
      () => signed({ alg: 'HS256' }, `{"bank_user_id":"u-1","exp":${now() + 60},"exp":1}`),
    ],
  ])('refuses %s', async (_, token) => {
    await expect(verify(token())).rejects.toMatchObject(UNAUTHENTICATED);
  });

  it('reads a claim that is there twice as everybody does who reads JSON: the last one', async () => {
    const payload = `{"exp":${now() + 60},"bank_user_id":"first","bank_user_id":"last"}`;
    await expect(verify(signed({ alg: 'HS256' }, payload))).resolves.toMatchObject({ bankUserId: 'last' });
  });
});

describe('under the keys of an issuer', () => {
  let issuer: Issuer;
  let key: SigningKey;
  let verifier: TokenVerifier;

  beforeEach(async () => {
    key = await signingKey('one', 'RS256');
    issuer = await Issuer.start(key);
    verifier = createTokenVerifier(
      { kind: 'jwks', url: issuer.url, ...RULES },
      { dispatcher, onEvent: () => undefined },
    );
    await verifier.prepare();
  });
  afterEach(() => issuer.stop());

  const claims = () => ({ bank_user_id: 'u-1', exp: now() + 60 });

  it('takes no RSA key for a shared secret, in whatever form it is published', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    issuer.keys = [{ ...(await exportJWK(publicKey)), kid: 'rsa', alg: 'RS256', use: 'sig' }];
    const confused = createTokenVerifier(
      { kind: 'jwks', url: issuer.url, ...RULES },
      { dispatcher, onEvent: () => undefined },
    );
    await confused.prepare();
    const pems = (['spki', 'pkcs1'] as const).map((type) => publicKey.export({ type, format: 'pem' }).toString());
    const secrets = [...pems, ...pems.map((pem) => pem.trim()), publicKey.export({ type: 'spki', format: 'der' }), ''];
    for (const secret of secrets) {
      for (const alg of ['HS256', 'HS384', 'RS256', 'none']) {
        const token = signed({ alg, kid: 'rsa' }, claims(), secret);
        await expect(confused.verify(`Bearer ${token}`)).rejects.toMatchObject(UNAUTHENTICATED);
      }
    }
  });

  it('asks the issuer no more for key ids that nobody knows, however many there are', async () => {
    const header = async (kid: string) => `Bearer ${await key.sign(claims(), { kid })}`;
    const strangers = await Promise.all(Array.from({ length: 100 }, (_, number) => header(`unknown-${number}`)));
    const refused = await Promise.allSettled(strangers.map((stranger) => verifier.verify(stranger)));
    expect(refused.map(({ status }) => status)).toEqual(strangers.map(() => 'rejected'));
    expect(issuer.requests).toBe(1);
    await expect(verifier.verify(await header('one'))).resolves.toMatchObject({ bankUserId: 'u-1' });
  });

  it('asks an issuer that is down once for all of them', async () => {
    issuer.answer = (response) => response.writeHead(503).end();
    const cold = createTokenVerifier(
      { kind: 'jwks', url: issuer.url, ...RULES },
      { dispatcher, onEvent: () => undefined },
    );
    const before = issuer.requests;
    const tokens = await Promise.all(
      Array.from({ length: 50 }, (_, number) => key.sign(claims(), { kid: `k-${number}` })),
    );
    const refused = await Promise.allSettled(tokens.map((token) => cold.verify(`Bearer ${token}`)));
    for (const outcome of refused) expect(outcome).toMatchObject({ reason: { code: 'AUTH_UNAVAILABLE' } });
    expect(issuer.requests - before).toBe(1);
  });
});
