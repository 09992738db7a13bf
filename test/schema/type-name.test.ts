import type { GraphQLSchema } from 'graphql';
import { isInterfaceType, isObjectType, isUnionType } from 'graphql';
import type { BankConnection } from '../../src/schema/bank-connection.type.js';
import type { DeleteResult } from '../../src/schema/mutations/delete.result.js';
import type { SubmitWizardStepResult } from '../../src/schema/mutations/submit-wizard-step.result.js';
import {
  bankConnectionDisabledError,
  credentialShareRequiredError,
  idempotencyConflictError,
  invalidInputError,
  lastAttemptError,
  notFoundError,
  syncFailedBeforeError,
  syncLimitReachedError,
  wizardSessionOverError,
} from '../../src/schema/user-error.js';
import { USER_ERRORS } from '../../src/schema/user-error.code.js';
import type { AnyWizardFormElement } from '../../src/schema/wizard-step.type.js';
import { answer, buildVocabulary } from './vocabulary.js';

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await buildVocabulary();
});

const CONNECTION: BankConnection = {
  id: 'Yy4xLjI',
  xs2aId: '2',
  bankUserId: '1',
  transactionId: null,
  bankName: 'Testbank',
  bic: null,
  country: 'DE',
  testMode: true,
  createdAt: '2026-01-01T00:00:00Z',
  status: 'SYNC_FAILING',
  requiredAction: 'RESYNC',
  sync: {
    bankUserId: '1',
    connectionXs2aId: '2',
    mode: 'FULL',
    automatic: false,
    isOverdue: false,
    lastSyncedAt: null,
    consecutiveFailures: 1,
    failuresUntilDisabled: 2,
    message: null,
  },
  consent: { validUntil: '2026-03-01', daysRemaining: 30, state: 'VALID' },
};

test('every member of a union is told by its name', async () => {
  const unions = Object.values(schema.getTypeMap()).filter(isUnionType);
  expect(unions.map(({ name }) => name).sort()).toEqual([
    'CreateAccessTokenResult',
    'CreateBankConnectionResult',
    'CreateBankUserResult',
    'DeleteResult',
    'MarkTurnoversSeenResult',
    'ResetBankConnectionResult',
    'SubmitWizardStepResult',
    'SyncBankConnectionResult',
  ]);
  for (const union of unions) {
    for (const { name } of union.getTypes()) {
      expect(await answer(schema, union.name, '__typename', { __typename: name })).toEqual({ __typename: name });
    }
  }
});

test('a result that is no member, or has no name, is an error', async () => {
  await expect(answer(schema, 'DeleteResult', '__typename', { deletedId: 'x' })).rejects.toThrow();
  await expect(answer(schema, 'DeleteResult', '__typename', { __typename: 'SyncStarted' })).rejects.toThrow();
});

test('plain objects are results', async () => {
  const deleted: DeleteResult = { __typename: 'DeleteSuccess', deletedId: 'YS4xLjI' };
  expect(await answer(schema, 'DeleteResult', '... on DeleteSuccess { deletedId }', deleted)).toEqual({
    deletedId: 'YS4xLjI',
  });
});

describe('user errors', () => {
  const errors = [
    invalidInputError([{ path: ['email'], message: 'An email address is required.' }]),
    notFoundError(),
    idempotencyConflictError(),
    bankConnectionDisabledError(CONNECTION),
    lastAttemptError(CONNECTION),
    syncFailedBeforeError(CONNECTION),
    credentialShareRequiredError(),
    syncLimitReachedError(CONNECTION, '2026-11-27T08:00:00Z'),
    wizardSessionOverError(),
  ];

  test('there is one for each type of the table, with the code and message of the table', () => {
    expect(errors.map(({ __typename }) => __typename)).toEqual(Object.keys(USER_ERRORS));
    for (const error of errors) expect(error).toMatchObject(USER_ERRORS[error.__typename]);
  });

  test('no code stands for two types, and all are in the description that callers read', () => {
    const codes = Object.values(USER_ERRORS).map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    const documented = schema.getType('NotFoundError');
    if (!isObjectType(documented)) throw new Error('no NotFoundError');
    const { description } = documented.getFields().code ?? {};
    expect([...(description ?? '').matchAll(/\b[A-Z]+_[A-Z_]+\b/g)].map(String)).toEqual(codes);
  });

  test('all of them can be read by the interface', async () => {
    const sync = errors.filter(
      ({ __typename }) => __typename !== 'InvalidInputError' && __typename !== 'WizardSessionOverError',
    );
    for (const error of sync) {
      const selection = '__typename ... on UserError { code message retryable }';
      const { __typename } = error;
      expect(await answer(schema, 'SyncBankConnectionResult', selection, error)).toEqual({
        __typename,
        ...USER_ERRORS[__typename],
      });
    }
  });

  test('those about a connection tell which', async () => {
    const selection = '... on LastAttemptError { connection { id status sync { failuresUntilDisabled } } }';
    expect(await answer(schema, 'SyncBankConnectionResult', selection, lastAttemptError(CONNECTION))).toEqual({
      connection: { id: CONNECTION.id, status: 'SYNC_FAILING', sync: { failuresUntilDisabled: 2 } },
    });
  });
});

describe('elements of a form', () => {
  const field = { name: 'N', label: null, richLabel: null, required: true, error: null };
  const elements: AnyWizardFormElement[] = [
    { __typename: 'WizardTextField', type: 'password', ...field, value: null, secret: true },
    { __typename: 'WizardCheckboxField', type: 'checkbox', ...field, checked: false },
    {
      __typename: 'WizardChoiceField',
      type: 'radio',
      ...field,
      options: [{ value: '1', label: 'photoTAN', disabled: false }],
      selected: null,
    },
    { __typename: 'WizardCaptchaField', type: 'captcha', ...field, image: 'AA==' },
    {
      __typename: 'WizardFlickerField',
      type: 'flicker',
      ...field,
      code: [
        ['0', '1'],
        ['1', '1'],
      ],
    },
    { __typename: 'WizardImage', type: 'image', image: 'AA==', label: null, richLabel: null },
    { __typename: 'WizardHelpText', type: 'help_text', title: null, text: 'Read this.', richText: null },
    { __typename: 'WizardRedirect', type: 'redirect', url: 'https://bank.example', label: null, richLabel: null },
    { __typename: 'WizardTabs', type: 'tabs', name: 'T', choices: [], tabs: ['a', 'b'], selected: 'a' },
    { __typename: 'WizardHiddenField', type: 'hidden', name: 'H', value: '' },
    { __typename: 'WizardOtherElement', type: 'multi', raw: { type: 'multi', elements: [1, null, 'x'] } },
  ];
  const step: SubmitWizardStepResult = {
    __typename: 'WizardStep',
    form: { name: 'login', elements },
    finished: false,
    pollAfterMs: null,
    error: null,
    credentialShare: null,
  };

  test('each is told by its name and keeps its order', async () => {
    const selection = '... on WizardStep { form { elements { __typename type } } }';
    const expected = elements.map(({ __typename, type }) => ({ __typename, type }));
    expect(await answer(schema, 'SubmitWizardStepResult', selection, step)).toEqual({ form: { elements: expected } });
  });

  test('there is one here for each type that implements the interface', () => {
    const element = schema.getType('WizardFormElement');
    const implementing = Object.values(schema.getTypeMap()).filter(
      (type) => isObjectType(type) && type.getInterfaces().some((it) => it === element),
    );
    expect(implementing.map(({ name }) => name).sort()).toEqual(elements.map(({ __typename }) => __typename).sort());
  });

  test('every field is an element, so that one fragment on elements covers all', () => {
    const field = schema.getType('WizardFormField');
    expect(isInterfaceType(field) && field.getInterfaces().map(({ name }) => name)).toEqual(['WizardFormElement']);
  });

  test('those that take a value can be read by one interface', async () => {
    const selection = '... on WizardStep { form { elements { ... on WizardFormField { name required } } } }';
    const expected = elements.map((element) => ('required' in element ? { name: 'N', required: true } : {}));
    expect(await answer(schema, 'SubmitWizardStepResult', selection, step)).toEqual({ form: { elements: expected } });
  });

  test('what one kind has of its own comes along', async () => {
    const selection =
      '... on WizardStep { form { elements { ... on WizardFlickerField { code } ... on WizardOtherElement { raw } } } }';
    const answered = (await answer(schema, 'SubmitWizardStepResult', selection, step)) as {
      form: { elements: unknown[] };
    };
    expect(answered.form.elements[4]).toEqual({
      code: [
        ['0', '1'],
        ['1', '1'],
      ],
    });
    expect(answered.form.elements[10]).toEqual({ raw: { type: 'multi', elements: [1, null, 'x'] } });
  });
});
