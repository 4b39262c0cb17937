import { createHash } from 'node:crypto';

/** Of tokens only this is kept. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');
