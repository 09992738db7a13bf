import { inflateSync } from 'node:zlib';
import { pictureOf } from '../../../src/testbank/login/picture.js';

describe('a picture of digits', () => {
  it('is a PNG of their size, with a mark for every dot', () => {
    const png = Buffer.from(pictureOf('47'), 'base64');
    expect(png.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
    const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
    expect([width, height]).toEqual([72, 56]);
    const length = png.readUInt32BE(33);
    const pixels = inflateSync(png.subarray(41, 41 + length));
    expect(pixels).toHaveLength((width + 1) * height);
    const row = pixels.subarray((width + 1) * 8 + 1, (width + 1) * 9);
    const dots = Array.from({ length: width / 8 }, (_, dot) => (row[dot * 8] === 0 ? '#' : '.')).join('');
    expect(dots).toBe('.#.#.###.');
  });

  it('shows other digits otherwise', () => {
    expect(pictureOf('1234')).not.toBe(pictureOf('1235'));
  });
});
