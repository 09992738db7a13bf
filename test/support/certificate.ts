import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

/** A certificate that only those trust who are told to. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
  /** Of a file with the certificate. */
  readonly path: string;
  /** Of a file with its key. */
  readonly keyPath: string;
  remove(): void;
}

/** @param names that it is for: `DNS:…` and `IP:…` */
export function certificateFor(...names: readonly string[]): Certificate {
  const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
  const [path, keyPath] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const subject = ['-subj', '/CN=test', '-addext', `subjectAltName=${names.join(',')}`];
  execFileSync('openssl', [...request, ...subject, '-out', path, '-keyout', keyPath], { stdio: 'ignore' });
  return {
    certificate: readFileSync(path, 'utf8'),
    key: readFileSync(keyPath, 'utf8'),
    path,
    keyPath,
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}
