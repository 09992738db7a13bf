import { EventEmitter, once } from 'node:events';
import { SharedReads } from '../../src/datasources/shared-reads.js';
import { Graph } from '../support/graph.js';

class StartersOwn extends Error {}

/** A read that ends when the test says so. */
function openRead() {
  const events = new EventEmitter();
  const read = jest.fn(async (): Promise<unknown> => {
    const [outcome] = (await once(events, 'end')) as [unknown];
    if (outcome instanceof Error) throw outcome;
    return outcome;
  });
  return { read, end: (outcome: unknown) => events.emit('end', outcome) };
}

describe('reads at the same moment', () => {
  const sharedReads = () => new SharedReads((error) => error instanceof StartersOwn);

  it('are one, for whoever asks the same', async () => {
    const reads = sharedReads();
    const { read, end } = openRead();
    const answers = [1, 2, 3].map(() => reads.share('user', 'accounts', read));
    const value = {};
    end(value);
    for (const answer of answers) expect(await answer).toBe(value);
    expect(read).toHaveBeenCalledTimes(1);
    expect(reads.size).toBe(0);
  });

  it('fail as one, and are tried anew by whoever comes later', async () => {
    const reads = sharedReads();
    const { read, end } = openRead();
    const answers = [1, 2].map(() => reads.share('user', 'accounts', read));
    end(new Error('lost'));
    for (const answer of answers) await expect(answer).rejects.toThrow('lost');
    await expect(reads.share('user', 'accounts', () => Promise.resolve('found'))).resolves.toBe('found');
    expect(read).toHaveBeenCalledTimes(1);
    expect(reads.size).toBe(0);
  });

  it('are each their own for other bank users and other things', async () => {
    const reads = sharedReads();
    const asked = [
      ['user', 'accounts'],
      ['user', 'connections'],
      ['other', 'accounts'],
    ] as const;
    const answers = asked.map(([user, key]) => reads.share(user, key, () => Promise.resolve(`${user} ${key}`)));
    expect(await Promise.all(answers)).toEqual(asked.map((words) => words.join(' ')));
  });

  it('are begun anew by whoever has joined one that failed for its own reasons', async () => {
    const reads = sharedReads();
    const first = openRead();
    const starter = reads.share('user', 'accounts', first.read);
    const others = [1, 2].map(() => reads.share('user', 'accounts', () => Promise.resolve('found')));
    first.end(new StartersOwn());
    await expect(starter).rejects.toThrow(StartersOwn);
    expect(await Promise.all(others)).toEqual(['found', 'found']);
  });

  it('are not joined after a write, nor ended by it', async () => {
    const reads = sharedReads();
    const [before, after] = [openRead(), openRead()];
    const early = reads.share('user', 'accounts', before.read);
    const elsewhere = openRead();
    const untouched = [reads.share('other', 'accounts', elsewhere.read)];
    reads.forget('user');
    const late = [1, 2].map(() => reads.share('user', 'accounts', after.read));
    untouched.push(reads.share('other', 'accounts', elsewhere.read));
    before.end('before');
    expect(await early).toBe('before');
    // What ends late takes nothing away from those who came after the write.
    late.push(reads.share('user', 'accounts', after.read));
    after.end('after');
    elsewhere.end('elsewhere');
    expect(await Promise.all(late)).toEqual(['after', 'after', 'after']);
    expect(await Promise.all(untouched)).toEqual(['elsewhere', 'elsewhere']);
    for (const { read } of [before, after, elsewhere]) expect(read).toHaveBeenCalledTimes(1);
    expect(reads.size).toBe(0);
  });
});

describe('a read of the graph', () => {
  let graph: Graph;

  beforeAll(async () => {
    graph = await Graph.open();
  });

  afterAll(() => graph.close());

  it('that comes after a write does not join one that was begun before it', async () => {
    const { query, person, accountIds } = await graph.person({ accounts: 2, turnovers: 0 });
    await query('{ viewer { name } }');
    await graph.bank.strike({ path: '/v1/api/accounts', kind: 'slow-drip', pause: 2, times: 1 });
    const look = '{ viewer { accounts { id } } }';
    const early = query(look);
    while (!(await graph.bank.callsFor(person))['GET /v1/api/accounts']) await Promise.resolve();
    await query('mutation ($id: ID!) { deleteAccount(input: { id: $id }) { __typename } }', { id: accountIds[0] });
    const late = await query(look);
    expect(late.data).toEqual({ viewer: { accounts: [{ id: accountIds[1] }] } });
    // It was under way all the time, and has what upstream had when it was asked.
    expect((await early).data).toEqual({ viewer: { accounts: [{ id: accountIds[1] }, { id: accountIds[0] }] } });
    expect((await graph.bank.callsFor(person))['GET /v1/api/accounts']).toBe(2);
  });
});
