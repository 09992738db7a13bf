import { useSpeech } from '../language/language.tsx';
import { useBankActions } from './actions.ts';
import { ProblemNotice } from './problem-notice.tsx';

/** Begins the login at a bank. */
export function ConnectButton() {
  const { texts } = useSpeech();
  const actions = useBankActions();
  return (
    <>
      <button type="button" className="button primary" disabled={actions.isBusy} onClick={() => void actions.connect()}>
        {texts.home.connect}
      </button>
      <ProblemNotice actions={actions} />
    </>
  );
}
