import type { BankUnderTest, Person } from './test-bank.js';

/** Another client of XS2A who acts for the same person, behind the gateway's back. */
export class Elsewhere {
  constructor(
    private readonly bank: BankUnderTest,
    private readonly person: Person,
  ) {}

  /** Ends at once, whether it fails or not, unless the bank's syncs take their time. */
  async sync(connectionId: string): Promise<void> {
    await this.call('POST', `/v1/api/connections/${connectionId}/sync`, { force: true });
  }

  async failSync(connectionId: string): Promise<void> {
    await this.bank.failNextSync(connectionId);
    await this.sync(connectionId);
  }

  async deleteConnection(connectionId: string): Promise<void> {
    await this.call('DELETE', `/v1/api/connections/${connectionId}`);
  }

  async deleteBankUser(): Promise<void> {
    await this.send('DELETE', `/v1/api/users/${this.person.id}`, this.bank.apiKey);
  }

  private async call(method: string, path: string, body?: object): Promise<void> {
    await this.send(method, path, await this.createToken(), body);
  }

  private async createToken(): Promise<string> {
    const path = `/v1/api/users/${this.person.id}/accesstokens`;
    const answer = await this.send('PUT', path, this.bank.apiKey, { valid_until: '2099-01-01 00:00:00' });
    return (JSON.parse(answer) as { token: string }).token;
  }

  private async send(method: string, path: string, password: string, body?: object): Promise<string> {
    const authorization = `Basic ${Buffer.from(`api:${password}`).toString('base64')}`;
    const response = await fetch(this.bank.url + path, {
      method,
      headers: { authorization, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`The test bank refused ${method} ${path}: ${response.status}`);
    return response.text();
  }
}
