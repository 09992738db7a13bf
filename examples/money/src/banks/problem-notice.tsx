import { useSpeech } from '../language/language.tsx';
import type { BankActions } from './actions.ts';

/** What kept the last action from being done, and what to do about it. */
export function ProblemNotice({ actions: { problem, sync } }: { readonly actions: BankActions }) {
  const { texts, format } = useSpeech();
  if (problem === undefined) return null;
  const { banks, states } = texts;
  const said = {
    failed: states.failedRetry,
    missing: states.missing,
    unknownOutcome: banks.unknownOutcome,
    limit: problem.kind === 'limit' ? banks.limit(format.instant(problem.availableAt)) : '',
    lastAttempt: banks.lastAttempt,
  }[problem.kind];
  return (
    <div className="notice" role="alert">
      <span>{said}</span>
      {problem.kind === 'lastAttempt' && (
        <button type="button" className="button" onClick={() => void sync(problem.connection, true)}>
          {banks.syncAnyway}
        </button>
      )}
    </div>
  );
}
