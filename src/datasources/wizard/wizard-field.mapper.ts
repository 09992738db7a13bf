import type {
  WizardCaptchaField,
  WizardCheckboxField,
  WizardChoiceField,
  WizardFlickerField,
  WizardTextField,
} from '../../schema/wizard-field.type.js';
import type { WizardFormField } from '../../schema/wizard-form-field.type.js';
import { booleanOf, textOf, textsOf, type UpstreamRecord } from '../xs2a/lenient.js';
import { selectedAmong, toWizardChoices } from './wizard-choice.mapper.js';
import { base64Of } from './wizard-image.mapper.js';
import { labelsOf, plainTextOf } from './wizard-text.mapper.js';

/** Maps a field of its kind; null when it lacks what makes it one, such as its name. */
type FieldMapper<T extends WizardFormField> = (element: UpstreamRecord) => T | null;

export const toTextField: FieldMapper<WizardTextField> = (element) =>
  asField(element, { __typename: 'WizardTextField', value: textOf(element.value), secret: false });

/** What a field for a secret may hold already never leaves. */
export const toPasswordField: FieldMapper<WizardTextField> = (element) =>
  asField(element, { __typename: 'WizardTextField', value: null, secret: true });

export const toCheckboxField: FieldMapper<WizardCheckboxField> = (element) =>
  asField(element, { __typename: 'WizardCheckboxField', checked: booleanOf(element.checked) ?? false });

export const toSelectField: FieldMapper<WizardChoiceField> = (element) => toChoiceField(element, element.selected);

export const toRadioField: FieldMapper<WizardChoiceField> = (element) => toChoiceField(element, element.checked);

/** Of a `multi`: the forms in it are what there is to choose from. */
export const toAlternativesField: FieldMapper<WizardChoiceField> = (element) =>
  toChoiceField({ ...element, options: element.elements }, element.selected);

export const toCaptchaField: FieldMapper<WizardCaptchaField> = (element) => {
  const image = base64Of(element.data);
  return image === null ? null : asField(element, { __typename: 'WizardCaptchaField', image });
};

export const toFlickerField: FieldMapper<WizardFlickerField> = (element) => {
  if (!Array.isArray(element.code)) return null;
  const code = (element.code as unknown[]).map((frame) => (typeof frame === 'string' ? [...frame] : textsOf(frame)));
  return asField(element, { __typename: 'WizardFlickerField', code });
};

function toChoiceField(element: UpstreamRecord, chosen: unknown): WizardChoiceField | null {
  const options = toWizardChoices(element.options);
  const selected = selectedAmong(
    options.map(({ value }) => value),
    chosen,
  );
  return asField(element, { __typename: 'WizardChoiceField', options, selected });
}

/** Adds to what is a kind's own what all fields have. */
function asField<Own extends object>(element: UpstreamRecord, own: Own) {
  const name = textOf(element.name);
  if (name === null) return null;
  return {
    ...own,
    type: textOf(element.type) ?? '',
    name,
    ...labelsOf(element.label),
    required: isRequired(element),
    error: errorOf(element),
  };
}

/** `validation` is written as Laravel's rules are: `required|min:5`; what is to be ticked is `accepted`, or `required` itself. */
function isRequired({ validation, required }: UpstreamRecord): boolean {
  if (booleanOf(required) === true) return true;
  const rules = textsOf(validation).flatMap((text) => text.split('|'));
  return rules.some((rule) => rule === 'required' || rule === 'accepted');
}

/** Upstream's own words where it has some, for they are made for the person; else the rules that were not met. */
function errorOf({ invalid, validation_error, failed_validation_rules }: UpstreamRecord): string | null {
  const text = plainTextOf(validation_error);
  const isInvalid = booleanOf(invalid) ?? text !== null;
  if (!isInvalid) return null;
  return text ?? (textsOf(failed_validation_rules).join(', ') || 'invalid');
}
