import { crc32, deflateSync } from 'node:zlib';

/** Digits of three by five dots, row by row. */
const glyphs: Record<string, string> = {
  '0': '111101101101111',
  '1': '010110010010111',
  '2': '111001111100111',
  '3': '111001111001111',
  '4': '101101111001001',
  '5': '111100111001111',
  '6': '111100111101111',
  '7': '111001010010010',
  '8': '111101111101111',
  '9': '111101111001111',
};

const dot = 8;
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A picture of some digits: a PNG in Base64. */
export function pictureOf(digits: string): string {
  const rows = dotsOf(digits).flatMap((row) => Array.from({ length: dot }, () => scanLine(row)));
  const width = (dotsOf(digits)[0]?.length ?? 0) * dot;
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(rows.length, 4);
  const header = Buffer.concat([size, Buffer.from([8, 0, 0, 0, 0])]);
  const chunks = [
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ];
  return Buffer.concat([signature, ...chunks]).toString('base64');
}

/** The digits as rows of dots, with a margin of one dot around each. */
function dotsOf(digits: string): string[] {
  const blank = '0'.repeat(digits.length * 4 + 1);
  const lines = Array.from({ length: 5 }, (_, line) =>
    [...digits].map((digit) => `0${(glyphs[digit] ?? '').slice(line * 3, line * 3 + 3)}`).join(''),
  );
  return [blank, ...lines.map((line) => `${line}0`), blank];
}

/** A row of grey pixels, black where there is a dot, after the byte that says "not filtered". */
function scanLine(row: string): Buffer {
  const pixels = [...row].map((isDot) => Buffer.alloc(dot, isDot === '1' ? 0x00 : 0xff));
  return Buffer.concat([Buffer.from([0]), ...pixels]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}
