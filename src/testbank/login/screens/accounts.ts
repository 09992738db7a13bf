import { accountsAtBank } from '../../people/at-bank.js';
import { ibanOf } from '../../people/iban.js';
import { ownTexts } from '../texts.js';
import type { AccountType } from '../../account/account.js';
import type { AccountPlan } from '../../people/plan.js';
import { next, refused, type Screen, type Turn, type View, chosenIndex, isChecked } from '../screen.js';

const typesDe: Record<AccountType, string> = {
  giro: 'Zahlungskonto',
  creditcard: 'Kreditkartenkonto',
  savings: 'Tagesgeldkonto',
  loan: 'Darlehenskonto',
  securities: 'Wertpapierdepot',
  wallet: 'Geldbörse',
  other: 'sonstiges Konto',
};
const typesEn: Record<AccountType, string> = {
  giro: 'current account',
  creditcard: 'credit card account',
  savings: 'savings account',
  loan: 'loan account',
  securities: 'securities account',
  wallet: 'wallet',
  other: 'other account',
};
const texts = ownTexts(
  { one: 'Konto', title: 'Kontoauswahl', text: 'Welche Konten sollen übernommen werden?', types: typesDe },
  { one: 'Account', title: 'Accounts', text: 'Which accounts shall be used?', types: typesEn },
);

/** Which of the bank's accounts shall be imported: one, or any of them. */
export const accountsScreen: Screen = {
  name: 'accounts',
  wireName: 'WizardAccountsStep',
  draw: (view) => {
    const { elements, session } = view;
    const { one, title, text } = texts(session);
    const labels = labelsOf(view);
    if (session.request.accountSelection === 'single') {
      const field = { name: 'account', label: one, validation: 'required' };
      const options = labels.map((label) => ({ label, disabled: false }));
      return [elements.radio(field, options, 0)];
    }
    const boxes = labels.map((label, index) => elements.checkbox({ name: `account_${index}`, label }));
    return [elements.helpText(title, text), ...boxes];
  },
  submit: (turn) => {
    const indexes = accountsAt(turn).map((_, index) => index);
    const one = chosenIndex(turn, 'account', indexes.length);
    const single = turn.session.request.accountSelection === 'single';
    const picked = single
      ? indexes.filter((index) => index === one)
      : indexes.filter((index) => isChecked(turn.fields[`account_${index}`]));
    if (picked.length === 0) return refused(turn, single ? 'account' : 'account_0', 'validation_failed', 'required');
    turn.session.picked = picked;
    return next;
  },
};

/** Two lines: what the bank calls each account, and its type and number. */
function labelsOf(view: View): string[] {
  const { bank } = view.session;
  const { types } = texts(view.session);
  return bank === undefined
    ? []
    : accountsAt(view).map((plan) => `${plan.description}[br]${types[plan.type]} · ${inGroups(ibanOf(plan, bank))}`);
}

function inGroups(number: string): string {
  return number.replaceAll(' ', '').replace(/.{4}(?=.)/g, '$& ');
}

function accountsAt({ world, session }: View | Turn): readonly AccountPlan[] {
  if (session.bank === undefined) return [];
  return accountsAtBank(session.bank, session.userId, world.users.get(session.userId)?.name ?? '');
}
