import { isLoopback } from './http-url.js';
import type { Variables } from './variables.js';

/** The proxy for outgoing HTTPS. */
export interface ProxyConfig {
  /** May contain credentials. */
  readonly url: string;
  /** Hosts without the proxy, separated by commas, each with its subdomains and optionally a port. */
  readonly except: string;
}

/** Never reached through a proxy. */
const THIS_MACHINE = ['localhost', '127.0.0.1', '[::1]'];

/** In either spelling, as programs read them; undefined: there is no proxy. */
export function readProxy(variables: Variables): ProxyConfig | undefined {
  const name = variables.text('https_proxy') === undefined ? 'HTTPS_PROXY' : 'https_proxy';
  const text = variables.text(name);
  const exceptions = (variables.text('no_proxy') ?? variables.text('NO_PROXY') ?? '').split(/[\s,]+/).filter(Boolean);
  if (text === undefined || exceptions.includes('*')) return undefined;
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    variables.fault(name, 'is not a proxy such as http://proxy.example:3128');
    return undefined;
  }
  return { url, except: [...exceptions, ...THIS_MACHINE].join(',') };
}

/** Whether an HTTPS URL is reached through the proxy, by the rules of undici's EnvHttpProxyAgent. */
export function isProxied({ except }: ProxyConfig, url: URL): boolean {
  if (url.protocol !== 'https:' || isLoopback(url)) return false;
  const port = url.port === '' ? '443' : url.port;
  return !except.split(',').some((entry) => {
    const [, host = entry, onlyPort = port] = /^(.+):(\d+)$/.exec(entry) ?? [];
    const suffix = host.replace(/^\*?\./, '').toLowerCase();
    return onlyPort === port && (url.hostname === suffix || url.hostname.endsWith(`.${suffix}`));
  });
}
