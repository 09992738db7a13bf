import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const EXAMPLE = 'examples/money';
const PARTS = ['src', 'server', 'index.html', 'codegen.ts', 'package.json', 'tsconfig.json', 'vite.config.ts'];

interface Step {
  readonly kind: string;
  readonly file: string;
  readonly text: string;
}

/** A copy of the example, changed and built as docs/tour.md says. @returns its folder */
export function followTour(): string {
  const page = readFileSync('docs/tour.md', 'utf8');
  const blocks = page.matchAll(/^```(\w+) (src\/\S+)\n(.*?)^```$/gms);
  const steps = [...blocks].map(([, kind = '', file = '', text = '']): Step => ({ kind, file, text }));
  expect(steps.length).toBeGreaterThan(5);

  // Beside the example, so that paths out of it hold.
  const folder = mkdtempSync('examples/.tour-');
  for (const part of PARTS) cpSync(join(EXAMPLE, part), join(folder, part), { recursive: true });
  symlinkSync(resolve(EXAMPLE, 'node_modules'), join(folder, 'node_modules'));
  for (const step of steps) follow(folder, step);
  const env = { ...process.env, NODE_ENV: 'production' };
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: folder, env, stdio: 'inherit' });
  return folder;
}

function follow(folder: string, { kind, file, text }: Step): void {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, kind === 'diff' ? patch(readFileSync(path, 'utf8'), text) : text);
}

function patch(before: string, diff: string): string {
  const lines = diff.trimEnd().split('\n');
  const without = (sign: string) => lines.filter((line) => !line.startsWith(sign)).map((line) => line.slice(1));
  const [old, changed] = [without('+').join('\n'), without('-').join('\n')];
  expect(before.split(old)).toHaveLength(2);
  return before.replace(old, () => changed);
}
