import { writeFileSync, readFileSync } from 'node:fs';
import { buildGraph } from '../../src/resolvers/executable-schema.js';
import { accessPage } from './access-page.js';
import { CALLS, type Target } from './calls.js';
import { ASKERS, expectedOutcome, type Asker } from './expected.js';
import { rowsOf, type Row } from './rules.js';
import { outcomeOf, Scene } from './scene.js';

const PAGE = 'docs/access.md';

let rows: readonly Row[];
let scene: Scene;

beforeAll(async () => {
  rows = rowsOf(await buildGraph());
  scene = await Scene.open();
});

afterAll(() => scene.close());

it('has a rule and a call for every field, and for nothing else', () => {
  const incomplete = rows.filter(({ name, callers, scopes }) => !CALLS[name] || !callers || scopes.length === 0);
  const advice = incomplete.map(
    ({ name }) => `${name}: put @RequireCaller(…) before it, and into test/access/calls.ts how to ask for it`,
  );
  expect(advice).toEqual([]);
  expect(Object.keys(CALLS).filter((name) => !rows.some((row) => row.name === name))).toEqual([]);
});

describe.each(ASKERS.map((asker) => ({ asker, label: labelOf(asker) })))('$label', ({ asker }) => {
  it('gets from every field what its rule says', async () => {
    const seen: Record<string, string> = {};
    const expected: Record<string, string> = {};
    // Reads change nothing: they are of one person. Each write is about somebody new.
    const readOf = await scene.target();
    for (const row of rows) {
      const call = CALLS[row.name];
      if (call === undefined) continue;
      const outcome = expectedOutcome(row, call, asker);
      expected[row.name] = outcome;
      const target = row.kind === 'mutation' ? await scene.target() : readOf;
      seen[row.name] = await judged(row, target, asker, outcome === 'own');
    }
    expect(seen).toEqual(expected);
  });

  /** The outcome; where it is none of data, with what is wrong beside it. */
  async function judged({ name, kind }: Row, target: Target, from: Asker, own: boolean): Promise<string> {
    await scene.bank.forgetRequests();
    const answer = await scene.ask(from, CALLS[name]?.operation(target) ?? '', target);
    const outcome = outcomeOf(answer);
    if (outcome === 'data' && !own) return outcome;
    const leak = foreignIn(answer.text, target) ? ' and tells of somebody else' : '';
    // What the field belongs to is theirs.
    const mayTouch = kind === 'field' && from.kind.endsWith('owner');
    const touched = !mayTouch && (await touchedFor(target)) ? ' and asks upstream for somebody else' : '';
    return `${own && outcome === 'data' ? 'own' : outcome}${leak}${touched}`;
  }
});

function foreignIn(text: string, { person, userId, connectionId, accountId, session }: Target): boolean {
  const theirs = [
    person.id,
    ...person.connections,
    ...person.accounts,
    'Olga Owner',
    session.key,
    session.transactionId,
  ];
  return [...theirs, userId, connectionId, accountId].some((one) => text.includes(one));
}

async function touchedFor({ person }: Target): Promise<boolean> {
  const requests = await scene.bank.requests();
  return requests.some(({ caller, path }) => caller === person.id || path.includes(person.id));
}

it(`is what ${PAGE} says`, async () => {
  const page = accessPage(await buildGraph(), rows);
  if (process.env.ACCESS_PAGE === 'write') writeFileSync(PAGE, page);
  // Where it is not: npm run docs:access, and look at what has changed.
  expect(readFileSync(PAGE, 'utf8')).toBe(page);
});

function labelOf(asker: Asker): string {
  if (!('scopes' in asker)) return asker.kind;
  return `${asker.kind}, ${asker.scopes.length === 1 ? String(asker.scopes[0]) : 'everything'}`;
}
