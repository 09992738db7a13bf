import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

// Writes sbom.cdx.json: what the package runs with, in CycloneDX. The same lock file gives the same bytes, on any day, in any
// folder and with any npm.

// Not `--omit dev`, with which npm leaves out what development's packages need as well.
const SBOM = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];

const { name, packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const installed = Object.entries(packages)
  .filter(([path, { dev, link }]) => path.includes('node_modules/') && !dev && !link)
  .map(([path, { version }]) => `pkg:npm/${path.replace(/^.*node_modules\//, '')}@${version}`);
const runs = new Set(installed);
const sbom = JSON.parse(execFileSync('npm', SBOM, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }));
delete sbom.serialNumber;
delete sbom.metadata.timestamp;
delete sbom.metadata.tools;
// npm takes the folder's.
sbom.metadata.component.name = name;
sbom.components = sbom.components.filter(({ purl }) => runs.has(decodeURIComponent(purl)));
const refs = new Set([sbom.metadata.component, ...sbom.components].map((component) => component['bom-ref']));
sbom.dependencies = sbom.dependencies
  .filter(({ ref }) => refs.has(ref))
  .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => refs.has(other)) }));
writeFileSync('sbom.cdx.json', `${JSON.stringify(sbom, null, 2)}\n`);
