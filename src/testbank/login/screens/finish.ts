import { stay, type Screen } from '../screen.js';

/** There is nothing left to do. */
export const finishScreen: Screen = {
  name: 'finish',
  wireName: 'WizardFinishStep',
  draw: () => [],
  submit: () => stay,
};
