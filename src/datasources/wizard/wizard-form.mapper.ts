import type { WizardCondition } from '../../schema/wizard-condition.type.js';
import type { AnyWizardFormElement, WizardForm } from '../../schema/wizard-step.type.js';
import { recordOf, textOf, type UpstreamRecord } from '../xs2a/lenient.js';
import { toHelpText, toHidden, toImage, toOtherElement, toRedirect, toTabs } from './wizard-display.mapper.js';
import * as field from './wizard-field.mapper.js';

/** An element, and when to draw it: always, where there is no condition. */
type Drawn = AnyWizardFormElement & { readonly shownWhen?: WizardCondition };

const BY_TYPE: Readonly<Record<string, (element: UpstreamRecord) => AnyWizardFormElement | null>> = {
  text: field.toTextField,
  password: field.toPasswordField,
  checkbox: field.toCheckboxField,
  select: field.toSelectField,
  radio: field.toRadioField,
  captcha: field.toCaptchaField,
  flicker: field.toFlickerField,
  image: toImage,
  help_text: toHelpText,
  redirect: toRedirect,
  tabs: toTabs,
  hidden: toHidden,
};

/** Null where upstream shows nothing. The order of the elements is upstream's. */
export function toWizardForm(value: unknown): WizardForm | null {
  const form = recordOf(value);
  if (form === null || Object.keys(form).length === 0) return null;
  return { name: textOf(form.name) ?? '', elements: toElements(form.elements) };
}

function toElements(value: unknown): Drawn[] {
  const elements: unknown[] = Array.isArray(value) ? value : [];
  return elements.flatMap((element) => {
    const record = recordOf(element);
    return record === null ? [] : toDrawn(record);
  });
}

/** What is no more than half of its kind is handed out as it is, rather than left out: the login might need it. */
function toDrawn(element: UpstreamRecord): Drawn[] {
  const type = textOf(element.type) ?? '';
  if (type === 'multi') return toAlternatives(element);
  const mapper = Object.hasOwn(BY_TYPE, type) ? BY_TYPE[type] : undefined;
  return [mapper?.(element) ?? toOtherElement(element)];
}

/**
 * A `multi` offers several small forms, of which the person fills in one: `name` is sent with the value of that one, and the
 * fields in it beside, all on one level (published by the vendor's mobile SDKs). So it becomes a choice, followed by the
 * elements of all its forms, each with the choice on which it is drawn.
 */
function toAlternatives(element: UpstreamRecord): Drawn[] {
  const choice = field.toAlternativesField(element);
  if (choice === null) return [toOtherElement(element)];
  const forms: unknown[] = Array.isArray(element.elements) ? element.elements : [];
  const nested = choice.options.flatMap(({ value }, index) =>
    toElements(recordOf(forms[index])?.elements).map((drawn) => ({
      shownWhen: { name: choice.name, value },
      ...drawn,
    })),
  );
  return [choice, ...nested];
}
