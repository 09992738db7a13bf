import { next, stay, type Screen } from '../screen.js';
import { memory } from '../session.js';
import { ownTexts } from '../texts.js';

const texts = ownTexts(
  { title: 'Freigabe in der App', text: 'Bitte geben Sie den Zugriff in der App Ihrer Bank frei.' },
  { title: 'Approval in the app', text: "Please approve the access in your bank's app." },
);

const polls = memory(() => ({ count: 0 }));

/** Nothing to enter: the person approves in the bank's app, which takes a few polls. */
export const approvalScreen: Screen = {
  name: 'approval',
  wireName: 'WizardScaStep',
  polls: true,
  draw: ({ elements, session }) => [elements.helpText(texts(session).title, texts(session).text)],
  submit: ({ world, session }) => {
    polls(session).count += 1;
    return polls(session).count >= world.settings.pollsUntilApproved ? next : stay;
  },
  back: (session) => {
    polls(session).count = 0;
    return false;
  },
};
