import { WizardStepLimit, type WizardStepKind } from '../../src/datasources/wizard/wizard-step.limit.js';
import { GatewayError } from '../../src/errors/gateway-error.js';

let now: Date;
let limit: WizardStepLimit;
beforeEach(() => {
  now = new Date('2026-03-01T12:00:00Z');
  limit = new WizardStepLimit(() => now);
});

function pass(seconds: number): void {
  now = new Date(now.getTime() + seconds * 1000);
}

/** How many of so many are let through, and what the first refusal says. */
function attempt(count: number, kind: WizardStepKind, user: string, keyOf: (index: number) => string) {
  let allowed = 0;
  let refusal: GatewayError | undefined;
  for (let index = 0; index < count; index++) {
    try {
      limit.take(kind, user, keyOf(index));
      allowed++;
    } catch (error) {
      refusal ??= error as GatewayError;
    }
  }
  return { allowed, refusal };
}

const one = () => 'one key';
const many = (index: number) => `key ${index}`;

test('guessing within one session ends after 20 steps', () => {
  const { allowed, refusal } = attempt(100, 'STEP', 'user', one);
  expect(allowed).toBe(20);
  expect(refusal).toBeInstanceOf(GatewayError);
  expect(refusal?.extensions).toEqual({ code: 'RATE_LIMITED', retryable: true, retryAfterSeconds: 3 });
});

test('guessing keys ends after 60 steps of one bank user', () => {
  const { allowed, refusal } = attempt(100, 'STEP', 'user', many);
  expect(allowed).toBe(60);
  expect(refusal?.retryAfterSeconds).toBe(1);
});

test('the time to wait is long enough, and no longer than it has to be', () => {
  const seconds = attempt(21, 'STEP', 'user', one).refusal?.retryAfterSeconds ?? 0;
  pass(seconds - 1);
  expect(attempt(1, 'STEP', 'user', one).allowed).toBe(0);
  pass(1);
  expect(attempt(5, 'STEP', 'user', one).allowed).toBe(1);
});

test('what is used up comes back within a minute, and does not add up', () => {
  attempt(100, 'STEP', 'user', one);
  pass(60);
  expect(attempt(100, 'STEP', 'user', one).allowed).toBe(20);
  pass(3600);
  expect(attempt(100, 'STEP', 'user', one).allowed).toBe(20);
});

test('a refused step of one session takes nothing from the others', () => {
  attempt(1000, 'STEP', 'user', one);
  expect(attempt(100, 'STEP', 'user', many).allowed).toBe(40);
});

test('somebody else is not held up', () => {
  attempt(100, 'STEP', 'user', many);
  expect(attempt(1, 'STEP', 'another', () => 'another key').allowed).toBe(1);
});

test('a session that is waiting may ask four times a second', () => {
  let allowed = 0;
  for (let minute = 0; minute < 5 * 240; minute++) {
    allowed += attempt(1, 'POLL', 'user', one).allowed;
    pass(0.25);
  }
  expect(allowed).toBe(5 * 240);
});

test('polls and steps do not count for each other', () => {
  attempt(1000, 'POLL', 'user', one);
  expect(attempt(20, 'STEP', 'user', one).allowed).toBe(20);
});
