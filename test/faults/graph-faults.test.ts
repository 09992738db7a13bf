import { ERROR_CODES, type ErrorCode } from '../../src/errors/error-code.js';
import { until } from '../support/until.js';
import { FAULT_KINDS, saying, sayingNothing, type Strike } from '../support/fault-kinds.js';
import { FaultyGateway, type Data, type Outcome } from './faulty-gateway.js';
import { GRAPH_READS, MERGED_TURNOVERS, type GraphRead } from './graph-reads.js';

type ReadName = keyof typeof GRAPH_READS;

const MERGED = 'turnovers of all accounts';

let shared: FaultyGateway;

beforeAll(async () => {
  shared = await FaultyGateway.start();
});

afterAll(() => end(shared));

async function end(faulty: FaultyGateway): Promise<void> {
  await faulty.close();
  expect(faulty.front.followed).toBe(0);
  expect(faulty.gateway.observed.join('\n')).not.toContain('SECRET');
}

/** The data with one value in them null. */
function without(data: unknown, [step, ...rest]: GraphRead['path']): unknown {
  if (step === 'submitWizardStep') return null;
  if (step === undefined) return null;
  const whole = data as Record<string | number, unknown>;
  const changed = { [step]: without(whole[step], rest) };
  return Array.isArray(whole) ? Object.assign([...whole], changed) : { ...whole, ...changed };
}

function errorAt(path: GraphRead['path'], code: ErrorCode) {
  const { message, retryable } = ERROR_CODES[code];
  const wait = code === 'RATE_LIMITED' ? { retryAfterSeconds: 3600 } : {};
  const requestId = expect.stringMatching(/./) as unknown;
  return {
    path,
    message: code === 'BAD_USER_INPUT' ? (expect.any(String) as unknown) : message,
    locations: expect.anything() as unknown,
    extensions: { code, retryable, requestId, ...wait },
  };
}

function expectFault({ codes, path }: GraphRead, { broken, healed, struck }: Outcome, kindsCode: ErrorCode): void {
  const code = codes?.[kindsCode] ?? kindsCode;
  expect(broken.errors).toEqual([errorAt(path, code)]);
  expect(broken.data).toEqual(without(healed.data, path));
  expect(JSON.stringify(broken)).not.toContain('SECRET');
  if (code === 'RATE_LIMITED') expect(struck.hits).toBe(1);
}

function expectRecovery({ path }: GraphRead, { healed, struck }: Outcome): void {
  expect(struck.hits).toBeGreaterThan(0);
  expect(healed.errors).toEqual([]);
  expect(path.reduce((data: unknown, step) => (data as Data)[step], healed.data)).toEqual(expect.anything());
}

/** What failed has let go of its connection, or has read what came on it to its end. */
const nothingIsLeft = (faulty: FaultyGateway) => until('no answer is unfinished', () => faulty.front.unfinished === 0);

/** Answers with part of the list, and says which account is missing: no error. */
function expectPart({ broken, healed, somebody }: Outcome, kindsCode: ErrorCode): void {
  const all = turnoversIn(healed);
  expect(broken.errors).toEqual([]);
  expect(turnoversIn(broken)).toEqual({
    nodes: all.nodes.filter(({ account }) => account.xs2aId !== somebody.accountId),
    incompleteAccounts: [
      {
        code: kindsCode,
        retryable: ERROR_CODES[kindsCode].retryable,
        account: { xs2aId: somebody.accountId },
      },
    ],
  });
  expect(all.nodes).toHaveLength(6);
  expect(turnoversIn(broken).nodes).toHaveLength(3);
  expect(JSON.stringify(broken)).not.toContain('SECRET');
}

interface MergedTurnovers {
  readonly nodes: readonly { readonly account: { readonly xs2aId: string } }[];
  readonly incompleteAccounts: readonly unknown[];
}

function turnoversIn({ data }: Outcome['broken']): MergedTurnovers {
  return (data as { viewer: { turnovers: MergedTurnovers } }).viewer.turnovers;
}

async function strikeAll(
  strike: Strike,
  check: (name: ReadName, read: GraphRead, outcome: Outcome) => void,
  faulty: FaultyGateway = shared,
) {
  const reads = Object.entries({ ...GRAPH_READS, [MERGED]: MERGED_TURNOVERS });
  const outcomes = await faulty.askAll(
    reads.map(([, read]) => read),
    strike,
  );
  for (const [index, [name, read]] of reads.entries()) {
    const outcome = outcomes[index];
    if (outcome === undefined) throw new Error('No outcome');
    try {
      check(name, read, outcome);
      expectRecovery(read, outcome);
    } catch (error) {
      if (error instanceof Error) error.message = `${name}: ${error.message}`;
      throw error;
    }
  }
  await nothingIsLeft(faulty);
}

describe('a read that fails is null with a code, all else is served, and the next one succeeds', () => {
  const waiting = FAULT_KINDS.filter(([name, , code]) => code === 'UPSTREAM_TIMEOUT' && name !== '504');
  const telling = FAULT_KINDS.filter((kind) => !waiting.includes(kind));

  const expectKind =
    (code: ErrorCode) =>
    (name: ReadName, read: GraphRead, outcome: Outcome): void => {
      if (name === MERGED) expectPart(outcome, code);
      else expectFault(read, outcome, code);
    };

  it.each(telling)('%s', async (_, strike, code) => {
    await strikeAll(strike, expectKind(code));
  });

  it(`${waiting.map(([name]) => name).join('; ')}: each at a gateway of its own, since all of them wait`, async () => {
    await Promise.all(
      waiting.map(async ([kind, strike, code]) => {
        const faulty = await FaultyGateway.start({ hangs: true });
        try {
          await strikeAll(strike, expectKind(code), faulty);
        } catch (error) {
          throw new Error(kind, { cause: error });
        } finally {
          await end(faulty);
        }
      }),
    );
  });
});

/** Members of all kinds of answers, with values that are none of theirs. */
const WRONG = JSON.stringify({
  ...{ id: { SECRET: 1 }, data: { SECRET: 1 }, turnovers: 'SECRET', balance: ['SECRET'], date: { SECRET: 1 } },
  ...{ finished: 'SECRET', transaction: ['SECRET'], token: ['SECRET'], form: 7, error: [], polling: 'SECRET' },
});
const INHERITED = `{"__proto__":${JSON.stringify({ id: 'x', token: 'x', data: [], turnovers: [], name: 'SECRET' })}}`;

/** Of these every member may be missing, and a report is any JSON. */
const LENIENT: readonly ReadName[] = ['balance', 'wizardSession', 'the form of a wizard step', 'report'];

describe('a success that makes no sense', () => {
  it.each<[string, Strike, readonly ReadName[]]>([
    ['nothing', sayingNothing(200), []],
    ['204', sayingNothing(204), []],
    ['null', saying('null'), ['report']],
    ['a text', saying('"SECRET"'), ['report']],
    ['a list', saying('["SECRET"]'), ['report']],
    ['values of other types', saying(WRONG), LENIENT],
    ['members of a prototype', saying(INHERITED), LENIENT],
  ])('%s', async (_, strike, lenient) => {
    await strikeAll(strike, (name, read, outcome) => {
      if (name === MERGED) expectPart(outcome, 'UPSTREAM_UNAVAILABLE');
      else if (!lenient.includes(name)) expectFault(read, outcome, 'UPSTREAM_UNAVAILABLE');
      else {
        expect(outcome.broken.errors).toEqual([]);
        if (name !== 'report') expect(JSON.stringify(outcome.broken)).not.toContain('SECRET');
      }
    });
  });
});

it('nobody listens: everything that is read is null with a code, and read again once somebody does', async () => {
  const reads = Object.values(GRAPH_READS).filter(({ query }) => !query.startsWith('mutation'));
  const answers = await shared.askWhileAway(reads);
  for (const [index, { broken, healed }] of answers.entries()) {
    expect(broken.errors.map(({ extensions }) => extensions.code)).toContain('UPSTREAM_UNAVAILABLE');
    expect(new Set(broken.errors.map(({ extensions }) => extensions.code)).size).toBe(1);
    expect([reads[index]?.path, healed.errors]).toEqual([reads[index]?.path, []]);
  }
});
