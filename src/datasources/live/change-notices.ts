import { isUpstreamId } from '../../domain/global-id.js';
import type { NoticeChannel } from '../../store/notice-channel.js';

/**
 * Tells this instance, and the others over a channel, that something of a bank user may have changed. Only a hint to look again:
 * a notice may get lost, and comes twice at times.
 */
export class ChangeNotices {
  private readonly listeners = new Map<string, Set<() => void>>();

  /** @param channel to other instances; undefined when there are none */
  constructor(private readonly channel: NoticeChannel | undefined) {
    channel?.listen((notice) => {
      if (isUpstreamId(notice)) this.tellListeners(notice);
    });
  }

  /** To be called after the change has taken effect. */
  publish(bankUserId: string): void {
    this.tellListeners(bankUserId);
    this.channel?.publish(bankUserId);
  }

  /** @returns ends it */
  listen(bankUserId: string, listener: () => void): () => void {
    const listeners = this.listeners.get(bankUserId) ?? new Set();
    this.listeners.set(bankUserId, listeners);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.listeners.get(bankUserId) === listeners) this.listeners.delete(bankUserId);
    };
  }

  /** To be called from time to time: finds out whether the channel is still alive. */
  check(): void {
    this.channel?.check();
  }

  private tellListeners(bankUserId: string): void {
    for (const listener of this.listeners.get(bankUserId) ?? []) listener();
  }
}
