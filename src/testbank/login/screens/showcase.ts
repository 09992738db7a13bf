import { memory } from '../session.js';
import { ownTexts } from '../texts.js';
import type { Element } from '../elements.js';
import { pictureOf } from '../picture.js';
import { stay, type Screen, type View, chosenIndex, entered } from '../screen.js';
import { redirectScreen } from './redirect.js';
import { flickerCode, tanTexts } from './tan.js';

type Drawing = (view: View) => readonly Element[];

/**
 * Every form element to look at, as the vendor's own test bank shows them to whoever logs in with the PIN `forms`: a
 * form is picked, whatever is entered leads back to the choice, and `back` from there to the login.
 */
const drawings: Readonly<Record<string, Drawing>> = {
  login_multi_credentials: ({ elements }) => [
    elements.text({ name: 'branch', label: 'Filiale' }),
    elements.text({ name: 'account', label: 'Konto' }),
    elements.text({ name: 'user', label: 'Teilnehmer' }),
    elements.password({ name: 'secret', label: 'PIN' }),
  ],
  login_captcha: (view) => [
    help(view),
    view.elements.text({ name: 'user', label: 'Teilnehmer' }),
    view.elements.password({ name: 'secret', label: 'PIN' }),
    view.elements.captcha({ name: 'captcha', label: 'Captcha' }, pictureOf('0815')),
  ],
  multiform: ({ elements }) => [
    elements.multi('multi', 'FIRST', [
      { label: 'Eins', value: 'FIRST', elements: [elements.text({ name: 'first', label: 'Eins' })] },
      { label: 'Zwei', value: 'SECOND', elements: [elements.checkbox({ name: 'second', label: 'Zwei' })] },
    ]),
  ],
  radio_select: (view) => [help(view), radio(view, 'radio')],
  select: (view) => [
    help(view),
    view.elements.select({ name: 'select', label: 'Auswahl' }, { '0': 'Eins', '1': 'Zwei' }, 0),
  ],
  tan_select: (view) => [help(view), radio(view, 'tan_method')],
  tan_iTAN: (view) => [help(view), image(view), tan(view)],
  tan_mTAN: (view) => [help(view), tan(view)],
  tan_flickerTAN: (view) => [help(view), view.elements.flicker({ name: 'tan', label: 'TAN' }, flickerCode)],
  'tan_QR-TAN': (view) => [help(view), image(view), tan(view)],
  tabs: ({ elements, world: { forms } }) => [
    elements.tabs(
      'tabs',
      'Reiter',
      forms.tabs({ ONE: 'Eins', TWO: 'Zwei' }),
      forms.selectedTab({ ONE: 'Eins' }, 'ONE'),
    ),
  ],
  hidden: ({ elements }) => [elements.hidden('reference', 'true'), elements.text({ name: 'text', label: 'Text' })],
  marked_text: ({ elements }) => [elements.helpText('Auszeichnung', markedText)],
  login_redirect: (view) => redirectScreen.draw(view),
};

/** With all of the marks that the vendor's mobile SDKs know. */
const markedText =
  '[Fett|bold] &middot; [kursiv|italic][br]Mehr [dazu|link::https://testbank.example/mehr] und ' +
  '[hier|dialog::https://testbank.example/hier]<br>[Weiter|autosubmit::showcase=0&origin=text]';

const names = Object.keys(drawings);

const texts = ownTexts(
  { title: 'Formularschau', text: 'Jedes Formularelement, das es gibt.' },
  { title: 'Form showcase', text: 'Every form element that there is.' },
);

/** The form that is on show; null while one is being picked. */
const show = memory((): { form: string | null } => ({ form: null }));

export const showcaseScreen: Screen = {
  name: 'showcase',
  wireName: 'WizardShowcaseStep',
  draw: (view) => drawings[show(view.session).form ?? '']?.(view) ?? choice(view),
  submit: (turn) => {
    const shown = show(turn.session);
    const index = chosenIndex(turn, 'showcase', names.length);
    const named = names.find((name) => name === entered(turn, 'showcase')) ?? names[index ?? -1];
    shown.form = shown.form === null ? (named ?? null) : null;
    return stay;
  },
  back: (session) => {
    const isOpen = show(session).form !== null;
    show(session).form = null;
    return isOpen;
  },
};

function choice(view: View): Element[] {
  const options = Object.fromEntries(names.map((name, index) => [index, name]));
  return [help(view), view.elements.select({ name: 'showcase', label: texts(view.session).title }, options, 0)];
}

function help({ elements, session }: View): Element {
  return elements.helpText(texts(session).title, texts(session).text);
}

function radio({ elements }: View, name: string): Element {
  const options = ['Eins', 'Zwei', 'Drei'].map((label, index) => ({ label, disabled: index === 2 }));
  return elements.radio({ name, label: 'Auswahl' }, options, 0);
}

function image({ elements, session }: View): Element {
  return elements.image(tanTexts(session).picture, pictureOf('4711'));
}

function tan({ elements, session }: View): Element {
  return elements.text({ name: 'tan', label: tanTexts(session).tan });
}
