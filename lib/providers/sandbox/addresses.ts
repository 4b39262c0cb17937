/** Addresses and their subnets, IPv4 and IPv6, as numbers. Pure. */

export interface Cidr {
  version: 4 | 6;
  /** The first address of the network. */
  network: bigint;
  prefix: number;
}

export interface AddressRange {
  start: string;
  end: string;
}

/** Null when the text is no network. */
export function parseCidr(text: string): Cidr | null {
  const [address = '', length = ''] = text.split('/');
  const parsed = parseAddress(address);
  const prefix = Number(length);
  if (parsed === null || length === '' || !Number.isInteger(prefix) || prefix < 0 || prefix > bitsOf(parsed.version)) return null;
  const hostBits = BigInt(bitsOf(parsed.version) - prefix);
  return { version: parsed.version, network: (parsed.value >> hostBits) << hostBits, prefix };
}

export function parseAddress(text: string): { version: 4 | 6; value: bigint } | null {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) {
    const parts = text.split('.').map(Number);
    if (parts.some((part) => part > 255)) return null;
    return { version: 4, value: parts.reduce((value, part) => value * 256n + BigInt(part), 0n) };
  }
  if (!/^[0-9a-f:]+$/i.test(text) || !text.includes(':') || text.split('::').length > 2) return null;
  const [left = '', right] = text.split('::');
  const head = left === '' ? [] : left.split(':');
  const tail = right === undefined || right === '' ? [] : right.split(':');
  const missing = 8 - head.length - tail.length;
  if (right === undefined ? missing !== 0 : missing < 1) return null;
  const groups = [...head, ...Array.from({ length: missing }, () => '0'), ...tail];
  if (groups.some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) return null;
  return { version: 6, value: groups.reduce((value, group) => value * 65536n + BigInt(`0x${group}`), 0n) };
}

export function formatAddress(version: 4 | 6, value: bigint): string {
  if (version === 4) return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join('.');
  const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - index * 16)) & 0xffffn).toString(16));
  const { start, length } = longestZeros(groups);
  if (length < 2) return groups.join(':');
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + length).join(':')}`;
}

/** RFC 5952: the longest row of zero groups, the first of equal ones, is what "::" stands for. */
function longestZeros(groups: readonly string[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  let length = 0;
  groups.forEach((group, index) => {
    length = group === '0' ? length + 1 : 0;
    if (length > best.length) best = { start: index - length + 1, length };
  });
  return best;
}

/** The gateway Neutron would choose: the first address that a host may have. */
export function defaultGateway(cidr: Cidr): string {
  return formatAddress(cidr.version, cidr.network + 1n);
}

/** The pool Neutron would choose: every host address, the gateway left out when it is at an end. */
export function defaultPools(cidr: Cidr, gateway: string | null): AddressRange[] {
  const size = 1n << BigInt(bitsOf(cidr.version) - cidr.prefix);
  if (size < 4n) return [{ start: formatAddress(cidr.version, cidr.network), end: formatAddress(cidr.version, cidr.network + size - 1n) }];
  const first = cidr.network + 1n;
  const last = cidr.network + size - (cidr.version === 4 ? 2n : 1n);
  const hole = gateway === null ? null : (parseAddress(gateway)?.value ?? null);
  const range = (start: bigint, end: bigint): AddressRange[] =>
    start > end ? [] : [{ start: formatAddress(cidr.version, start), end: formatAddress(cidr.version, end) }];
  if (hole === null || hole < first || hole > last) return range(first, last);
  return [...range(first, hole - 1n), ...range(hole + 1n, last)];
}

/** The lowest address of the pools that nobody has; null when they are all taken. Takes time linear in the number of taken ones. */
export function freeAddress(pools: readonly AddressRange[], taken: ReadonlySet<string>): string | null {
  for (const pool of pools) {
    const start = parseAddress(pool.start);
    const end = parseAddress(pool.end);
    if (start === null || end === null) continue;
    for (let value = start.value; value <= end.value; value += 1n) {
      const address = formatAddress(start.version, value);
      if (!taken.has(address)) return address;
    }
  }
  return null;
}

export function contains(cidr: Cidr, address: string): boolean {
  const parsed = parseAddress(address);
  if (parsed === null || parsed.version !== cidr.version) return false;
  const hostBits = BigInt(bitsOf(cidr.version) - cidr.prefix);
  return parsed.value >> hostBits === cidr.network >> hostBits;
}

function bitsOf(version: 4 | 6): number {
  return version === 4 ? 32 : 128;
}
