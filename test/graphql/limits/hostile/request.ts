import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';

/** Stands in what hostile requests say, so that an echo of it can be found. */
export const MARK = 'Zq7MarkQz';

export interface HostileRequest {
  readonly kind: string;
  readonly method?: string;
  readonly path?: string;
  /** In place of a GraphQL request's usual ones where they have the same name; undefined takes one away. */
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** An object is sent as JSON. */
  readonly body?: object | string | Buffer;
}

/** Bytes as they go over the wire. Whatever comes back until the connection ends is the answer. */
export interface RawRequest {
  readonly kind: string;
  readonly raw: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  /** Names and values of all headers, in turns. */
  readonly headers: readonly string[];
}

export function send(url: string, hostile: HostileRequest, jwt: string | undefined): Promise<HttpAnswer> {
  const { method = 'POST', path = '/graphql', body } = hostile;
  const usual = { 'content-type': 'application/json', ...(jwt && { authorization: `Bearer ${jwt}` }) };
  const headers: NonNullable<HostileRequest['headers']> = { ...usual, ...hostile.headers };
  const content = body === undefined || typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sent = httpRequest(url + path, { method, agent: false, path }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const { statusCode, headers: answered, rawHeaders } = response;
        resolve({ status: Number(statusCode), type: answered['content-type'] ?? '', text, headers: rawHeaders });
      });
      response.on('error', reject);
    });
    for (const [name, value] of Object.entries(headers)) if (value !== undefined) sent.setHeader(name, value);
    sent.on('error', reject);
    sent.setTimeout(20_000, () => sent.destroy(new Error(`There was no answer to ${hostile.kind}`)));
    sent.end(content);
  });
}

export function sendRaw(url: string, { kind, raw }: RawRequest): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(Buffer.from(raw, 'latin1')));
    socket.setTimeout(20_000, () => socket.destroy(new Error(`There was no answer to ${kind}`)));
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => {
      resolve(parseAnswer(Buffer.concat(chunks).toString('utf8')));
    });
  });
}

function parseAnswer(answer: string): HttpAnswer {
  const [head = '', ...rest] = answer.split('\r\n\r\n');
  const [, status = '0'] = /^HTTP\/1\.1 (\d{3})/.exec(head) ?? [];
  const [, type = ''] = /^content-type: *(.*)$/im.exec(head) ?? [];
  const text = rest.join('\r\n\r\n');
  // No body in chunks is an end and nothing before it.
  return { status: Number(status), type, text: text === '0\r\n\r\n' ? '' : text, headers: [head] };
}
