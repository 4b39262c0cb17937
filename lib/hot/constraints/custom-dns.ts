import type { Json } from '../types';
import type { Check } from './custom-addresses';
import { pythonText } from './custom-text';

const MAX_NAME = 255;
const MAX_LABEL = 63;

/** A host name, relative or full. The empty name is allowed. */
export const dnsName: Check = (value) => {
  const text = textOf(value);
  const reason = text === '' ? null : problem(text);
  return reason === null ? null : `'${text}' not in valid format. Reason: ${reason}`;
};

/** A full name: it ends with a dot. */
export const dnsDomain: Check = (value) => {
  const text = textOf(value);
  if (text === '') return null;
  return dnsName(value) ?? (text.endsWith('.') ? null : `'${text}' must end with '.'.`);
};

/** A name to put in front of a domain. */
export const relativeDnsName: Check = (value) => {
  const text = textOf(value);
  if (text === '') return null;
  if (text.endsWith('.')) return `'${text}' is a FQDN. It should be a relative domain name.`;
  if (text.length > MAX_NAME - 3) {
    return `'${text}' contains '${text.length}' characters. Adding a domain name will cause it to exceed the maximum length of a FQDN of '${MAX_NAME}'.`;
  }
  return dnsName(value);
};

function textOf(value: Json): string {
  return value === null ? '' : pythonText(value);
}

function problem(name: string): string | null {
  const trimmed = name.endsWith('.') ? name.slice(0, -1) : name;
  if (trimmed.length > MAX_NAME) return `'${trimmed}' exceeds the ${MAX_NAME} character FQDN limit`;
  const labels = trimmed.split('.');
  for (const label of labels) {
    if (label === '') return 'Encountered an empty component.';
    if (label.startsWith('-') || label.endsWith('-')) return `Name '${label}' must not start or end with a hyphen.`;
    if (!/^[a-z0-9-]{1,63}$/i.test(label)) {
      return `Name '${label}' must be 1-${MAX_LABEL} characters long, each of which can only be alphanumeric or a hyphen.`;
    }
  }
  const top = labels.at(-1) ?? '';
  // Only the end of a full name is a top level domain.
  return name.endsWith('.') && labels.length > 1 && /^\d+$/.test(top) ? `TLD '${top}' must not be all numeric.` : null;
}
