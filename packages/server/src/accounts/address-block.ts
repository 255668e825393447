import { isIPv6 } from 'node:net';

/**
 * The block of addresses that one subscriber of a network has: an IPv4 address, or the first 64 bits of an IPv6
 * address (RFC 6177). What is no address is a block of its own.
 */
export function addressBlock(address: string): string {
  const [bare = ''] = address.split('%');
  if (!isIPv6(bare)) return bare;
  // The URL parser writes every form of an address in one way, with hexadecimal groups.
  const canonical = new URL(`http://[${bare}]/`).hostname.slice(1, -1);
  const [head = '', tail] = canonical.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups = [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
  const [a, b, c, d, e, f, g, h] = groups.map((group) => Number.parseInt(group, 16));
  if (a === 0 && b === 0 && c === 0 && d === 0 && e === 0 && f === 0xffff) return mappedIPv4(g ?? 0, h ?? 0);
  return `${groups.slice(0, 4).join(':')}::/64`;
}

const mappedIPv4 = (high: number, low: number): string =>
  [high >> 8, high & 255, low >> 8, low & 255].join('.');
