import { h } from './dom.js';
import { drawFlicker } from './flicker.js';
import { drawRichText } from './rich-text.js';

/** @typedef {import('./graph.js').FormElement} FormElement */
/** @typedef {import('./texts.js').Texts} Texts */

/**
 * A field on the page.
 *
 * @typedef {object} Drawn
 * @property {HTMLElement} node
 * @property {HTMLElement[]} controls what can have the focus
 * @property {() => string | undefined} value to be sent; undefined where nothing was chosen
 */

/**
 * What a text in a label submits when it is chosen.
 *
 * @typedef {(values: { name: string, value: string }[]) => void} Submit
 */

/** @type {Record<string, (element: FormElement, texts: Texts, submit: Submit) => Drawn>} by GraphQL type */
const DRAWINGS = {
  WizardTextField: drawText,
  WizardCheckboxField: drawCheckbox,
  WizardChoiceField: (element, texts, submit) =>
    element.type === 'select' ? drawSelect(element, texts, submit) : drawRadios(element, texts, submit),
  WizardCaptchaField: (element, texts, submit) => withPicture(element, texts, drawText(element, texts, submit)),
  WizardFlickerField: (element, texts, submit) => withFlicker(element, texts, drawText(element, texts, submit)),
};

/**
 * @param {FormElement} element
 * @param {Texts} texts
 * @param {Submit} submit
 * @returns {Drawn | undefined} undefined for what is no field
 */
export function drawField(element, texts, submit) {
  return DRAWINGS[element.__typename]?.(element, texts, submit);
}

/** @param {FormElement} element @param {Texts} texts @param {Submit} submit @returns {Drawn} */
function drawText(element, texts, submit) {
  const isTan = takesTan(element);
  const isOfDigits = isTan || takesPin(element);
  const input = h('input', {
    ...attributesOf(element),
    type: element.secret ? 'password' : 'text',
    value: element.value ?? '',
    // A TAN from a text message can be taken over by a tap.
    autocomplete: isTan ? 'one-time-code' : 'off',
    inputmode: isOfDigits ? 'numeric' : undefined,
    autocapitalize: 'none',
    spellcheck: 'false',
  });
  const label = h('label', { for: input.id }, ...labelOf(element, texts, submit));
  const keyboard = isOfDigits ? [keyboardSwitch(input, texts)] : [];
  return {
    node: h('div', { class: 'field' }, label, ...errorOf(element), input, ...keyboard),
    controls: [input],
    value: () => input.value,
  };
}

/** @param {FormElement} element */
function takesTan({ __typename, name }) {
  return __typename === 'WizardFlickerField' || (__typename === 'WizardTextField' && /(^|_)tan(_|$)/i.test(name));
}

/** @param {FormElement} element */
function takesPin({ secret, name, label }) {
  return secret && /pin\b/i.test(`${name} ${label ?? ''}`);
}

/**
 * Most PINs and TANs are digits, but a bank may allow letters: on a touch screen, where the numeric keyboard has none, this
 * button switches to the other one.
 *
 * @param {HTMLInputElement} input
 * @param {Texts} texts
 */
function keyboardSwitch(input, texts) {
  const button = h('button', { type: 'button', class: 'quiet keyboard', 'aria-controls': input.id }, texts.letters);
  button.addEventListener('click', () => {
    const isNumeric = input.inputMode === 'numeric';
    input.inputMode = isNumeric ? 'text' : 'numeric';
    button.textContent = isNumeric ? texts.digits : texts.letters;
    input.focus();
  });
  return button;
}

/** @param {FormElement} element @param {Texts} texts @param {Submit} submit @returns {Drawn} */
function drawCheckbox(element, texts, submit) {
  const input = h('input', { ...attributesOf(element), type: 'checkbox', checked: element.checked });
  const label = h('label', { class: 'option' }, input, h('span', {}, ...labelOf(element, texts, submit)));
  return {
    node: h('div', { class: 'field' }, ...errorOf(element), label),
    controls: [input],
    value: () => String(input.checked),
  };
}

/** @param {FormElement} element @param {Texts} texts @param {Submit} submit @returns {Drawn} */
function drawSelect(element, texts, submit) {
  const options = element.options.map(({ value, label, disabled }) =>
    h('option', { value, disabled, selected: value === element.selected }, label),
  );
  const none = element.selected === null ? [h('option', { value: '', selected: true }, texts.choose)] : [];
  const select = h('select', attributesOf(element), ...none, ...options);
  const label = h('label', { for: select.id }, ...labelOf(element, texts, submit));
  return {
    node: h('div', { class: 'field' }, label, ...errorOf(element), select),
    controls: [select],
    value: () => select.value,
  };
}

/** @param {FormElement} element @param {Texts} texts @param {Submit} submit @returns {Drawn} */
function drawRadios(element, texts, submit) {
  const { id, ...shared } = attributesOf(element);
  const inputs = element.options.map(({ value, disabled }, index) =>
    h('input', {
      ...shared,
      id: `${id}-${index}`,
      type: 'radio',
      value,
      disabled,
      checked: value === element.selected,
    }),
  );
  const labels = inputs.map((input, index) =>
    h('label', { class: 'option' }, input, h('span', {}, element.options[index]?.label ?? '')),
  );
  const words = element.richLabel === null ? [texts.choose] : labelOf(element, texts, submit);
  const legend = h('legend', { class: element.richLabel === null ? 'unseen' : undefined }, ...words);
  return {
    node: h('fieldset', { class: 'field' }, legend, ...errorOf(element), ...labels),
    controls: inputs,
    value: () => inputs.find(({ checked }) => checked)?.value,
  };
}

/** @param {FormElement} element @param {Texts} texts @param {Drawn} field @returns {Drawn} */
function withPicture(element, texts, field) {
  field.node.prepend(drawPicture(element.image, texts.captcha));
  return field;
}

/** @param {FormElement} element @param {Texts} texts @param {Drawn} field @returns {Drawn} */
function withFlicker(element, texts, field) {
  field.node.prepend(drawFlicker(element.code, texts));
  return field;
}

/** @param {string} base64 @param {string} alt */
export function drawPicture(base64, alt) {
  return h('img', { class: 'picture', src: `data:image/png;base64,${base64}`, alt });
}

/** @param {FormElement} element */
function attributesOf({ name, required, error }) {
  const id = `field-${name}`;
  return {
    id,
    name,
    required,
    'aria-invalid': error === null ? undefined : 'true',
    'aria-describedby': error === null ? undefined : `${id}-error`,
  };
}

/** @param {FormElement} element @param {Texts} texts @param {Submit} submit */
function labelOf({ richLabel }, texts, submit) {
  return richLabel === null ? [texts.field] : drawRichText(richLabel, texts, submit);
}

/** @param {FormElement} element */
function errorOf({ name, error }) {
  return error === null ? [] : [h('p', { class: 'error', id: `field-${name}-error` }, error)];
}

/** @param {FormElement} element @param {HTMLElement} node of its field */
export function removeError({ name }, node) {
  const id = `field-${name}-error`;
  for (const control of node.querySelectorAll('[aria-invalid]')) {
    control.removeAttribute('aria-invalid');
    const others = (control.getAttribute('aria-describedby') ?? '').split(' ').filter((other) => other !== id);
    if (others.length > 0) control.setAttribute('aria-describedby', others.join(' '));
    else control.removeAttribute('aria-describedby');
  }
  node.querySelector(`#${CSS.escape(id)}`)?.remove();
}
