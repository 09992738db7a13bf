import { memory } from '../session.js';
import type { Texts } from '../texts.js';
import { showcaseScreen } from './showcase.js';
import type { Element } from '../elements.js';
import {
  next,
  over,
  refused,
  stay,
  type Outcome,
  type Screen,
  type Turn,
  type View,
  check,
  entered,
} from '../screen.js';

/** PINs with a meaning of their own; any other of five characters or more logs in. */
const wrongPins = ['wrongpin', '00000'];
const pinWithoutAccounts = 'noaccounts';
const pinOfShowcase = 'forms';

const tries = 3;
type Tab = keyof Texts['tabs'];
export const tabsName = 'login_tabs';

const progress = memory((): { userName: string; tab: Tab; wrong: number } => ({
  userName: '',
  tab: 'ONLINE',
  wrong: 0,
}));

/** User name and PIN; at some banks there is another way to say who one is, behind a tab. */
export const loginScreen: Screen = {
  name: 'login',
  wireName: 'WizardLoginStep',
  draw: (view) => {
    const { elements, texts, session } = view;
    return [
      ...tabsOf(view),
      elements.text({ ...nameField(view), value: progress(session).userName }),
      elements.password({ name: 'USER_PIN', label: texts.pin, validation: 'required|min:5' }),
      elements.checkbox({ name: 'privacy_policy', label: texts.privacy }, { required: true }),
    ];
  },
  submit: (turn) => {
    const { name, validation } = nameField(turn);
    progress(turn.session).userName = entered(turn, name);
    const rules = { [name]: validation, USER_PIN: 'required|min:5', privacy_policy: 'accepted' };
    return check(turn, rules) ?? logIn(turn);
  },
};

/** At a bank with tabs: to the one that is named, by its key or its label, or to the other one. */
export function switchTabs(turn: Turn): Outcome {
  const { session, texts } = turn;
  if (session.step !== loginScreen.name || session.bank?.login !== 'tabs') return stay;
  const wanted = entered(turn, tabsName);
  const keys = Object.keys(texts.tabs) as Tab[];
  const named = keys.find((key) => key === wanted || texts.tabs[key] === wanted);
  progress(session).tab = named ?? (progress(session).tab === 'ONLINE' ? 'ACCOUNT' : 'ONLINE');
  progress(session).userName = '';
  return stay;
}

function tabsOf({ elements, texts, session, world: { forms } }: View): Element[] {
  if (session.bank?.login !== 'tabs') return [];
  const { tab } = progress(session);
  return [elements.tabs(tabsName, texts.loginWays, forms.tabs(texts.tabs), forms.selectedTab(texts.tabs, tab))];
}

function nameField({ session, texts }: Pick<View, 'session' | 'texts'>) {
  return progress(session).tab === 'ACCOUNT'
    ? { name: 'ACCOUNT_NUMBER', label: texts.accountNumber, validation: 'required|min:5' }
    : { name: 'USER_NAME', label: texts.userName, validation: 'required|min:5' };
}

function logIn(turn: Turn): Outcome {
  const { session } = turn;
  const pin = entered(turn, 'USER_PIN');
  if (session.bank?.login === 'down') return over('tech_error');
  if (pin === pinWithoutAccounts) return over('no_compatible_accounts');
  if (!wrongPins.includes(pin)) {
    if (pin === pinOfShowcase) session.step = showcaseScreen.name;
    return pin === pinOfShowcase ? stay : next;
  }
  progress(session).wrong += 1;
  return progress(session).wrong >= tries
    ? over('max_login_tries')
    : refused(turn, 'USER_PIN', 'login_failed', 'login');
}
