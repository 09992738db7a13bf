import { useQuery } from '@apollo/client/react';
import { useEffect, useRef, type ReactNode } from 'react';
import { Link, useSearch } from 'wouter';
import { Icon } from '../app/icon.tsx';
import { Failure, Loading } from '../app/states.tsx';
import { graphql } from '../gql/index.ts';
import type { TurnoverQuery } from '../gql/graphql.ts';
import { accountName } from '../graph/account-name.ts';
import { useSpeech } from '../language/language.tsx';
import { Marks } from './marks.tsx';

const TURNOVER = graphql(`
  query Turnover($id: ID!) {
    turnover(id: $id) {
      ...TurnoverRow
      tags
      counterparty {
        name
        iban
      }
      sepa {
        remittance
        endToEndId
        mandateId
        creditorId
        customerReference
      }
      recurringPayment {
        id
        name
        cadence
        yearly {
          value
          currency
        }
        next {
          earliest
        }
      }
      ownTransfer {
        account {
          ...AccountName
        }
        turnover {
          id
          bookingDate
          amount {
            value
            currency
          }
        }
      }
    }
  }
`);

type Turnover = NonNullable<TurnoverQuery['turnover']>;

/** One turnover, beside the list; on a phone in its place. */
export function Detail({ id, close }: { readonly id: string; readonly close: () => void }) {
  const { texts } = useSpeech();
  const dialog = useRef<HTMLDialogElement>(null);
  const { data, error, refetch } = useQuery(TURNOVER, { variables: { id } });
  const turnover = data?.turnover;
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className="detail"
      aria-label={texts.detail.title}
      onClose={close}
      onClick={({ target }) => target === dialog.current && dialog.current.close()}
    >
      <div>
        <form method="dialog">
          <button className="icon-button" aria-label={texts.detail.close}>
            <Icon name="close" />
          </button>
        </form>
        <Failure error={error} hasData={turnover != null} retry={() => refetch()} />
        {turnover == null ? error === undefined && <Loading /> : <Entry turnover={turnover} />}
      </div>
    </dialog>
  );
}

function Entry({ turnover }: { readonly turnover: Turnover }) {
  const { texts, format } = useSpeech();
  const { amount, status, isNew, bookingDate, account, counterparty, purposeText, tags, sepa } = turnover;
  const { detail } = texts;
  return (
    <>
      <p className="hint">{format.dayHeading(bookingDate)}</p>
      <h2>{counterparty?.name ?? texts.turnovers.unnamed}</h2>
      <p className={`figure ${status === 'CANCELED' ? 'canceled' : ''}`}>{format.signed(amount)}</p>
      <p>
        <Marks status={status} isNew={isNew} />
      </p>
      <Recurring recurring={turnover.recurringPayment} />
      <OtherSide transfer={turnover.ownTransfer} />
      <dl>
        <Fact name={detail.account}>{[accountName(account, texts), account.bankName].filter(Boolean).join(' · ')}</Fact>
        <Fact name={detail.booked}>{format.day(bookingDate)}</Fact>
        <Fact name={detail.purpose}>{sepa?.remittance ?? purposeText}</Fact>
        <Fact name={detail.tags}>{tags.join(', ')}</Fact>
        <Fact name={detail.iban}>{counterparty?.iban?.replace(/(.{4})(?=.)/g, '$1 ')}</Fact>
        <Fact name={detail.endToEndId}>{sepa?.endToEndId}</Fact>
        <Fact name={detail.mandateId}>{sepa?.mandateId}</Fact>
        <Fact name={detail.creditorId}>{sepa?.creditorId}</Fact>
        <Fact name={detail.customerReference}>{sepa?.customerReference}</Fact>
      </dl>
    </>
  );
}

/** Nothing where there is nothing to say. */
function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  if (children == null || children === '') return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Recurring({ recurring }: { readonly recurring: Turnover['recurringPayment'] }) {
  const { texts, format } = useSpeech();
  if (recurring === null) return null;
  return (
    <Link className="aside" href={`/contracts#${encodeURIComponent(recurring.id)}`}>
      <small>{texts.detail.recurring}</small>
      <span>
        {texts.contracts.cadence[recurring.cadence] ?? recurring.cadence} · {format.money(recurring.yearly)}{' '}
        {texts.contracts.perYear}
      </span>
      {recurring.next !== null && <small>{texts.detail.next(format.day(recurring.next.earliest))}</small>}
    </Link>
  );
}

function OtherSide({ transfer }: { readonly transfer: Turnover['ownTransfer'] }) {
  const { texts, format } = useSpeech();
  const search = useSearch();
  if (transfer === null) return null;
  const { account, turnover } = transfer;
  const name = accountName(account, texts);
  if (turnover === null)
    return (
      <p className="aside">
        <small>{texts.detail.ownTransfer}</small>
        <span>{texts.detail.otherMissing(name)}</span>
      </p>
    );
  return (
    <Link className="aside" href={`/turnovers/${encodeURIComponent(turnover.id)}${search === '' ? '' : `?${search}`}`}>
      <small>{texts.detail.ownTransfer}</small>
      <span>
        {name} · {format.signed(turnover.amount)}
      </span>
      <small>
        {texts.detail.otherSide}, {format.day(turnover.bookingDate)}
      </small>
    </Link>
  );
}
