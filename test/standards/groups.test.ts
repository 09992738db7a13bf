import { readdirSync } from 'node:fs';
import { GROUPS } from '../support/group.js';

test('each group of tests has a file that Jest runs', () => {
  expect(readdirSync('test/groups').sort()).toEqual(
    Object.keys(GROUPS)
      .map((name) => `${name}.ts`)
      .sort(),
  );
});
