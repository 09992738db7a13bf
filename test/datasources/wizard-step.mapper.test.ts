import { SESSION_OVER, toWizardStep } from '../../src/datasources/wizard/wizard-step.mapper.js';

const login = { name: 'login', elements: [] };
const finish = { name: 'finish', elements: [], parameters: ['share'] };

test.each([undefined, null, 'ok', []])('%j is no step', (body) => {
  expect(toWizardStep(body)).toBeUndefined();
});

test('a screen', () => {
  expect(toWizardStep({ code: 200, message: 'ok', error: [], polling: {}, form: login })).toEqual({
    __typename: 'WizardStep',
    form: login,
    finished: false,
    pollAfterMs: null,
    error: null,
    credentialShare: null,
  });
});

test('the last one', () => {
  expect(toWizardStep({ form: finish, polling: { interval: 1000 } })).toMatchObject({
    form: { name: 'finish', elements: [] },
    finished: true,
    pollAfterMs: null,
    credentialShare: 'share',
  });
});

test.each([undefined, [], [''], [null], 'share', {}])('parameters that are %j hold no share', (parameters) => {
  expect(toWizardStep({ form: { name: 'finish', parameters } })).toMatchObject({ credentialShare: null });
});

test('another form than the last one has no share to give', () => {
  expect(toWizardStep({ form: { ...finish, name: 'tan' } })).toMatchObject({ finished: false, credentialShare: null });
});

describe('errors', () => {
  test.each([undefined, null, [], {}, '', [{}], { message: '' }])('%j is none', (error) => {
    expect(toWizardStep({ error, form: login })).toMatchObject({ error: null });
  });

  test.each([
    [{ message: 'PIN falsch', recoverable: true }, 'PIN falsch'],
    [{ message: 'PIN falsch', recoverable: 1 }, 'PIN falsch'],
    [{ message: 'PIN falsch' }, 'PIN falsch'],
    [[{ message: 'PIN falsch', recoverable: '1' }], 'PIN falsch'],
    [['PIN falsch'], 'PIN falsch'],
    ['PIN falsch', 'PIN falsch'],
  ])('after %j the person can go on', (error, message) => {
    expect(toWizardStep({ error, form: login })).toMatchObject({ error: { message, recoverable: true }, form: login });
  });

  test.each([
    { message: 'Sitzung abgelaufen', recoverable: false },
    { message: 'Sitzung abgelaufen', recoverable: '0' },
    { recoverable: false },
    [{ message: 'Sitzung abgelaufen', recoverable: 0 }],
  ])('%j ends the session', (error) => {
    expect(toWizardStep({ error, form: login })).toBe(SESSION_OVER);
  });

  test('without a form, and without a word on it, there is no going on', () => {
    expect(toWizardStep({ error: { message: 'Vorbei' } })).toBe(SESSION_OVER);
  });
});

describe('polling', () => {
  test.each([
    [{ interval: 2500 }, 2500],
    [{ interval: '1000' }, 1000],
    [{ interval: 1 }, 1],
    [{ interval: 1e12 }, 2 ** 31 - 1],
    [{ interval: 0 }, null],
    [{ interval: -1 }, null],
    [{ interval: 'soon' }, null],
    [{}, null],
    [[], null],
    [null, null],
  ])('%j is every %j milliseconds', (polling, pollAfterMs) => {
    expect(toWizardStep({ polling, form: login })).toMatchObject({ pollAfterMs });
  });
});

describe('an answer without a form', () => {
  test.each([
    ['all right, and nothing to wait for', { code: 200, error: [], polling: {} }, true],
    ['with an empty form', { code: 200, form: [] }, true],
    ['with something to wait for', { code: 200, polling: { interval: 500 } }, false],
    ['with an error that can be corrected', { code: 200, error: { message: 'x', recoverable: true } }, false],
    ['that says nothing', {}, false],
  ])('%s', (_, body, finished) => {
    expect(toWizardStep(body)).toMatchObject({ finished });
  });
});
