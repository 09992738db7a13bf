/** The variable of a server's port. The embedded test bank always listens on localhost. */
export type PortVariable = 'PORT' | 'TESTBANK_PORT';

/** A bad host or port as a line of ConfigError; undefined for other errors. */
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
