/** Why nobody is signed in. */
export type SignedOutReason = 'never' | 'left' | 'expired' | 'unreachable';

export type SessionState =
  | { readonly kind: 'unknown' }
  /** `id` differs for every sign-in: what one person has loaded is never shown to the next. */
  | { readonly kind: 'signed-in'; readonly id: number }
  | { readonly kind: 'signed-out'; readonly reason: SignedOutReason };

export interface Person {
  readonly id: string;
  readonly name: string | null;
}

/** Nobody is signed in, or not any more. */
export class SignedOut extends Error {}

/**
 * Who uses the page. The access token is in memory only; a reload asks for another one. Replace the requests to `/session` with the
 * library of your identity provider.
 */
class Session {
  state: SessionState = { kind: 'unknown' };
  private readonly listeners = new Set<() => void>();
  private token: string | undefined;
  private renewal: Promise<string> | undefined;
  private signIns = 0;
  /** The token was pasted: nobody can renew it. */
  private isOwnToken = false;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Finds out whether somebody has signed in before. */
  async resume(): Promise<void> {
    try {
      await this.renew();
      this.enter();
    } catch (error) {
      this.leave(error instanceof SignedOut ? 'never' : 'unreachable');
    }
  }

  async people(): Promise<readonly Person[]> {
    const response = await fetch('/session/people');
    if (!response.ok) throw new Error(`/session/people: ${response.status}`);
    return (await response.json()) as readonly Person[];
  }

  async signIn(person: string): Promise<void> {
    this.isOwnToken = false;
    const response = await fetch(`/session/${encodeURIComponent(person)}`, { method: 'PUT' });
    if (!response.ok) throw new Error(`/session: ${response.status}`);
    await this.renew();
    this.enter();
  }

  signInWith(token: string): void {
    this.token = token;
    this.isOwnToken = true;
    this.enter();
  }

  async signOut(): Promise<void> {
    this.leave('left');
    await fetch('/session', { method: 'DELETE' });
  }

  async accessToken(): Promise<string> {
    return this.token ?? (await this.renew());
  }

  /** Another token, after the last one was refused. However many ask at the same time, one is fetched. */
  renew(): Promise<string> {
    this.renewal ??= this.fetchToken().finally(() => (this.renewal = undefined));
    return this.renewal;
  }

  /** The gateway refuses the token, and there is no other one. The address stays, so that signing in leads back to it. */
  expire(): void {
    this.leave('expired');
  }

  private async fetchToken(): Promise<string> {
    if (this.isOwnToken) throw new SignedOut();
    const response = await fetch('/session');
    if (!response.ok) throw new Error(`/session: ${response.status}`);
    const { token } = (await response.json()) as { token: string | null };
    if (token === null) throw new SignedOut();
    this.token = token;
    return token;
  }

  private enter(): void {
    this.change({ kind: 'signed-in', id: ++this.signIns });
  }

  private leave(reason: SignedOutReason): void {
    this.token = undefined;
    this.change({ kind: 'signed-out', reason });
  }

  private change(state: SessionState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

export const session = new Session();
