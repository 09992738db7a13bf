import { useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { Icon } from '../app/icon.tsx';
import { graphql } from '../gql/index.ts';
import type { ContractFragment } from '../gql/graphql.ts';
import { accountName } from '../graph/account-name.ts';
import { useSpeech } from '../language/language.tsx';
import { isNegative } from '../language/money.ts';

export const CONTRACT = graphql(`
  fragment Contract on RecurringPayment {
    id
    name
    direction
    cadence
    status
    amount {
      value
      currency
    }
    yearly {
      value
      currency
    }
    firstDate
    lastDate
    next {
      earliest
      latest
    }
    occurrenceCount
    account {
      ...AccountName
      connection {
        id
      }
    }
    occurrences(first: 12) {
      id
      bookingDate
      amount {
        value
        currency
      }
    }
  }
`);

/** One contract; opened, the payments that it was found by. A link to its id opens it. */
export function Contract({ contract }: { readonly contract: ContractFragment }) {
  const { texts, format } = useSpeech();
  const { id, name, cadence, status, amount, yearly, next, lastDate, account } = contract;
  const details = useRef<HTMLDetailsElement>(null);
  const [isLinked] = useState(() => decodeURIComponent(location.hash.slice(1)) === id);
  useEffect(() => {
    if (isLinked) details.current?.scrollIntoView({ block: 'center' });
  }, [isLinked]);
  const when =
    next === null
      ? texts.contracts.last(format.day(lastDate))
      : texts.contracts.next(
          next.earliest === next.latest
            ? format.shortDay(next.earliest)
            : `${format.shortDay(next.earliest)} – ${format.shortDay(next.latest)}`,
        );
  return (
    <li>
      <details ref={details} open={isLinked}>
        <summary>
          <span className="what">
            {name ?? accountName(account, texts)}{' '}
            {status === 'LATE' && (
              <span className="badge" data-status={status}>
                {texts.contracts.status.LATE}
              </span>
            )}
            <small>
              {texts.contracts.cadence[cadence] ?? cadence} · {when}
            </small>
          </span>
          <span className={`amount ${isNegative(amount) ? '' : 'credit'}`}>
            {format.signed(amount)}
            <small>
              {format.money(yearly, { signDisplay: 'never' })} {texts.contracts.perYear}
            </small>
          </span>
          <Icon name="next" />
        </summary>
        <Evidence contract={contract} />
      </details>
    </li>
  );
}

function Evidence({ contract }: { readonly contract: ContractFragment }) {
  const { texts, format } = useSpeech();
  const { occurrences, occurrenceCount, firstDate, account } = contract;
  return (
    <div className="evidence">
      <p className="hint">
        {texts.contracts.evidence(format.count(occurrenceCount))} {texts.contracts.since(format.day(firstDate))},{' '}
        {accountName(account, texts)}
      </p>
      <ul>
        {occurrences.map(({ id, bookingDate, amount }) => (
          <li key={id}>
            <Link href={`/turnovers/${encodeURIComponent(id)}`}>
              <span>{format.day(bookingDate)}</span>
              <span className="amount">{format.signed(amount)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
