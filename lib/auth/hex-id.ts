import { randomBytes } from 'node:crypto';

/** 32 hexadecimal digits, as Keystone's ids. */
export function hexId(): string {
  return randomBytes(16).toString('hex');
}
