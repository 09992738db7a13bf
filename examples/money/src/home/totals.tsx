import { Incomplete } from '../app/states.tsx';
import { useSpeech } from '../language/language.tsx';
import type { HomeViewer } from './home.tsx';

interface TotalsProps {
  readonly totals: HomeViewer['balanceTotals'];
  readonly currency: string | null;
  readonly choose: (currency: string | null) => void;
}

/** What there is in all. Currencies are never summed; the one that is chosen is in the charts. */
export function Totals({ totals, currency, choose }: TotalsProps) {
  const { texts, format } = useSpeech();
  const amounts = totals?.totals.toSorted((a, b) => Number(b.currency === currency) - Number(a.currency === currency));
  return (
    <>
      <h2 id="total">{texts.home.total}</h2>
      {amounts?.length === 0 && <p className="hint">{texts.home.noTotal}</p>}
      <div className="totals" role="group" aria-label={texts.home.currency}>
        {amounts?.map((amount) =>
          amounts.length === 1 ? (
            <strong key={amount.currency}>{format.money(amount)}</strong>
          ) : (
            <button
              key={amount.currency}
              type="button"
              aria-pressed={amount.currency === currency}
              onClick={() => choose(amount.currency)}
            >
              {format.money(amount)}
            </button>
          ),
        )}
      </div>
      <Incomplete accounts={totals?.incompleteAccounts ?? []} />
    </>
  );
}
