import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeInBrowser } from './browser.js';

/** Width and height of a PNG. */
function sizeOf(path: string): readonly [number, number] {
  const picture = readFileSync(path);
  expect(picture.subarray(1, 4).toString()).toBe('PNG');
  return [picture.readUInt32BE(16), picture.readUInt32BE(20)];
}

describeInBrowser('the pictures of the documentation', () => {
  it('can be taken of the program as it is, and are small', () => {
    const folder = mkdtempSync(join(tmpdir(), 'screenshots-'));
    try {
      execFileSync(process.execPath, ['scripts/screenshots.js', folder], {
        stdio: ['ignore', 'ignore', 'inherit'],
        // Jest cannot end what waits like this.
        timeout: 180_000,
      });
      const names = readdirSync('docs/images');
      expect(readdirSync(folder)).toEqual(names);
      for (const name of names) {
        expect(sizeOf(join(folder, name))).toEqual(sizeOf(join('docs/images', name)));
        expect(readFileSync(join('docs/images', name)).length).toBeLessThan(150_000);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
