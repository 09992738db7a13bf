import type { World } from '../world.js';
import { Elements, type Problems } from './element.js';
import type { Outcome, View } from './screen.js';
import { screens } from './screens.js';
import { textsIn } from './texts.js';
import type { WizardSession } from './wizard-session.js';

/** WizardResponse: the form to show, and what was wrong with the last one. */
export function toWizardWire(world: World, session: WizardSession, outcome: Outcome, origin: string): object {
  if (outcome.kind === 'over') return toSessionOverWire(session, outcome.code);
  const problems = outcome.kind === 'refused' ? outcome.problems : {};
  return {
    code: 200,
    message: null,
    ...errorOf(session, outcome),
    polling: pollingOf(world, session),
    form: formOf(world, session, problems, origin),
  };
}

/** There is nothing more to do in this session. */
export function toSessionOverWire(
  session: WizardSession,
  code: Extract<Outcome, { kind: 'over' }>['code'] | 'finished',
): object {
  const error = { message: textsIn(session.language)[code], recoverable: false };
  return { code: 200, message: error.message, error, polling: {}, form: null };
}

/** Where there is no error, the member is missing, or {}, or []: all three occur. */
function errorOf(session: WizardSession, outcome: Outcome): object {
  if (outcome.kind === 'refused') {
    return { error: { message: textsIn(session.language)[outcome.code], recoverable: true } };
  }
  return [{}, { error: {} }, { error: [] }][session.progress.turns % 3] ?? {};
}

function pollingOf(world: World, { step }: WizardSession): object {
  return step !== 'finish' && screens[step].polls ? { interval: world.settings.pollInterval } : {};
}

function formOf(world: World, session: WizardSession, problems: Problems, origin: string): object {
  if (session.step === 'finish') return { name: 'finish', elements: [], parameters: sharesOf(world, session) };
  const texts = textsIn(session.language);
  const view: View = { world, session, texts, elements: new Elements(problems), origin };
  return { name: session.step, elements: screens[session.step].draw(view) };
}

/** With mode shared, the caller's half of the credentials: here, and never again. */
function sharesOf(world: World, { connectionId }: WizardSession): string[] {
  const share = connectionId === null ? undefined : world.connections.get(connectionId)?.credentialShare;
  return share === undefined ? [] : [share];
}
