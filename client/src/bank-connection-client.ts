import {
  ConnectionChangedDocument,
  ConnectionDocument,
  DeleteBankConnectionDocument,
  ResetBankConnectionDocument,
  SyncBankConnectionDocument,
  type ConnectionChangeFragment,
  type ConnectionStateFragment,
  type SyncBankConnectionInput,
} from './generated/operations.js';
import { keyed } from './idempotency-key.js';
import { waitForSync, type WaitOptions } from './sync-wait.js';
import type { Result } from './answer.js';
import type { LiveTransport } from './live-transport.js';
import type { RequestOptions, SubscribeOptions } from './options.js';

/** What a sync needs to know beyond the connection. */
export type SyncInput = Omit<SyncBankConnectionInput, 'id'>;

/**
 * One bank connection.
 *
 * ```ts
 * const connection = gateway.bankConnection(id);
 * ```
 */
export class BankConnectionClient {
  readonly #transport: LiveTransport;

  constructor(
    transport: LiveTransport,
    /** The connection's global id. */
    readonly id: string,
  ) {
    this.#transport = transport;
  }

  /**
   * How the connection is, and what somebody has to do about it.
   *
   * ```ts
   * const { data } = await connection.get();
   * if (data.requiredAction !== null) show(data.requiredAction);
   * ```
   */
  async get(options?: RequestOptions): Promise<Result<ConnectionStateFragment>> {
    return this.#transport.read(ConnectionDocument, { id: this.id }, ({ bankConnection }) => bankConnection, options);
  }

  /**
   * How the connection is, and then each change. Ends when the connection is deleted. After a lost connection it begins again with the present state.
   *
   * ```ts
   * for await (const { kind, connection: now } of connection.follow({ signal })) show(kind, now?.requiredAction);
   * ```
   */
  follow(options?: SubscribeOptions): AsyncGenerator<ConnectionChangeFragment, void, undefined> {
    return this.#transport.follow(
      ConnectionChangedDocument,
      { connectionId: this.id },
      (data) => data.bankConnectionChanged,
      options,
    );
  }

  /**
   * Begins a sync; it runs on after this.
   *
   * ```ts
   * const { data } = await connection.sync({ force: true });
   * if (data.__typename === 'SyncNeedsUser') openBankLogin(data.wizardSession);
   * ```
   */
  async sync(input: SyncInput = {}, options?: RequestOptions) {
    const variables = { input: { ...keyed(input), id: this.id } };
    return this.#transport.read(SyncBankConnectionDocument, variables, (data) => data.syncBankConnection, options);
  }

  /**
   * Begins a sync and waits until it has ended. Where none begins, says why: see `__typename`.
   *
   * ```ts
   * const { data } = await connection.syncAndWait();
   * if (data.__typename === 'SyncEnded') console.log(data.succeeded);
   * ```
   */
  async syncAndWait(input: SyncInput = {}, options: WaitOptions = {}) {
    const { data, errors } = await this.sync(input, options);
    if (data.__typename !== 'SyncStarted') return { data, errors };
    return waitForSync(data, () => this.get(options), options);
  }

  /**
   * Begins the bank login anew.
   *
   * ```ts
   * const { data } = await connection.reset();
   * if (data.__typename === 'SyncNeedsUser') openBankLogin(data.wizardSession);
   * ```
   */
  async reset(options?: RequestOptions) {
    const variables = { id: this.id };
    return this.#transport.read(ResetBankConnectionDocument, variables, (data) => data.resetBankConnection, options);
  }

  /**
   * Deletes the connection, for good. Its accounts can outlive it.
   *
   * ```ts
   * const { deletedId } = expectSuccess((await connection.delete()).data);
   * ```
   */
  async delete(options?: RequestOptions) {
    const variables = { id: this.id };
    return this.#transport.read(DeleteBankConnectionDocument, variables, (data) => data.deleteBankConnection, options);
  }
}
