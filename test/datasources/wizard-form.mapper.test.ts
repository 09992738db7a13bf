import * as fc from 'fast-check';
import { toWizardForm } from '../../src/datasources/wizard/wizard-form.mapper.js';

/** The elements of a form with these, as upstream lists them. */
function elements(...list: unknown[]): unknown[] {
  return toWizardForm({ name: 'login', elements: list })?.elements ?? [];
}

const field = { label: null, richLabel: null, required: false, error: null };

/** Without marks. */
const rich = (text: string) => ({ plain: text, parts: [{ kind: 'TEXT', text, url: null, values: null }] });

test('keeps the order of upstream, unknown kinds included', () => {
  const types = ['help_text', 'password', 'hologram', 'text', 'checkbox'];
  const list = elements(...types.map((type, index) => ({ type, name: `field${index}` })));
  expect(list.map((element) => (element as { type: string }).type)).toEqual(types);
});

test.each([null, undefined, [], {}, 'form'])('there is no form in %j', (form) => {
  expect(toWizardForm(form)).toBeNull();
});

test('a form without elements is still one', () => {
  expect(toWizardForm({ name: 'finish' })).toEqual({ name: 'finish', elements: [] });
});

describe('text and password', () => {
  test('a text field holds what upstream filled in', () => {
    const text = { type: 'text', name: 'bank_code', label: 'Bank', value: '88888888', validation: 'required|min:8' };
    expect(elements(text)).toEqual([
      {
        ...field,
        __typename: 'WizardTextField',
        type: 'text',
        name: 'bank_code',
        label: 'Bank',
        richLabel: rich('Bank'),
        required: true,
        value: '88888888',
        secret: false,
      },
    ]);
  });

  test('a secret never comes back', () => {
    const password = { type: 'password', name: 'USER_PIN', value: '123456' };
    expect(elements(password)).toEqual([
      { ...field, __typename: 'WizardTextField', type: 'password', name: 'USER_PIN', value: null, secret: true },
    ]);
  });
});

test.each([
  [true, true],
  ['1', true],
  [0, false],
  [undefined, false],
])('a checkbox that is %j is checked: %j', (checked, expected) => {
  const [box] = elements({ type: 'checkbox', name: 'privacy_policy', checked });
  expect(box).toMatchObject({ __typename: 'WizardCheckboxField', checked: expected });
});

describe('what is required', () => {
  test.each([
    ['required', true],
    ['required|min:5', true],
    ['min:5|required', true],
    ['accepted', true],
    [['required', 'min:5'], true],
    ['required_if:a,b', false],
    ['min:5', false],
    ['', false],
    [null, false],
  ])('with the rules %j: %j', (validation, required) => {
    expect(elements({ type: 'text', name: 'x', validation })).toMatchObject([{ required }]);
  });
});

test.each([
  [true, true],
  ['1', true],
  [false, false],
  [undefined, false],
])('a checkbox that says required: %j is so: %j', (required, expected) => {
  expect(elements({ type: 'checkbox', name: 'x', required })).toMatchObject([{ required: expected }]);
  expect(elements({ type: 'checkbox', name: 'x', required, validation: 'accepted' })).toMatchObject([
    { required: true },
  ]);
});

describe('what was wrong with the value sent last', () => {
  test.each([
    [{ invalid: true, validation_error: 'Zu kurz' }, 'Zu kurz'],
    [{ invalid: 1, validation_error: 'Zu kurz', failed_validation_rules: ['min:5'] }, 'Zu kurz'],
    [{ validation_error: 'Zu kurz' }, 'Zu kurz'],
    [{ invalid: true, validation_error: '', failed_validation_rules: ['min:5', 'alpha'] }, 'min:5, alpha'],
    [{ invalid: true }, 'invalid'],
    [{ invalid: false, validation_error: 'Zu kurz' }, null],
    [{ invalid: false, validation_error: '', failed_validation_rules: '' }, null],
    [{}, null],
  ])('of %j', (members, error) => {
    expect(elements({ type: 'password', name: 'USER_PIN', ...members })).toMatchObject([{ error }]);
  });
});

describe('choices', () => {
  const countries = { DE: 'Deutschland', AT: 'Österreich' };

  test.each([
    ['AT', 'AT'],
    [1, 'AT'],
    ['0', 'DE'],
    ['', null],
    [null, null],
    ['FR', null],
    [7, null],
  ])('a select with %j selected begins with %j', (selected, expected) => {
    const [choice] = elements({ type: 'select', name: 'country_id', options: countries, selected });
    expect(choice).toEqual({
      ...field,
      __typename: 'WizardChoiceField',
      type: 'select',
      name: 'country_id',
      options: [
        { value: 'DE', label: 'Deutschland', disabled: false },
        { value: 'AT', label: 'Österreich', disabled: false },
      ],
      selected: expected,
    });
  });

  test('the values of a radio are the positions of its options', () => {
    const options = [{ label: 'Girokonto' }, { label: 'Depot', disabled: 1 }, 'Sparbuch'];
    expect(elements({ type: 'radio', name: 'account', options, checked: 2 })).toMatchObject([
      {
        __typename: 'WizardChoiceField',
        type: 'radio',
        options: [
          { value: '0', label: 'Girokonto', disabled: false },
          { value: '1', label: 'Depot', disabled: true },
          { value: '2', label: 'Sparbuch', disabled: false },
        ],
        selected: '2',
      },
    ]);
  });

  test('options can have values of their own', () => {
    const options = [{ value: 'a', label: 'A' }, { value: 'b' }];
    expect(elements({ type: 'radio', name: 'x', options, checked: 'b' })).toMatchObject([
      {
        options: [
          { value: 'a', label: 'A' },
          { value: 'b', label: 'b' },
        ],
        selected: 'b',
      },
    ]);
  });

  test('a list of texts counts up from 0', () => {
    expect(elements({ type: 'select', name: 'x', options: ['A', 'B'], selected: 1 })).toMatchObject([
      { options: [{ value: '0' }, { value: '1' }], selected: '1' },
    ]);
  });

  test.each([undefined, null, 'none'])('options that are %j are none', (options) => {
    expect(elements({ type: 'select', name: 'x', options })).toMatchObject([{ options: [], selected: null }]);
  });
});

describe('pictures', () => {
  test.each(['aGVsbG8=', 'data:image/png;base64,aGVsbG8='])('%s is shown', (data) => {
    expect(elements({ type: 'captcha', name: 'code', data }, { type: 'image', data, label: 'QR' })).toEqual([
      { ...field, __typename: 'WizardCaptchaField', type: 'captcha', name: 'code', image: 'aGVsbG8=' },
      { __typename: 'WizardImage', type: 'image', image: 'aGVsbG8=', label: 'QR', richLabel: rich('QR') },
    ]);
  });

  test('a flicker code is frames of bars', () => {
    const code = [[0, 1], ['1', '0'], '11'];
    expect(elements({ type: 'flicker', name: 'tan', code })).toMatchObject([
      {
        __typename: 'WizardFlickerField',
        code: [
          ['0', '1'],
          ['1', '0'],
          ['1', '1'],
        ],
      },
    ]);
  });
});

test('help texts and redirects', () => {
  expect(
    elements(
      { type: 'help_text', title: '', text: 'Bitte App öffnen' },
      { type: 'redirect', url: 'https://bank.example/login', back: 'Zurück' },
    ),
  ).toEqual([
    {
      __typename: 'WizardHelpText',
      type: 'help_text',
      title: null,
      text: 'Bitte App öffnen',
      richText: rich('Bitte App öffnen'),
    },
    { __typename: 'WizardRedirect', type: 'redirect', url: 'https://bank.example/login', label: null, richLabel: null },
  ]);
});

test.each([
  [
    { name: 'login_tab', tabs: ['PIN', 'Zertifikat'], selected: 'Zertifikat' },
    'login_tab',
    ['PIN', 'Zertifikat'],
    'Zertifikat',
  ],
  [{ name: 'login_tab', tabs: ['PIN', 'Zertifikat'], selected: 1 }, 'login_tab', ['PIN', 'Zertifikat'], 'Zertifikat'],
  [{ tabs: { pin: 'PIN', cert: 'Zertifikat' }, selected: 'pin' }, 'params', ['pin', 'cert'], 'pin'],
  [{ tabs: { pin: 'PIN', cert: 'Zertifikat' }, selected: 'Zertifikat' }, 'params', ['pin', 'cert'], 'cert'],
  [{ tabs: { pin: 'PIN', cert: 'Zertifikat' }, selected: 'other' }, 'params', ['pin', 'cert'], null],
  [{ tabs: [{ value: 'pin', label: 'PIN' }, { label: 'Zertifikat' }, null] }, 'params', ['pin', 'Zertifikat'], null],
  [{ name: 'login_tab', tabs: ['PIN'] }, 'login_tab', ['PIN'], null],
])('the tabs of %j', (tabs, name, names, selected) => {
  const labels = { pin: 'PIN', cert: 'Zertifikat' } as Record<string, string>;
  const choices = names.map((value) => ({ value, label: labels[value] ?? value, disabled: false }));
  expect(elements({ type: 'tabs', ...tabs })).toEqual([
    { __typename: 'WizardTabs', type: 'tabs', name, choices, tabs: names, selected },
  ]);
});

test.each([
  ['true', 'true'],
  [true, 'true'],
  [7, '7'],
  [' as it is ', ' as it is '],
  ['', ''],
  [null, ''],
  [{}, ''],
])('a hidden element with %j is sent back as %j', (value, sent) => {
  expect(elements({ type: 'hidden', name: 'reference', value })).toEqual([
    { __typename: 'WizardHiddenField', type: 'hidden', name: 'reference', value: sent },
  ]);
});

test('labels, hints and errors are without their marks', () => {
  const marked = '[Mehr|bold][br]dazu';
  const list = elements(
    { type: 'text', name: 'x', label: marked, validation_error: marked },
    { type: 'radio', name: 'y', options: [{ label: marked }] },
    { type: 'help_text', title: marked, text: marked },
  );
  const plain = 'Mehr\ndazu';
  expect(list).toMatchObject([
    { label: plain, richLabel: { plain, parts: [{ kind: 'BOLD' }, { kind: 'LINE_BREAK' }, {}] }, error: plain },
    { options: [{ label: plain }] },
    { title: plain, text: plain, richText: { plain } },
  ]);
});

describe('a choice between small forms', () => {
  const multi = {
    type: 'multi',
    name: 'login_type',
    selected: 'card',
    elements: [
      {
        label: 'Mit Namen',
        value: 'name',
        elements: [
          { type: 'text', name: 'USER_NAME' },
          { type: 'password', name: 'PIN' },
        ],
      },
      {
        label: 'Mit Karte',
        value: 'card',
        elements: [
          { type: 'text', name: 'CARD' },
          { type: 'password', name: 'PIN' },
        ],
      },
    ],
  };

  test('is a choice, followed by the elements of each form and when to draw them', () => {
    expect(elements({ type: 'help_text', text: '1' }, multi, { type: 'help_text', text: '2' })).toMatchObject([
      { text: '1' },
      {
        __typename: 'WizardChoiceField',
        type: 'multi',
        name: 'login_type',
        selected: 'card',
        options: [
          { value: 'name', label: 'Mit Namen', disabled: false },
          { value: 'card', label: 'Mit Karte', disabled: false },
        ],
      },
      { name: 'USER_NAME', shownWhen: { name: 'login_type', value: 'name' } },
      { name: 'PIN', secret: true, shownWhen: { name: 'login_type', value: 'name' } },
      { name: 'CARD', shownWhen: { name: 'login_type', value: 'card' } },
      { name: 'PIN', secret: true, shownWhen: { name: 'login_type', value: 'card' } },
      { text: '2' },
    ]);
  });

  test('within another one: the inner choice decides, and is drawn under the outer one', () => {
    const outer = { type: 'multi', name: 'outer', elements: [{ label: 'O', value: 'o', elements: [multi] }] };
    const nested = elements(outer) as { name: string; shownWhen?: object }[];
    expect(nested.map(({ name, shownWhen }) => [name, shownWhen])).toEqual([
      ['outer', undefined],
      ['login_type', { name: 'outer', value: 'o' }],
      ['USER_NAME', { name: 'login_type', value: 'name' }],
      ['PIN', { name: 'login_type', value: 'name' }],
      ['CARD', { name: 'login_type', value: 'card' }],
      ['PIN', { name: 'login_type', value: 'card' }],
    ]);
  });
});

describe('what the schema has no type for', () => {
  test.each([
    { type: 'hologram', name: 'x', anything: { at: ['all'] } },
    { type: 'text', label: 'has no name' },
    { type: 'captcha', name: 'x' },
    { type: 'flicker', name: 'x', code: '01' },
    { type: 'image', label: 'nothing to see' },
    { type: 'redirect', label: 'nowhere' },
    { type: 'multi', elements: [] },
    { type: 'hidden', value: 'nameless' },
    { type: 'constructor', name: 'x' },
    { type: '__proto__', name: 'x' },
  ])('%j is handed out as it is', (element) => {
    expect(elements(element)).toEqual([{ __typename: 'WizardOtherElement', type: element.type, raw: element }]);
  });

  test('an element without a type has none', () => {
    expect(elements({ name: 'x' })).toEqual([{ __typename: 'WizardOtherElement', type: '', raw: { name: 'x' } }]);
  });

  test('what is no element at all is left out', () => {
    expect(elements('text', null, 7, ['x'])).toEqual([]);
  });
});

test('whatever upstream sends, it is read', () => {
  const types = [
    'text',
    'password',
    'checkbox',
    'select',
    'radio',
    'captcha',
    'image',
    'flicker',
    'tabs',
    'help_text',
    'redirect',
    'multi',
    'hidden',
    'new',
  ];
  const members = [
    'name',
    'label',
    'value',
    'validation',
    'invalid',
    'validation_error',
    'failed_validation_rules',
    'options',
    'selected',
    'checked',
    'data',
    'code',
    'tabs',
    'text',
    'title',
    'url',
    'elements',
  ];
  const element = fc
    .record({ type: fc.constantFrom(...types) })
    .chain(({ type }) => fc.dictionary(fc.constantFrom(...members), fc.jsonValue()).map((rest) => ({ ...rest, type })));
  fc.assert(
    fc.property(fc.array(element), (list) => {
      const form = toWizardForm({ name: 'x', elements: list });
      for (const mapped of form?.elements ?? []) {
        expect(typeof mapped.type).toBe('string');
        if ('name' in mapped) expect(mapped.name).not.toBe('');
      }
    }),
  );
});
