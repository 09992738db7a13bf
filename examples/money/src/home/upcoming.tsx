import { useState } from 'react';
import { Incomplete } from '../app/states.tsx';
import { graphql } from '../gql/index.ts';
import type { UpcomingFragment } from '../gql/graphql.ts';
import { accountName } from '../graph/account-name.ts';
import { isNegative, sum, type Money } from '../language/money.ts';
import { useSpeech } from '../language/language.tsx';

export const UPCOMING = graphql(`
  fragment Upcoming on UpcomingPayments {
    payments {
      earliest
      latest
      amountRange {
        least {
          value
          currency
        }
        greatest {
          value
          currency
        }
      }
      account {
        ...AccountName
        connection {
          id
        }
      }
      recurringPayment {
        id
        name
      }
      turnover {
        id
        counterparty {
          name
        }
      }
    }
    incompleteAccounts {
      account {
        ...AccountName
      }
    }
  }
`);

const FIRST = 6;

/** Pending entries and the next occurrences of recurring payments. */
export function Upcoming({ upcoming }: { readonly upcoming: UpcomingFragment | null | undefined }) {
  const { texts, format } = useSpeech();
  const [showsAll, setShowsAll] = useState(false);
  if (upcoming == null) return <p className="hint">{texts.states.failed}</p>;
  const { incompleteAccounts } = upcoming;
  // An account that is no longer connected gets no more news: what was expected there stays expected.
  const payments = upcoming.payments.filter(({ account }) => account.connection !== null);
  const totals = totalsOf(payments);
  const shown = showsAll ? payments : payments.slice(0, FIRST);
  return (
    <>
      {payments.length === 0 && <p className="hint">{texts.home.noUpcoming}</p>}
      <ul className="rows">
        {shown.map((payment, index) => (
          <Payment key={index} payment={payment} />
        ))}
      </ul>
      {shown.length < payments.length && (
        <button type="button" className="link" onClick={() => setShowsAll(true)}>
          {texts.home.showAll(format.count(payments.length))}
        </button>
      )}
      {totals.length > 0 && (
        <p className="sum">
          <span>{texts.home.upcomingTotal}</span>
          {totals.map(({ currency, least, greatest }) => (
            <Range key={currency} least={least} greatest={greatest} />
          ))}
        </p>
      )}
      <Incomplete accounts={incompleteAccounts} />
    </>
  );
}

type Payments = UpcomingFragment['payments'];

/** The sum of what is expected for each currency. */
function totalsOf(payments: Payments) {
  const currencies = [...new Set(payments.map(({ amountRange }) => amountRange.least.currency))];
  return currencies.map((currency) => {
    const ranges = payments.map(({ amountRange }) => amountRange).filter(({ least }) => least.currency === currency);
    return {
      currency,
      least: sum(ranges.map(({ least }) => least)),
      greatest: sum(ranges.map(({ greatest }) => greatest)),
    };
  });
}

function Payment({ payment }: { readonly payment: Payments[number] }) {
  const { texts, format } = useSpeech();
  const { earliest, latest, amountRange, recurringPayment, turnover, account } = payment;
  const from = accountName(account, texts);
  const name = recurringPayment?.name ?? turnover?.counterparty?.name;
  return (
    <li>
      <span className="when">
        {earliest === latest ? format.shortDay(earliest) : `${format.shortDay(earliest)} – ${format.shortDay(latest)}`}
      </span>
      <span className="what">
        {name ?? from} {name != null && <small>{from}</small>}{' '}
        {turnover !== null && <span className="badge">{texts.home.pending}</span>}
      </span>
      <Range {...amountRange} />
    </li>
  );
}

/** An expected amount: as it is, or about so much. */
function Range({ least, greatest }: { readonly least: Money; readonly greatest: Money }) {
  const { texts, format } = useSpeech();
  const isExact = least.value === greatest.value;
  return (
    <span className={`amount ${isNegative(greatest) ? '' : 'credit'}`}>
      {isExact ? format.signed(least) : texts.home.range(format.signed(least), format.signed(greatest))}
    </span>
  );
}
