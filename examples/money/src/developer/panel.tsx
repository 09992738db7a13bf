import { useSyncExternalStore } from 'react';
import { Icon } from '../app/icon.tsx';
import { costs } from '../graph/costs.ts';
import { useSpeech } from '../language/language.tsx';

/** What each operation cost: what the gateway asked XS2A for, and what it had already. */
export default function DeveloperPanel({ close }: { readonly close: () => void }) {
  const { texts, format } = useSpeech();
  const list = useSyncExternalStore(costs.subscribe, () => costs.list);
  const total = (of: (cost: (typeof list)[number]) => number | null) =>
    format.count(list.reduce((sum, cost) => sum + (of(cost) ?? 0), 0));
  return (
    <aside className="developer" aria-labelledby="developer-title">
      <header>
        <h2 id="developer-title">{texts.developer.title}</h2>
        <span>
          {texts.developer.totals(
            total(({ upstreamCalls }) => upstreamCalls),
            total(({ cacheHits }) => cacheHits),
          )}
        </span>
        <button type="button" className="icon-button" onClick={close} aria-label={texts.developer.close}>
          <Icon name="close" />
        </button>
      </header>
      {/* Scrolls, so the keyboard has to reach it. */}
      <div className="scroll" tabIndex={0} role="group" aria-labelledby="developer-title">
        <table>
          <thead>
            <tr>
              <th scope="col">{texts.developer.operation}</th>
              <th scope="col">{texts.developer.calls}</th>
              <th scope="col">{texts.developer.hits}</th>
              <th scope="col">{texts.developer.ms}</th>
            </tr>
          </thead>
          <tbody>
            {list.map(({ number, operation, upstreamCalls, cacheHits, milliseconds, codes }) => (
              <tr key={number}>
                <th scope="row">
                  {operation} {codes.length > 0 && <span className="badge">{[...new Set(codes)].join(', ')}</span>}
                </th>
                <td>{upstreamCalls ?? '–'}</td>
                <td>{cacheHits ?? '–'}</td>
                <td>{format.count(Math.round(milliseconds))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </aside>
  );
}
