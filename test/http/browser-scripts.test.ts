import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';

const HTTP = 'src/http';
const projects = readdirSync(HTTP)
  .map((folder) => join(HTTP, folder, 'browser'))
  .filter((folder) => existsSync(join(folder, 'tsconfig.json')));

/** The scripts of the pages are JavaScript, which the build passes on without looking into it. */
it.each(projects)(
  'what browsers run in %s fits its types',
  (project) => {
    const { status, stdout } = spawnSync('node_modules/.bin/tsc', ['-p', project], { encoding: 'utf8' });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  },
  60_000,
);
