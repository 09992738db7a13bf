import { berlinTime } from '../calendar.js';
import type { News } from '../event/event.js';
import type { Forms } from '../quirks.js';
import type { World } from '../world.js';
import { Elements, type Problems } from './elements.js';
import { screenOf } from './route.js';
import type { Outcome, View } from './screen.js';
import type { WizardSession } from './session.js';
import { textsIn } from './texts.js';

/** WizardResponse: the next form, and the errors of the last one. */
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

/** The session is over. */
export function toSessionOverWire(
  session: WizardSession,
  code: Extract<Outcome, { kind: 'over' }>['code'] | 'finished',
): object {
  const error = { message: textsIn(session.language)[code], recoverable: false };
  return { code: 200, message: error.message, error, polling: {}, form: null };
}

/** XS2A's three forms of no error: absent, {} and []. */
function errorOf(session: WizardSession, outcome: Outcome): object {
  if (outcome.kind === 'refused') {
    return { error: { message: textsIn(session.language)[outcome.code], recoverable: true } };
  }
  return [{}, { error: {} }, { error: [] }][session.turns % 3] ?? {};
}

function pollingOf(world: World, session: WizardSession): object {
  return screenOf(session).polls ? { interval: world.settings.pollInterval } : {};
}

function formOf(world: World, session: WizardSession, problems: Problems, origin: string): object {
  const screen = screenOf(session);
  const view: View = { world, session, texts: textsIn(session.language), elements: new Elements(problems), origin };
  const parameters = session.finished && { parameters: sharesOf(world, session) };
  return { name: screen.name, elements: screen.draw(view), ...parameters };
}

/** With mode shared, the caller's half of the credentials, sent once. */
function sharesOf(world: World, { connectionId }: WizardSession): string[] {
  const share = connectionId === null ? undefined : world.connections.get(connectionId)?.credentialShare;
  return share === undefined ? [] : [share];
}

export function toSessionWire(session: WizardSession, forms: Forms): Record<string, unknown> {
  return {
    id: session.id,
    transaction: session.transaction,
    wizard_session_key: session.key,
    product: 'xs2a_api',
    parameters: parametersOf(session),
    last_error: session.lastError,
    testmode: forms.flag(true, session.id, 'testmode'),
    finished: forms.flag(session.finished, session.id, 'finished'),
    current_step: screenOf(session).wireName,
    created_at: berlinTime(session.createdAt),
    object: 'wizard_session',
  };
}

function parametersOf({ request, language }: WizardSession): Record<string, unknown> {
  return {
    sync_mode: request.syncMode,
    account_selection: request.accountSelection,
    days: request.days ?? null,
    limit_days: request.limitDays ?? null,
    language,
  };
}

const messages = {
  created: 'The transaction was created.',
  updated: 'The transaction was updated.',
} as const;

/** Types published by the vendor's Node SDK. Without the key, with which the receiver could log in. */
export function sessionNews(session: WizardSession, event: keyof typeof messages, forms: Forms): News {
  return {
    type: `transaction.${event}`,
    transaction: session.transaction,
    message: messages[event],
    data: { ...toSessionWire(session, forms), wizard_session_key: undefined },
  };
}
