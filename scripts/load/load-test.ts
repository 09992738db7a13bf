import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Kind, OperationTypeNode, parse } from 'graphql';
import { openLoop, type Tally } from '../overload/load.js';

/** Without --unbounded. */
const MOST = { rate: 200, seconds: 300 };

export const USAGE = `GATEWAY_TOKEN=… npm run load -- --url https://gateway.example.com [options]

Sends queries at a constant rate, whatever becomes of those before, and says what came of them. Nothing is written.

  --rate N          queries in a second (10)
  --seconds N       how long (30)
  --operation FILE  a query to send in place of the accounts of a bank user
  --variables JSON  its variables
  --max-failures P  percent of the queries that may fail (1)
  --p95 MS          milliseconds in which 95 % of the answers have to come (2000)
  --unbounded       allows more than ${MOST.rate} queries in a second, and more than ${MOST.seconds} seconds

The token comes from the environment, where no list of processes shows it. Queries count against its rate (docs/admission.md).`;

const MOST_AT_A_TIME = 500;
const PATIENCE_MS = 30_000;
/** After so many answers, of which half have failed, the gateway has trouble enough. */
const ENOUGH = 50;

const ACCOUNTS = `query LoadTest {
  viewer { name connections { bankName status } accounts { type balance { amount { value currency } } } }
}`;

/** A command line that cannot be followed; the message says why. */
export class Refused extends Error {}

interface LoadTest {
  readonly url: string;
  readonly token: string;
  readonly query: string;
  readonly variables: object;
  readonly rate: number;
  readonly seconds: number;
  readonly maxFailures: number;
  readonly p95: number;
}

/** @returns what to print, and whether the gateway was as good as it has to be @throws Refused */
export async function runLoadTest(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<{ readonly lines: readonly string[]; readonly passed: boolean }> {
  const { url, token, query, variables, rate, seconds, maxFailures, p95 } = read(args, env);
  const headers = { 'apollographql-client-name': 'load-test' };
  const asked = { url, token, query, headers, variables: () => variables, patienceMs: PATIENCE_MS };
  const isOver = (tally: Tally) => tally.all >= ENOUGH && tally.count('good') < tally.all / 2;
  const tally = await openLoop([asked], rate, seconds, { mostAtATime: MOST_AT_A_TIME, isOver });
  const failed = (100 * (tally.all - tally.count('good'))) / tally.all;
  const slowest = tally.quantile(0.95);
  const [fewFail, fast] = [failed <= maxFailures, slowest <= p95];
  const lines = [
    `${tally.all} queries${isOver(tally) ? ', and no more, since half of them failed' : `, ${rate} in a second`}`,
    ...[...tally.answers].sort().map(([outcome, count]) => `  ${outcome}: ${count}`),
    `good answers: half within ${tally.quantile(0.5)} ms, 95 % within ${slowest} ms, 99 % within ${tally.quantile(0.99)} ms`,
    `${fewFail ? 'passed' : 'FAILED'}: ${failed.toFixed(1)} % failed, ${maxFailures} % may`,
    `${fast ? 'passed' : 'FAILED'}: 95 % within ${slowest} ms, ${p95} ms are allowed`,
  ];
  return { lines, passed: fewFail && fast };
}

function read(args: readonly string[], env: NodeJS.ProcessEnv): LoadTest {
  const { url, operation, unbounded, ...given } = valuesOf(args);
  const token = env.GATEWAY_TOKEN ?? '';
  if (token === '') throw new Refused('GATEWAY_TOKEN is not set.');
  if (url === undefined || !URL.canParse(url) || !/^https?:/.test(url)) throw new Refused('--url is no URL.');
  const most = unbounded ? { rate: Infinity, seconds: Infinity } : MOST;
  return {
    url: url.replace(/\/+$/, '').replace(/\/graphql$/, ''),
    token,
    query: readQuery(operation),
    variables: readVariables(given.variables),
    rate: readNumber('rate', given.rate, most.rate),
    seconds: readNumber('seconds', given.seconds, most.seconds),
    maxFailures: readNumber('max-failures', given['max-failures'], 100, 0),
    p95: readNumber('p95', given.p95, Infinity),
  };
}

function valuesOf(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        ...{ url: text, operation: text, variables: { ...text, default: '{}' } },
        ...{ rate: { ...text, default: '10' }, seconds: { ...text, default: '30' } },
        ...{ 'max-failures': { ...text, default: '1' }, p95: { ...text, default: '2000' } },
        unbounded: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new Refused(error instanceof Error ? error.message : 'The arguments cannot be read.');
  }
}

/** @throws Refused for anything that could write */
function readQuery(path: string | undefined): string {
  if (path === undefined) return ACCOUNTS;
  const text = readOperation(path);
  const operations = text.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (operations.length !== 1) throw new Refused('--operation has to be a file with one operation.');
  if (operations[0]?.operation !== OperationTypeNode.QUERY)
    throw new Refused('--operation is no query: load is read-only.');
  return text.source;
}

function readOperation(path: string) {
  try {
    const source = readFileSync(path, 'utf8');
    return { source, definitions: parse(source).definitions };
  } catch {
    throw new Refused('--operation is no file with a GraphQL document.');
  }
}

function readVariables(json: string): object {
  try {
    const variables: unknown = JSON.parse(json);
    if (typeof variables === 'object' && variables !== null && !Array.isArray(variables)) return variables;
  } catch {
    // Said below.
  }
  throw new Refused('--variables is no JSON object.');
}

function readNumber(name: string, text: string, most: number, least = 0.1): number {
  const number = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (number >= least && number <= most) return number;
  const beyond = name in MOST ? ' without --unbounded' : '';
  throw new Refused(`--${name} is not a number from ${least} to ${most}${beyond}.`);
}
