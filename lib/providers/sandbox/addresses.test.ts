import { describe, expect, it } from 'vitest';
import { contains, defaultGateway, defaultPools, formatAddress, freeAddress, parseAddress, parseCidr } from './addresses';

describe('addresses', () => {
  it.each(['0.0.0.0', '192.168.1.254', '::', '::1', '2001:db8::1', '1:0:0:2::3', 'fe80::1:2:3:4', '2001:db8:0:1:1:1:1:1'])('%s is read and written the same', (text) => {
    const address = parseAddress(text);
    expect(address && formatAddress(address.version, address.value)).toBe(text);
  });

  it.each(['256.1.1.1', '1.2.3', '1::2::3', ':::', 'g::1', '1:2:3:4:5:6:7', ''])('%s is none', (text) => expect(parseAddress(text)).toBeNull());
});

describe('a subnet', () => {
  it('gives the first address to the gateway and the others to hosts', () => {
    const cidr = parseCidr('10.0.0.0/29');
    if (cidr === null) throw new Error('no cidr');
    expect(defaultGateway(cidr)).toBe('10.0.0.1');
    expect(defaultPools(cidr, '10.0.0.1')).toEqual([{ start: '10.0.0.2', end: '10.0.0.6' }]);
    expect(defaultPools(cidr, '10.0.0.3')).toEqual([{ start: '10.0.0.1', end: '10.0.0.2' }, { start: '10.0.0.4', end: '10.0.0.6' }]);
    expect(contains(cidr, '10.0.0.7')).toBe(true);
    expect(contains(cidr, '10.0.0.8')).toBe(false);
  });

  it('gives the lowest free address, and none when all are taken', () => {
    const pools = [{ start: '10.0.0.2', end: '10.0.0.3' }];
    expect(freeAddress(pools, new Set(['10.0.0.2']))).toBe('10.0.0.3');
    expect(freeAddress(pools, new Set(['10.0.0.2', '10.0.0.3']))).toBeNull();
    expect(freeAddress([{ start: 'fd00::2', end: 'fd00::ffff' }], new Set(['fd00::2']))).toBe('fd00::3');
  });

  it.each(['10.0.0.0', '10.0.0.0/33', '10.0.0.0/-1', '10.0.0.0/a', '/24'])('is not %s', (text) => expect(parseCidr(text)).toBeNull());
});
