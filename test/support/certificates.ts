import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Paths of PEM files. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

export const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

/** Makes a certificate for this machine in a folder. @param issuer itself where undefined */
export function makeCertificate(folder: string, name: string, issuer?: Certificate): Certificate {
  const [cert, key] = [join(folder, `${name}.crt`), join(folder, `${name}.key`)];
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-nodes', '-days', '2', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'],
      ...['-subj', `/CN=${name}`, '-out', cert, '-keyout', key, '-addext', 'subjectAltName=IP:127.0.0.1'],
      ...(issuer === undefined ? [] : ['-CA', issuer.cert, '-CAkey', issuer.key]),
    ],
    { stdio: 'pipe' },
  );
  return { cert, key };
}
