import type { TurnoverStatus } from '../gql/graphql.ts';
import { useSpeech } from '../language/language.tsx';

/** What is special about an entry: not booked yet, canceled, not seen yet. */
export function Marks({ status, isNew }: { readonly status: TurnoverStatus; readonly isNew: boolean | null }) {
  const { texts } = useSpeech();
  return (
    <>
      {status !== 'BOOKED' && (
        <span className="badge" data-status={status}>
          {texts.turnovers.statuses[status] ?? status}
        </span>
      )}{' '}
      {isNew === true && <span className="badge new">{texts.turnovers.new}</span>}
    </>
  );
}
