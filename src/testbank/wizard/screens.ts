import type { Bank, BankChallenge } from '../bank/bank.js';
import { findBankByBic } from '../bank/bank.directory.js';
import type { Screen } from './screen.js';
import { accountsScreen } from './screen/accounts.screen.js';
import { bankScreen } from './screen/bank.screen.js';
import { approvalScreen, captchaScreen, multiScreen } from './screen/challenge.screens.js';
import { loginScreen } from './screen/login.screen.js';
import { redirectScreen } from './screen/redirect.screen.js';
import { showcaseScreen } from './screen/showcase.screen.js';
import { tanMethodScreen, tanScreen } from './screen/tan.screens.js';
import type { WizardSession, WizardStep } from './wizard-session.js';

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
