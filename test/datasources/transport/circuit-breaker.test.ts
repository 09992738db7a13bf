import {
  CIRCUIT_LIMITS,
  CircuitBreaker,
  type CircuitEvent,
} from '../../../src/datasources/xs2a/circuit-breaker/circuit-breaker.js';
import { block } from '../../support/block.js';
import { until } from '../../support/until.js';
import type { CircuitCall } from '../../../src/datasources/xs2a/circuit-breaker/circuit-call.js';

const { withoutGoodMs, failures, overdueMs, probeMs, probes, probePauseMs } = CIRCUIT_LIMITS;
const READ = { isRepeatable: true, isTimed: true, isProbe: false };

describe('the circuit breaker', () => {
  let events: CircuitEvent[];
  let breaker: CircuitBreaker;
  /** What comes of each probe, where a test says so; without it they have no effect. */
  let onProbe: ((nth: number) => void) | undefined;

  beforeEach(() => {
    jest.useFakeTimers();
    events = [];
    onProbe = undefined;
    breaker = new CircuitBreaker(
      (event) => events.push(event),
      (nth) => onProbe?.(nth),
    );
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  const pass = (ms: number) => {
    jest.advanceTimersByTime(ms);
  };

  /** @param about the route, and whose */
  function admit(about: string, isRepeatable = true, isProbe = false): CircuitCall | undefined {
    const [route = '', whose = ''] = about.split(' ');
    return breaker.admit({ route, resource: route.split('/')[0] ?? '', whose }, { ...READ, isRepeatable, isProbe });
  }

  function admitted(about: string, isRepeatable = true, isProbe = false): CircuitCall {
    const call = admit(about, isRepeatable, isProbe);
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
        const traits = { ...READ, isRepeatable: false, isTimed: false };
        breaker.admit({ route: 'wizard', resource: 'wizard', whose }, traits);
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
        call.onGivenUp(() => givenUp.push(call.traits.isRepeatable));
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

  describe('probes', () => {
    const all = withoutGoodMs + probes * probePauseMs;
    /** When each was sent. */
    let sent: number[];

    beforeEach(() => {
      sent = [];
    });

    const probesEnd = (good: boolean) => {
      onProbe = (nth) => {
        sent.push(nth);
        const probe = admitted(nth % 2 === 0 ? 'banks' : 'users', true, true);
        probe.begin();
        probe.end(good);
      };
    };
    const probesHang = () => {
      onProbe = (nth) => {
        sent.push(nth);
        admitted('banks', true, true);
      };
    };

    it('open it where callers ask too little to show an outage', () => {
      answer(true, 'banks');
      probesEnd(false);
      answer(false);
      pass(withoutGoodMs - 1);
      expect(sent).toEqual([]);
      pass(all);
      expect(events).toEqual(['OPENED']);
      expect(sent).toEqual(Array.from({ length: probes }, (_, nth) => nth));
    });

    it('open it where everything hangs', () => {
      probesHang();
      admitted('connections a');
      pass(2 * overdueMs + probes * probePauseMs + 200);
      expect(events).toEqual(['OPENED']);
      expect(sent).toHaveLength(probes);
    });

    it('end with the first good answer, whoever gets it', () => {
      probesEnd(false);
      answer(false);
      pass(withoutGoodMs + probePauseMs);
      answer(true, 'accounts b');
      pass(60_000);
      expect(events).toEqual([]);
      expect(sent).toEqual([0, 1]);
    });

    it('keep it closed while they are answered: one at a time is enough', () => {
      probesEnd(true);
      for (let second = 0; second < 10; second++) {
        for (let made = 0; made < 10; made++) answer(false, `accounts ${made}`, 0);
        pass(all);
      }
      expect(events).toEqual([]);
      expect(sent).toEqual(Array<number>(10).fill(0));
    });

    it('are sent while it is open where only writes are asked for', () => {
      fail();
      probesEnd(true);
      expect(admit('users', false)).toBeUndefined();
      pass(probeMs);
      expect(admit('users', false)).toBeUndefined();
      expect(sent).toHaveLength(1);
      expect(events).toEqual(['OPENED', 'CLOSED']);
      expect(admit('users', false)).toBeDefined();
    });

    it('are not sent any more once it is stopped', () => {
      probesEnd(false);
      answer(false);
      breaker.stop();
      answer(false);
      pass(60_000);
      expect(sent).toEqual([]);
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
      expect(admit('a', true)).toBeDefined();
      expect(admit('a', true)).toBeUndefined();
      pass(probeMs);
      expect(admit('a', false)).toBeUndefined();
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
  const breaker = new CircuitBreaker(
    (event) => events.push(event),
    () => undefined,
    limits,
  );
  for (const whose of ['a', 'b']) breaker.admit({ route: 'connections', resource: 'connections', whose }, READ);
  block(1_000);
  // The first timers after it have run.
  await new Promise((resolve) => setTimeout(resolve, 1));
  expect(events).toEqual([]);
  await until('there is an event', () => events.length > 0);
  expect(events).toEqual(['OPENED']);
});
