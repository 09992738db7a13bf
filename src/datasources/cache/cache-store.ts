import type { SecureStore } from '../../store/secure-store.js';

/** What instances that share a cache have in common. It never throws: what cannot be asked has no answer. */
export type CacheStore = Pick<SecureStore, 'available' | 'get' | 'set' | 'setIfAbsent' | 'delete'>;
