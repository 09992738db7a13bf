import { UPSTREAM_LIMITS, type UpstreamLimits } from '../../src/datasources/xs2a/upstream.js';
import { buildExecutableSchema } from '../../src/resolvers/executable-schema.js';
import { OtherXs2a } from '../acceptance/other-xs2a/server.js';
import { InProcessGateway, memoryStore } from '../support/in-process-gateway.js';
import { Random, SEED } from '../support/random.js';
import { markedPerson, type MarkedPerson } from './marked-people.js';
import { faultOf, foreignRowsIn, ownRowsIn, someOperation, type Operation } from './operations.js';

/** How many operations begin in the same tick: 10,000 by `npm run soak:separation`. */
const OPERATIONS = Number(process.env.SAME_TICK_OPERATIONS ?? 500);
jest.setTimeout(180_000 + OPERATIONS * 60);

/** However long a process takes that is busy with thousands of operations, and with the XS2A server beside. */
const HOUR_MS = 3_600_000;
const PATIENT: UpstreamLimits = {
  ...UPSTREAM_LIMITS,
  read: { attempts: 1, totalMs: HOUR_MS, attemptMs: HOUR_MS, pauseMs: 0, longestPauseMs: 0 },
  writeMs: HOUR_MS,
  waitsForOthers: true,
};

const people = Array.from({ length: 50 }, (_, index) => markedPerson(index + 1));
let xs2a: OtherXs2a;
let gateway: InProcessGateway;

beforeAll(async () => {
  xs2a = await OtherXs2a.start(people.map(({ person }) => person));
  xs2a.latencyMs = 5;
  const store = memoryStore('store');
  const upstream = { baseUrl: xs2a.url, apiKey: xs2a.apiKey };
  // Without HTTP, so that nothing comes between one operation and the next.
  const schema = await buildExecutableSchema({ publicSdl: true });
  gateway = new InProcessGateway(
    schema,
    { ...upstream, cacheStore: memoryStore('cache'), limits: PATIENT, operationSeconds: HOUR_MS / 1_000 },
    store,
  );
});

afterAll(async () => {
  await gateway.close();
  await xs2a.stop();
});

interface Chosen {
  readonly me: MarkedPerson;
  readonly operation: Operation;
}

const random = new Random(SEED);

function chooseFor(me: MarkedPerson): Chosen {
  const other = random.of(people.filter((person) => person !== me));
  return { me, operation: someOperation(me, other, xs2a, random) };
}

async function ask({ me, operation }: Chosen) {
  const nobodys = { id: me.person.id, connections: [], accounts: [] };
  const { data, codes } = await gateway.as(nobodys, operation.query, operation.variables);
  const errors = codes.map((code) => ({ extensions: { code: String(code) } }));
  return {
    ownRows: ownRowsIn(data, me),
    foreignRows: foreignRowsIn(data, me),
    fault: faultOf(operation, { data, errors }),
  };
}

it(`${OPERATIONS} operations of 50 people that begin in the same tick have no rows of others (SEED=${SEED})`, async () => {
  const chosen = Array.from({ length: OPERATIONS }, (_, index) => chooseFor(people[index % 50] ?? random.of(people)));
  const answers = await Promise.all(chosen.map(ask));
  const sum = (name: 'ownRows' | 'foreignRows') => answers.reduce((total, answer) => total + answer[name], 0);
  const tally = { ownRows: sum('ownRows'), foreignRows: sum('foreignRows') };
  const faults = answers.flatMap(({ fault }) => fault ?? []);
  if (process.env.SAME_TICK_OPERATIONS !== undefined)
    process.stdout.write(`${JSON.stringify({ operations: OPERATIONS, ...tally, faults: faults.length })}\n`);
  expect(tally.foreignRows).toBe(0);
  // A write that waits for one of the same key is told to come again, if it has to wait for thousands of operations.
  expect(faults.filter((fault) => fault !== 'login: OVERLOADED')).toEqual([]);
  expect(tally.ownRows).toBeGreaterThan(OPERATIONS * 10);
});
