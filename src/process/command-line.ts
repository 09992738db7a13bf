import { readFileSync } from 'node:fs';
import type { StopSignals } from './stop-signals.js';

const HELP = `Usage: xs2a-graphql-gateway [command]

Without a command it starts the gateway, which environment variables configure. Without XS2A_API_KEY it runs over an embedded test bank.

  token --bank-user <id> [--scope <scope>]…   prints a token for a bank user, by its id in the graph or at XS2A
  token --service [--scope <scope>]…          prints a token for a service
                                              Scopes: read, users, connections, accounts, tokens. For development only:
                                              over the embedded test bank, or with AUTH_JWT_SECRET.
  schema [--client] [--type-prefix <prefix>]  prints the SDL of the subgraph, or with --client the same graph without
         [--federated-access]                 the directives of Apollo Federation. The other options do what TYPE_PREFIX,
         [--service-scope <scope>]            FEDERATED_ACCESS and AUTH_SERVICE_SCOPE do for a running gateway.
  --help                                      prints this
  --version                                   prints the version
`;

/** Does what the command line asks for. */
export async function runCommand(
  [command, ...rest]: readonly string[],
  env: NodeJS.ProcessEnv,
  signals: StopSignals,
): Promise<void> {
  // Without its output the process ends, like any other of a pipeline.
  process.stdout.on('error', () => process.exit(1));
  switch (command) {
    case undefined:
      return (await import('./program.js')).run(env, signals);
    case 'token':
      return (await import('./token-command.js')).printToken(rest, env);
    case 'schema':
      return printSchema(rest);
    case '--help':
    case '-h':
      process.stdout.write(HELP);
      return;
    case '--version':
    case '-v':
      process.stdout.write(`${version()}\n`);
      return;
    default:
      process.stderr.write(`There is no such command.\n\n${HELP}`);
      process.exitCode = 1;
  }
}

async function printSchema(args: readonly string[]): Promise<void> {
  const { printSdl } = await import('./schema-command.js');
  await printSdl(args).catch((error: unknown) => {
    if (!(error instanceof TypeError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
}

function version(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    readonly version: string;
  };
  return version;
}
