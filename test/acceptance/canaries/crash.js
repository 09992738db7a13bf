// Loaded into the gateway before it starts (--import): crashes it at a signal, with everything that must not be told in the error.

const { CRASH: kind, CRASH_WITH: text = '' } = process.env;

const crashes = {
  throw: () => {
    throw Object.assign(new Error(text, { cause: new TypeError(text) }), { name: text, code: text, body: { text } });
  },
  'throw what is no error': () => {
    throw { message: text, toString: () => text, stack: `${text}\n    at ${text} (/${text}:1:1)` };
  },
  'throw an error with another stack': () => {
    throw Object.assign(new Error('x'), { message: text, stack: `Error: ${text}\n    at f (file:///${text}:1:1)` });
  },
  'reject with several': () => void Promise.reject(new AggregateError([new Error(text)], text)),
  'reject with a text': () => void Promise.reject(text),
  'choke on JSON': () => JSON.parse(`{"iban": ${text}`),
  'choke on a URL': () => new URL(text),
};

process.on('SIGUSR2', () => setImmediate(crashes[kind]));
