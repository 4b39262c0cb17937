import { createHash } from 'node:crypto';

/**
 * A uuid made from words: the same words give the same uuid. A handler that is called again after a crash finds with it what the earlier call
 * has made. (Version 8 of RFC 9562, the first 122 free bits of a SHA-256.)
 */
export function uuidFrom(...words: readonly string[]): string {
  const bytes = createHash('sha256').update(JSON.stringify(words)).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
