import type { Element } from '../elements.js';
import { pictureOf } from '../picture.js';
import { next, over, refused, type Screen, type View, check, chosenIndex, entered } from '../screen.js';

/** The only TAN that is right. */
const rightTan = '123456';
const tries = 3;

const flicker = 0;
const photo = 1;
const withdrawn = 3;

export const tanMethodScreen: Screen = {
  draw: ({ elements, texts, session }) => [
    elements.helpText(texts.tanMethodTitle, ''),
    elements.radio(
      { name: 'tan_method', label: texts.tanMethod, validation: 'required' },
      texts.tanMethods.map((label, index) => ({ label, disabled: index === withdrawn })),
      session.progress.tanMethod,
    ),
  ],
  submit: (turn) => {
    const problem = check(turn, { tan_method: 'required' });
    if (problem) return problem;
    const method = chosenIndex(turn, 'tan_method', turn.texts.tanMethods.length);
    if (method === undefined) return refused(turn, 'tan_method', 'validation_failed', 'in');
    if (method === withdrawn) return refused(turn, 'tan_method', 'tan_method_not_allowed', 'allowed');
    turn.session.progress.tanMethod = method;
    return next;
  },
};

export const tanScreen: Screen = {
  draw: (view) => [view.elements.helpText(view.texts.tanTitle, view.texts.tanText), ...tanElements(view)],
  submit: (turn) => {
    const problem = check(turn, { tan: 'required' });
    if (problem) return problem;
    if (entered(turn, 'tan') === rightTan) return next;
    turn.session.progress.wrongTans += 1;
    return turn.session.progress.wrongTans >= tries ? over('max_tan_tries') : refused(turn, 'tan', 'wrong_tan', 'tan');
  },
};

function tanElements({ elements, texts, session }: View): Element[] {
  const field = { name: 'tan', label: texts.tan, validation: 'required' };
  if (session.progress.tanMethod === flicker) return [elements.flicker(field, flickerCode)];
  if (session.progress.tanMethod === photo) {
    return [elements.image(texts.picture, pictureOf('0815')), elements.text(field)];
  }
  return [elements.text(field)];
}

/** Rows of bars, 0 black and 1 white: the first bar is the clock. */
export const flickerCode: readonly (readonly string[])[] = [...'0F1E2D3C4B5A'].map((digit, index) => [
  String(index % 2),
  ...Number.parseInt(digit, 16).toString(2).padStart(4, '0'),
]);
