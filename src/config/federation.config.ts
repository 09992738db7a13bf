import type { Variables } from './variables.js';

export interface FederationConfig {
  /** Before the names of types and root fields; empty: none. */
  readonly typePrefix: string;
  /** Whether the SDL states the access rules. */
  readonly federatedAccess: boolean;
  /** Undefined: routers get no traces. */
  readonly federatedTraces: FederatedTracesConfig | undefined;
}

export interface FederatedTracesConfig {
  /** By which a request with a bank user's token is known to come from the router; undefined: by nothing. */
  readonly routerSecret: string | undefined;
}

const SWITCH = ['on', 'off'] as const;

/** Together with the longest name of a type still a name that one can read. */
const TYPE_PREFIX = /^[A-Z][A-Za-z0-9]{0,29}$/;
export const TYPE_PREFIX_RULE = 'is not a capital letter followed by at most 29 letters and digits, such as Xs2a';

export function isTypePrefix(text: string): boolean {
  return TYPE_PREFIX.test(text);
}

export function readFederation(variables: Variables): FederationConfig {
  const typePrefix = variables.text('TYPE_PREFIX') ?? '';
  if (typePrefix !== '' && !isTypePrefix(typePrefix)) variables.fault('TYPE_PREFIX', TYPE_PREFIX_RULE);
  const federatedAccess = variables.oneOf('FEDERATED_ACCESS', SWITCH, 'off') === 'on';
  return { typePrefix, federatedAccess, federatedTraces: readTraces(variables) };
}

/** Fit for a header, and for whatever writes the router's configuration. */
const ROUTER_SECRET = /^[\w-]{16,100}$/;

function readTraces(variables: Variables): FederatedTracesConfig | undefined {
  const isOn = variables.oneOf('FEDERATED_TRACES', SWITCH, 'off') === 'on';
  const routerSecret = variables.secret('ROUTER_SECRET');
  if (routerSecret !== undefined && !ROUTER_SECRET.test(routerSecret)) {
    variables.fault('ROUTER_SECRET', 'is not 16 to 100 letters, digits, - and _ (openssl rand -hex 32)');
  }
  if (routerSecret !== undefined && !isOn) variables.warn('ROUTER_SECRET', 'has no effect without FEDERATED_TRACES=on');
  return isOn ? { routerSecret } : undefined;
}
