import type { WizardCondition } from '../../schema/wizard-condition.type.js';
import type { AnyWizardFormElement, WizardForm } from '../../schema/wizard-step.type.js';
import { recordOf, textOf, type UpstreamRecord } from '../xs2a/lenient.js';
import { toHelpText, toHidden, toImage, toOtherElement, toRedirect, toTabs } from './wizard-display.mapper.js';
import * as field from './wizard-field.mapper.js';

/** An element and the condition under which it is shown; without one, always. */
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

/** Null when upstream shows nothing. Elements are in upstream's order. */
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

/** Incomplete elements are passed on rather than dropped: the login may need them. */
function toDrawn(element: UpstreamRecord): Drawn[] {
  const type = textOf(element.type) ?? '';
  if (type === 'multi') return toAlternatives(element);
  const mapper = Object.hasOwn(BY_TYPE, type) ? BY_TYPE[type] : undefined;
  return [mapper?.(element) ?? toOtherElement(element)];
}

/**
 * A `multi` has several small forms, of which the user fills in one: `name` is sent with the value of that form, along with its
 * fields, all on one level (published by the vendor's mobile SDKs). It becomes a choice, followed by the elements of all its
 * forms, each shown for its choice only.
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
