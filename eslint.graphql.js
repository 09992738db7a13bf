import graphql from '@graphql-eslint/eslint-plugin';

/**
 * A type that is named like one of Relay's connections, and is none: a login at a bank, in XS2A's own word for it and the
 * domain's. Lists of turnovers and bank users are called TurnoverConnection and BankUserConnection.
 */
const NO_RELAY_CONNECTION = ['BankConnection'];

/** Words of the trade that begin with the name of the type they are a field of. */
const WORDS = ['accountNumber', 'bankCode'];

/** The plugin's rule, but for findings about these names. */
function except(ruleName, names) {
  const rule = graphql.rules[ruleName];
  const create = (context) => {
    const report = (finding) => names.includes(subjectOf(finding.node)) || context.report(finding);
    return rule.create(Object.create(context, { report: { value: report } }));
  };
  return { [ruleName]: { ...rule, create } };
}

/** The name itself, or for the name of a field that of its type, when the rule is about that. */
function subjectOf(node) {
  let type = node.parent?.gqlType;
  while (type?.gqlType) type = type.gqlType;
  return WORDS.includes(node.value) ? node.value : (type?.name?.value ?? node.value);
}

const rules = {
  ...except('relay-connection-types', NO_RELAY_CONNECTION),
  ...except('relay-arguments', NO_RELAY_CONNECTION),
  ...except('no-typename-prefix', WORDS),
};

const languageOptions = {
  parser: graphql.parser,
  parserOptions: { graphQLConfig: { schema: 'schema.graphql', documents: 'client/operations/*.graphql' } },
};

/** The published schema, and the client's operations. */
export const graphqlLint = [
  {
    files: ['schema.graphql'],
    plugins: { '@graphql-eslint': { ...graphql, rules: { ...graphql.rules, ...rules } } },
    languageOptions,
    rules: {
      ...graphql.configs['flat/schema-recommended'].rules,
      '@graphql-eslint/no-scalar-result-type-on-mutation': 'error',
      '@graphql-eslint/require-description': [
        'error',
        {
          types: true,
          FieldDefinition: true,
          EnumValueDefinition: true,
          InputValueDefinition: true,
          // The roots are what their fields are, and an input is described by its type.
          ignoredSelectors: [
            '[type=ObjectTypeDefinition][name.value=/^(Query|Mutation|Subscription)$/]',
            '[name.value=input]',
          ],
        },
      ],
      // Values have no id: the things that do are the entities, and turnovers.
      '@graphql-eslint/strict-id-in-types': 'off',
      '@graphql-eslint/relay-connection-types': 'error',
      '@graphql-eslint/relay-arguments': ['error', { includeBoth: false }],
      '@graphql-eslint/relay-edge-types': [
        'error',
        { withEdgeSuffix: true, shouldImplementNode: false, listTypeCanWrapOnlyEdgeType: false },
      ],
      '@graphql-eslint/relay-page-info': 'error',
    },
  },
  {
    files: ['client/operations/*.graphql'],
    plugins: { '@graphql-eslint': graphql },
    languageOptions,
    rules: graphql.configs['flat/operations-recommended'].rules,
  },
];
