import type { WizardChoice } from '../../schema/wizard-field.type.js';
import { booleanOf, recordOf, textOf } from '../xs2a/lenient.js';
import { plainTextOf } from './wizard-text.mapper.js';

/**
 * What there is to choose from. A `select` has an object of labels by value, a `radio` a list of `{label, disabled}`; PHP
 * also writes a list where the values happen to count up from 0. In a list, the value to send is the position (published by
 * the vendor's mobile SDKs).
 */
export function toWizardChoices(options: unknown): WizardChoice[] {
  if (Array.isArray(options)) return (options as unknown[]).map((option, index) => toChoice(option, String(index)));
  return Object.entries(recordOf(options) ?? {}).map(([value, option]) => toChoice(option, value));
}

function toChoice(option: unknown, name: string): WizardChoice {
  const record = recordOf(option);
  const value = textOf(record?.value) ?? name;
  const label = plainTextOf(record === null ? option : record.label);
  return { value, label: label ?? value, disabled: booleanOf(record?.disabled) ?? false };
}

/** Labels by key, of which the key is sent (published by the vendor's mobile SDKs); of a list, its texts themselves (its other SDKs). */
export function toTabChoices(tabs: unknown): WizardChoice[] {
  if (!Array.isArray(tabs)) return toWizardChoices(tabs);
  return (tabs as unknown[]).flatMap((tab) => {
    const name = textOf(tab) ?? textOf(recordOf(tab)?.label);
    return name === null ? [] : [toChoice(tab, name)];
  });
}

/** The value chosen to begin with: upstream names it by itself or by its position. */
export function selectedAmong(values: readonly string[], selected: unknown): string | null {
  const name = textOf(selected);
  if (name === null || values.includes(name)) return name;
  return (/^\d+$/.test(name) ? values[Number(name)] : undefined) ?? null;
}
