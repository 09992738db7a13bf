import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { Link, useSearch } from 'wouter';
import { graphql } from '../gql/index.ts';
import type { TurnoverRowFragment } from '../gql/graphql.ts';
import { accountName } from '../graph/account-name.ts';
import { useSpeech } from '../language/language.tsx';
import { isNegative } from '../language/money.ts';
import { Marks } from './marks.tsx';
import type { TurnoverPages } from './turnovers.tsx';

export const ROW = graphql(`
  fragment TurnoverRow on Turnover {
    id
    bookingDate
    amount {
      value
      currency
    }
    status
    isNew
    purposeText
    sepa {
      remittance
    }
    counterparty {
      name
    }
    account {
      ...AccountName
    }
  }
`);

interface TurnoverListProps {
  readonly pages: TurnoverPages;
  readonly showsAccount: boolean;
  readonly loadMore: () => Promise<unknown>;
}

/** Turnovers by day. The next page loads when the end comes into sight, or at the press of a button. */
export function TurnoverList({ pages, showsAccount, loadMore }: TurnoverListProps) {
  const { format } = useSpeech();
  const days = useMemo(() => byDay(pages.edges.map(({ node }) => node)), [pages.edges]);
  return (
    <>
      {days.map(({ day, turnovers }) => (
        <section key={day} className="day" aria-labelledby={`day-${day}`}>
          <h2 id={`day-${day}`}>{format.dayHeading(day)}</h2>
          <ul className="rows">
            {turnovers.map((turnover) => (
              <Row key={turnover.id} turnover={turnover} showsAccount={showsAccount} />
            ))}
          </ul>
        </section>
      ))}
      {pages.edges.length > 0 && <End hasMore={pages.pageInfo.hasNextPage} loadMore={loadMore} />}
    </>
  );
}

function byDay(turnovers: readonly TurnoverRowFragment[]) {
  const days: { day: string; turnovers: TurnoverRowFragment[] }[] = [];
  for (const turnover of turnovers) {
    const last = days.at(-1);
    if (last?.day === turnover.bookingDate) last.turnovers.push(turnover);
    else days.push({ day: turnover.bookingDate, turnovers: [turnover] });
  }
  return days;
}

function Row({ turnover, showsAccount }: { readonly turnover: TurnoverRowFragment; readonly showsAccount: boolean }) {
  const { texts, format } = useSpeech();
  const search = useSearch();
  const { id, amount, status, isNew, purposeText, sepa, counterparty, account } = turnover;
  const purpose = sepa?.remittance ?? purposeText;
  const name = counterparty?.name ?? purpose;
  return (
    <li>
      <Link href={`/turnovers/${encodeURIComponent(id)}${search === '' ? '' : `?${search}`}`}>
        <span className="what">
          {name === '' ? texts.turnovers.unnamed : name} <Marks status={status} isNew={isNew} />
          <small className="one-line">
            {[showsAccount && accountName(account, texts), name !== purpose && purpose].filter(Boolean).join(' · ')}
          </small>
        </span>
        <span className={`amount ${isNegative(amount) ? '' : 'credit'} ${status === 'CANCELED' ? 'canceled' : ''}`}>
          {format.signed(amount)}
        </span>
      </Link>
    </li>
  );
}

function End({ hasMore, loadMore }: { readonly hasMore: boolean; readonly loadMore: () => Promise<unknown> }) {
  const { texts } = useSpeech();
  const end = useRef<HTMLDivElement>(null);
  const [isLoading, setIsLoading] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  const load = async (): Promise<void> => {
    if (isLoading) return;
    setIsLoading(true);
    try {
      await loadMore();
      setHasFailed(false);
    } catch {
      setHasFailed(true);
    } finally {
      setIsLoading(false);
    }
  };
  const loadInSight = useEffectEvent(() => void load());
  useEffect(() => {
    // After a failure only the person asks again.
    if (!hasMore || isLoading || hasFailed || end.current === null) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) loadInSight();
      },
      { rootMargin: '600px' },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [hasMore, isLoading, hasFailed]);
  if (!hasMore) return <p className="hint end">{texts.turnovers.end}</p>;
  return (
    <div ref={end} className="end">
      {hasFailed && <p role="alert">{texts.states.failed}</p>}
      <button type="button" className="button" disabled={isLoading} onClick={() => void load()}>
        {isLoading ? texts.states.loading : texts.turnovers.more}
      </button>
    </div>
  );
}
