import type { Bank, BankChallenge } from '../bank/bank.js';
import { findBankByBic } from '../bank/directory.js';
import type { Screen } from './screen.js';
import { accountsScreen } from './screens/accounts.js';
import { bankScreen } from './screens/bank.js';
import { approvalScreen, captchaScreen, multiScreen } from './screens/challenges.js';
import { loginScreen } from './screens/login.js';
import { redirectScreen } from './screens/redirect.js';
import { showcaseScreen } from './screens/showcase.js';
import { tanMethodScreen, tanScreen } from './screens/tan.js';
import type { WizardSession, WizardStep } from './session.js';

export const screens: Readonly<Record<Exclude<WizardStep, 'finish'>, Screen>> = {
  bank: bankScreen,
  login: loginScreen,
  redirect: redirectScreen,
  captcha: captchaScreen,
  multi: multiScreen,
  approval: approvalScreen,
  'tan-method': tanMethodScreen,
  tan: tanScreen,
  showcase: showcaseScreen,
  accounts: accountsScreen,
};

/** The screens that this login goes through, as far as that is known. */
export function route({ bank, purpose, request }: WizardSession): readonly WizardStep[] {
  const pick: WizardStep[] = purpose === 'create' && !isKnown(request.bic) ? ['bank'] : [];
  if (bank === undefined) return pick;
  const select: WizardStep[] = purpose === 'create' && request.accountSelection !== 'all' ? ['accounts'] : [];
  return [...pick, firstStep(bank), ...bank.challenges.flatMap(stepsOf), ...select, 'finish'];
}

function isKnown(bic: string | undefined): boolean {
  return bic !== undefined && findBankByBic(bic) !== undefined;
}

/** The first screen at a bank. */
export function firstStep(bank: Bank): 'login' | 'redirect' {
  return bank.login === 'redirect' ? 'redirect' : 'login';
}

function stepsOf(challenge: BankChallenge): WizardStep[] {
  return challenge === 'tan' ? ['tan-method', 'tan'] : [challenge];
}
