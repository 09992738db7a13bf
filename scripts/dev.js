import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';

// `npm run dev`: builds the gateway after every change and starts it anew once that has worked. Until then the one before runs.

/** An editor that saves several files does so within this time. */
const QUIET_MS = 100;

let program = start();
let timer;
let renewal = Promise.resolve();
let isEnding = false;

watch('src', { recursive: true }, () => {
  clearTimeout(timer);
  timer = setTimeout(() => {
    renewal = renewal.then(renew);
  }, QUIET_MS);
});
// A terminal sends SIGINT to the program as well.
process.once('SIGINT', () => void end());
process.once('SIGTERM', () => void end('SIGTERM'));

async function renew() {
  try {
    execFileSync(process.execPath, ['scripts/build.js', 'gateway'], { stdio: 'inherit' });
  } catch {
    return;
  }
  await ended(program, 'SIGTERM');
  if (!isEnding) program = start();
}

async function end(signal) {
  isEnding = true;
  await ended(program, signal);
  process.exit();
}

function start() {
  return spawn(process.execPath, ['--enable-source-maps', 'dist/main.js'], {
    stdio: 'inherit',
    env: { SHUTDOWN_GRACE_SECONDS: '0', ...process.env },
  });
}

async function ended(child, signal) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  if (signal !== undefined) child.kill(signal);
  await once(child, 'exit');
}
