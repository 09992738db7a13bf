import { AccountClient } from './account-client.js';
import { BankConnectionClient } from './bank-connection-client.js';
import { BankUserClient } from './bank-user-client.js';
import {
  AccessTokensDocument,
  BanksDocument,
  BankUsersDocument,
  CreateAccessTokenDocument,
  CreateBankConnectionDocument,
  CreateBankUserDocument,
  DeleteBankUserDocument,
  RenewAccessTokenDocument,
  RevokeAccessTokenDocument,
  SubmitWizardStepDocument,
  WizardSessionDocument,
  type BanksQueryVariables,
  type BankUsersQueryVariables,
  type CreateAccessTokenInput,
  type RenewAccessTokenInput,
  type CreateBankConnectionInput,
  type CreateBankUserInput,
  type RevokeAccessTokenInput,
  type SubmitWizardStepInput,
} from './generated/operations.js';
import { picked } from './reading.js';
import { Transport, type Answer, type GatewayClientOptions, type RequestOptions, type TypedText } from './transport.js';

/**
 * Talks to a gateway. What is read comes with the errors of the fields that could not be; expected outcomes of mutations are
 * told by `__typename`; everything else is thrown as an XS2AGatewayError.
 *
 * ```ts
 * const gateway = new XS2AGatewayClient({ url: 'https://gateway.example.com/graphql', token: () => session.token });
 * const { data, errors } = await gateway.viewer.overview();
 * for await (const turnover of gateway.viewer.allTurnovers({ filter: { from: '2026-01-01' } })) …
 * ```
 */
export class XS2AGatewayClient {
  /** The bank user that the caller's token stands for. */
  readonly viewer: BankUserClient;
  readonly #transport: Transport;

  constructor(options: GatewayClientOptions) {
    this.#transport = new Transport(options);
    this.viewer = new BankUserClient(this.#transport, undefined);
  }

  /** Sends a document of your own. */
  async send<Data, Variables>(
    document: TypedText<Data, Variables>,
    variables: Variables,
    options?: RequestOptions,
  ): Promise<Answer<Data>> {
    return this.#transport.send(document, variables, options);
  }

  /** The bank user with this global id, for a service caller. */
  bankUser(id: string): BankUserClient {
    return new BankUserClient(this.#transport, id);
  }

  /** The bank connection with this global id. */
  bankConnection(id: string): BankConnectionClient {
    return new BankConnectionClient(this.#transport, id);
  }

  /** The account with this global id. */
  account(id: string): AccountClient {
    return new AccountClient(this.#transport, id);
  }

  /** Banks to offer in a bank picker. */
  async banks(query: BanksQueryVariables, options?: RequestOptions) {
    return picked(await this.#transport.send(BanksDocument, query, options), ({ banks }) => banks);
  }

  /** Begins the login at a bank; go on with the wizard session's key. */
  async createBankConnection(input: CreateBankConnectionInput, options?: RequestOptions) {
    return (await this.#transport.send(CreateBankConnectionDocument, { input }, options)).data.createBankConnection;
  }

  /** How far a bank login has come. */
  async wizardSession(transactionId: string, options?: RequestOptions) {
    const answer = await this.#transport.send(WizardSessionDocument, { transactionId }, options);
    return picked(answer, ({ wizardSession }) => wizardSession);
  }

  /** Submits one screen of a bank login and gets the next. With the key alone: the screen that it is at. */
  async submitWizardStep(input: SubmitWizardStepInput, options?: RequestOptions) {
    return (await this.#transport.send(SubmitWizardStepDocument, { input }, options)).data.submitWizardStep;
  }

  /** For service callers only. */
  async bankUsers(query: BankUsersQueryVariables = {}, options?: RequestOptions) {
    return picked(await this.#transport.send(BankUsersDocument, query, options), ({ bankUsers }) => bankUsers);
  }

  /** For service callers only. */
  async createBankUser(input: CreateBankUserInput, options?: RequestOptions) {
    return (await this.#transport.send(CreateBankUserDocument, { input }, options)).data.createBankUser;
  }

  /** Deletes everything of a bank user, for good. For service callers only. */
  async deleteBankUser(id: string, options?: RequestOptions) {
    return (await this.#transport.send(DeleteBankUserDocument, { id }, options)).data.deleteBankUser;
  }

  /** A raw token of XS2A's. For service callers only. */
  async createAccessToken(input: CreateAccessTokenInput, options?: RequestOptions) {
    return (await this.#transport.send(CreateAccessTokenDocument, { input }, options)).data.createAccessToken;
  }

  /** Moves the end of a raw token; its text may be another one. For service callers only. */
  async renewAccessToken(input: RenewAccessTokenInput, options?: RequestOptions) {
    return (await this.#transport.send(RenewAccessTokenDocument, { input }, options)).data.renewAccessToken;
  }

  /** The raw tokens of a bank user, without the tokens themselves. For service callers only. */
  async accessTokens(bankUserId: string, options?: RequestOptions) {
    const answer = await this.#transport.send(AccessTokensDocument, { id: bankUserId }, options);
    return picked(answer, ({ bankUser }) => bankUser?.accessTokens);
  }

  /** For service callers only. */
  async revokeAccessToken(input: RevokeAccessTokenInput, options?: RequestOptions) {
    return (await this.#transport.send(RevokeAccessTokenDocument, { input }, options)).data.revokeAccessToken;
  }
}
