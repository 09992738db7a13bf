import type { Answer } from '../other-xs2a/answer.js';
import { failure } from '../other-xs2a/answer.js';

/** Answers of an upstream that repeats everything it knows, in all the ways in which answers can be wrong. */
export function faultyAnswers(texts: readonly string[]): Readonly<Record<string, Answer>> {
  const all = texts.join(' ');
  const inHeader = encodeURIComponent(all).slice(0, 4_000);
  const headers = { 'x-debug': inHeader, 'set-cookie': `session=${inHeader}`, 'x-request-id': inHeader };
  const html = { 'content-type': 'text/html' };
  const first = texts[0] ?? '';
  return {
    ...Object.fromEntries([400, 403, 404, 409, 418, 422].map((status) => [String(status), failure(status, headers)])),
    'a wrong login': failure(401, { 'www-authenticate': `Basic realm="${inHeader}"` }),
    'a redirect': { status: 302, body: all, headers: { location: `https://example.com/${inHeader}` } },
    'a redirect to nowhere': { status: 307, headers: { location: `http://${inHeader}:x/` } },
    HTML: { status: 200, body: `<html><title>${all}</title>`, headers: html },
    'HTML of a fault': { status: 404, body: `<html>${all}`, headers: html },
    'a list of texts': { status: 200, body: texts },
    'texts everywhere': {
      status: 200,
      body: { data: texts, message: all, form: all, error: { message: all }, id: all },
    },
    'texts in rows': {
      status: 200,
      body: { total: all, data: texts.map((text) => ({ id: text, [text]: text, type: text })) },
    },
    'broken JSON': { status: 200, body: `{"iban": ${first}, "all": "${all}` },
    'JSON that ends early': { status: 200, body: JSON.stringify({ data: texts }).slice(0, -3) },
    'JSON with a tail': { status: 200, body: `{"data":[]}${all}` },
    'JSON in another encoding': { status: 200, body: JSON.stringify(texts), headers: { 'content-encoding': 'gzip' } },
    'a status that says it': { status: 404, body: `${all}\u0000`, headers: { 'content-type': inHeader.slice(0, 200) } },
  };
}

/** These are asked for again, which takes its time. */
export function passingAnswers(texts: readonly string[]): Readonly<Record<string, Answer>> {
  const said = encodeURIComponent(texts.join(' ')).slice(0, 2_000);
  return {
    '429': failure(429, { 'retry-after': said }),
    '500': failure(500, { 'x-debug': said }),
    '503': failure(503, { 'retry-after': said }),
  };
}
