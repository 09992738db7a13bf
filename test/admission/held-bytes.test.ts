import { HeldBytes } from '../../src/admission/held-bytes.js';

const KIB = 1024;

it('bounds what is held for one caller, and for all', () => {
  const bytes = new HeldBytes(1_000 * KIB, 400 * KIB);
  const [a, b] = [bytes.begin('a'), bytes.begin('b')];
  expect([a.add(400 * KIB), a.add(1), bytes.begin('a').add(1)]).toEqual([true, false, false]);
  expect([b.add(400 * KIB), bytes.begin('c').add(201 * KIB), bytes.begin('c').add(200 * KIB)]).toEqual([
    true,
    false,
    true,
  ]);
  a.release();
  a.release();
  expect([bytes.of('a'), bytes.total]).toEqual([0, 600 * KIB]);
});

it('has room for small ones when all there is was taken by large ones', () => {
  const bytes = new HeldBytes(1_000 * KIB, 500 * KIB);
  for (const caller of ['a', 'b']) bytes.begin(caller).add(500 * KIB);
  expect([bytes.begin('c').add(65 * KIB), bytes.begin('c').add(64 * KIB)]).toEqual([false, true]);
  for (let n = 0; n < 1_000; n++) bytes.begin(`user ${n}`).add(64 * KIB);
  expect(bytes.total).toBeLessThanOrEqual(2_000 * KIB);
});
