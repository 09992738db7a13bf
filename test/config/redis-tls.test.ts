import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig, type ConfigError } from '../../src/config/config.js';
import { makeCertificate, noOpenssl, type CertificateFiles } from '../support/certificate.js';
import { describeUnless } from '../support/unless.js';

const ENCRYPTION_KEY = Buffer.alloc(32, 7).toString('base64');

describeUnless(noOpenssl)('certificates for Redis', () => {
  let folder: string;
  let one: CertificateFiles;
  let other: CertificateFiles;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'certificates-'));
    one = makeCertificate(folder, 'one');
    other = makeCertificate(folder, 'other');
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const read = (variables: NodeJS.ProcessEnv, url = 'rediss://redis') =>
    readConfig({ ...variables, STORE_URL: url, ENCRYPTION_KEY });

  it('are known by their paths, since they are renewed from time to time', () => {
    const { store, warnings } = read({
      REDIS_CA_FILE: other.cert,
      REDIS_CERT_FILE: one.cert,
      REDIS_KEY_FILE: one.key,
    });
    expect(store).toMatchObject({ tls: { ca: other.cert, certificate: one } });
    expect(warnings).toEqual([]);
  });

  it.each<[string, () => NodeJS.ProcessEnv]>([
    ['REDIS_CA_FILE', () => ({ REDIS_CA_FILE: one.key })],
    ['REDIS_CERT_FILE', () => ({ REDIS_CERT_FILE: one.key, REDIS_KEY_FILE: one.key })],
    ['REDIS_CERT_FILE', () => ({ REDIS_CERT_FILE: one.cert })],
    ['REDIS_KEY_FILE', () => ({ REDIS_CERT_FILE: one.cert, REDIS_KEY_FILE: one.cert })],
    ['REDIS_KEY_FILE', () => ({ REDIS_CERT_FILE: one.cert, REDIS_KEY_FILE: other.key })],
    ['REDIS_KEY_FILE', () => ({ REDIS_KEY_FILE: one.key })],
  ])('are refused where one does not fit: %s (%#)', (name, variables) => {
    const faults = () => {
      try {
        return read(variables()).warnings;
      } catch (error) {
        return (error as ConfigError).faults;
      }
    };
    expect(faults()).toEqual([expect.stringMatching(`^${name} (needs|is not|does not)`)]);
  });

  it('are of no use without TLS', () => {
    const { warnings } = read({ REDIS_CA_FILE: one.cert }, 'redis://redis');
    expect(warnings).toEqual([expect.stringMatching(/^REDIS_CA_FILE is without effect/)]);
  });
});
