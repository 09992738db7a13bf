import { useQuery } from '@apollo/client/react';
import { lazy, Suspense, useState } from 'react';
import { Failure, Incomplete, Loading, Message } from '../app/states.tsx';
import { ConnectButton } from '../banks/connect-button.tsx';
import { Todo } from '../banks/todo.tsx';
import { graphql } from '../gql/index.ts';
import type { HomeQuery } from '../gql/graphql.ts';
import { startOfMonth } from '../language/days.ts';
import { useSpeech } from '../language/language.tsx';
import { Accounts } from './accounts.tsx';
import { Totals } from './totals.tsx';
import { Upcoming } from './upcoming.tsx';

// The charting library is larger than all the rest: it comes after the figures.
const BalanceChart = lazy(() => import('./balance-chart.tsx'));
const FlowChart = lazy(() => import('./flow-chart.tsx'));

// All of the screen in one operation. The gateway reads each list of turnovers once for it, however many fields need them.
const HOME = graphql(`
  query Home($from: Date!) {
    viewer {
      id
      name
      balanceTotals {
        totals {
          value
          currency
        }
        incompleteAccounts {
          account {
            ...AccountName
          }
        }
      }
      connections {
        ...ConnectionState
      }
      accounts {
        ...AccountName
        connection {
          id
        }
        balance {
          amount {
            value
            currency
          }
          asOf
        }
        balanceHistory(from: $from, interval: WEEK) {
          isExact
          points {
            date
            amount {
              value
              currency
            }
          }
        }
      }
      flow: turnovers(filter: { from: $from, excludeOwnTransfers: true }, connected: true, first: 1) {
        groups(by: MONTH) {
          ...Month
        }
        incompleteAccounts {
          account {
            ...AccountName
          }
        }
      }
      flowWithOwnTransfers: turnovers(filter: { from: $from }, connected: true, first: 1) {
        groups(by: MONTH) {
          ...Month
        }
      }
      upcomingPayments(days: 30) {
        ...Upcoming
      }
    }
  }
  fragment Month on TurnoverGroup {
    key
    totals {
      credits {
        value
        currency
      }
      debits {
        value
        currency
      }
      net {
        value
        currency
      }
    }
  }
`);

export type HomeViewer = NonNullable<HomeQuery['viewer']>;
export type HomeAccount = NonNullable<HomeViewer['accounts']>[number];

export function HomeScreen() {
  const { texts } = useSpeech();
  const [from] = useState(() => startOfMonth(11));
  const { data, error, refetch } = useQuery(HOME, { variables: { from } });
  const viewer = data?.viewer;
  return (
    <>
      <title>{`${texts.pages.home} · ${texts.app}`}</title>
      <h1 className={viewer?.name == null ? '' : 'greeting'}>{viewer?.name ?? texts.pages.home}</h1>
      <Failure error={error} hasData={viewer != null} retry={refetch} />
      {viewer == null ? error === undefined && <Loading lines={9} /> : <Home viewer={viewer} />}
    </>
  );
}

function Home({ viewer }: { readonly viewer: HomeViewer }) {
  const { texts } = useSpeech();
  const currencies = viewer.balanceTotals?.totals.map(({ currency }) => currency) ?? [];
  const [chosen, choose] = useState<string | null>();
  const currency = currencies.includes(chosen ?? null) ? (chosen ?? null) : mainCurrency(viewer);
  const accounts = viewer.accounts ?? [];
  if (viewer.connections?.length === 0)
    return (
      <>
        <Message title={texts.home.welcome} action={<ConnectButton />}>
          {texts.home.empty}
        </Message>
        <Accounts accounts={accounts} connections={[]} />
      </>
    );
  return (
    <div className="home">
      <Todo connections={viewer.connections ?? []} />
      <section aria-labelledby="total" className="wide">
        <Totals totals={viewer.balanceTotals} currency={currency} choose={choose} />
        <Suspense fallback={<Loading />}>
          <BalanceChart accounts={accounts} currency={currency} />
        </Suspense>
      </section>
      <section aria-labelledby="flow" className="card">
        <h2 id="flow">{texts.home.flow}</h2>
        <Suspense fallback={<Loading />}>
          <FlowChart
            currency={currency}
            months={viewer.flow?.groups}
            monthsWithOwnTransfers={viewer.flowWithOwnTransfers?.groups}
          />
        </Suspense>
        <Incomplete accounts={viewer.flow?.incompleteAccounts ?? []} />
      </section>
      <section aria-labelledby="upcoming" className="card">
        <h2 id="upcoming">{texts.home.upcoming}</h2>
        <Upcoming upcoming={viewer.upcomingPayments} />
      </section>
      <section aria-labelledby="accounts" className="wide">
        <h2 id="accounts">{texts.home.accounts}</h2>
        <Accounts accounts={accounts} connections={viewer.connections ?? []} />
      </section>
    </div>
  );
}

/** That of most accounts. */
function mainCurrency({ accounts, balanceTotals }: HomeViewer): string | null {
  const count = (currency: string | null) =>
    accounts?.filter(({ balance }) => balance?.amount?.currency === currency).length ?? 0;
  const currencies = balanceTotals?.totals.map(({ currency }) => currency) ?? [];
  return currencies.toSorted((a, b) => count(b) - count(a))[0] ?? null;
}
