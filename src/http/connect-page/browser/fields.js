import { h } from './dom.js';
import { drawFlicker } from './flicker.js';

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

/** @type {Record<string, (element: FormElement, texts: Texts) => Drawn>} by GraphQL type */
const DRAWINGS = {
  WizardTextField: drawText,
  WizardCheckboxField: drawCheckbox,
  WizardChoiceField: (element, texts) =>
    element.type === 'select' ? drawSelect(element, texts) : drawRadios(element, texts),
  WizardCaptchaField: (element, texts) => withPicture(element, texts, drawText(element, texts)),
  WizardFlickerField: (element, texts) => withFlicker(element, texts, drawText(element, texts)),
};

/**
 * @param {FormElement} element
 * @param {Texts} texts
 * @returns {Drawn | undefined} undefined for what is no field
 */
export function drawField(element, texts) {
  return DRAWINGS[element.__typename]?.(element, texts);
}

/** @param {FormElement} element @param {Texts} texts @returns {Drawn} */
function drawText(element, texts) {
  const input = h('input', {
    ...attributesOf(element),
    type: element.secret ? 'password' : 'text',
    value: element.value ?? '',
    autocomplete: 'off',
    autocapitalize: 'none',
    spellcheck: 'false',
  });
  const label = h('label', { for: input.id }, labelOf(element, texts));
  return {
    node: h('div', { class: 'field' }, label, ...errorOf(element), input),
    controls: [input],
    value: () => input.value,
  };
}

/** @param {FormElement} element @param {Texts} texts @returns {Drawn} */
function drawCheckbox(element, texts) {
  const input = h('input', { ...attributesOf(element), type: 'checkbox', checked: element.checked });
  const label = h('label', { class: 'option' }, input, h('span', {}, labelOf(element, texts)));
  return {
    node: h('div', { class: 'field' }, ...errorOf(element), label),
    controls: [input],
    value: () => String(input.checked),
  };
}

/** @param {FormElement} element @param {Texts} texts @returns {Drawn} */
function drawSelect(element, texts) {
  const options = element.options.map(({ value, label, disabled }) =>
    h('option', { value, disabled, selected: value === element.selected }, label),
  );
  const none = element.selected === null ? [h('option', { value: '', selected: true }, texts.choose)] : [];
  const select = h('select', attributesOf(element), ...none, ...options);
  const label = h('label', { for: select.id }, labelOf(element, texts));
  return {
    node: h('div', { class: 'field' }, label, ...errorOf(element), select),
    controls: [select],
    value: () => select.value,
  };
}

/** @param {FormElement} element @param {Texts} texts @returns {Drawn} */
function drawRadios(element, texts) {
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
  const legend = h('legend', { class: element.label === null ? 'unseen' : undefined }, element.label ?? texts.choose);
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

/** @param {FormElement} element @param {Texts} texts */
function labelOf({ label }, texts) {
  return label ?? texts.field;
}

/** @param {FormElement} element */
function errorOf({ name, error }) {
  return error === null ? [] : [h('p', { class: 'error', id: `field-${name}-error` }, error)];
}
