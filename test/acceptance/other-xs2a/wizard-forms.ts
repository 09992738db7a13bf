import type { JsonObject } from './world.js';

export interface Form {
  readonly name: string;
  readonly elements: readonly JsonObject[];
}

export function start(): Form {
  return {
    name: 'start',
    elements: [
      {
        type: 'select',
        name: 'country_id',
        label: 'Land',
        options: { DE: 'Deutschland', AT: 'Österreich' },
        selected: 'DE',
        validation: 'required',
      },
      { type: 'text', name: 'bank_code', label: 'Bankleitzahl', value: '', validation: 'required|min:8' },
    ],
  };
}

export function login(): Form {
  return {
    name: 'login',
    elements: [
      { type: 'text', name: 'USER_NAME', label: 'Anmeldename', validation: 'required|min:5', invalid: false },
      { type: 'password', name: 'USER_PIN', label: 'PIN', validation: 'required|min:5' },
      { type: 'checkbox', name: 'privacy_policy', label: 'Ich stimme zu', checked: '0', validation: '' },
    ],
  };
}

export function tan(): Form {
  return { name: 'tan', elements: [{ type: 'text', name: 'TAN', label: 'TAN', validation: 'required' }] };
}

/** One of each kind that the contract names, and one that it does not. */
export function everyElement(): Form {
  return {
    name: 'zoo',
    elements: [
      { type: 'help_text', title: 'Hilfe', text: 'Lies das.' },
      { type: 'image', data: 'aW1hZ2U=' },
      { type: 'captcha', name: 'captcha', label: 'Zeichen', data: 'Y2FwdGNoYQ==' },
      {
        type: 'flicker',
        name: 'flicker',
        label: 'Flicker',
        code: [
          [0, 1, 1],
          [1, 0, 0],
        ],
      },
      { type: 'tabs', name: 'login_tab', tabs: ['PIN', 'App'], selected: 'App' },
      {
        type: 'radio',
        name: 'method',
        label: 'Verfahren',
        options: [
          { label: 'SMS', disabled: 0 },
          { label: 'Karte', disabled: '1' },
        ],
        checked: 0,
      },
      { type: 'redirect', url: 'https://bank.example/login', back: 'https://xs2a.example/back' },
      { type: 'hologram', name: 'holo', depth: 3 },
      // As mobile SDKs know them: tabs by their values, what is sent back unseen, and marks in texts.
      { type: 'tabs', name: 'way', tabs: { pin: 'Mit PIN', app: 'Per App' }, selected: 'app' },
      { type: 'hidden', name: 'csrf', value: 'h1' },
      { type: 'help_text', title: '', text: 'Lies das [Merkblatt|link::https://bank.example/m] [ganz|bold].' },
      { name: 'without a type' },
      null,
    ] as JsonObject[],
  };
}

/** As the person sees it. */
export function askedFor(form: Form): JsonObject {
  return { ...form, unheard_of: true };
}

/** The form with what is wrong with one of its fields. */
export function withFault(form: Form, name: string, message: string): { form: Form; message: string } {
  const elements = form.elements.map((element) =>
    element.name === name
      ? { ...element, invalid: 1, failed_validation_rules: ['min'], validation_error: message }
      : element,
  );
  return { form: { ...form, elements }, message };
}
