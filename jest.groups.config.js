import config from './jest.config.js';

/** All tests, in groups of files that share what they load: see test/support/group.ts. */
export default {
  ...config,
  testMatch: ['<rootDir>/test/groups/*.ts'],
  // Many of them wait for timers and servers, in the time of which another one can compute.
  maxWorkers: 3,
  testSequencer: '<rootDir>/test/slowest-first.cjs',
};
