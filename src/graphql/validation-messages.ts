/**
 * Constant messages in place of those of graphql-js's rules, which quote the document and thereby maybe a PIN. The locations show
 * where the fault is.
 */
const MESSAGES: readonly (readonly [RegExp, string])[] = [
  [/^Cannot query field/, 'The type has no such field.'],
  [/must not have a selection since/, 'The field has no fields to select.'],
  [
    /must have a selection of subfields|must have at least one field selected/,
    'The field needs a selection of fields.',
  ],
  [/ conflict because /, 'Fields of one name differ: give one of them an alias.'],
  [/^Unknown argument/, 'There is no such argument.'],
  [/^There can be only one argument/, 'An argument is given twice.'],
  [/^(Field|Directive) "\w+" argument|^Directive "@\w+" argument/, 'A required argument is missing.'],
  [/^Variable "\$\w+" is (not defined|of type)/, 'A variable is not defined, or may be null where it must not be.'],
  [/^Variable "\$\w+" of type .* used in position/, 'A variable is of another type than the place where it is used.'],
  [/^Variable "\$\w+" is never used/, 'A variable is not used.'],
  [/^Variable "\$\w+" cannot be non-input type/, 'A variable is of a type that is none for input.'],
  [/^There can be only one variable/, 'A variable is defined twice.'],
  [/^Unknown type/, 'There is no such type.'],
  [/^Unknown fragment/, 'There is no such fragment.'],
  [/^Unknown directive/, 'There is no such directive.'],
  [/^Directive "@\w+" may not be used/, 'The directive does not belong here.'],
  [/^The directive .* can only be used once/, 'The directive is used twice.'],
  [/^Fragment .* is never used/, 'A fragment is not used.'],
  [/^Fragment .*cannot condition on/, 'A fragment is on a type that has no fields.'],
  [/^Fragment .*cannot be spread here/, 'A fragment is spread where its type never is.'],
  [/^Cannot spread fragment/, 'A fragment spreads itself.'],
  [/^There can be only one fragment/, 'Two fragments have one name.'],
  [/^There can be only one operation/, 'Two operations have one name.'],
  [/^This anonymous operation must be the only/, 'An operation without a name has to be the only one.'],
  [/^There can be only one input field/, 'A field of an input is given twice.'],
  [/ is not defined by type /, 'The input has no such field.'],
  [/of required type .* was not provided/, 'A required field of an input is missing.'],
  [/^The .* definition is not executable/, 'A document has operations and fragments alone.'],
  [
    /^(Anonymous Subscription|Subscription ".*") must/,
    'A subscription has exactly one root field, without @skip or @include.',
  ],
  [/introspection is not allowed/, 'There is no introspection here.'],
  [/^Maximum introspection depth/, 'The introspection is too deep.'],
  [/^Too many validation errors/, 'There are more faults than are looked for.'],
  [
    /^Expected value of type|cannot represent|^Value .* does not exist in|^Enum |must be non-null|must specify exactly one/,
    'A value does not fit its type.',
  ],
];

/** A constant that contains nothing of the document. */
export function validationMessage(said: string): string {
  return MESSAGES.find(([pattern]) => pattern.test(said))?.[1] ?? 'The document does not fit the schema.';
}
