import { CONTESTANTS } from './contestants.js';
import { factor } from './goals.js';
import { bestPeer, ratioOf } from './measure.js';
import { WORKLOADS } from './workloads.js';

const WIDTH = 860;
const BARS_FROM = 300;
const BARS_TO = 780;
const ROW = 22;
const COLOURS = { warm: '#0b7a75', fresh: '#2f9a94', cold: '#5bb5b0', rest: '#9aa0a6' };
const PEER_COLOUR = '#c98b2b';

/** Requests per second as a multiple of the best peer's, on a logarithmic scale, as an SVG. */
export function chartOf(results, names, caption) {
  const groups = Object.keys(results).map((workload) => [
    WORKLOADS[workload].title,
    ratiosOf(results[workload], names),
  ]);
  const scale = scaleOf(groups.flatMap(([, ratios]) => ratios.map(({ ratio }) => ratio)));
  const parts = [];
  let y = 62;
  for (const [title, ratios] of groups) {
    parts.push(text(16, y + 14, title.replaceAll('`', ''), 'font-weight="600"'));
    y += 26;
    for (const each of ratios) {
      parts.push(...barOf(each, y, scale));
      y += ROW;
    }
    y += 14;
  }
  const height = y + 48;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="system-ui, sans-serif" font-size="13" fill="#202124" role="img" aria-label="Requests per second, as a multiple of the best peer's">`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    text(16, 26, 'Requests per second, as a multiple of the best peer’s', 'font-size="16" font-weight="600"'),
    text(16, 46, 'Logarithmic scale; in brackets the upstream calls of a request', 'fill="#5f6368"'),
    ...gridOf(scale, height),
    ...parts,
    text(16, height - 12, caption, 'font-size="11" fill="#5f6368"'),
    '</svg>',
    '',
  ].join('\n');
}

function ratiosOf(byName, names) {
  const best = byName[bestPeer(byName)];
  if (best === undefined) return [];
  return names
    .filter((name) => byName[name] !== undefined)
    .map((name) => ({ name, ratio: ratioOf('perSecond', byName[name], best), calls: byName[name].calls }));
}

/** From a ratio to a place; the ends are powers of ten around everything there is. */
function scaleOf(ratios) {
  const finite = ratios.filter((ratio) => ratio > 0 && Number.isFinite(ratio));
  const low = Math.floor(Math.log10(Math.min(0.5, ...finite)));
  const high = Math.ceil(Math.log10(Math.max(2, ...finite)));
  const place = (ratio) => BARS_FROM + ((Math.log10(ratio) - low) / (high - low)) * (BARS_TO - BARS_FROM);
  const marks = Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index));
  return { place, marks };
}

function gridOf({ place, marks }, height) {
  return marks.flatMap((mark) => {
    const x = place(mark).toFixed(1);
    const stroke = mark === 1 ? '#80868b' : '#e8eaed';
    return [
      `<line x1="${x}" y1="58" x2="${x}" y2="${height - 50}" stroke="${stroke}"/>`,
      text(x, height - 36, `${mark}×`, 'font-size="11" fill="#5f6368" text-anchor="middle"'),
    ];
  });
}

function barOf({ name, ratio, calls }, y, { place, marks }) {
  const start = place(marks[0]);
  const width = Math.max(1, place(ratio) - start).toFixed(1);
  return [
    text(BARS_FROM - 10, y + 13, CONTESTANTS[name].title, 'text-anchor="end"'),
    `<rect x="${start}" y="${y + 2}" width="${width}" height="${ROW - 6}" fill="${COLOURS[name] ?? PEER_COLOUR}"/>`,
    text((place(ratio) + 6).toFixed(1), y + 13, `${factor(ratio)} (${calls})`, 'font-size="12"'),
  ];
}

/** Lines of the grid end where a text begins. */
const HALO = 'paint-order="stroke" stroke="#ffffff" stroke-width="4"';

function text(x, y, content, attributes = '') {
  return `<text x="${x}" y="${y}" ${HALO} ${attributes}>${escape(content)}</text>`;
}

function escape(content) {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
