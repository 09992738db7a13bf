import type { WizardChoice } from '../../schema/wizard-field.type.js';
import { booleanOf, recordOf, textOf } from '../xs2a/lenient.js';
import { plainTextOf } from './wizard-text.mapper.js';

/**
 * The options of a choice. A `select` has an object of labels by value, a `radio` a list of `{label, disabled}`; PHP also writes
 * a list when the values count up from 0. In a list, the value to send is the position (published by the vendor's mobile SDKs).
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

/**
 * Labels by key, where the key is sent (published by the vendor's mobile SDKs); in a list, the texts themselves are sent (its
 * other SDKs).
 */
export function toTabChoices(tabs: unknown): WizardChoice[] {
  if (!Array.isArray(tabs)) return toWizardChoices(tabs);
  return (tabs as unknown[]).flatMap((tab) => {
    const name = textOf(tab) ?? textOf(recordOf(tab)?.label);
    return name === null ? [] : [toChoice(tab, name)];
  });
}

/** The preselected value, which upstream gives as value or as position. */
export function selectedAmong(values: readonly string[], selected: unknown): string | null {
  const name = textOf(selected);
  if (name === null || values.includes(name)) return name;
  return (/^\d+$/.test(name) ? values[Number(name)] : undefined) ?? null;
}
