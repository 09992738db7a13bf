import { failure, ok, type Answer } from './answer.js';
import { finishLogin } from './wizard-finish.js';
import { askedFor, everyElement, login, start, tan, withFault, type Form } from './wizard-forms.js';
import type { JsonObject, Person, Session, World } from './world.js';

interface WizardCall {
  readonly world: World;
  readonly person: Person;
  readonly body: JsonObject;
}

/** A person is asked this often to wait for the approval in the app. */
const POLLS = 2;
const INTERVAL_MS = 1234;

/** Shows the next form of a bank login, or the same one again with what is wrong with it. */
export function submitForm(call: WizardCall): Answer {
  const { key, action, ...values } = call.body;
  const session = [...call.world.sessions.values()].find((candidate) => candidate.key === key);
  if (session?.person !== call.person) return failure(404);
  if (session.finished || session.lastError !== '') return over('session_expired');
  switch (action) {
    case undefined:
      return next(session, values);
    case 'poll':
      return poll(session);
    case 'back':
      session.shown.pop();
      return show(session, formOf(session.shown.pop() ?? 'start'));
    case 'abort':
      session.lastError = 'client_aborted';
      return over('client_aborted');
    default:
      return show(session, formOf(session.shown.pop() ?? 'start'));
  }
}

export function writtenSession(session: Session): JsonObject {
  const { transaction, key, finished, lastError, shown } = session;
  const steps: JsonObject = { start: 'WizardStartStep', login: 'WizardLoginStep', tan: 'WizardTanStep' };
  return {
    id: '0001',
    transaction,
    wizard_session_key: key,
    product: 'xs2a_api',
    parameters: {},
    last_error: lastError,
    testmode: '1',
    finished: finished ? '1' : '0',
    current_step: finished ? 'WizardFinishStep' : (steps[shown.at(-1) ?? 'start'] ?? 'WizardUnheardOfStep'),
    created_at: '',
    object: 'wizard_session',
  };
}

function next(session: Session, values: JsonObject): Answer {
  const current = session.shown.at(-1);
  if (current === undefined || Object.keys(values).length === 0)
    return show(session, formOf(session.shown.pop() ?? 'start'));
  switch (current) {
    case 'start':
      return afterStart(session, values);
    case 'login':
      return afterLogin(session, values);
    case 'tan':
      return values.TAN === '4711' ? finish(session) : again(withFault(tan(), 'TAN', 'Die TAN ist falsch.'));
    default:
      return finish(session);
  }
}

/** A bank code is a text or a number. */
function afterStart(session: Session, values: JsonObject): Answer {
  if (String(values.bank_code) === '88888888' && values.country_id === 'DE') return show(session, login());
  return again(withFault(start(), 'bank_code', 'Diese Bank gibt es nicht.'));
}

function afterLogin(session: Session, values: JsonObject): Answer {
  const { USER_NAME: name, USER_PIN: pin, privacy_policy: agreed } = values;
  if (![true, 'true', 1, '1'].includes(agreed as string))
    return again(withFault(login(), 'privacy_policy', 'Bitte zustimmen.'));
  if (String(pin).length < 5) return again(withFault(login(), 'USER_PIN', 'Zu kurz.'));
  if (pin === 'locked-pin') {
    session.lastError = 'login_failed';
    return over('login_failed');
  }
  if (name === 'every-element') return show(session, everyElement());
  if (name === 'tan-user') return show(session, tan());
  if (name === 'app-user') return waiting(session);
  return finish(session);
}

function poll(session: Session): Answer {
  if (session.shown.at(-1) !== 'waiting') return failure(422);
  session.polls += 1;
  return session.polls < POLLS ? waiting(session) : finish(session);
}

function waiting(session: Session): Answer {
  if (session.shown.at(-1) !== 'waiting') session.shown.push('waiting');
  const elements = [{ type: 'help_text', title: null, text: 'Bitte in der App freigeben.' }];
  return ok({
    code: 200,
    message: null,
    error: [],
    polling: { interval: INTERVAL_MS },
    form: { name: 'waiting', elements },
  });
}

function finish(session: Session): Answer {
  const parameters = finishLogin(session);
  return ok({ code: 200, message: 'ok', error: {}, polling: {}, form: { name: 'finish', elements: [], parameters } });
}

function formOf(name: string): Form {
  const forms: Readonly<Record<string, () => Form>> = { start, login, tan, zoo: everyElement };
  return forms[name]?.() ?? start();
}

function show(session: Session, form: Form): Answer {
  session.shown.push(form.name);
  return ok({ code: 200, message: null, error: {}, polling: [], form: askedFor(form) });
}

function again({ form, message }: { readonly form: Form; readonly message: string }): Answer {
  return ok({ code: 200, message: null, error: { message, recoverable: '1' }, polling: {}, form: askedFor(form) });
}

function over(message: string): Answer {
  return ok({ code: 200, message: null, error: { message, recoverable: 0 }, polling: {} });
}
