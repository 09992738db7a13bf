import { installedPackages } from './licences/installed.js';

// Lists what is installed without development's packages, by licence.

const byLicence = new Map<string, string[]>();
for (const { name, version, licence } of installedPackages()) {
  const packages = byLicence.get(licence) ?? [];
  byLicence.set(licence, [...packages, `${name}@${version}`]);
}
const mostFirst = [...byLicence].sort(([, a], [, b]) => b.length - a.length);
for (const [licence, packages] of mostFirst) {
  const listed = [...new Set(packages)].sort();
  process.stdout.write(`${licence} (${listed.length})\n${listed.map((one) => `  ${one}\n`).join('')}`);
}
