import {
  CIRCUIT_LIMITS,
  CircuitBreaker,
  type CircuitEvent,
} from '../../../src/datasources/xs2a/circuit-breaker/circuit-breaker.js';
import { block } from '../../support/block.js';
import { until } from '../../support/until.js';
import type { CircuitCall } from '../../../src/datasources/xs2a/circuit-breaker/circuit-call.js';

const { withoutGoodMs, failures, overdueMs, probeMs } = CIRCUIT_LIMITS;

describe('the circuit breaker', () => {
  let events: CircuitEvent[];
  let breaker: CircuitBreaker;

  beforeEach(() => {
    jest.useFakeTimers();
    events = [];
    breaker = new CircuitBreaker((event) => events.push(event));
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  const pass = (ms: number) => {
    jest.advanceTimersByTime(ms);
  };

  /** @param about the route, and whose */
  function admit(about: string, repeatable = true): CircuitCall | undefined {
    const [route = '', whose = ''] = about.split(' ');
    return breaker.admit({ route, resource: route.split('/')[0] ?? '', whose }, repeatable);
  }

  function admitted(about: string, repeatable = true): CircuitCall {
    const call = admit(about, repeatable);
    if (call === undefined) throw new Error('It was refused.');
    return call;
  }

  function answer(good: boolean, about = 'connections a', afterMs = 0): void {
    const call = admitted(about);
    pass(afterMs);
    call.begin();
    call.end(good);
  }

  /** As many failures as it takes, about two things, in the course of the time that it takes. */
  function fail(times = failures, ms = withoutGoodMs + failures): void {
    for (let made = 0; made < times && events.length === 0; made++) {
      answer(false, made % 2 === 0 ? 'connections a' : 'connections b', Math.floor(ms / times));
    }
  }

  it('opens when nothing but failures comes for a while, and refuses everything then', () => {
    fail();
    expect(events).toEqual(['OPENED']);
    expect([admit('banks', true), admit('banks', false)]).toEqual([undefined, undefined]);
  });

  it('hears nothing of calls that wait for others than XS2A, however many are late', () => {
    for (const whose of ['a', 'b']) {
      for (let made = 0; made < failures; made++) {
        breaker.admit({ route: 'wizard', resource: 'wizard', whose }, false, false);
      }
    }
    pass(overdueMs + withoutGoodMs + 1_000);
    expect(events).toEqual([]);
  });

  it.each<[string, () => void]>([
    [
      'few calls',
      () => {
        fail(failures - 1);
      },
    ],
    [
      'a moment',
      () => {
        fail(10 * failures, withoutGoodMs - 1);
      },
    ],
    [
      'a single thing',
      () => {
        for (let made = 0; made < 1_000; made++) answer(false, 'accounts a', 10);
      },
    ],
  ])('does not open when %s fails', (_, trouble) => {
    trouble();
    expect(events).toEqual([]);
  });

  it('does not open while anything at all succeeds', () => {
    for (let second = 0; second < 60; second++) {
      fail(100, withoutGoodMs - 10);
      answer(true, 'banks');
    }
    expect(events).toEqual([]);
  });

  it('does not open while two of five calls fail at random', () => {
    let seed = 1;
    const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
    for (let made = 0; made < 100_000; made++) answer(random() > 0.4, `connections ${made % 50}`, 20);
    expect(events).toEqual([]);
  });

  describe('does not open for what fails alone', () => {
    const failForLong = (...routes: string[]) => {
      for (let made = 0; made < 1_000 && events.length === 0; made++) {
        answer(false, `${routes[made % routes.length] ?? ''} ${made}`, 10);
      }
    };

    it('although it is many bank users’, as long as nothing else is tried', () => {
      answer(true, 'connections');
      failForLong('accounts/balance', 'accounts/turnovers');
      expect(events).toEqual([]);
    });

    it('but when what had worked before fails as well', () => {
      answer(true, 'connections');
      failForLong('accounts/balance', 'connections');
      expect(events).toEqual(['OPENED']);
    });

    it('but when nothing else is ever asked for', () => {
      answer(true, 'banks');
      failForLong('banks');
      expect(events).toEqual(['OPENED']);
    });

    it('but when nothing has ever worked', () => {
      failForLong('users/accesstokens');
      expect(events).toEqual(['OPENED']);
    });
  });

  describe('when calls hang', () => {
    const hanging = (times: number, repeatable = true) =>
      Array.from({ length: times }, (_, index) => admitted(`connections ${index}`, repeatable));

    it('opens without waiting for their end, and gives up those that read', () => {
      const givenUp: boolean[] = [];
      for (const call of [...hanging(1, false), ...hanging(failures)]) {
        call.onGivenUp(() => givenUp.push(call.repeatable));
      }
      pass(overdueMs - 1);
      expect(events).toEqual([]);
      pass(1);
      expect(events).toEqual(['OPENED']);
      expect(givenUp).toEqual(Array<boolean>(failures).fill(true));
    });

    it('counts each of them once, also when it ends badly later', () => {
      for (const call of hanging(failures - 1)) {
        pass(overdueMs);
        call.end(false);
      }
      expect(events).toEqual([]);
    });

    it('does not open for one bank user whose accounts hang', () => {
      for (let made = 0; made < 16; made++) admitted('accounts a');
      pass(60_000);
      expect(events).toEqual([]);
    });

    it('does not open while an answer that has begun goes on', () => {
      for (const call of hanging(failures)) call.begin();
      pass(60_000);
      expect(events).toEqual([]);
    });

    it('takes an upstream for slow that is known to be', () => {
      answer(true, 'connections a', overdueMs);
      const calls = hanging(failures);
      pass(2 * overdueMs);
      for (const call of calls) call.end(true);
      expect(events).toEqual([]);
    });

    it('is as quick as before once upstream is', () => {
      answer(true, 'connections a', overdueMs);
      for (let made = 0; made < 200; made++) answer(true);
      hanging(failures);
      pass(overdueMs);
      expect(events).toEqual(['OPENED']);
    });
  });

  describe('while it is open', () => {
    beforeEach(() => {
      fail();
    });

    it('lets one call through now and then, which is no write', () => {
      pass(probeMs - 1);
      expect(admit('a', true)).toBeUndefined();
      pass(1);
      expect(admit('a', false)).toBeUndefined();
      expect(admit('a', true)).toBeDefined();
      expect(admit('a', true)).toBeUndefined();
    });

    it('lets the next one through although the last one hangs', () => {
      pass(probeMs);
      admitted('a');
      pass(probeMs);
      admitted('a');
      expect(admit('a', true)).toBeUndefined();
    });

    it('closes at the first good answer, and takes a new outage to open again', () => {
      pass(probeMs);
      answer(true);
      expect(events).toEqual(['OPENED', 'CLOSED']);
      for (let made = 0; made < failures; made++) answer(false, `connections ${made}`);
      expect(events).toEqual(['OPENED', 'CLOSED']);
      admitted('a', false);
    });

    it('stays open at a bad one', () => {
      pass(probeMs);
      answer(false);
      expect(admit('a', true)).toBeUndefined();
      expect(events).toEqual(['OPENED']);
    });

    it('says when it makes sense to come again', () => {
      expect(breaker.retryAfterSeconds).toBe(1);
    });
  });
});

it('takes no call for overdue for the time in which the process was busy itself', async () => {
  const events: CircuitEvent[] = [];
  const limits = { ...CIRCUIT_LIMITS, withoutGoodMs: 100, failures: 2, overdueMs: 400 };
  const breaker = new CircuitBreaker((event) => events.push(event), limits);
  for (const whose of ['a', 'b']) breaker.admit({ route: 'connections', resource: 'connections', whose }, true);
  block(1_000);
  // The first timers after it have run.
  await new Promise((resolve) => setTimeout(resolve, 1));
  expect(events).toEqual([]);
  await until('there is an event', () => events.length > 0);
  expect(events).toEqual(['OPENED']);
});
