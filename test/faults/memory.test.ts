import { gzipSync } from 'node:zlib';
import { until } from '../support/until.js';
import { post } from '../support/demo-gateway.js';
import { FaultyFront } from '../support/faulty-front.js';
import type { Strike } from '../support/fault-kinds.js';
import { GatewayProcess } from '../support/gateway-process.js';
import { bankUserToken } from '../support/jwt.js';
import { BankUnderTest } from '../support/test-bank.js';

const SECRET = 'the secret that callers of this test sign with';
/** Of each strike a third: a megabyte that any of them left behind each time would be twice what is allowed. */
const READS = 60;
const MIB = 1024 * 1024;

/** Tells what is in use after a collection, on SIGUSR2. */
const TELLING = `data:text/javascript,
import v8 from 'node:v8'; import vm from 'node:vm'; v8.setFlagsFromString('--expose-gc'); const gc = vm.runInNewContext('gc');
process.on('SIGUSR2', () => { gc(); gc(); const { heapUsed, external } = process.memoryUsage();
  console.log('IN USE ' + (heapUsed + external)); });`.replace(/\s/g, '%20');

const BOMB = gzipSync(Buffer.alloc(10 * MIB, ' '));
const CUT = Buffer.alloc(MIB, '[');
const STRIKES: readonly Strike[] = [
  (response) => void response.writeHead(200, { 'content-length': 10 ** 9 }).write(CUT),
  (response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(BOMB),
  (response) => void response.writeHead(200).end(CUT),
];

it('answers that are too long, packed or cut leave nothing in memory', async () => {
  const bank = await BankUnderTest.start();
  const front = await FaultyFront.before(bank.url);
  const program = await GatewayProcess.start({
    NODE_OPTIONS: `--import=${TELLING}`,
    ...{ XS2A_BASE_URL: front.url, XS2A_API_KEY: bank.apiKey, AUTH_JWT_SECRET: SECRET },
  });
  const { url } = program;
  const { id } = await bank.addPerson();
  const jwt = bankUserToken(id, SECRET);
  const readings = () => [...program.stdout.matchAll(/IN USE (\d+)/g)].map(([, bytes]) => Number(bytes));
  const inUse = async () => {
    const before = readings().length;
    program.signal('SIGUSR2');
    await until('it prints its memory', () => readings().length > before);
    return readings().at(-1) ?? 0;
  };
  let struck = 0;
  front.strike({ method: 'GET', path: /\/balance$/ }, (response, good) => {
    STRIKES[struck++ % STRIKES.length]?.(
      response.on('error', () => undefined),
      good,
    );
  });
  const readUntil = async (reads: number) => {
    while (struck < reads) await post(url, { query: '{ viewer { accounts { balance { asOf } } } }' }, jwt);
    return inUse();
  };
  const before = await readUntil(20);
  expect((await readUntil(20 + READS)) - before).toBeLessThan(10 * MIB);
  await program.kill();
  await front.close();
  await bank.close();
});
