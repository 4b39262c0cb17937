/**
 * Secrets at rest: JSON sealed with AES-256-GCM. Whoever has the database without the key file learns nothing, and a sealed text that was changed
 * does not open.
 *
 * A sealed text is `v1.<nonce>.<ciphertext and tag>` in base64url; the version is there so that keys and ciphers can change later.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Json } from '@/lib/hot/types';

export interface Vault {
  seal(value: Json): string;
  /** Throws when the text was not sealed with this key. */
  open(sealed: string): Json;
  /** HMAC-SHA256 of a text, base64url: proves that whoever made it has the key. `purpose` keeps one use from standing in for another. */
  sign(purpose: string, text: string): string;
}

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export function createVault(key: Buffer): Vault {
  if (key.length !== KEY_BYTES) throw new Error(`A vault needs a key of ${KEY_BYTES} bytes; this one has ${key.length}.`);
  return {
    seal(value) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const sealed = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `v1.${nonce.toString('base64url')}.${sealed.toString('base64url')}`;
    },
    open(text) {
      const [version, nonce, sealed] = text.split('.');
      if (version !== 'v1' || !nonce || !sealed) throw new Error('This text was not sealed by a vault.');
      const bytes = Buffer.from(sealed, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'));
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      try {
        const plain = Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]);
        return JSON.parse(plain.toString('utf8'));
      } catch (cause) {
        throw new Error('A sealed secret does not open: it was changed, or sealed with another key. Is `vault.key` of the data directory the one this database was used with?', { cause });
      }
    },
    sign(purpose, text) {
      const signingKey = Buffer.from(hkdfSync('sha256', key, '', `sign:${purpose}`, KEY_BYTES));
      return createHmac('sha256', signingKey).update(text).digest('base64url');
    },
  };
}

/**
 * The vault of an instance: key in `<data directory>/vault.key`, readable by its owner only, made at the first start. Several processes may start at
 * once; all get the same key, because the file appears whole or not at all.
 */
export function openVault(dataDirectory: string): Vault {
  return createVault(instanceKey(dataDirectory));
}

/** A secret for one purpose (signing cookies, say), derived from the key: the same at every start, and telling nothing about the key. */
export function secretFor(purpose: string, dataDirectory: string): string {
  return derive(instanceKey(dataDirectory), purpose).toString('base64url');
}

function derive(key: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `hearth ${purpose}`, KEY_BYTES));
}

function instanceKey(dataDirectory: string): Buffer {
  const file = path.join(dataDirectory, 'vault.key');
  return readKey(file) ?? makeKey(file);
}

function readKey(file: string): Buffer | undefined {
  try {
    return Buffer.from(readFileSync(file, 'utf8').trim(), 'base64url');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function makeKey(file: string): Buffer {
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, `${randomBytes(KEY_BYTES).toString('base64url')}\n`, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readKey(file) ?? Buffer.alloc(0);
}
