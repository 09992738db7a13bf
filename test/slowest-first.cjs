const { default: Sequencer } = require('@jest/test-sequencer');

/** Without them at its beginning, a run would end with one core that works on one of them, and others that are idle. */
const LONGEST = [
  ...['browser', 'acceptance', 'programs', 'http', 'packages', 'live', 'schema', 'faults', 'cache', 'units'],
  ...['datasources', 'resolvers'],
];

/** A machine that has not run the tests before knows no times of its own, and would take the largest files first. */
module.exports = class SlowestFirst extends Sequencer {
  sort(tests) {
    const place = ({ path }) => {
      const index = LONGEST.findIndex((name) => path.endsWith(`/groups/${name}.ts`));
      return index === -1 ? LONGEST.length : index;
    };
    return super.sort(tests).sort((a, b) => place(a) - place(b));
  }
};
