import { Keyv, type KeyvStoreAdapter } from 'keyv';

/**
 * A Keyv of sealed records: each is text already and holds its own end, so that Keyv has nothing to wrap. By default Keyv
 * would take a failing store for an empty one, and call a lost write done.
 */
export function recordKeyv(store: KeyvStoreAdapter): Keyv<string> {
  const keyv = new Keyv<string>({
    store,
    // The names of records are whole already.
    namespace: '',
    useKeyPrefix: false,
    throwOnErrors: true,
    serialize: ({ value }) => String(value),
    deserialize: (text) => ({ value: text as never }),
  });
  // The errors are thrown as well.
  keyv.on('error', () => undefined);
  return keyv;
}
