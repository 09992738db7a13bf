import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { Failure, Incomplete, Loading, Message } from '../app/states.tsx';
import { ConnectButton } from '../banks/connect-button.tsx';
import { graphql } from '../gql/index.ts';
import type { ContractFragment, ContractsQuery, TurnoverDirection } from '../gql/graphql.ts';
import { useSpeech } from '../language/language.tsx';
import { isNegative, sum } from '../language/money.ts';
import { Contract } from './contract.tsx';

const CONTRACTS = graphql(`
  query Contracts {
    viewer {
      id
      accounts {
        id
      }
      recurringPayments {
        payments {
          ...Contract
        }
        basedOn {
          from
          to
        }
        incompleteAccounts {
          account {
            ...AccountName
          }
        }
      }
    }
  }
`);

type Found = NonNullable<NonNullable<ContractsQuery['viewer']>['recurringPayments']>;

/** Subscriptions, rent, salary: payments that come again and again. */
export default function ContractsScreen() {
  const { texts } = useSpeech();
  const { data, error, refetch } = useQuery(CONTRACTS);
  const found = data?.viewer?.recurringPayments;
  return (
    <>
      <title>{`${texts.pages.contracts} · ${texts.app}`}</title>
      <h1>{texts.contracts.title}</h1>
      <Failure error={error} hasData={found != null} retry={refetch} />
      {found == null && error === undefined && <Loading lines={10} />}
      {found != null && <Contracts found={found} hasAccounts={data?.viewer?.accounts?.length !== 0} />}
    </>
  );
}

function Contracts({ found, hasAccounts }: { readonly found: Found; readonly hasAccounts: boolean }) {
  const { texts, format } = useSpeech();
  const [showsEnded, setShowsEnded] = useState(false);
  const { payments, basedOn, incompleteAccounts } = found;
  if (payments.length === 0)
    return (
      <Message action={!hasAccounts && <ConnectButton />}>
        {hasAccounts ? texts.contracts.none : texts.contracts.noneAtAll}
      </Message>
    );
  const running = payments.filter((payment) => !hasEnded(payment));
  const ended = payments.filter(hasEnded);
  return (
    <>
      <p className="hint">
        {basedOn.from !== null &&
          basedOn.to !== null &&
          texts.contracts.basedOn(format.day(basedOn.from), format.day(basedOn.to))}
      </p>
      <Incomplete accounts={incompleteAccounts} />
      <Direction direction="DEBIT" title={texts.contracts.out} contracts={running} />
      <Direction direction="CREDIT" title={texts.contracts.in} contracts={running} />
      {ended.length > 0 && (
        <section className="contracts">
          <label className="check">
            <input type="checkbox" checked={showsEnded} onChange={({ target }) => setShowsEnded(target.checked)} />
            {texts.contracts.showEnded(format.count(ended.length))}
          </label>
          {showsEnded && <List contracts={ended} />}
        </section>
      )}
    </>
  );
}

/** Nobody hears any more from an account whose bank is no longer connected. */
function hasEnded({ status, account }: ContractFragment): boolean {
  return status === 'ENDED' || account.connection === null;
}

interface DirectionProps {
  readonly direction: TurnoverDirection;
  readonly title: string;
  readonly contracts: readonly ContractFragment[];
}

/** What goes out or comes in, with what it comes to in a year for each currency. */
function Direction({ direction, title, contracts }: DirectionProps) {
  const { texts, format } = useSpeech();
  const some = contracts.filter((contract) => contract.direction === direction);
  const byCurrency = Map.groupBy(some, ({ yearly }) => yearly.currency);
  if (some.length === 0) return null;
  return (
    <section className="contracts" aria-labelledby={direction}>
      <header>
        <h2 id={direction}>{title}</h2>
        <p>
          {[...byCurrency].map(([currency, ofCurrency]) => {
            const total = sum(ofCurrency.map(({ yearly }) => yearly));
            return (
              <strong key={currency} className={isNegative(total) ? '' : 'credit'}>
                {format.money(total, { signDisplay: 'never' })}
              </strong>
            );
          })}{' '}
          <small>{texts.contracts.perYear}</small>
        </p>
      </header>
      <List contracts={some} />
    </section>
  );
}

function List({ contracts }: { readonly contracts: readonly ContractFragment[] }) {
  return (
    <ul className="rows">
      {contracts.map((contract) => (
        <Contract key={contract.id} contract={contract} />
      ))}
    </ul>
  );
}
