import { Link } from 'wouter';
import type { ConnectionStateFragment } from '../gql/graphql.ts';
import { accountName } from '../graph/account-name.ts';
import { useSpeech } from '../language/language.tsx';
import type { HomeAccount } from './home.tsx';

interface AccountsProps {
  readonly accounts: readonly HomeAccount[];
  readonly connections: readonly ConnectionStateFragment[];
}

/** All accounts by bank. Those whose connection is gone come last: they are not in the totals. */
export function Accounts({ accounts, connections }: AccountsProps) {
  const { texts, format } = useSpeech();
  const groups = connections.map(({ id, bankName, sync }) => ({
    id,
    title: bankName ?? '–',
    hint: sync.lastSyncedAt === null ? texts.banks.neverSynced : texts.banks.syncedAgo(format.ago(sync.lastSyncedAt)),
    accounts: accounts.filter(({ connection }) => connection?.id === id),
  }));
  const unconnected = accounts.filter(({ connection }) => connection === null);
  const all = [...groups, { id: '', title: texts.home.unconnected, hint: '', accounts: unconnected }];
  return (
    <div className="banks">
      {all.map(
        ({ id, title, hint, accounts: ofBank }) =>
          ofBank.length > 0 && (
            <section key={id} aria-label={title}>
              <h3>
                {title} {hint !== '' && <small>{hint}</small>}
              </h3>
              <ul className="rows">
                {ofBank.map((account) => (
                  <AccountRow key={account.id} account={account} />
                ))}
              </ul>
            </section>
          ),
      )}
    </div>
  );
}

function AccountRow({ account }: { readonly account: HomeAccount }) {
  const { texts, format } = useSpeech();
  const name = accountName(account, texts);
  const type = texts.accountTypes[account.type];
  return (
    <li>
      <Link href={`/turnovers?account=${encodeURIComponent(account.id)}`}>
        <span className="what">
          {name} {name !== type && <small>{type}</small>}
        </span>
        <span className="amount">{format.money(account.balance?.amount)}</span>
      </Link>
    </li>
  );
}
