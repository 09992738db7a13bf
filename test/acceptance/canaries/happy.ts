import { getNamedType, type GraphQLSchema } from 'graphql';
import type { Session } from '../other-xs2a/world.js';
import { everythingOf } from './operations.js';
import { account, full, manual, others, shared } from './person.js';
import { SECRETS, type Scene } from './scene.js';

type Result = Readonly<Record<string, unknown>> & { readonly __typename?: string };

/** Everything that a caller can do, with everything that can be selected of the answer. */
export class HappyPaths {
  /** The fields that have answered with what was asked for. */
  readonly done = new Set<string>();

  constructor(
    private readonly scene: Scene,
    private readonly schema: GraphQLSchema,
  ) {}

  async walk(): Promise<void> {
    const { viewer } = { viewer: await this.query('viewer') };
    await this.readAll(String(viewer.id));
    const ids = await this.ids();
    await this.logIn('FULL', async (submit) => {
      await submit({ USER_NAME: SECRETS.loginName, USER_PIN: '1', privacy_policy: 'true' });
      return submit({ USER_NAME: SECRETS.loginName, USER_PIN: SECRETS.pin, privacy_policy: 'true' });
    });
    await this.logIn('SHARED', async (submit) => {
      await submit({ USER_NAME: 'tan-user', USER_PIN: SECRETS.pin, privacy_policy: 'true' });
      await submit({ TAN: SECRETS.tan });
      return submit({ TAN: '4711' });
    });
    await this.sync(ids);
    await this.manageUsers(String(viewer.id));
    await this.mutate('markTurnoversSeen', `accountId: "${ids.account(account.id)}"`);
    await this.mutate('deleteAccount', `id: "${ids.account(others[1]?.id ?? '')}"`);
    await this.mutate('deleteBankConnection', `id: "${ids.connection(shared.id)}"`);
  }

  async readAll(userId: string): Promise<void> {
    const ids = await this.ids();
    const { turnovers } = await this.query('account', `(id: "${ids.account(account.id)}")`);
    const [turnover] = (turnovers as { readonly nodes: readonly Named[] }).nodes;
    await this.query('turnover', `(id: "${String(turnover?.id)}")`);
    await this.query('bankConnection', `(id: "${ids.connection(full.id)}")`);
    await this.query('bankUser', `(id: "${userId}")`);
    await this.query('banks', '(search: "Kanarienbank")');
    await this.query('bankUsers', '(first: 1)', this.scene.asService);
    await this.query('events', '(first: 1)', this.scene.asService);
  }

  /** Asks for the same again and for writes, whatever comes of it, with names that nobody has asked by before. */
  async try(how: string): Promise<void> {
    const id = Buffer.from(how).toString('hex');
    const mine = this.scene.asPerson;
    const writes = [
      `createBankConnection(input: { idempotencyKey: "${id}" })`,
      `submitWizardStep(input: { key: "wizkey_${id}", values: [{ name: "TAN", value: ${JSON.stringify(SECRETS.tan)} }] })`,
    ];
    const queries = ['viewer', 'banks(search: "Kanarienbank")'].map((field) => {
      const type = this.schema.getQueryType()?.getFields()[field.replace(/\(.*/, '')]?.type;
      return type === undefined ? '' : `{ ${field} ${everythingOf(this.schema, getNamedType(type))} }`;
    });
    const all = [...queries, ...writes.map((field) => `mutation { ${field} { __typename } }`)];
    await Promise.all(all.map((query) => this.scene.send({ kind: how, body: { query } }, mine)));
    const create = `mutation { createBankUser(input: { name: "${id}-name", email: "${id}@example.com" }) { __typename } }`;
    await this.scene.send({ kind: how, body: { query: create } }, this.scene.asService);
  }

  private async sync(ids: Ids): Promise<void> {
    const once = `id: "${ids.connection(full.id)}", idempotencyKey: "a-key-of-the-caller"`;
    await this.mutate('syncBankConnection', once);
    await this.mutate('syncBankConnection', once);
    const share = `credentialShare: ${JSON.stringify(SECRETS.share)}`;
    await this.mutate('syncBankConnection', `id: "${ids.connection(shared.id)}", ${share}`);
    await this.mutate('syncBankConnection', `id: "${ids.connection(manual.id)}"`);
    await this.mutate('resetBankConnection', `id: "${ids.connection(full.id)}"`);
  }

  private async manageUsers(userId: string): Promise<void> {
    const service = this.scene.asService;
    const create = `name: ${JSON.stringify(SECRETS.newName)}, email: ${JSON.stringify(SECRETS.newEmail)}, idempotencyKey: "k-1"`;
    const { bankUser } = await this.mutate<{ bankUser: { id: string } }>('createBankUser', create, service);
    await this.mutate('createBankUser', create, service);
    const until = new Date(Date.now() + 600_000).toISOString();
    const token = `bankUserId: "${userId}", validUntil: "${until}"`;
    const { accessToken } = await this.mutate<{ accessToken: Created }>('createAccessToken', token, service);
    this.scene.mayShow(accessToken.token);
    const renewal = `${token}, tokenId: "${accessToken.id}"`;
    const renewed = await this.mutate<{ accessToken: Created }>('renewAccessToken', renewal, service);
    this.scene.mayShow(renewed.accessToken.token);
    const query = `{ bankUser(id: "${userId}") { accessTokens { id token } } }`;
    const { text } = await this.scene.send({ kind: 'accessTokens', body: { query } }, service);
    expect(text).toContain(`"id":"${accessToken.id}","token":null`);
    await this.mutate('revokeAccessToken', `bankUserId: "${userId}", tokenId: "${accessToken.id}"`, service);
    await this.mutate('deleteBankUser', `id: "${bankUser.id}"`, service);
  }

  /** From the choice of a bank to the end, followed by the session's state. */
  private async logIn(
    mode: string,
    go: (submit: (values?: Readonly<Record<string, string>>) => Promise<Result>) => Promise<Result>,
  ): Promise<void> {
    const key = `idempotencyKey: "begin-${mode}"`;
    const { wizardSession } = await this.mutate<{ wizardSession: Session & { transactionId: string } }>(
      'createBankConnection',
      `syncMode: ${mode}, ${key}`,
    );
    await this.mutate('createBankConnection', `syncMode: ${mode}, ${key}`);
    const submit = (values: Readonly<Record<string, string>> = {}) => {
      const list = Object.entries(values).map(
        ([name, value]) => `{ name: "${name}", value: ${JSON.stringify(value)} }`,
      );
      return this.mutate('submitWizardStep', `key: "${wizardSession.key}", values: [${list.join(', ')}]`);
    };
    await submit();
    await submit({ country_id: 'DE', bank_code: '88888888' });
    expect(await go(submit)).toMatchObject({ finished: true });
    await this.query('wizardSession', `(transactionId: "${wizardSession.transactionId}")`);
  }

  private async ids(): Promise<Ids> {
    const text = '{ viewer { connections { id xs2aId } accounts { id xs2aId } } }';
    const { text: answer } = await this.scene.send({ kind: 'ids', body: { query: text } }, this.scene.asPerson);
    const { data } = JSON.parse(answer) as { data: { viewer: Record<'connections' | 'accounts', Named[]> } };
    const find = (list: readonly Named[], xs2aId: string) => list.find((one) => one.xs2aId === xs2aId)?.id ?? '';
    return {
      connection: (xs2aId) => find(data.viewer.connections, xs2aId),
      account: (xs2aId) => find(data.viewer.accounts, xs2aId),
    };
  }

  private query(name: string, args = '', jwt = this.scene.asPerson): Promise<Result> {
    return this.run('query', name, args, jwt);
  }

  private mutate<T = Result>(name: string, input: string, jwt = this.scene.asPerson): Promise<T & Result> {
    return this.run('mutation', name, `(input: { ${input} })`, jwt) as Promise<T & Result>;
  }

  private async run(kind: 'query' | 'mutation', name: string, args: string, jwt: string): Promise<Result> {
    const root = kind === 'query' ? this.schema.getQueryType() : this.schema.getMutationType();
    const field = root?.getFields()[name];
    if (field === undefined) throw new Error(`The schema has no ${name}.`);
    // Lest it grows beyond the limit of tokens: queries read these.
    const besides = kind === 'mutation' ? ['Account', 'TurnoverConnection'] : [];
    const query = `${kind} { it: ${name}${args} ${everythingOf(this.schema, getNamedType(field.type), besides)} }`;
    const { text } = await this.scene.send({ kind: name, body: { query } }, jwt);
    const { data, errors } = JSON.parse(text) as { data?: { it: Result | null }; errors?: unknown };
    if (errors !== undefined || data?.it == null || data.it.__typename?.endsWith('Error') === true) {
      throw new Error(`${name} went wrong: ${text.slice(0, 600)}`);
    }
    this.done.add(name);
    return withoutPrefix(data.it);
  }
}

interface Created {
  readonly id: string;
  readonly token: string;
}

interface Named {
  readonly id: string;
  readonly xs2aId: string;
}

interface Ids {
  readonly connection: (xs2aId: string) => string;
  readonly account: (xs2aId: string) => string;
}

/** The members of a union's type, which are asked for under the names of both. */
function withoutPrefix(result: Result): Result {
  return Object.fromEntries(Object.entries(result).map(([name, value]) => [name.replace(/^[A-Z]\w*_/, ''), value]));
}
