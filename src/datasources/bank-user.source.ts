import type DataLoader from 'dataloader';
import type { BankUser } from '../schema/bank-user.type.js';
import { toBankUser } from './bank-user.mapper.js';
import { readBankUserPage, type BankUserPage, type BankUserPosition } from './bank-user.pages.js';
import type { AccessTokens } from './xs2a/access-tokens.js';
import { ENDPOINTS } from './xs2a/endpoints.js';
import { bankUserKey, loaderOf } from './loader.js';
import type { Freshness } from './reads/freshness.js';
import type { Read } from './reads/read.js';
import type { OperationDependencies } from './operation-dependencies.js';
import { malformedResponse, UpstreamError } from './xs2a/upstream-error.js';

const BANK_USER_BYTES = 800;

/** Bank users, read with the API key. */
export class BankUserSource {
  private readonly bankUsers: DataLoader<string, BankUser, string>;

  constructor(
    private readonly scope: OperationDependencies,
    private readonly freshness: Freshness,
    private readonly ownTokens: Pick<AccessTokens, 'forget'>,
  ) {
    this.bankUsers = loaderOf((bankUserId) => scope.reads.one(this.readOf(bankUserId)), bankUserKey);
    scope.reads.onWrite((bankUserId) => this.bankUsers.clear(bankUserId));
  }

  /** The bank user as the parent of other reads. @throws GatewayError NOT_FOUND */
  get(bankUserId: string): Promise<BankUser> {
    return this.scope.reads.track(this.bankUsers.load(bankUserId));
  }

  /** The bank user's own fields, which no other read depends on. @throws GatewayError NOT_FOUND */
  profileOf(bankUserId: string): Promise<BankUser> {
    return this.bankUsers.load(bankUserId);
  }

  /** @param first page size @param after exclusive */
  async page(first: number, after: BankUserPosition | undefined): Promise<BankUserPage> {
    const page = await readBankUserPage(this.scope, first, after);
    for (const { bankUser } of page.entries) this.bankUsers.prime(bankUser.xs2aId, bankUser);
    return page;
  }

  /** Sent once: a lost response leaves open whether there is a new bank user. */
  async create(name: string, email: string): Promise<BankUser> {
    const { xs2a, meter } = this.scope;
    const { body } = await xs2a.withApiKey(ENDPOINTS.createBankUser, { body: { name, email }, meter });
    const created = toBankUser(body);
    if (created === null) throw new UpstreamError('OUTCOME_UNKNOWN');
    this.bankUsers.prime(created.xs2aId, created);
    return created;
  }

  async delete(bankUserId: string): Promise<void> {
    const { xs2a, meter, reads } = this.scope;
    await reads.writing(bankUserId, { of: 'everything' }, () =>
      xs2a.withApiKey(ENDPOINTS.deleteBankUser, { path: { bankUserId }, meter }),
    );
    await this.ownTokens.forget(bankUserId);
  }

  private readOf(bankUserId: string): Read<BankUser> {
    const { xs2a, meter } = this.scope;
    return {
      bankUserId,
      key: 'bank-user',
      dependsOn: this.freshness.ofBankUser(bankUserId),
      bytesOf: () => BANK_USER_BYTES,
      fetch: async () => (await xs2a.withApiKey(ENDPOINTS.getBankUser, { path: { bankUserId }, meter })).body,
      understand: (body) => {
        const bankUser = toBankUser(body);
        // Never serve data whose owner is unconfirmed.
        if (bankUser?.xs2aId !== bankUserId) throw malformedResponse();
        return bankUser;
      },
    };
  }
}
