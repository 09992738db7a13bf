import type { CodegenConfig } from '@graphql-codegen/cli';

/** Typed documents for the operations in `src`, and which types an interface or union stands for (`possibleTypes`). */
const config: CodegenConfig = {
  schema: '../../schema.client.graphql',
  documents: ['src/**/*.{ts,tsx}', '!src/gql/**'],
  generates: {
    'src/gql/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        useTypeImports: true,
        strictScalars: true,
        enumType: 'string-literal',
        // Apollo Client asks for it everywhere.
        nonOptionalTypename: true,
        skipTypeNameForRoot: true,
        // All of them are strings in JSON. An amount of money is exact: never make a float of it.
        scalars: {
          ID: 'string',
          Date: 'string',
          DateTime: 'string',
          Decimal: 'string',
          CurrencyCode: 'string',
          CountryCode: 'string',
          JSON: 'unknown',
        },
      },
    },
    'src/gql/possible-types.ts': { plugins: ['fragment-matcher'] },
  },
};

export default config;
