import { memory } from '../session.js';
import { ownTexts } from '../texts.js';
import type { Element } from '../elements.js';
import { pictureOf } from '../picture.js';
import { next, over, refused, type Screen, type View, check, chosenIndex, entered } from '../screen.js';

/** The only TAN that is right. */
const rightTan = '123456';
const tries = 3;

const flicker = 0 as number;
const photo = 1;
const withdrawn = 3;

export const tanTexts = ownTexts(
  {
    methodTitle: 'TAN-Verfahren',
    method: 'Verfahren',
    methods: ['chipTAN optisch', 'photoTAN', 'smsTAN', 'iTAN (abgeschafft)'],
    title: 'TAN eingeben',
    text: 'Bei dieser Testbank lautet die TAN immer 123456.',
    tan: 'TAN',
    picture: 'Bild für die TAN',
  },
  {
    methodTitle: 'TAN method',
    method: 'Method',
    methods: ['Optical chipTAN', 'photoTAN', 'smsTAN', 'iTAN (withdrawn)'],
    title: 'Enter the TAN',
    text: 'At this test bank the TAN is always 123456.',
    tan: 'TAN',
    picture: 'Picture for the TAN',
  },
);

const progress = memory(() => ({ method: flicker, wrong: 0 }));

const tanMethodScreen: Screen = {
  name: 'tan-method',
  wireName: 'WizardTanStep',
  draw: ({ elements, session }) => [
    elements.helpText(tanTexts(session).methodTitle, ''),
    elements.radio(
      { name: 'tan_method', label: tanTexts(session).method, validation: 'required' },
      tanTexts(session).methods.map((label, index) => ({ label, disabled: index === withdrawn })),
      progress(session).method,
    ),
  ],
  submit: (turn) => {
    const problem = check(turn, { tan_method: 'required' });
    if (problem) return problem;
    const method = chosenIndex(turn, 'tan_method', tanTexts(turn.session).methods.length);
    if (method === undefined) return refused(turn, 'tan_method', 'validation_failed', 'in');
    if (method === withdrawn) return refused(turn, 'tan_method', 'tan_method_not_allowed', 'allowed');
    progress(turn.session).method = method;
    return next;
  },
};

const tanScreen: Screen = {
  name: 'tan',
  wireName: 'WizardTanStep',
  draw: (view) => [
    view.elements.helpText(tanTexts(view.session).title, tanTexts(view.session).text),
    ...tanElements(view),
  ],
  submit: (turn) => {
    const problem = check(turn, { tan: 'required' });
    if (problem) return problem;
    if (entered(turn, 'tan') === rightTan) return next;
    progress(turn.session).wrong += 1;
    return progress(turn.session).wrong >= tries ? over('max_tan_tries') : refused(turn, 'tan', 'wrong_tan', 'tan');
  },
};

/** First how, then which. */
export const tanScreens: readonly Screen[] = [tanMethodScreen, tanScreen];

function tanElements({ elements, session }: View): Element[] {
  const field = { name: 'tan', label: tanTexts(session).tan, validation: 'required' };
  if (progress(session).method === flicker) return [elements.flicker(field, flickerCode)];
  if (progress(session).method === photo) {
    return [elements.image(tanTexts(session).picture, pictureOf('0815')), elements.text(field)];
  }
  return [elements.text(field)];
}

/** Rows of bars, 0 black and 1 white: the first bar is the clock. */
export const flickerCode: readonly (readonly string[])[] = [...'0F1E2D3C4B5A'].map((digit, index) => [
  String(index % 2),
  ...Number.parseInt(digit, 16).toString(2).padStart(4, '0'),
]);
