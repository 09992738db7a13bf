const PREFIX = 'xs2a-explorer:';
const TOKENS = `${PREFIX}tokens`;

/**
 * What GraphiQL keeps between visits. It has a part of the browser's storage to itself, because other programs show a
 * GraphiQL at the same address on other days; and tokens of an earlier start of the test bank, which are in no use any
 * more, give way to today's.
 *
 * @param {{ bankUser: string, service: string } | null} tokens
 */
export function openTabStorage(tokens) {
  if (tokens !== null) renewTokens([tokens.bankUser, tokens.service]);
  return {
    /** @param {string} key */
    getItem: (key) => localStorage.getItem(PREFIX + key),
    /** @param {string} key @param {string} value */
    setItem: (key, value) => {
      localStorage.setItem(PREFIX + key, value);
    },
    /** @param {string} key */
    removeItem: (key) => {
      localStorage.removeItem(PREFIX + key);
    },
    clear: () => {
      for (const key of ownKeys()) localStorage.removeItem(key);
    },
    get length() {
      return ownKeys().length;
    },
  };
}

/** @param {string[]} tokens */
function renewTokens(tokens) {
  const earlier = /** @type {string[]} */ (JSON.parse(localStorage.getItem(TOKENS) ?? '[]'));
  for (const key of ownKeys()) {
    const value = localStorage.getItem(key) ?? '';
    const renewed = earlier.reduce((text, token, index) => text.replaceAll(token, tokens[index] ?? token), value);
    localStorage.setItem(key, renewed);
  }
  localStorage.setItem(TOKENS, JSON.stringify(tokens));
}

function ownKeys() {
  return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
}
