import { hash } from 'node:crypto';
import { GatewayUnderTest } from '../support/gateway-under-test.js';
import { secondsFromNow, sign } from '../support/jwt.js';
import { readMetrics, valueOf } from '../support/prometheus.js';
import { BankUnderTest, type Person } from '../support/test-bank.js';
import { until } from '../support/until.js';
import { bankUserGlobalId, ownedGlobalId } from '../../src/domain/global-id.js';
import type { Target } from './calls.js';
import type { Asker } from './expected.js';

const SECRET = 'what the tokens of the access table are signed with';
const ISSUER = 'https://login.example.com/';
const AUDIENCE = 'bank-graph';

interface Answer {
  readonly status: number;
  readonly text: string;
}

interface Body {
  readonly data?: { readonly it?: unknown } | null;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

/** A gateway as in production, over a test bank with two people: the one whose things are asked for, and another. */
export class Scene {
  private constructor(
    readonly bank: BankUnderTest,
    readonly gateway: GatewayUnderTest,
    readonly other: Person,
  ) {}

  static async open(): Promise<Scene> {
    const bank = await BankUnderTest.start();
    const settings = { NODE_ENV: 'production', AUTH_JWT_SECRET: SECRET, AUTH_ISSUER: ISSUER, AUTH_AUDIENCE: AUDIENCE };
    return new Scene(bank, await GatewayUnderTest.start(bank, settings), await bank.addPerson({ name: 'Otto Other' }));
  }

  async close(): Promise<void> {
    await this.gateway.close();
    await this.bank.close();
  }

  /** Somebody new, so that no write before matters. */
  async target(): Promise<Target> {
    const person = await this.bank.addPerson({ name: 'Olga Owner' });
    const userId = bankUserGlobalId(person.id);
    const idOf = (type: 'BankConnection' | 'Account', [xs2aId = '']: readonly string[]) =>
      ownedGlobalId(type, { bankUserId: person.id, xs2aId });
    const session = await this.data<{ wizardSession: Target['session'] }>(
      `mutation { it: createBankConnection(input: { bankUserId: "${userId}" }) { ... on CreateBankConnectionSuccess { wizardSession { key transactionId } } } }`,
    );
    const token = await this.data<{ accessToken: { id: string } }>(
      `mutation { it: createAccessToken(input: { bankUserId: "${userId}", validUntil: "${new Date(Date.now() + 600_000).toISOString()}" }) { ... on CreateAccessTokenSuccess { accessToken { id } } } }`,
    );
    const accountId = idOf('Account', person.accounts);
    const turnover = await this.data<{ turnovers: { nodes: readonly { id: string }[] } }>(
      `{ it: account(id: "${accountId}") { turnovers(first: 1) { nodes { id } } } }`,
    );
    return {
      person,
      userId,
      connectionId: idOf('BankConnection', person.connections),
      accountId,
      turnoverId: turnover.turnovers.nodes[0]?.id ?? '',
      session: session.wizardSession,
      emptyCursor: emptyCursorOf(person),
      tokenId: token.accessToken.id,
    };
  }

  async ask(asker: Asker, query: string, { person }: Target): Promise<Answer> {
    const jwt = asker.kind === 'anonymous' ? undefined : this.tokenOf(asker, person);
    const isStream = query.startsWith('subscription');
    const response = await fetch(`${this.gateway.url}/graphql`, {
      method: 'POST',
      headers: {
        accept: isStream ? 'text/event-stream' : 'application/json',
        'content-type': 'application/json',
        ...(jwt !== undefined && { authorization: `Bearer ${jwt}` }),
      },
      body: JSON.stringify({ query }),
    });
    const { status } = response;
    if (!isStream || status !== 200) return { status, text: await response.text() };
    const text = await firstEventOf(response);
    // What the subscription still does upstream is not to be taken for what the next operation does.
    await until('the subscription has ended', async () => {
      const metrics = await readMetrics(this.gateway.url);
      const names = ['subscriptions', 'subscribed', 'upstream_calls_under_way', 'upstream_calls_waiting'];
      return names.every((name) => valueOf(metrics, `xs2a_gateway_${name}`) === 0);
    });
    return { status, text };
  }

  private tokenOf(asker: Exclude<Asker, { kind: 'anonymous' }>, owner: Person): string {
    const { kind } = asker;
    const claims = {
      ...claimsOf(asker, kind === 'other' ? this.other : owner),
      exp: secondsFromNow(kind === 'expired' ? -3_600 : 3_600),
      iss: kind === 'wrong issuer' ? 'https://login.example.org/' : ISSUER,
      aud: kind === 'wrong audience' ? ['another-graph', `${AUDIENCE}s`] : ['another-graph', AUDIENCE],
    };
    return sign(claims, kind === 'wrong key' ? `${SECRET}!` : SECRET);
  }

  private async data<T>(query: string): Promise<T> {
    const asker: Asker = { kind: 'service', scopes: ['connections', 'tokens'] };
    const { text } = await this.ask(asker, query, { person: this.other } as Target);
    return (JSON.parse(text) as { data: { it: T } }).data.it;
  }
}

/** The data of the first event of a stream, which is left then. */
async function firstEventOf({ body }: Response): Promise<string> {
  let text = '';
  for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    const [, data] = /^event: next\ndata: (.*)\n\n/m.exec(text) ?? [];
    if (data !== undefined) return data;
  }
  throw new Error('The stream has ended without an event.');
}

/** As `Account.turnoverChanges` would give it for an account without turnovers. */
function emptyCursorOf({ id, accounts: [xs2aId = ''] }: Person): string {
  const digestOf = (text: string) => hash('sha256', text, 'base64url').slice(0, 8);
  const text = `c1.${digestOf(`${id}.${xs2aId}`)}.`;
  return `${text}.${digestOf(`changes ${text}`)}`;
}

function claimsOf(asker: Asker, { id }: Person): Record<string, string> {
  if (asker.kind === 'service') return { sub: 'a job', scope: serviceScope(asker.scopes) };
  const person = { sub: `sub of ${id}`, bank_user_id: id };
  return asker.kind === 'limited owner' ? { ...person, scope: `openid xs2a:${asker.scopes.join(' xs2a:')}` } : person;
}

function serviceScope(scopes: readonly string[]): string {
  return scopes.length === 1 ? `openid xs2a:service:${String(scopes[0])}` : 'openid xs2a:service';
}

/** What came of it, in the words of the table; anything else in its own words. */
export function outcomeOf({ status, text }: Answer): string {
  if (status === 401) return 'HTTP 401';
  const { data, errors = [] } = JSON.parse(text) as Body;
  if (errors.length > 0) return errors.map(({ extensions }) => extensions.code).join(' ');
  const it = Array.isArray(data?.it) && data.it.length === 1 ? (data.it[0] as unknown) : data?.it;
  if (it === null) return 'null';
  const type = typeof it === 'object' && '__typename' in it ? String(it.__typename) : '';
  return type.endsWith('Error') ? type : 'data';
}
