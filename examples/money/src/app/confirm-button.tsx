import { useId, useRef } from 'react';
import { useSpeech } from '../language/language.tsx';

interface ConfirmButtonProps {
  readonly label: string;
  readonly question: string;
  readonly className?: string;
  readonly disabled?: boolean;
  readonly confirm: () => void;
}

/** A button that asks before it does what cannot be undone. */
export function ConfirmButton({
  label,
  question,
  className = 'button',
  disabled = false,
  confirm,
}: ConfirmButtonProps) {
  const { texts } = useSpeech();
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  return (
    <>
      <button type="button" className={className} disabled={disabled} onClick={() => dialog.current?.showModal()}>
        {label}
      </button>
      <dialog ref={dialog} className="confirm" aria-labelledby={id}>
        <form method="dialog">
          <p id={id}>{question}</p>
          <button className="button">{texts.banks.cancel}</button>
          <button className="button danger" onClick={confirm}>
            {label}
          </button>
        </form>
      </dialog>
    </>
  );
}
