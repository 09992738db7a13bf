/** Where a server listens; the embedded test bank always has the machine's own address. */
export type PortVariable = 'PORT' | 'TESTBANK_PORT';

/** What is wrong with where a server was told to listen, as a line of ConfigError; undefined when it is something else. */
export function listeningFault(error: unknown, variable: PortVariable): string | undefined {
  switch (typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined) {
    case 'EADDRINUSE':
      return `${variable} is in use by another program`;
    case 'EACCES':
      return `${variable} is not for this user to listen at`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return 'HOST is no address of this machine';
    default:
      return undefined;
  }
}
