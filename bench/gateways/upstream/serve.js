// The upstream of all contestants: XS2A.api as far as the workloads need it, with recorded bodies and a constant latency, in a process of its own.
// It speaks just enough HTTP/1.1 over a bare socket to cost a small part of what any contestant costs.
import { createServer } from 'node:net';
import { setInterval } from 'node:timers';
import { accessTokenOf, AGES, API_KEY } from './shapes.js';

const ENOUGH = 64;
const counters = { calls: 0, bytes: 0, refused: 0, busyMs: 0 };
const state = { latencyMs: 0, active: 0, busySince: 0, shapes: {}, connections: {} };

process.on('message', ({ id, command, ...message }) => {
  const answer = COMMANDS[command](message);
  if (answer instanceof Promise) void answer.then((result) => process.send({ id, result }));
  else process.send({ id, result: answer });
});
process.on('disconnect', () => process.exit(0));

const COMMANDS = {
  start({ shapes, latencyMs }) {
    state.latencyMs = latencyMs;
    for (const [name, { bodies }] of Object.entries(shapes)) {
      state.shapes[name] = new Map(Object.entries(bodies).map(([path, body]) => [path, toResponse(200, body)]));
      state.connections[name] = { text: bodies['/connections'] };
    }
    refreshConnections();
    setInterval(refreshConnections, 15_000).unref();
    return new Promise((resolve) => {
      const server = createServer(serve).listen(0, '127.0.0.1', () =>
        resolve(`http://127.0.0.1:${server.address().port}`),
      );
    });
  },
  /** @returns what has been counted since the last time; `busyMs` is the time in which at least one call was under way */
  counters() {
    const counted = { ...counters };
    Object.assign(counters, { calls: 0, bytes: 0, refused: 0, busyMs: 0 });
    return counted;
  },
};

/** Those who are cold were always synced a moment ago. */
function refreshConnections() {
  const now = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', dateStyle: 'short', timeStyle: 'medium' });
  const lastSynced = `"last_synced":"${now.format(new Date())}"`;
  for (const connections of Object.values(state.connections)) {
    connections.warm = toResponse(200, connections.text);
    connections.cold = toResponse(200, connections.text.replaceAll(/"last_synced":"[^"]*"/g, lastSynced));
  }
}

function toResponse(status, text) {
  const body = Buffer.from(text);
  const head = `HTTP/1.1 ${status} ${status === 200 ? 'OK' : 'Refused'}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: keep-alive\r\n\r\n`;
  return { buffer: Buffer.concat([Buffer.from(head), body]), status, length: body.length };
}

function serve(socket) {
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  let rest = '';
  socket.on('data', (chunk) => {
    rest += chunk.toString('latin1');
    for (let request = takeRequest(rest); request !== undefined; request = takeRequest(rest)) {
      rest = rest.slice(request.length);
      answer(socket, responseTo(request));
    }
  });
}

/** The first whole request in a text; undefined while it has not come in. */
function takeRequest(text) {
  const end = text.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const head = text.slice(0, end);
  const length = end + 4 + Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
  if (text.length < length) return undefined;
  const [method, target] = head.slice(0, head.indexOf('\r\n')).split(' ', 2);
  return { length, method, path: target.split('?', 1)[0], password: passwordOf(head) };
}

const passwords = new Map();

function passwordOf(head) {
  const coded = /\r\nauthorization: *basic +(\S+)/i.exec(head)?.[1] ?? '';
  let password = passwords.get(coded);
  if (password === undefined) {
    password = Buffer.from(coded, 'base64').toString('latin1').replace(/^api:/, '');
    if (passwords.size < 10_000) passwords.set(coded, password);
  }
  return password;
}

const REFUSED = { 401: toResponse(401, '{"code":401}'), 404: toResponse(404, '{"code":404}') };

function responseTo({ method, path, password }) {
  if (!path.startsWith('/v1/api/')) return REFUSED[404];
  if (password === API_KEY) return method === 'PUT' ? newAccessToken(path) : bankUserAt(path);
  const [, shape, age] = /^token-([a-z]+)-([a-z]+)-\d+$/.exec(password) ?? [];
  if (state.shapes[shape] === undefined || !AGES.includes(age)) return REFUSED[401];
  const resource = path.slice('/v1/api'.length);
  if (resource === '/connections') return state.connections[shape][age];
  return state.shapes[shape].get(resource) ?? REFUSED[404];
}

function bankUserAt(path) {
  const id = /^\/v1\/api\/users\/([^/]+)$/.exec(path)?.[1];
  if (id === undefined) return REFUSED[404];
  const user = { id, name: 'Berta Beispiel', email: 'berta@example.com', testmode: true };
  return toResponse(200, JSON.stringify({ ...user, created_at: '2026-01-01 00:00:00', object: 'bank_user' }));
}

function newAccessToken(path) {
  const userId = /^\/v1\/api\/users\/([^/]+)\/accesstokens$/.exec(path)?.[1];
  if (userId === undefined) return REFUSED[404];
  const validUntil = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 19).replace('T', ' ');
  const token = { id: `id-${userId}`, token: accessTokenOf(userId), valid_until: validUntil };
  return toResponse(200, JSON.stringify({ ...token, object: 'bank_user_access_token' }));
}

function answer(socket, { buffer, status, length }) {
  counters.calls++;
  counters.bytes += length;
  if (status !== 200 && counters.refused++ < ENOUGH) console.error(`The upstream refused a call with ${status}`);
  if (state.active++ === 0) state.busySince = performance.now();
  setTimeout(() => {
    if (--state.active === 0) counters.busyMs += performance.now() - state.busySince;
    socket.write(buffer);
  }, state.latencyMs);
}
