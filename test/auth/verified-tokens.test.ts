import { Agent } from 'undici';
import type { Principal } from '../../src/auth/principal.js';
import { createTokenVerifier } from '../../src/auth/token-verifier.js';
import { VerifiedTokens } from '../../src/auth/verified-tokens.js';
import { sign } from '../support/jwt.js';

const ANNA: Principal = { kind: 'bankUser', subject: 'anna', bankUserId: 'u-1' };
const SECRET = 'a-secret-of-at-least-32-characters';

beforeEach(() => {
  jest.useFakeTimers({ now: Date.parse('2026-06-15T10:00:00Z') });
});

afterEach(() => {
  jest.useRealTimers();
});

describe('tokens that were verified', () => {
  it('are known again, exactly as they came', () => {
    const tokens = new VerifiedTokens();
    tokens.remember('a.b.c', { principal: ANNA, endsAt: Date.now() + 3_600_000 });
    expect(tokens.find('a.b.c')?.principal).toBe(ANNA);
    expect(['a.b.C', 'a.b.c=', ' a.b.c', 'a.b', ''].map((token) => tokens.find(token))).toEqual(
      Array(5).fill(undefined),
    );
  });

  it.each([
    ['their own end', 20_000, 20_000],
    ['a minute, in which a key may have been withdrawn', 3_600_000, 60_000],
  ])('are not known beyond %s', (_, lifeMs, knownMs) => {
    const tokens = new VerifiedTokens();
    tokens.remember('a.b.c', { principal: ANNA, endsAt: Date.now() + lifeMs });
    jest.advanceTimersByTime(knownMs - 1);
    expect(tokens.find('a.b.c')?.principal).toBe(ANNA);
    jest.advanceTimersByTime(2);
    expect(tokens.find('a.b.c')).toBeUndefined();
  });

  it('tell whose share of the capacity a request takes, though it has to be verified again', () => {
    const tokens = new VerifiedTokens();
    tokens.remember('a.b.c', { principal: ANNA, endsAt: Date.now() + 20_000 });
    jest.advanceTimersByTime(20_001);
    expect([tokens.guess('a.b.c'), tokens.guess('a.b.d')]).toEqual([ANNA, { kind: 'anonymous' }]);
  });

  it('are not remembered at all when they have ended', () => {
    const tokens = new VerifiedTokens();
    tokens.remember('a.b.c', { principal: ANNA, endsAt: Date.now() });
    expect(tokens.find('a.b.c')).toBeUndefined();
  });
});

it('a token is refused after its end, however often it was taken before', async () => {
  const rules = {
    issuer: undefined,
    audience: undefined,
    bankUserClaim: 'bank_user_id',
    serviceClaim: 'sub',
    serviceScope: 'xs2a:service',
    bankUserScope: 'xs2a',
  };
  const verifier = createTokenVerifier(
    { kind: 'secret', secret: SECRET, ...rules },
    { dispatcher: new Agent(), onEvent: () => undefined },
  );
  const claims = { sub: 'anna', bank_user_id: 'u-1', exp: Date.now() / 1_000 + 30 };
  const authorization = `Bearer ${sign(claims, SECRET)}`;
  for (let time = 0; time < 3; time++) expect(await verifier.verify(authorization)).toEqual(ANNA);
  jest.advanceTimersByTime(36_000);
  await expect(verifier.verify(authorization)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});
