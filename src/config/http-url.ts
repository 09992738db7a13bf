import type { Variables } from './variables.js';

export interface HttpUrlRules {
  /** For data that is not confidential: allows `http:` to any host. */
  readonly plainAnywhere?: boolean;
}

/** An `https:` URL, or an `http:` one of this machine, without credentials and fragment. Undefined when unset or invalid. */
export function readHttpUrl(variables: Variables, name: string, rules: HttpUrlRules = {}): URL | undefined {
  const text = variables.text(name);
  if (text === undefined) return undefined;
  const fault = faultOf(text, rules);
  if (fault !== undefined) variables.fault(name, fault);
  return fault === undefined ? new URL(text) : undefined;
}

/** URLs of any host, separated by commas, that others begin with. */
export function readHttpUrls(variables: Variables, name: string): readonly string[] {
  const texts = variables.list(name) ?? [];
  const faults = texts.map((text) => faultOf(text, { plainAnywhere: true }) ?? (text.includes('?') && 'has a query'));
  const fault = faults.find((one) => typeof one === 'string');
  if (typeof fault === 'string') variables.fault(name, fault);
  return fault === undefined ? texts.map((text) => new URL(text).href) : [];
}

function faultOf(text: string, { plainAnywhere = false }: HttpUrlRules): string | undefined {
  if (!URL.canParse(text)) return 'is not a URL';
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'is neither an https nor an http URL';
  if (url.protocol === 'http:' && !plainAnywhere && !isLoopback(url))
    return 'is plain http, which is for this machine only: use https';
  if (url.username !== '' || url.password !== '') return 'has credentials in it';
  if (text.includes('#')) return 'has a fragment';
  return undefined;
}

export function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
