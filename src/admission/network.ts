import { isIPv4, isIPv6 } from 'node:net';

const GROUPS_OF_NETWORK = 4;
const GROUPS = 8;

/**
 * The network that counts for an address: the IPv4 address itself, or the /64 prefix of IPv6, which one customer of a provider
 * has in full. `unknown` for an invalid address.
 */
export function networkOf(address = ''): string {
  const ipv4 = address.replace(/^::ffff:(?=[\d.]+$)/i, '').replace(/(?<=\.\d+):\d+$/, '');
  if (isIPv4(ipv4)) return ipv4;
  if (!isIPv6(address)) return 'unknown';
  const [head = [], tail = []] = address
    .replace(/%.*$/, '')
    .replace(/[\d.]+\.\d+$/, '0:0')
    .split('::')
    .map((part) => part.split(':').filter((group) => group !== ''));
  const zeros = Array<string>(GROUPS - head.length - tail.length).fill('0');
  const network = [...head, ...zeros, ...tail].slice(0, GROUPS_OF_NETWORK);
  return network.map((group) => parseInt(group, 16).toString(16)).join(':');
}
