import { describe, expect, it } from 'vitest';
import type { Json } from '../types';
import { checkCustomConstraint } from './custom';

const now = new Date('2030-01-01T00:00:00Z');

const valid: [string, Json[]][] = [
  ['ip_addr', ['10.0.0.1', '::1', 'fe80::1', '2001:db8::ffff:1.2.3.4', '1:2:3:4:5:6:7:8', '255.255.255.255']],
  ['mac_addr', ['00:1b:77:49:54:fd', '00-1B-77-49-54-FD', '001b.7749.54fd', '001b774954fd']],
  ['net_cidr', ['10.0.0.0/24', '0.0.0.0/0', '2001:db8::/32', '::/0', '10.0.0.0/255.0.0.0']],
  ['ip_or_cidr', ['10.0.0.1', '10.0.0.0/8', '::1']],
  ['dns_name', ['', 'web', 'web.example.com', 'web.example.com.', 'a-b.c']],
  ['dns_domain', ['', 'example.com.']],
  ['rel_dns_name', ['', 'web', 'web.eu']],
  ['cron_expression', ['', '* * * * *', '*/5 0 1-7 jan,feb mon-fri', '0 0 L * *', '@daily', '0 12 * * 1#2', '* * * * * 30']],
  ['timezone', ['', 'Europe/Berlin', 'UTC', 'America/New_York']],
  ['iso_8601', ['2016-01-02', '2016-01-02T03:04:05Z', '2016-01-02T03:04:05.678+01:00', '2016', '20160102T030405Z', '2016-02-29']],
  ['expiration', ['', '2030-01-01T00:00:01Z', '2030-01-01T01:00:01+01:00', '2031-01-01']],
  ['json_string', ['', '{}', '[1, 2]', '"x"']],
  ['test_constr', ['anything', 5]],
];

const refused: [string, Json, string][] = [
  ['ip_addr', 'ABCDEF', "Error validating value 'ABCDEF': Invalid IP address"],
  ['ip_addr', '5', "Error validating value '5': Invalid IP address"],
  ['ip_addr', '10.0.0.256', "Error validating value '10.0.0.256': Invalid IP address"],
  ['ip_addr', '1::2::3', "Error validating value '1::2::3': Invalid IP address"],
  ['mac_addr', '00:1b:77:49:54', "Error validating value '00:1b:77:49:54': Invalid MAC address."],
  ['net_cidr', 'abc', "Error validating value 'abc': Invalid net cidr invalid IPNetwork abc "],
  ['net_cidr', '', "Error validating value '': Invalid net cidr invalid IPNetwork  "],
  ['net_cidr', ['x'], "Error validating value '['x']': Invalid net cidr unexpected type <class 'list'> for addr arg "],
  ['net_cidr', '10.0.0.1/24', "Error validating value '10.0.0.1/24': '10.0.0.1/24' isn't a recognized IP subnet cidr, '10.0.0.0/24' is recommended"],
  ['net_cidr', '2001:db8::1/32', "Error validating value '2001:db8::1/32': '2001:db8::1/32' isn't a recognized IP subnet cidr, '2001:db8::/32' is recommended"],
  ['net_cidr', '10.0.0.0/33', "Error validating value '10.0.0.0/33': Invalid net cidr invalid IPNetwork 10.0.0.0/33 "],
  ['ip_or_cidr', '10.0.0', "Error validating value '10.0.0': '10.0.0' is not a valid IP address"],
  ['dns_name', 'a..b', "Error validating value 'a..b': 'a..b' not in valid format. Reason: Encountered an empty component."],
  ['dns_name', '-a', "Error validating value '-a': '-a' not in valid format. Reason: Name '-a' must not start or end with a hyphen."],
  ['dns_name', 'a.1.', "Error validating value 'a.1.': 'a.1.' not in valid format. Reason: TLD '1' must not be all numeric."],
  ['dns_domain', 'example.com', "Error validating value 'example.com': 'example.com' must end with '.'."],
  ['rel_dns_name', 'web.', "Error validating value 'web.': 'web.' is a FQDN. It should be a relative domain name."],
  ['cron_expression', '* * *', "Error validating value '* * *': Invalid CRON expression: Exactly 5, 6 or 7 columns has to be specified for iterator expression."],
  ['cron_expression', '99 * * * *', "Error validating value '99 * * * *': Invalid CRON expression: [99 * * * *] is not acceptable, out of range"],
  ['cron_expression', 'a b c d e', "Error validating value 'a b c d e': Invalid CRON expression: [a b c d e] is not acceptable"],
  ['timezone', 'Mars/Olympus', "Error validating value 'Mars/Olympus': Invalid timezone: 'Mars/Olympus'"],
  ['iso_8601', '2015-02-30', "Error validating value '2015-02-30'"],
  ['iso_8601', 'soon', "Error validating value 'soon'"],
  ['expiration', '2029-12-31', "Error validating value '2029-12-31': Expiration 2029-12-31 is invalid: Expiration time is out of date."],
  ['expiration', 'never', "Error validating value 'never': Expiration never is invalid: Unable to parse date string 'never'"],
];

describe('a constraint that needs no service', () => {
  it.each(valid.flatMap(([name, values]) => values.map((value) => [name, value] as const)))('%s accepts %j', (name, value) => {
    expect(checkCustomConstraint(name, value, now)).toBeNull();
  });

  it.each(refused)('%s refuses %j', (name, value, message) => {
    expect(checkCustomConstraint(name, value, now)).toBe(message);
  });

  it('json_string refuses text that is not JSON', () => {
    expect(checkCustomConstraint('json_string', '{x}')).toMatch(/^Error validating value '\{x\}': Invalid JSON string/);
  });

  it('does not answer for other names', () => {
    expect(checkCustomConstraint('neutron.network', 'x')).toBeUndefined();
    expect(checkCustomConstraint('toString', 'x')).toBeUndefined();
  });
});
