import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { undatedDeprecations, unannouncedBreaks } from './schema-changes.js';

// Names what in schema.graphql breaks clients of the last release, and what is deprecated without a date of removal.
const present = readFileSync('schema.graphql', 'utf8');
const today = new Date().toISOString().slice(0, 10);
const undated = undatedDeprecations(present).map(
  (name) => `${name} is deprecated, but not "Removal after YYYY-MM-DD."`,
);
const release = lastRelease();
const breaks = release === undefined ? [] : unannouncedBreaks(schemaAt(release), present, today);
for (const finding of [...undated, ...breaks]) console.error(finding);
if (release === undefined) console.log('There is no release to compare with: no tag v* before this commit.');
else console.log(`Changes since ${release} that break clients: ${breaks.length}.`);
if (undated.length > 0 || (breaks.length > 0 && release !== undefined && !isNewMajor(release))) process.exit(1);

function lastRelease(): string | undefined {
  try {
    return git('describe', '--tags', '--abbrev=0', '--match', 'v*').trim();
  } catch {
    return undefined;
  }
}

function schemaAt(release: string): string {
  return git('show', `${release}:schema.graphql`);
}

/** Versions before 1.0.0 may break clients with every minor one (semver.org, 4). */
function isNewMajor(release: string): boolean {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const [major = '', minor = ''] = version.split('.');
  const [releasedMajor, releasedMinor] = release.slice(1).split('.');
  return major !== releasedMajor || (major === '0' && minor !== releasedMinor);
}

function git(...args: string[]): string {
  return execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}
