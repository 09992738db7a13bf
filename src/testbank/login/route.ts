import type { Bank } from '../bank/bank.js';
import { findBankByBic } from '../bank/directory.js';
import type { Screen } from './screen.js';
import { accountsScreen } from './screens/accounts.js';
import { approvalScreen } from './screens/approval.js';
import { bankScreen } from './screens/bank.js';
import { captchaScreen } from './screens/captcha.js';
import { finishScreen } from './screens/finish.js';
import { loginScreen } from './screens/login.js';
import { multiScreen } from './screens/multi.js';
import { redirectScreen } from './screens/redirect.js';
import { showcaseScreen } from './screens/showcase.js';
import { tanScreens } from './screens/tan.js';
import type { WizardSession } from './session.js';

/** What banks ask for between the login and the accounts, by the names in their rows. */
const challenges: Readonly<Record<string, readonly Screen[]>> = {
  captcha: [captchaScreen],
  multi: [multiScreen],
  approval: [approvalScreen],
  tan: tanScreens,
};

const always = [bankScreen, loginScreen, redirectScreen, showcaseScreen, accountsScreen, finishScreen];
const screens = new Map([...always, ...Object.values(challenges).flat()].map((screen) => [screen.name, screen]));

/** The current screen. */
export function screenOf({ step }: WizardSession): Screen {
  const screen = screens.get(step);
  if (screen === undefined) throw new Error(`There is no screen ${step}.`);
  return screen;
}

/** The screens of this login, as far as known. */
export function route({ bank, purpose, request }: WizardSession): readonly Screen[] {
  const pick = purpose === 'create' && !isKnown(request.bic) ? [bankScreen] : [];
  if (bank === undefined) return pick;
  const select = purpose === 'create' && request.accountSelection !== 'all' ? [accountsScreen] : [];
  const redirect = bank.login === 'redirect' ? [redirectScreen] : [];
  return [...pick, loginScreen, ...redirect, ...bank.challenges.flatMap(screensFor), ...select, finishScreen];
}

/**
 * Once a bank is picked, its own first screen: at a bank with a redirect that is not the login form, which only `back` leads
 * to (published by the vendor's Java SDK).
 */
export function screenAfter(session: WizardSession): Screen {
  const screen = screenOf(session);
  if (screen === bankScreen) return firstScreen(session.bank);
  const screens = route(session);
  return screens[screens.indexOf(screen) + 1] ?? finishScreen;
}

function isKnown(bic: string | undefined): boolean {
  return bic !== undefined && findBankByBic(bic) !== undefined;
}

/** The first screen of a login; asks for the bank when it is unknown. */
export function firstScreen(bank: Bank | undefined): Screen {
  if (bank === undefined) return bankScreen;
  return bank.login === 'redirect' ? redirectScreen : loginScreen;
}

export function screensFor(challenge: string): readonly Screen[] {
  const found = challenges[challenge];
  if (found === undefined) throw new Error(`There is no challenge ${challenge}.`);
  return found;
}
