import {
  ConnectionDocument,
  DeleteBankConnectionDocument,
  ResetBankConnectionDocument,
  SyncBankConnectionDocument,
  type ConnectionStateFragment,
  type SyncBankConnectionInput,
} from './generated/operations.js';
import { picked } from './reading.js';
import { waitForSync, type WaitOptions } from './sync-wait.js';
import type { Answer, RequestOptions, Transport } from './transport.js';

/** What a sync needs to know beyond the connection. */
export type SyncInput = Omit<SyncBankConnectionInput, 'id'>;

/** One bank connection. */
export class BankConnectionClient {
  readonly #transport: Transport;

  constructor(
    transport: Transport,
    /** The connection's global id. */
    readonly id: string,
  ) {
    this.#transport = transport;
  }

  async read(options?: RequestOptions): Promise<Answer<ConnectionStateFragment>> {
    const answer = await this.#transport.send(ConnectionDocument, { id: this.id }, options);
    return picked(answer, ({ bankConnection }) => bankConnection);
  }

  /** Begins a sync; it runs on after this. */
  async sync(input: SyncInput = {}, options?: RequestOptions) {
    const variables = { input: { ...input, id: this.id } };
    return (await this.#transport.send(SyncBankConnectionDocument, variables, options)).data.syncBankConnection;
  }

  /** Begins a sync and waits until it has ended. Where none begins, says why: see `__typename`. */
  async syncAndWait(input: SyncInput = {}, options: WaitOptions = {}) {
    const result = await this.sync(input, options);
    if (result.__typename !== 'SyncStarted') return result;
    return waitForSync(result, async () => (await this.read(options)).data, options);
  }

  /** Begins the bank login anew. */
  async reset(options?: RequestOptions) {
    return (await this.#transport.send(ResetBankConnectionDocument, { id: this.id }, options)).data.resetBankConnection;
  }

  /** Deletes the connection, for good. */
  async delete(options?: RequestOptions) {
    return (await this.#transport.send(DeleteBankConnectionDocument, { id: this.id }, options)).data
      .deleteBankConnection;
  }
}
