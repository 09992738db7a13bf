import { spawnSync } from 'node:child_process';

// The whole suite with another version of Node, which npm fetches: `npm run test:node -- 24`; further arguments go to Jest.

const [version, ...args] = process.argv.slice(2);
if (!/^\d+(\.\d+)*$/.test(version ?? '')) {
  console.error('Which Node? npm run test:node -- 24');
  process.exit(2);
}
const withNode = ['-y', '-p', `node@${version}`, '--'];
const run = (...command) => spawnSync('npx', [...withNode, ...command], { stdio: 'inherit' }).status ?? 1;
const status = run('node', '--version');
process.exitCode = status || run('node', 'node_modules/jest/bin/jest.js', '--config', 'jest.groups.config.js', ...args);
