import { startGateway, type Gateway } from './app.js';
import { banner } from './banner.js';
import { ConfigError, readConfig, type Config } from './config.js';
import { silentObserver } from './observer.js';

/** How long requests under way may take after a signal to stop. */
const GRACE_MS = 10_000;

const config = configOrExit();
const gateway = await startGateway(config, silentObserver);
process.stdout.write(banner(gateway));
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(gateway));

function configOrExit(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const fault of error.faults) process.stderr.write(`${fault}\n`);
    process.exit(1);
  }
}

async function stop({ close }: Gateway): Promise<void> {
  const giveUp = setTimeout(() => process.exit(0), GRACE_MS);
  await close();
  clearTimeout(giveUp);
  process.exit(0);
}
