import { Deployment } from '../acceptance/harness/deployment.js';
import { until } from '../support/until.js';
import { markedPerson } from './marked-people.js';

const CONNECTIONS = /^\/v1\/api\/connections$/;
const TOKENS = /\/accesstokens$/;

describe('of two who wait for one upstream call', () => {
  const { person } = markedPerson(1);
  const connections = person.connections.map(({ id }) => ({ xs2aId: id }));
  let deployment: Deployment;

  beforeEach(async () => {
    deployment = await Deployment.start([person]);
  });

  afterEach(() => deployment.stop());

  /** Both ask for the same; only the one who stays also asks for the name, which tells when they are under way. */
  async function bothAsk(path: RegExp, whoLeaves: 'first' | 'second') {
    const { xs2a } = deployment;
    const caller = deployment.as(person);
    const leaving = new AbortController();
    const hold = xs2a.hold(path);
    const leaver = () => caller.ask('{ viewer { connections { xs2aId } } }', {}, leaving.signal).catch(() => 'gone');
    const stayer = () => caller.data('{ viewer { name connections { xs2aId } } }');
    const nameIsRead = () =>
      until('the name is read', () => xs2a.requestsOf('GET', /^\/v1\/api\/users\/[^/]+$/).length > 0);
    const left = whoLeaves === 'first' ? leaver() : undefined;
    if (left !== undefined) await hold.arrived;
    const stayed = stayer();
    await Promise.all([hold.arrived, nameIsRead()]);
    const lastLeft = left ?? leaver();
    // Answered after the gateway has read everything that was sent to it before.
    await fetch(`${deployment.gateway.url}/health/live`);
    leaving.abort();
    expect(await lastLeft).toBe('gone');
    await fetch(`${deployment.gateway.url}/health/live`);
    hold.release();
    return stayed;
  }

  it.each(['first', 'second'] as const)(
    'the %s leaves, and the other one gets the answer of that call',
    async (who) => {
      expect(await bothAsk(CONNECTIONS, who)).toEqual({ viewer: { name: 'Person Zq01x', connections } });
      expect(deployment.xs2a.requestsOf('GET', CONNECTIONS)).toHaveLength(1);
    },
  );

  it('the one leaves for whom an access token is being made, and the other one uses it', async () => {
    expect(await bothAsk(TOKENS, 'first')).toEqual({ viewer: { name: 'Person Zq01x', connections } });
    expect(deployment.xs2a.requestsOf('PUT', TOKENS)).toHaveLength(1);
  });
});
