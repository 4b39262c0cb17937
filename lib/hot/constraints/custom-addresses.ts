import type { Json } from '../types';
import { pythonText, typeName } from './custom-text';

/** A check: a message when the value is refused, else null. Messages are Heat's, without the part that names the value. */
export type Check = (value: Json) => string | null;

export const ipAddress: Check = (value) => (typeof value === 'string' && (isIpv4(value) || isIpv6(value)) ? null : 'Invalid IP address');

/** The notations that network equipment writes: `00:1b:77:49:54:fd`, `00-1B-77-49-54-FD`, `001b.7749.54fd`, `001b77-4954fd`, `001b774954fd`. */
const MAC = [
  /^[0-9a-f]{1,2}(:[0-9a-f]{1,2}){5}$/i,
  /^[0-9a-f]{1,2}(-[0-9a-f]{1,2}){5}$/i,
  /^[0-9a-f]{1,4}(:[0-9a-f]{1,4}){2}$/i,
  /^[0-9a-f]{1,4}(-[0-9a-f]{1,4}){2}$/i,
  /^[0-9a-f]{1,4}(\.[0-9a-f]{1,4}){2}$/i,
  /^[0-9a-f]{5,6}[:-][0-9a-f]{5,6}$/i,
  /^[0-9a-f]{11,12}$/i,
];

export const macAddress: Check = (value) =>
  typeof value === 'string' && MAC.some((notation) => notation.test(value)) ? null : 'Invalid MAC address.';

export const netCidr: Check = (value) => {
  if (typeof value !== 'string') return `Invalid net cidr unexpected type ${typeName(value)} for addr arg `;
  const network = parseNetwork(value);
  return network === null ? `Invalid net cidr invalid IPNetwork ${value} ` : subnetProblem(value, network);
};

export const ipOrCidr: Check = (value) => {
  const text = pythonText(value);
  if (typeof value !== 'string') return `${text} is not a valid IP or CIDR`;
  if (!value.includes('/')) return ipAddress(value) === null ? null : `'${text}' is not a valid IP address`;
  const network = parseNetwork(value);
  return network === null ? `'${text}' is not a valid IP subnet` : subnetProblem(value, network);
};

interface Network {
  bits: bigint;
  prefix: number;
  width: 32 | 128;
}

function subnetProblem(text: string, network: Network): string | null {
  if (/\s/.test(text)) return `'${text}' is not a valid IP subnet`;
  const hostBits = BigInt(network.width - network.prefix);
  const first = (network.bits >> hostBits) << hostBits;
  if (text.includes('/') && first === network.bits) return null;
  const written = network.width === 32 ? ipv4Text(first) : ipv6Text(first);
  return `'${text}' isn't a recognized IP subnet cidr, '${written}/${network.prefix}' is recommended`;
}

function parseNetwork(text: string): Network | null {
  const [address = '', mask, ...rest] = text.trim().split('/');
  if (rest.length > 0) return null;
  if (address.includes(':')) {
    const bits = ipv6Bits(address);
    const prefix = mask === undefined ? 128 : prefixOf(mask, 128);
    return bits === null || prefix === null ? null : { bits, prefix, width: 128 };
  }
  const octets = address.split('.');
  if (octets.length > 4 || !octets.every((octet) => /^\d{1,3}$/.test(octet) && Number(octet) <= 255)) return null;
  const bits = [...octets, '0', '0', '0'].slice(0, 4).reduce((sum, octet) => (sum << 8n) | BigInt(octet), 0n);
  const prefix = mask === undefined ? 32 : prefixOf(mask, 32);
  return prefix === null ? null : { bits, prefix, width: 32 };
}

/** `24`, or a net mask or host mask such as `255.255.255.0`. */
function prefixOf(mask: string, width: 32 | 128): number | null {
  if (/^\d{1,3}$/.test(mask)) return Number(mask) <= width ? Number(mask) : null;
  if (width === 128 || !isIpv4(mask)) return null;
  const bits = mask.split('.').map((octet) => Number(octet).toString(2).padStart(8, '0')).join('');
  if (/^1*0*$/.test(bits)) return bits.indexOf('0') < 0 ? 32 : bits.indexOf('0');
  return /^0*1*$/.test(bits) ? bits.indexOf('1') : null;
}

export function isIpv4(text: string): boolean {
  const octets = text.split('.');
  return octets.length === 4 && octets.every((octet) => /^(0|[1-9]\d{0,2})$/.test(octet) && Number(octet) <= 255);
}

export function isIpv6(text: string): boolean {
  return ipv6Bits(text) !== null;
}

function ipv6Bits(text: string): bigint | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const groups = (parts: string[], last: boolean): string[] | null => {
    const ipv4 = parts.at(-1);
    if (last && ipv4 !== undefined && isIpv4(ipv4)) {
      const [a = 0, b = 0, c = 0, d = 0] = ipv4.split('.').map(Number);
      parts = [...parts.slice(0, -1), (a * 256 + b).toString(16), (c * 256 + d).toString(16)];
    }
    return parts.every((part) => /^[0-9a-f]{1,4}$/i.test(part)) ? parts : null;
  };
  const front = groups(head, halves.length === 1);
  const back = groups(tail, true);
  if (front === null || back === null) return null;
  const missing = 8 - front.length - back.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null;
  const all = [...front, ...Array.from({ length: missing }, () => '0'), ...back];
  return all.reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n);
}

function ipv4Text(bits: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => ((bits >> shift) & 255n).toString()).join('.');
}

function ipv6Text(bits: bigint): string {
  const groups = [112n, 96n, 80n, 64n, 48n, 32n, 16n, 0n].map((shift) => ((bits >> shift) & 0xffffn).toString(16));
  const zeros = [...groups.join(':').matchAll(/(?:^|(?<=:))0(?::0)+(?=:|$)/g)].sort((a, b) => b[0].length - a[0].length)[0];
  if (zeros === undefined) return groups.join(':');
  const text = groups.join(':');
  const before = text.slice(0, zeros.index).replace(/:$/, '');
  const after = text.slice(zeros.index + zeros[0].length).replace(/^:/, '');
  return `${before}::${after}`;
}
