const { default: Sequencer } = require('@jest/test-sequencer');

/** Without them at its beginning, a run would end with one core that works on one of them, and others that are idle. */
const LONGEST = [
  'e2e/program',
  'faults/graph-faults',
  'e2e/shutdown',
  'datasources/faulty-upstream',
  'separation/separation',
  'access/access',
  'datasources/cache/life',
  'acceptance/canaries',
  'faults/memory',
  'http/explorer-process',
  'browser/connect-page',
  'tracing/program',
  'http/webhook',
  'package/package',
  'http/rate-limit',
  'e2e/store-outage',
];

/** A machine that has not run the tests before knows no times of its own, and would take the largest files first. */
module.exports = class SlowestFirst extends Sequencer {
  sort(tests) {
    const place = ({ path }) => {
      const index = LONGEST.findIndex((name) => path.includes(`/test/${name}`));
      return index === -1 ? LONGEST.length : index;
    };
    return super.sort(tests).sort((a, b) => place(a) - place(b));
  }
};
