import { failure } from './other-xs2a/answer.js';
import { newPerson, type JsonObject, type Session } from './other-xs2a/world.js';
import { shareOf } from './other-xs2a/wizard-finish.js';
import { codesOf } from './harness/answer.js';
import { Deployment, type Caller } from './harness/deployment.js';
import { GraphIds } from './harness/graph-ids.js';

const WIZARD = /^\/v1\/api\/wizard$/;
/** Never to be seen again. */
const [PIN, USER] = ['pin-of-the-person', 'login-name-of-the-person'];

const SUBMIT = `mutation($input: SubmitWizardStepInput!) { submitWizardStep(input: $input) {
  __typename
  ... on WizardSessionOverError { message code retryable }
  ... on WizardStep {
    finished pollAfterMs credentialShare error { message recoverable }
    form { name elements {
      __typename type
      ... on WizardFormField { name label required error }
      ... on WizardTextField { value secret } ... on WizardCheckboxField { checked }
      ... on WizardChoiceField { options { value label disabled } selected }
      ... on WizardCaptchaField { image } ... on WizardFlickerField { code } ... on WizardImage { image }
      ... on WizardHelpText { title text richText { parts { kind text url } } } ... on WizardRedirect { url } ... on WizardTabs { name tabs selected choices { value label } } ... on WizardHiddenField { name sentBack: value }
      ... on WizardOtherElement { raw }
    } }
  }
} }`;

const FOLLOW = `query($id: String!) { wizardSession(transactionId: $id) {
  key transactionId finished currentStep lastError { code retryable } connection { xs2aId }
} }`;

interface Step {
  readonly __typename: string;
  readonly code?: string;
  readonly finished: boolean;
  readonly pollAfterMs: number | null;
  readonly credentialShare: string | null;
  readonly error: { readonly message: string; readonly recoverable: boolean } | null;
  readonly form: { readonly name: string; readonly elements: (JsonObject & { __typename: string })[] } | null;
}

describe('the bank login through the graph', () => {
  const person = newPerson('Login-_1', { name: 'Lisa Login', email: 'lisa@login.example' });
  const other = newPerson('Login-_2', { name: 'Otto Login', email: 'otto@login.example' });
  let deployment: Deployment;
  let caller: Caller;

  beforeAll(async () => {
    deployment = await Deployment.start([person, other], { LOG_LEVEL: 'trace' });
    caller = deployment.as(person);
  });

  beforeEach(() => {
    deployment.xs2a.forgetRequests();
  });

  afterAll(async () => {
    for (const secret of [PIN, USER]) expect(deployment.gateway.output).not.toContain(secret);
    await deployment.stop();
  });

  async function begin(syncMode = 'FULL'): Promise<Session> {
    const { createBankConnection } = await caller.data<{
      createBankConnection: { wizardSession: { transactionId: string } };
    }>(
      'mutation($mode: SyncMode) { createBankConnection(input: { syncMode: $mode }) { ... on CreateBankConnectionSuccess { wizardSession { transactionId } } } }',
      { mode: syncMode },
    );
    const session = deployment.xs2a.world.sessions.get(createBankConnection.wizardSession.transactionId);
    if (session === undefined) throw new Error('No session was begun.');
    return session;
  }

  async function submit({ key }: Session, values?: Record<string, string>, action?: string): Promise<Step> {
    const list = values && Object.entries(values).map(([name, value]) => ({ name, value }));
    const { submitWizardStep } = await caller.data<{ submitWizardStep: Step }>(SUBMIT, {
      input: { key, values: list, action },
    });
    return submitWizardStep;
  }

  async function chooseBank(session: Session): Promise<Step> {
    await submit(session);
    return submit(session, { country_id: 'DE', bank_code: '88888888' });
  }

  const logIn = async (session: Session, name = USER, pin = PIN): Promise<Step> => {
    await chooseBank(session);
    return submit(session, { USER_NAME: name, USER_PIN: pin, privacy_policy: 'true' });
  };

  it('goes from the bank over the login to a connection with accounts', async () => {
    const session = await begin();
    expect((await submit(session)).form).toMatchObject({
      name: 'start',
      elements: [
        {
          __typename: 'WizardChoiceField',
          ...{ type: 'select', name: 'country_id', label: 'Land', required: true, selected: 'DE' },
          options: [
            { value: 'DE', label: 'Deutschland', disabled: false },
            { value: 'AT', label: 'Österreich', disabled: false },
          ],
        },
        {
          __typename: 'WizardTextField',
          type: 'text',
          name: 'bank_code',
          label: 'Bankleitzahl',
          required: true,
          secret: false,
        },
      ],
    });
    expect((await submit(session, { country_id: 'DE', bank_code: '88888888' })).form).toMatchObject({
      name: 'login',
      elements: [
        { __typename: 'WizardTextField', name: 'USER_NAME', secret: false, required: true },
        { __typename: 'WizardTextField', name: 'USER_PIN', secret: true, required: true },
        { __typename: 'WizardCheckboxField', name: 'privacy_policy', checked: false, required: false },
      ],
    });
    const last = await submit(session, { USER_NAME: USER, USER_PIN: PIN, privacy_policy: 'true' });
    expect(last).toMatchObject({ __typename: 'WizardStep', finished: true, error: null, credentialShare: null });
    const { wizardSession } = await caller.data<{ wizardSession: JsonObject }>(FOLLOW, { id: session.transaction });
    const made = person.connections.find(({ transaction }) => transaction === session.transaction);
    expect(wizardSession).toEqual({
      ...{
        key: null,
        transactionId: session.transaction,
        finished: true,
        currentStep: 'WizardFinishStep',
        lastError: null,
      },
      connection: { xs2aId: made?.id },
    });
    const ids = await GraphIds.of(caller);
    const data = await caller.data('query($id: ID!) { bankConnection(id: $id) { accounts { xs2aId } } }', {
      id: ids.connection({ id: made?.id ?? '' }),
    });
    expect(data).toEqual({
      bankConnection: { accounts: [{ xs2aId: `${made?.id ?? ''}-1` }, { xs2aId: `${made?.id ?? ''}-2` }] },
    });
  });

  it('hands out the share of the credentials at the end, for shared ones alone', async () => {
    const session = await begin('SHARED');
    expect(await logIn(session)).toMatchObject({ finished: true, credentialShare: shareOf(session) });
    expect(deployment.gateway.output).not.toContain(shareOf(session));
  });

  it('shows an error that can be mended at its field, and goes on', async () => {
    const session = await begin();
    await chooseBank(session);
    const step = await submit(session, { USER_NAME: USER, USER_PIN: '1', privacy_policy: 'true' });
    expect(step).toMatchObject({
      __typename: 'WizardStep',
      finished: false,
      error: { message: 'Zu kurz.', recoverable: true },
    });
    const [, pin] = step.form?.elements ?? [];
    expect(pin).toMatchObject({ name: 'USER_PIN', error: 'Zu kurz.', value: null });
    expect((await submit(session, { USER_NAME: USER, USER_PIN: PIN, privacy_policy: 'true' })).finished).toBe(true);
  });

  it.each(['locked-pin', 'abort'])('is over after what cannot be mended: %s', async (what) => {
    const session = await begin();
    const last = what === 'abort' ? await submit(session, undefined, 'ABORT') : await logIn(session, USER, what);
    if (what !== 'abort') expect(last.__typename).toBe('WizardSessionOverError');
    expect((await submit(session)).__typename).toBe('WizardSessionOverError');
    const { wizardSession } = await caller.data<{ wizardSession: JsonObject }>(FOLLOW, { id: session.transaction });
    const code = what === 'abort' ? 'client_aborted' : 'login_failed';
    expect(wizardSession).toMatchObject({ lastError: { code }, connection: null });
  });

  it('asks for a TAN, and goes back', async () => {
    const session = await begin();
    expect((await logIn(session, 'tan-user')).form?.name).toBe('tan');
    expect(await submit(session, { TAN: '1' })).toMatchObject({ error: { recoverable: true }, form: { name: 'tan' } });
    expect((await submit(session, undefined, 'BACK')).form?.name).toBe('login');
    await submit(session, { USER_NAME: 'tan-user', USER_PIN: PIN, privacy_policy: 'true' });
    expect((await submit(session, { TAN: '4711' })).finished).toBe(true);
  });

  it('waits for the approval in an app', async () => {
    const session = await begin();
    expect(await logIn(session, 'app-user')).toMatchObject({ finished: false, pollAfterMs: 1234 });
    expect(await submit(session, undefined, 'POLL')).toMatchObject({ finished: false, pollAfterMs: 1234 });
    expect(await submit(session, undefined, 'POLL')).toMatchObject({ finished: true, pollAfterMs: null });
  });

  it('gives every kind of element a type of its own, and hands on those that nobody knows yet', async () => {
    const session = await begin();
    const { form } = await logIn(session, 'every-element');
    const byKind = new Map(form?.elements.map((element) => [element.type, element]));
    const [plain, marked] = form?.elements.filter(({ type }) => type === 'help_text') ?? [];
    expect(plain).toMatchObject({ __typename: 'WizardHelpText', title: 'Hilfe', text: 'Lies das.' });
    expect(byKind.get('image')).toMatchObject({ __typename: 'WizardImage', image: 'aW1hZ2U=' });
    expect(byKind.get('captcha')).toMatchObject({
      __typename: 'WizardCaptchaField',
      name: 'captcha',
      image: 'Y2FwdGNoYQ==',
    });
    expect(byKind.get('flicker')).toMatchObject({
      __typename: 'WizardFlickerField',
      code: [
        ['0', '1', '1'],
        ['1', '0', '0'],
      ],
    });
    const named = (name: string) => form?.elements.find((element) => element.name === name);
    expect(named('login_tab')).toMatchObject({ __typename: 'WizardTabs', tabs: ['PIN', 'App'], selected: 'App' });
    expect(named('way')).toMatchObject({
      __typename: 'WizardTabs',
      selected: 'app',
      choices: [
        { value: 'pin', label: 'Mit PIN' },
        { value: 'app', label: 'Per App' },
      ],
    });
    expect(named('csrf')).toMatchObject({ __typename: 'WizardHiddenField', sentBack: 'h1' });
    expect(marked).toMatchObject({
      text: 'Lies das Merkblatt ganz.',
      richText: {
        parts: [
          { kind: 'TEXT', text: 'Lies das ', url: null },
          { kind: 'LINK', text: 'Merkblatt', url: 'https://bank.example/m' },
          { kind: 'TEXT', text: ' ', url: null },
          { kind: 'BOLD', text: 'ganz', url: null },
          { kind: 'TEXT', text: '.', url: null },
        ],
      },
    });
    expect(byKind.get('radio')).toMatchObject({
      __typename: 'WizardChoiceField',
      options: [
        { label: 'SMS', disabled: false },
        { label: 'Karte', disabled: true },
      ],
    });
    expect(byKind.get('redirect')).toMatchObject({ __typename: 'WizardRedirect', url: 'https://bank.example/login' });
    expect(byKind.get('hologram')).toMatchObject({
      __typename: 'WizardOtherElement',
      raw: { type: 'hologram', depth: 3 },
    });
  });

  it.each([
    ['an error', { kind: 'answer', answer: failure(500) }],
    ['a broken connection', { kind: 'reset' }],
    ['a lost answer', { kind: 'lose-answer' }],
  ] as const)('sends values once, whatever comes back: %s', async (_, strike) => {
    const session = await begin();
    await chooseBank(session);
    deployment.xs2a.forgetRequests();
    const lift = deployment.xs2a.fault({ method: 'POST', path: WIZARD, strike });
    const values = [{ name: 'USER_PIN', value: PIN }];
    const answer = await caller.ask(SUBMIT, { input: { key: session.key, values } });
    lift();
    expect(answer.errors).toHaveLength(1);
    expect(JSON.stringify(answer)).not.toContain(PIN);
    expect(deployment.xs2a.requestsOf('POST', WIZARD)).toHaveLength(1);
  });

  it('takes one step in an operation at most', async () => {
    const session = await begin();
    deployment.xs2a.forgetRequests();
    const step = `submitWizardStep(input: { key: "${session.key}" }) { __typename }`;
    const answer = await caller.ask(`mutation { a: ${step} b: ${step} }`);
    expect(answer.errors).not.toEqual([]);
    expect(deployment.xs2a.requestsOf('POST', WIZARD).length).toBeLessThanOrEqual(1);
  });

  it('does not let anybody guess', async () => {
    const session = await begin();
    await chooseBank(session);
    deployment.xs2a.forgetRequests();
    const guesses = Array.from({ length: 100 }, (_, number) => ({ name: 'USER_PIN', value: String(number) }));
    const answers = [];
    for (const guess of guesses)
      answers.push(await caller.ask(SUBMIT, { input: { key: session.key, values: [guess] } }));
    expect(answers.flatMap(codesOf)).toContain('RATE_LIMITED');
    expect(deployment.xs2a.requestsOf('POST', WIZARD).length).toBeLessThan(guesses.length);
  });

  it('is nobody else’s, and no different from one that does not exist', async () => {
    const session = await begin();
    const stranger = deployment.as(other);
    for (const id of [session.transaction, 'TX-ABSENT', '../users', '']) {
      expect(codesOf(await stranger.ask(FOLLOW, { id }))).toEqual(['NOT_FOUND']);
    }
    deployment.xs2a.forgetRequests();
    const foreign = await stranger.data<{ submitWizardStep: Step }>(SUBMIT, { input: { key: session.key } });
    const absent = await stranger.data<{ submitWizardStep: Step }>(SUBMIT, { input: { key: 'wizkey_absent' } });
    expect(foreign).toEqual(absent);
    expect(['NotFoundError', 'WizardSessionOverError']).toContain(foreign.submitWizardStep.__typename);
    expect(session.shown).toEqual([]);
  });
});
