import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The TypeScript files in these folders, and in those within them, sorted. */
export function sourceFiles(folders: readonly string[]): readonly string[] {
  return folders
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
    .filter((name) => name.endsWith('.ts'))
    .sort();
}
