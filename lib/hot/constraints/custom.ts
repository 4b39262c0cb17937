/** The custom constraints that need no service: what Heat checks with nothing but the value. */
import type { Json } from '../types';
import { type Check, ipAddress, ipOrCidr, macAddress, netCidr } from './custom-addresses';
import { dnsDomain, dnsName, relativeDnsName } from './custom-dns';
import { SERVICE_CONSTRAINTS } from './custom-services';
import { pythonText } from './custom-text';
import { cronExpression, expiration, iso8601, timezone } from './custom-time';

export { SERVICE_CONSTRAINTS };

const CHECKS: Record<string, (value: Json, now: Date) => string | null> = {
  cron_expression: cronExpression,
  dns_domain: dnsDomain,
  dns_name: dnsName,
  expiration,
  rel_dns_name: relativeDnsName,
  ip_addr: ipAddress,
  iso_8601: iso8601,
  mac_addr: macAddress,
  net_cidr: netCidr,
  ip_or_cidr: ipOrCidr,
  timezone,
  json_string: jsonString(),
  // Exists for tests of slow validation; accepts everything.
  test_constr: () => null,
};

/**
 * Checks a value against a constraint of Heat that needs no service.
 * Returns Heat's message (`Error validating value '5': Invalid IP address`), null for a valid value, and undefined when the name is not one of
 * these: then see SERVICE_CONSTRAINTS. `now` is what `expiration` compares with.
 */
export function checkCustomConstraint(name: string, value: Json, now: Date = new Date()): string | null | undefined {
  const check = Object.hasOwn(CHECKS, name) ? CHECKS[name] : undefined;
  if (check === undefined) return undefined;
  const problem = check(value, now);
  if (problem === null) return null;
  return `Error validating value '${pythonText(value)}'${problem === '' ? '' : `: ${problem}`}`;
}

/** True for every name a template may use, with or without a service behind it. */
export function isCustomConstraint(name: string): boolean {
  return Object.hasOwn(CHECKS, name) || Object.hasOwn(SERVICE_CONSTRAINTS, name);
}

function jsonString(): Check {
  return (value) => {
    if (value === null || value === '') return null;
    try {
      JSON.parse(pythonText(value));
      return null;
    } catch (error) {
      return `Invalid JSON string: ${error instanceof Error ? error.message : 'it does not parse'}`;
    }
  };
}
