import { readHttpUrl } from './http-url.js';
import type { Variables } from './variables.js';

export type UpstreamConfig =
  /** Embedded; port 0 means any free port. */
  | { readonly kind: 'testbank'; readonly port: number }
  /** `baseUrl` has no trailing slash. */
  | { readonly kind: 'xs2a'; readonly baseUrl: string; readonly apiKey: string };

/** The default of the vendor's SDKs. */
const DEFAULT_BASE_URL = 'https://api.xs2a.com';

export function readUpstream(variables: Variables, production: boolean): UpstreamConfig {
  const apiKey = readApiKey(variables);
  const baseUrl = readBaseUrl(variables);
  if (apiKey !== undefined) return { kind: 'xs2a', baseUrl, apiKey };
  if (production)
    variables.fault('XS2A_API_KEY', 'is required in production: the embedded test bank is not for real people');
  else if (variables.text('XS2A_BASE_URL') !== undefined)
    variables.fault('XS2A_API_KEY', 'is required with XS2A_BASE_URL');
  return { kind: 'testbank', port: variables.integer('TESTBANK_PORT', { fallback: 0, min: 0, max: 65_535 }) };
}

/** Paths are appended to it. */
function readBaseUrl(variables: Variables): string {
  const href = readHttpUrl(variables, 'XS2A_BASE_URL')?.href ?? DEFAULT_BASE_URL;
  if (href.includes('?')) variables.fault('XS2A_BASE_URL', 'has a query');
  return href.replace(/\/+$/, '');
}

function readApiKey(variables: Variables): string | undefined {
  const key = variables.secret('XS2A_API_KEY');
  if (key !== undefined && !/^[\x21-\x7e]*$/.test(key.trim())) {
    variables.fault('XS2A_API_KEY', 'has characters other than visible ASCII');
  }
  return key;
}
