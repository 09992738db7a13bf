import type {
  WizardHelpText,
  WizardImage,
  WizardOtherElement,
  WizardRedirect,
  WizardTabs,
} from '../schema/wizard-display.type.js';
import { recordOf, textOf, textsOf, type UpstreamRecord } from './lenient.js';
import { selectedAmong } from './wizard-choice.mapper.js';
import { base64Of } from './wizard-image.mapper.js';

/** Maps an element of its kind; null when it lacks what makes it one. */
type ElementMapper<T> = (element: UpstreamRecord) => T | null;

export const toImage: ElementMapper<WizardImage> = ({ data, label }) => {
  const image = base64Of(data);
  return image === null ? null : { __typename: 'WizardImage', type: 'image', image, label: textOf(label) };
};

export const toHelpText: ElementMapper<WizardHelpText> = ({ title, text }) => ({
  __typename: 'WizardHelpText',
  type: 'help_text',
  title: textOf(title),
  text: textOf(text) ?? '',
});

export const toRedirect: ElementMapper<WizardRedirect> = ({ url, label }) => {
  const address = textOf(url);
  return address === null
    ? null
    : { __typename: 'WizardRedirect', type: 'redirect', url: address, label: textOf(label) };
};

/** The mobile SDKs send the tab as `params`, where the element has no name of its own (published by the vendor). */
const UNNAMED_TABS = 'params';

export const toTabs: ElementMapper<WizardTabs> = ({ name, tabs, selected }) => {
  const names = Array.isArray(tabs) ? textsOf(tabs) : Object.keys(recordOf(tabs) ?? {});
  return {
    __typename: 'WizardTabs',
    type: 'tabs',
    name: textOf(name) ?? UNNAMED_TABS,
    tabs: names,
    selected: selectedAmong(names, selected),
  };
};

export function toOtherElement(element: UpstreamRecord): WizardOtherElement {
  return { __typename: 'WizardOtherElement', type: textOf(element.type) ?? '', raw: element };
}
