import { AccountClient } from './account-client.js';
import { BankConnectionClient } from './bank-connection-client.js';
import { BankLogin, type BankLoginOptions } from './bank-login.js';
import { BankUserClient } from './bank-user-client.js';
import {
  BanksDocument,
  BankUsersDocument,
  CreateAccessTokenDocument,
  CreateBankConnectionDocument,
  CreateBankUserDocument,
  EventsDocument,
  RenewAccessTokenDocument,
  RevokeAccessTokenDocument,
  SubmitWizardStepDocument,
  TurnoverDocument,
  WizardSessionChangedDocument,
  WizardSessionDocument,
  type BanksQuery,
  type BanksQueryVariables,
  type BankUsersQuery,
  type CreateAccessTokenInput,
  type CreateBankConnectionInput,
  type CreateBankUserInput,
  type EventsQueryVariables,
  type RenewAccessTokenInput,
  type RevokeAccessTokenInput,
  type StartedWizardFragment,
  type SubmitWizardStepInput,
  type TurnoverEntryFragment,
  type WizardProgressFragment,
} from './generated/operations.js';
import { keyed } from './idempotency-key.js';
import { List, type Page } from './list.js';
import type { Result } from './answer.js';
import { LiveTransport } from './live-transport.js';
import type { GatewayClientOptions, RequestOptions, SubscribeOptions } from './options.js';

/** One page of bank users. */
export type BankUserPage = NonNullable<BankUsersQuery['bankUsers']>;

/** One of the banks that a person may choose from. */
export type Bank = NonNullable<BanksQuery['banks']>[number];

/** Which banks. */
export interface IterateBanksQuery {
  readonly country: string;
  /** How many to a page, 1 to 100; 100 by default. */
  readonly first?: number | undefined;
}

/** Which bank users. */
export interface BankUsersQueryOptions {
  /** How many to a page. */
  readonly first?: number | undefined;
  /** `pageInfo.endCursor` of the page before. */
  readonly after?: string | undefined;
}

/**
 * Talks to a gateway. What is asked for comes as `data`, with the `errors` of fields that could not be read beside it; expected outcomes of mutations
 * are told by `__typename`; everything else is thrown as a GatewayError.
 *
 * ```ts
 * const gateway = new GatewayClient({ url: 'https://gateway.example.com/graphql', token: () => session.accessToken });
 * const { data, errors } = await gateway.viewer.get();
 * for await (const turnover of gateway.viewer.iterateTurnovers({ filter: { from: '2026-01-01' } })) show(turnover);
 * ```
 */
export class GatewayClient extends LiveTransport {
  /**
   * The bank user that the caller's token stands for.
   *
   * ```ts
   * const { data } = await gateway.viewer.listAccounts();
   * ```
   */
  readonly viewer: BankUserClient;

  constructor(options: GatewayClientOptions) {
    super(options);
    this.viewer = new BankUserClient(this, undefined);
  }

  /**
   * The bank user with this global id, for a service caller.
   *
   * ```ts
   * const { data } = await gateway.bankUser(id).listAccounts();
   * ```
   */
  bankUser(id: string): BankUserClient {
    return new BankUserClient(this, id);
  }

  /**
   * The bank connection with this global id.
   *
   * ```ts
   * const { data } = await gateway.bankConnection(id).syncAndWait();
   * ```
   */
  bankConnection(id: string): BankConnectionClient {
    return new BankConnectionClient(this, id);
  }

  /**
   * The account with this global id.
   *
   * ```ts
   * const { data } = await gateway.account(id).listTurnovers();
   * ```
   */
  account(id: string): AccountClient {
    return new AccountClient(this, id);
  }

  /**
   * One turnover, by its id or by one that it had before (`matchKeys`).
   *
   * ```ts
   * const { data } = await gateway.getTurnover(id);
   * ```
   */
  async getTurnover(id: string, options?: RequestOptions): Promise<Result<TurnoverEntryFragment>> {
    return this.read(TurnoverDocument, { id }, ({ turnover }) => turnover, options);
  }

  /**
   * Banks to offer in a bank picker: those that match `search`, the best match first.
   *
   * ```ts
   * const { data } = await gateway.listBanks({ search: 'spar', country: 'DE' });
   * ```
   */
  async listBanks(query: BanksQueryVariables, options?: RequestOptions): Promise<Result<readonly Bank[]>> {
    return this.read(BanksDocument, query, ({ banks }) => banks, options);
  }

  /**
   * All banks of a country, page after page.
   *
   * ```ts
   * const { data } = await gateway.iterateBanks({ country: 'AT' }).toArray({ limit: 2000 });
   * ```
   */
  iterateBanks({ country, first = 100 }: IterateBanksQuery, options?: RequestOptions): List<Bank, Page<Bank>> {
    return new List(async (after) => {
      const { data: nodes, errors } = await this.listBanks({ country, first, after }, options);
      // The list ends with the page that is not full.
      const pageInfo = { hasNextPage: nodes.length === first, endCursor: nodes.at(-1)?.bankCode ?? null };
      return { data: { nodes, pageInfo }, errors };
    }, {});
  }

  /**
   * Begins the login at a bank; go on with its wizard session.
   *
   * ```ts
   * const { wizardSession } = expectSuccess((await gateway.createBankConnection({ country: 'DE' })).data);
   * ```
   */
  async createBankConnection(input: CreateBankConnectionInput, options?: RequestOptions) {
    const variables = { input: keyed(input) };
    return this.read(CreateBankConnectionDocument, variables, (data) => data.createBankConnection, options);
  }

  /**
   * How far a bank login has come.
   *
   * ```ts
   * const { data } = await gateway.getWizardSession(transactionId);
   * if (data.finished) show(data.connection);
   * ```
   */
  async getWizardSession(transactionId: string, options?: RequestOptions) {
    return this.read(WizardSessionDocument, { transactionId }, (data) => data.wizardSession, options);
  }

  /**
   * How far a bank login has come that takes place elsewhere, and then each change. Ends with the login.
   *
   * ```ts
   * for await (const { finished, connection } of gateway.followWizardSession(transactionId)) show(finished, connection);
   * ```
   */
  followWizardSession(
    transactionId: string,
    options?: SubscribeOptions,
  ): AsyncGenerator<WizardProgressFragment, void, undefined> {
    return this.follow(WizardSessionChangedDocument, { transactionId }, (data) => data.wizardSessionChanged, options);
  }

  /**
   * Goes through a bank login screen by screen; see BankLogin.
   *
   * ```ts
   * for await (const screen of gateway.bankLogin(wizardSession)) screen.submit(await ask(screen.form));
   * ```
   */
  bankLogin(session: StartedWizardFragment, options: BankLoginOptions = {}): BankLogin {
    return new BankLogin(session, options, (input, ofStep) => this.submitWizardStep(input, ofStep));
  }

  /**
   * Submits one screen of a bank login and gets the next. With the key alone: the screen that it is at.
   *
   * ```ts
   * const { data } = await gateway.submitWizardStep({ key, values: [{ name: 'USER_NAME', value: 'paula' }] });
   * ```
   */
  async submitWizardStep(input: SubmitWizardStepInput, options: RequestOptions = {}) {
    const { action, values, waitSeconds } = input;
    const ofStep = {
      ...options,
      timeoutMs: options.timeoutMs ?? (waitSeconds == null ? undefined : (waitSeconds + ON_THE_WAY_SECONDS) * 1000),
      isRepeatable: action === 'POLL' || (action == null && values == null),
    };
    return this.read(SubmitWizardStepDocument, { input }, (data) => data.submitWizardStep, ofStep);
  }

  /**
   * XS2A's events of a time, the newest first, of all bank users. For service callers only.
   *
   * ```ts
   * const { data } = await gateway.listEvents({ from: '2026-01-31T00:00:00Z', type: 'bank_connection.sync_failed' });
   * ```
   */
  async listEvents(query: EventsQueryVariables = {}, options?: RequestOptions) {
    return this.read(EventsDocument, query, ({ events }) => events, options);
  }

  /**
   * One page of bank users. For service callers only.
   *
   * ```ts
   * const { data } = await gateway.listBankUsers({ first: 100 });
   * ```
   */
  async listBankUsers(query: BankUsersQueryOptions = {}, options?: RequestOptions): Promise<Result<BankUserPage>> {
    return this.read(BankUsersDocument, query, ({ bankUsers }) => bankUsers, options);
  }

  /**
   * All bank users, page after page. For service callers only.
   *
   * ```ts
   * for await (const { id, name } of gateway.iterateBankUsers()) console.log(id, name);
   * ```
   */
  iterateBankUsers(
    query: Omit<BankUsersQueryOptions, 'after'> = {},
    options?: RequestOptions,
  ): List<BankUserPage['nodes'][number], BankUserPage> {
    return new List((after) => this.listBankUsers({ ...query, after }, options), {});
  }

  /**
   * Creates a bank user. For service callers only.
   *
   * ```ts
   * const { bankUser } = expectSuccess((await gateway.createBankUser({ name: 'Ines', email: 'ines@example.com' })).data);
   * ```
   */
  async createBankUser(input: CreateBankUserInput, options?: RequestOptions) {
    const variables = { input: keyed(input) };
    return this.read(CreateBankUserDocument, variables, ({ createBankUser }) => createBankUser, options);
  }

  /**
   * Creates a raw token of XS2A's, for an app that talks to XS2A directly. For service callers only.
   *
   * ```ts
   * const { accessToken } = expectSuccess((await gateway.createAccessToken({ bankUserId, validUntil })).data);
   * ```
   */
  async createAccessToken(input: CreateAccessTokenInput, options?: RequestOptions) {
    return this.read(CreateAccessTokenDocument, { input }, (data) => data.createAccessToken, options);
  }

  /**
   * Moves the end of a raw token; its text may be another one. For service callers only.
   *
   * ```ts
   * const { accessToken } = expectSuccess((await gateway.renewAccessToken({ bankUserId, tokenId, validUntil })).data);
   * ```
   */
  async renewAccessToken(input: RenewAccessTokenInput, options?: RequestOptions) {
    return this.read(RenewAccessTokenDocument, { input }, (data) => data.renewAccessToken, options);
  }

  /**
   * Ends a raw token of XS2A's at once. For service callers only.
   *
   * ```ts
   * await gateway.revokeAccessToken({ bankUserId, tokenId });
   * ```
   */
  async revokeAccessToken(input: RevokeAccessTokenInput, options?: RequestOptions) {
    return this.read(RevokeAccessTokenDocument, { input }, (data) => data.revokeAccessToken, options);
  }
}

/** What an answer may take beyond the time that the gateway waits for the bank. */
const ON_THE_WAY_SECONDS = 10;
