import type {
  WizardHelpText,
  WizardImage,
  WizardOtherElement,
  WizardRedirect,
  WizardTabs,
} from '../../schema/wizard-display.type.js';
import type { WizardHiddenField } from '../../schema/wizard-hidden-field.type.js';
import { textOf, type UpstreamRecord } from '../xs2a/lenient.js';
import { selectedAmong, toTabChoices } from './wizard-choice.mapper.js';
import { base64Of } from './wizard-image.mapper.js';
import { labelsOf, plainTextOf, toHiddenField, toRichText } from './wizard-text.mapper.js';

/** Maps an element of its kind; null when it lacks what makes it one. */
type ElementMapper<T> = (element: UpstreamRecord) => T | null;

export const toImage: ElementMapper<WizardImage> = ({ data, label }) => {
  const image = base64Of(data);
  return image === null ? null : { __typename: 'WizardImage', type: 'image', image, ...labelsOf(label) };
};

export const toHelpText: ElementMapper<WizardHelpText> = ({ title, text }) => ({
  __typename: 'WizardHelpText',
  type: 'help_text',
  title: plainTextOf(title),
  text: plainTextOf(text) ?? '',
  richText: toRichText(text),
});

export const toRedirect: ElementMapper<WizardRedirect> = ({ url, label }) => {
  const address = textOf(url);
  return address === null ? null : { __typename: 'WizardRedirect', type: 'redirect', url: address, ...labelsOf(label) };
};

/** The mobile SDKs send the tab as `params`, where the element has no name of its own (published by the vendor). */
const UNNAMED_TABS = 'params';

export const toTabs: ElementMapper<WizardTabs> = ({ name, tabs, selected }) => {
  const choices = toTabChoices(tabs);
  const values = choices.map(({ value }) => value);
  // Upstream may name it by its label.
  const labelled = choices.find(({ label }) => label === plainTextOf(selected));
  return {
    __typename: 'WizardTabs',
    type: 'tabs',
    name: textOf(name) ?? UNNAMED_TABS,
    choices,
    tabs: values,
    selected: selectedAmong(values, selected) ?? labelled?.value ?? null,
  };
};

/** Its value goes back as it came; only text can. */
export const toHidden: ElementMapper<WizardHiddenField> = ({ name, value }) => {
  const given = textOf(name);
  return given === null ? null : toHiddenField(given, hiddenValueOf(value));
};

function hiddenValueOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

export function toOtherElement(element: UpstreamRecord): WizardOtherElement {
  return { __typename: 'WizardOtherElement', type: textOf(element.type) ?? '', raw: element };
}
