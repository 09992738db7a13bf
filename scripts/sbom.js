import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

// Writes sbom.cdx.json: what the package runs with, in CycloneDX. The same lock file gives the same bytes, on any day, in any
// folder and with any npm.

const SBOM = ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev', '--package-lock-only'];

const { name } = JSON.parse(readFileSync('package.json', 'utf8'));
const sbom = JSON.parse(execFileSync('npm', SBOM, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }));
delete sbom.serialNumber;
delete sbom.metadata.timestamp;
delete sbom.metadata.tools;
// npm takes the folder's.
sbom.metadata.component.name = name;
writeFileSync('sbom.cdx.json', `${JSON.stringify(sbom, null, 2)}\n`);
