import { ANONYMOUS_CALLER, type Caller } from '../../src/admission/caller.js';
import { RateLimit } from '../../src/admission/rate-limit.js';

const user = (name: string): Caller => ({ kind: 'bankUser', name });
const service: Caller = { kind: 'service', name: 'a service' };

let time = 0;
const rateLimit = (bankUser: number, others = 0) =>
  new RateLimit({ bankUser, service: others, anonymous: 60 }, undefined, () => time);

/** How many operations of so many units each begin until one is refused. */
function begun(limit: RateLimit, caller: Caller, units = 1, most = 10_000): number {
  let operations = 0;
  while (operations < most && limit.retryAfter(caller) === undefined) {
    limit.charge(caller).atLeast(units);
    operations++;
  }
  return operations;
}

beforeEach(() => (time = 1_234.5));

it.each([1, 7, 60, 999, 1_000, 7_000, 9_999])('lets a caller use %d units at once, and not one more', (rate) => {
  const limit = rateLimit(rate);
  expect(begun(limit, user('a'))).toBe(rate);
  expect(begun(limit, user('a'))).toBe(0);
  expect(begun(limit, user('b'))).toBe(rate);
});

it('gives them back evenly, and all of them in a minute', () => {
  const limit = rateLimit(60);
  begun(limit, user('a'));
  expect(limit.retryAfter(user('a'))).toBe(1);
  time += 999.9;
  expect(begun(limit, user('a'))).toBe(1);
  time += 10_000;
  expect(begun(limit, user('a'))).toBe(10);
  time += 60_000;
  expect(begun(limit, user('a'))).toBe(60);
  time += 1_000_000;
  expect(begun(limit, user('a'))).toBe(60);
});

it('lets what was used beyond the rate come back as well', () => {
  const limit = rateLimit(60);
  limit.charge(user('a')).atLeast(100);
  expect(limit.retryAfter(user('a'))).toBe(41);
  time += 41_000;
  expect(begun(limit, user('a'))).toBe(1);
});

it('charges an operation the most that was said of it, once', () => {
  const limit = rateLimit(10);
  const charge = limit.charge(user('a'));
  for (const units of [1, 5, 3, 5]) charge.atLeast(units);
  expect(begun(limit, user('a'))).toBe(5);
});

it('has a rate for each kind of callers, and none for 0 and for strangers', () => {
  const limit = rateLimit(5, 20);
  expect(begun(limit, user('a'))).toBe(5);
  expect(begun(limit, service)).toBe(20);
  expect(begun(limit, ANONYMOUS_CALLER)).toBe(10_000);
  expect(begun(rateLimit(0, 20), user('a'))).toBe(10_000);
  expect(begun(rateLimit(5, 0), service)).toBe(10_000);
});

it('forgets who has not asked for longest, however many there are', () => {
  const limit = rateLimit(1);
  for (let n = 0; n < 50_001; n++) limit.charge(user(`user ${n}`)).atLeast(1);
  expect(limit.retryAfter(user('user 0'))).toBeUndefined();
  expect(limit.retryAfter(user('user 1'))).toBe(60);
});

it.each([
  ['of another address', '192.0.2.1', '192.0.2.2'],
  ['of another network', '2001:db8:0:1::1', '2001:db8:0:2::1'],
  ['of no address', '192.0.2.1', 'nonsense'],
])('has a rate for requests without a token, and another for those %s', (_, one, other) => {
  const limit = rateLimit(0);
  const begin = (address: string) =>
    Array.from({ length: 100 }, () => limit.chargeAnonymous(address)).filter((wait) => wait === undefined).length;
  expect([begin(one), begin(one), begin(other)]).toEqual([60, 0, 60]);
  expect(limit.chargeAnonymous(one)).toBe(1);
  time += 1_000;
  expect(begin(one)).toBe(1);
});

it.each([
  ['192.0.2.1', '::ffff:192.0.2.1', '192.0.2.1:51234', '::FFFF:192.0.2.1'],
  ['2001:db8::1', '2001:0DB8:0::ffff:1:2', '2001:db8:0:0:a:b:c:d', '2001:db8::192.0.2.1', '2001:db8::1%eth0'],
  ['::1', '::', '0:0:0:0:1::'],
  ['1:2:3:4:5:6:7::', '1:2:3:4::', '1:2:3:4:5:6:192.0.2.1'],
  ['', 'unknown', 'x'.repeat(9_000), '1.2.3', '1.2.3.4.5:80'],
])('counts as one what comes from one network: %s', (...addresses) => {
  const limit = rateLimit(0);
  for (let request = 0; request < 60; request++) limit.chargeAnonymous(addresses[request % addresses.length]);
  for (const address of addresses) expect([address, limit.chargeAnonymous(address)]).toEqual([address, 1]);
});
