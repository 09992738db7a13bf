// Packages that ship ES modules only; everything else in node_modules is loaded as it is.
const esmOnly = ['jose', 'graphql-request'];
// These import at run time, which Jest's modules cannot do as it is.
const importing = ['@opentelemetry/exporter-trace-otlp-http', '@opentelemetry/otlp-exporter-base'];

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  // Most of them wait for servers and timers, so both cores of a small machine are put to use.
  maxWorkers: '100%',
  testMatch: ['**/*.test.ts'],
  setupFiles: ['reflect-metadata'],
  // A net for what hangs, not an assertion: machines that run the tests may be busy.
  testTimeout: 180_000,
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transformIgnorePatterns: [`/node_modules/(?!(${[...esmOnly, ...importing].join('|')})/)`],
  transform: {
    '^.+\\.(t|j)s$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          keepClassNames: true,
        },
        module: { type: 'commonjs' },
      },
    ],
  },
};
