import { useQuery } from '@apollo/client/react';
import { useMemo } from 'react';
import { useLocation, useParams, useSearch } from 'wouter';
import { Failure, Incomplete, Loading, Message } from '../app/states.tsx';
import { ConnectButton } from '../banks/connect-button.tsx';
import { graphql } from '../gql/index.ts';
import type { TurnoversQuery } from '../gql/graphql.ts';
import { useSpeech } from '../language/language.tsx';
import { Detail } from './detail.tsx';
import { FilterForm } from './filter-form.tsx';
import { isFiltered, toTurnoverFilter, useFilters } from './filters.ts';
import { TurnoverList } from './list.tsx';
import { MarkSeen } from './mark-seen.tsx';

const TURNOVERS = graphql(`
  query Turnovers($filter: TurnoverFilter, $accountIds: [ID!], $connected: Boolean, $after: String) {
    viewer {
      id
      accounts {
        ...AccountName
      }
      turnovers(filter: $filter, accountIds: $accountIds, connected: $connected, first: 50, after: $after) {
        edges {
          cursor
          node {
            ...TurnoverRow
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
        totalCount
        totals {
          net {
            value
            currency
          }
        }
        asOf
        incompleteAccounts {
          account {
            ...AccountName
          }
        }
      }
      all: turnovers(accountIds: $accountIds, connected: $connected, first: 1) {
        groups(by: TAG) {
          key
        }
      }
    }
  }
`);

type Viewer = NonNullable<TurnoversQuery['viewer']>;
export type TurnoverPages = NonNullable<Viewer['turnovers']>;

export default function TurnoversScreen() {
  const { texts, format } = useSpeech();
  const [filters, change] = useFilters();
  const { id } = useParams<{ id?: string }>();
  const variables = useMemo(
    () => ({
      filter: toTurnoverFilter(filters),
      accountIds: filters.account === undefined ? null : [filters.account],
      // An account that is no longer connected may hold what its successor holds as well: it is shown by itself.
      connected: filters.account === undefined ? true : null,
    }),
    [filters],
  );
  const { data, previousData, error, loading, refetch, fetchMore } = useQuery(TURNOVERS, { variables });
  const viewer = data?.viewer ?? previousData?.viewer;
  const pages = viewer?.turnovers;
  const isOld = loading && data === undefined && pages != null;
  return (
    <>
      <title>{`${texts.pages.turnovers} · ${texts.app}`}</title>
      <div className="heading">
        <h1>{texts.turnovers.title}</h1>
        {pages != null && <MarkSeen pages={pages} />}
      </div>
      {viewer != null && (
        <FilterForm accounts={viewer.accounts ?? []} tags={tagsOf(viewer)} filters={filters} change={change} />
      )}
      <Failure error={error} hasData={pages != null} retry={() => refetch()} />
      {pages == null && error === undefined && <Loading lines={12} />}
      {pages != null && (
        <div aria-busy={isOld} className={isOld ? 'old' : ''}>
          <p className="hint figures" role="status">
            <span>{texts.turnovers.found(format.count(pages.totalCount), pages.totalCount !== 1)}</span>
            {isFiltered(filters) && pages.totals.map(({ net }) => <span key={net.currency}>{format.signed(net)}</span>)}
            {pages.asOf !== null && filters.account !== undefined && (
              <span className="as-of">{texts.turnovers.upTo(format.instant(pages.asOf))}</span>
            )}
          </p>
          <Incomplete accounts={pages.incompleteAccounts} />
          <Empty
            isEmpty={pages.totalCount === 0}
            isFiltered={isFiltered(filters)}
            hasAccounts={viewer?.accounts?.length !== 0}
          />
          <TurnoverList
            pages={pages}
            showsAccount={filters.account === undefined}
            loadMore={() => fetchMore({ variables: { after: pages.pageInfo.endCursor } })}
          />
        </div>
      )}
      {id !== undefined && <DetailOf id={id} />}
    </>
  );
}

function tagsOf(viewer: Viewer): string[] {
  return (viewer.all?.groups ?? [])
    .map(({ key }) => key)
    .filter((key) => key !== '')
    .toSorted();
}

/** Closing it leads back to the list as it was. */
function DetailOf({ id }: { readonly id: string }) {
  const [, navigate] = useLocation();
  const search = useSearch();
  return <Detail key={id} id={id} close={() => navigate(`/turnovers${search === '' ? '' : `?${search}`}`)} />;
}

function Empty({
  isEmpty,
  isFiltered,
  hasAccounts,
}: {
  readonly isEmpty: boolean;
  readonly isFiltered: boolean;
  readonly hasAccounts: boolean;
}) {
  const { texts } = useSpeech();
  if (!isEmpty) return null;
  if (isFiltered) return <Message>{texts.turnovers.none}</Message>;
  return <Message action={!hasAccounts && <ConnectButton />}>{texts.turnovers.noneAtAll}</Message>;
}
