import tseslint from 'typescript-eslint';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { importX } from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import { cycleLint } from './eslint.cycles.js';
import { graphqlLint } from './eslint.graphql.js';
import { promiseLint } from './eslint.promises.js';

/**
 * Which rooms a line of code may look into, from the ground floor up: none looks up. What is not named here is the top floor, where everything
 * is put together. `docs/architecture.md` draws it.
 */
export const floors = {
  errors: [],
  domain: ['errors'],
  schema: ['domain', 'errors'],
  config: ['domain'],
  store: ['config'],
  tracing: ['config', 'errors'],
  auth: ['config', 'domain', 'errors'],
  admission: ['auth', 'config', 'errors', 'store'],
  datasources: ['admission', 'domain', 'errors', 'schema', 'store', 'tracing'],
  operation: ['admission', 'auth', 'config', 'datasources', 'domain', 'errors', 'schema', 'store'],
  graphql: ['admission', 'domain', 'errors', 'operation', 'store'],
  resolvers: ['auth', 'datasources', 'domain', 'errors', 'graphql', 'operation', 'schema'],
  http: ['admission', 'auth', 'datasources', 'domain', 'errors', 'graphql', 'operation', 'tracing'],
  telemetry: ['admission', 'auth', 'config', 'datasources', 'errors', 'graphql', 'http', 'store', 'tracing'],
};

const rooms = [
  ...Object.entries(floors).map(([room, below]) => ({
    target: `./src/${room}`,
    from: './src',
    except: [room, ...below].map((name) => `./${name}`),
    message: `src/${room} may know ${below.length === 0 ? 'no other room' : below.join(', ')}.`,
  })),
  // The client goes into other people's programs, browsers included.
  { target: './client', from: ['./src', './test'] },
  { target: './src', from: ['./client', './test'] },
  // What stands in for XS2A.api shares nothing with the gateway but the published contract.
  { target: ['./src/testbank', './test/testbank'], from: './src', except: ['./testbank'] },
  // Acceptance tests know the program from outside.
  { target: './test/acceptance', from: './src' },
];

const OPEN_TELEMETRY = {
  group: ['@opentelemetry/*'],
  message: 'Only src/tracing and its observer know OpenTelemetry.',
};
const INSIDE_GRAPHQL = {
  group: ['graphql/*'],
  message: 'Only src/graphql/execution/graphql-internals.ts knows what graphql-js does not export.',
};

function restricted(...patterns) {
  return ['error', { patterns }];
}

export default tseslint.config(
  // What the benchmark compiles, and what it compiles it from, whose packages are not among ours.
  { ignores: ['bench/gateways/dist', 'bench/gateways/peers/apollo'] },
  {
    ignores: [
      'dist',
      '.build-*',
      'coverage',
      'node_modules',
      'client/src/generated',
      'client/dist',
      'examples/clients/generated',
      'examples/clients/relay/__generated__',
      'examples/money/src/gql',
      'examples/money/dist',
    ],
  },
  ...graphqlLint,
  {
    files: ['**/*.{js,ts}'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    plugins: { 'import-x': importX },
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ['*.js'] }, tsconfigRootDir: import.meta.dirname },
    },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    rules: {
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-restricted-paths': ['error', { zones: rooms }],
      '@typescript-eslint/consistent-type-imports': 'error',
      // Decorators declare arguments that a method need not read.
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // The classes of src/schema describe shapes; nothing makes instances of them.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      complexity: ['error', 15],
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "MemberExpression[object.name='process'][property.name='env']",
          message: 'Only src/config/config.ts reads the environment.',
        },
      ],
    },
  },
  promiseLint,
  cycleLint,
  { files: ['src/**/*.ts'], rules: { 'no-restricted-imports': restricted(OPEN_TELEMETRY, INSIDE_GRAPHQL) } },
  {
    files: ['src/tracing/*.ts', 'src/telemetry/tracing-observer.ts'],
    rules: { 'no-restricted-imports': restricted(INSIDE_GRAPHQL) },
  },
  {
    files: ['src/graphql/execution/graphql-internals.ts'],
    rules: { 'no-restricted-imports': restricted(OPEN_TELEMETRY) },
  },
  { files: ['src/config/config.ts', 'src/testbank/main.ts', 'src/main.ts'], rules: { 'no-restricted-syntax': 'off' } },
  // Apollo Client has its types told of defaults by a namespace.
  {
    files: ['examples/clients/**/*.ts'],
    rules: { '@typescript-eslint/no-namespace': ['error', { allowDeclarations: true }] },
  },
  { files: ['test/**/*.ts'], rules: { 'max-lines-per-function': 'off', 'max-lines': 'off' } },
  { files: ['**/*.js'], ...tseslint.configs.disableTypeChecked },
  // Its packages are not among ours, so its types are checked by its own build.
  {
    files: ['examples/money/**/*.{ts,tsx}'],
    extends: [...tseslint.configs.strict, reactHooks.configs.flat.recommended, tseslint.configs.disableTypeChecked],
    rules: { '@typescript-eslint/no-namespace': ['error', { allowDeclarations: true }] },
  },
);
