import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { notInstalled } from './unless.js';

export const noOpenssl = notInstalled('openssl', ['version']);

/** Paths of PEM files. */
export interface CertificateFiles {
  readonly cert: string;
  readonly key: string;
}

export interface CertificateOptions {
  /** Itself where undefined. */
  readonly issuer?: CertificateFiles;
  /** What it is for, such as `DNS:…` and `IP:…`; this machine by default. */
  readonly names?: readonly string[];
}

/** Makes a certificate in a folder. */
export function makeCertificate(
  folder: string,
  name: string,
  { issuer, names = ['IP:127.0.0.1'] }: CertificateOptions = {},
): CertificateFiles {
  const [cert, key] = [join(folder, `${name}.crt`), join(folder, `${name}.key`)];
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-nodes', '-days', '2', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'],
      ...['-subj', `/CN=${name}`, '-out', cert, '-keyout', key, '-addext', `subjectAltName=${names.join(',')}`],
      ...(issuer === undefined ? [] : ['-CA', issuer.cert, '-CAkey', issuer.key]),
    ],
    { stdio: 'pipe' },
  );
  return { cert, key };
}

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
  const { cert: path, key: keyPath } = makeCertificate(folder, 'certificate', { names });
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
