import { Pool } from 'undici';
import { toAccount, toBalance, toConnection } from './mapping.js';
import { toTurnoverList } from './turnovers.js';

/** One pool of kept connections for the process; as many at a time as are asked for. */
export function openUpstream(url) {
  return new Pool(url, { connections: null, pipelining: 1 });
}

/**
 * XS2A in one bank user's name, for one request: whatever is asked for twice is called once. Everything that was written by hand here reads through
 * it, the plain REST client included, so that only what is around it differs.
 */
export class Bank {
  #calls = new Map();

  /** @param accessToken of XS2A; nobody has to fetch one here, as the gateway has to */
  constructor(upstream, accessToken) {
    this.upstream = upstream;
    this.authorization = `Basic ${Buffer.from(`api:${accessToken}`).toString('base64')}`;
    this.userId = accessToken.slice('token-'.length);
  }

  connections() {
    return this.#once('/connections?per_page=100', ({ data }) => data.map(toConnection));
  }

  /** Over all connections: one call, whatever their number. */
  accounts() {
    return this.#once('/accounts?per_page=100', ({ data }) => data.map((row) => toAccount(row, this.userId)));
  }

  account(xs2aId) {
    return this.#once(`/accounts/${xs2aId}`, (row) => toAccount(row, this.userId));
  }

  balance(xs2aId) {
    return this.#once(`/accounts/${xs2aId}/balance`, toBalance);
  }

  turnovers(xs2aId) {
    return this.#once(`/accounts/${xs2aId}/turnovers`, toTurnoverList);
  }

  #once(path, understand) {
    let call = this.#calls.get(path);
    if (call === undefined) {
      call = this.#get(path).then(understand);
      // Whoever asked ahead does not wait for it; who needs it sees the failure.
      call.catch(() => undefined);
      this.#calls.set(path, call);
    }
    return call;
  }

  async #get(path) {
    const headers = { authorization: this.authorization, accept: 'application/json' };
    const { statusCode, body } = await this.upstream.request({ path: `/v1/api${path}`, method: 'GET', headers });
    if (statusCode === 200) return body.json();
    await body.dump();
    throw new Error(`Upstream answered with ${statusCode}`);
  }
}
