import type { Fields } from '../http/body.js';
import type { World } from '../world.js';
import type { Element, Elements, Problems } from './element.js';
import type { Texts } from './texts.js';
import type { WizardSession } from './wizard-session.js';

/** What a screen knows when it is drawn. */
export interface View {
  readonly world: World;
  readonly session: WizardSession;
  readonly texts: Texts;
  readonly elements: Elements;
  /** Where the test bank is, without a slash at its end. */
  readonly origin: string;
}

/** What a screen knows when the person has filled it in. */
export interface Turn {
  readonly world: World;
  readonly session: WizardSession;
  readonly texts: Texts;
  readonly fields: Fields;
}

/** A code of XS2A's `last_error` that the test bank has words for. */
export type WizardErrorCode = Extract<
  keyof Texts,
  | 'validation_failed'
  | 'bank_code_unknown'
  | 'no_transports_found'
  | 'login_failed'
  | 'login_next_failed'
  | 'tan_method_not_allowed'
  | 'wrong_tan'
  | 'max_login_tries'
  | 'max_tan_tries'
  | 'no_compatible_accounts'
  | 'tech_error'
  | 'session_expired'
  | 'client_aborted'
>;

/** Where a turn leads. */
export type Outcome =
  | { readonly kind: 'next' }
  | { readonly kind: 'stay' }
  | { readonly kind: 'refused'; readonly code: WizardErrorCode; readonly problems: Problems }
  | { readonly kind: 'over'; readonly code: WizardErrorCode };

export const next: Outcome = { kind: 'next' };
export const stay: Outcome = { kind: 'stay' };

export function over(code: WizardErrorCode): Outcome {
  return { kind: 'over', code };
}

/** One field was wrong; the person can try again. */
export function refused(turn: Turn, name: string, code: WizardErrorCode, rule: string): Outcome {
  return { kind: 'refused', code, problems: { [name]: { rules: [rule], message: turn.texts[code] } } };
}

/** One screen of a bank login. */
export interface Screen {
  draw(view: View): readonly Element[];
  submit(turn: Turn): Outcome;
  /** Asked again and again instead of submitted. */
  readonly polls?: boolean;
}
