import { Kind, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql';
import type { WizardSubmission } from '../datasources/wizard/wizard-step.source.js';
import { GatewayError } from '../errors/gateway-error.js';
import type { SubmitWizardStepInput, WizardValueInput } from '../schema/mutations/submit-wizard-step.input.js';

const MAX_KEY_LENGTH = 512;
const MAX_NAME_LENGTH = 128;
const MAX_VALUE_LENGTH = 4096;

/** Names reserved for the upstream request. */
const RESERVED = ['key', 'action'];

/**
 * The submission. Its error messages never contain values, such as a PIN.
 *
 * @throws GatewayError BAD_USER_INPUT for input that no form can produce
 */
export function toWizardSubmission({ key, action, values }: SubmitWizardStepInput): WizardSubmission {
  const given = values ?? [];
  const names = new Set(given.map(({ name }) => name));
  require(key.trim() !== '' && key.length <= MAX_KEY_LENGTH, 'The wizard key has another form.');
  require(names.size === given.length, 'A step has one value for each name.');
  require(given.every(isOfAllowedSize), 'The name or the value of a field is empty or too long.');
  require(!RESERVED.some((name) =>
    names.has(name),
  ), 'No field of a form has that name: give `key` and `action` by themselves.');
  return { key, action: action ?? undefined, values: given.map(({ name, value }) => ({ name, value })) };
}

/** Empty values are allowed: they clear a field. */
function isOfAllowedSize({ name, value }: WizardValueInput): boolean {
  return name.trim() !== '' && name.length <= MAX_NAME_LENGTH && value.length <= MAX_VALUE_LENGTH;
}

/**
 * Milliseconds.
 *
 * @throws GatewayError BAD_USER_INPUT
 */
export function waitOf({ waitSeconds }: SubmitWizardStepInput): number {
  const seconds = waitSeconds ?? 25;
  require(seconds >= 1 && seconds <= 170, '`waitSeconds` is 1 to 170.');
  return seconds * 1_000;
}

function require(holds: boolean, message: string): void {
  if (!holds) throw new GatewayError('BAD_USER_INPUT', { message });
}

/**
 * Allows one step per operation: otherwise an operation could try many PINs. With several, all are rejected before the first one
 * runs, including those excluded by directives.
 *
 * @throws GatewayError OPERATION_LIMIT_EXCEEDED
 */
export function requireSingleStep(info: GraphQLResolveInfo): void {
  const steps = responseKeys(info.operation.selectionSet, info);
  if (new Set(steps).size <= 1) return;
  throw new GatewayError('OPERATION_LIMIT_EXCEEDED', { message: 'An operation submits one wizard step at most.' });
}

/** The response names of the field in the operation. Terminates, since validation rejects cyclic fragments. */
function responseKeys({ selections }: SelectionSetNode, info: GraphQLResolveInfo): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.INLINE_FRAGMENT) return responseKeys(selection.selectionSet, info);
    if (selection.kind === Kind.FIELD) {
      return selection.name.value === info.fieldName ? [(selection.alias ?? selection.name).value] : [];
    }
    const fragment = info.fragments[selection.name.value];
    return fragment === undefined ? [] : responseKeys(fragment.selectionSet, info);
  });
}
