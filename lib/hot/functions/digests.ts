/**
 * The digests that templates can ask for: those of Python with OpenSSL 3, which Heat runs on. All are given bytes and give bytes; the two whose
 * length is free (shake) need one that a template cannot say, and give null.
 */
import { blake2b, blake2s } from '@noble/hashes/blake2.js';
import { md5, ripemd160, sha1 } from '@noble/hashes/legacy.js';
import { sha224, sha256, sha384, sha512, sha512_224, sha512_256 } from '@noble/hashes/sha2.js';
import { sha3_224, sha3_256, sha3_384, sha3_512 } from '@noble/hashes/sha3.js';
import { concatBytes } from '@noble/hashes/utils.js';

type Digest = ((bytes: Uint8Array) => Uint8Array) | null;

/** In the order in which Heat was seen to list them; it is that of a set, and so without meaning. */
export const DIGESTS: ReadonlyMap<string, Digest> = new Map<string, Digest>([
  ['sha1', sha1], ['shake_128', null], ['sha3_384', sha3_384], ['sm3', sm3], ['md5-sha1', (bytes) => concatBytes(md5(bytes), sha1(bytes))],
  ['sha512_224', sha512_224], ['sha3_224', sha3_224], ['sha3_256', sha3_256], ['ripemd160', ripemd160], ['blake2b', (bytes) => blake2b(bytes)],
  ['sha512_256', sha512_256], ['sha512', sha512], ['sha384', sha384], ['sha256', sha256], ['blake2s', (bytes) => blake2s(bytes)], ['sha224', sha224],
  ['sha3_512', sha3_512], ['shake_256', null], ['md5', md5],
]);

const rotated = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

/** GB/T 32905-2016: as SHA-256 in its frame, with 16-byte words mixed into 68. */
function sm3(bytes: Uint8Array): Uint8Array {
  const blocks = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  blocks.set(bytes);
  blocks[bytes.length] = 0x80;
  const view = new DataView(blocks.buffer);
  view.setBigUint64(blocks.length - 8, BigInt(bytes.length) * 8n);
  const state = Uint32Array.of(0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e);
  const words = new Int32Array(68);
  const at = (index: number): number => words[index] ?? 0;
  for (let block = 0; block < blocks.length; block += 64) {
    for (let index = 0; index < 16; index += 1) words[index] = view.getInt32(block + index * 4);
    for (let index = 16; index < 68; index += 1) {
      const mixed = at(index - 16) ^ at(index - 9) ^ rotated(at(index - 3), 15);
      words[index] = mixed ^ rotated(mixed, 15) ^ rotated(mixed, 23) ^ rotated(at(index - 13), 7) ^ at(index - 6);
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
    for (let round = 0; round < 64; round += 1) {
      const constant = rotated(round < 16 ? 0x79cc4519 : 0x7a879d8a, round % 32);
      const first = rotated((rotated(a, 12) + e + constant) | 0, 7);
      const second = first ^ rotated(a, 12);
      const chosenA = round < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
      const chosenE = round < 16 ? e ^ f ^ g : (e & f) | (~e & g);
      const one = (chosenA + d + second + (at(round) ^ at(round + 4))) | 0;
      const two = (chosenE + h + first + at(round)) | 0;
      [a, b, c, d] = [one, a, rotated(b, 9), c];
      [e, f, g, h] = [two ^ rotated(two, 9) ^ rotated(two, 17), e, rotated(f, 19), g];
    }
    [a, b, c, d, e, f, g, h].forEach((word, index) => (state[index] = (state[index] ?? 0) ^ word));
  }
  const result = new DataView(new ArrayBuffer(32));
  state.forEach((word, index) => result.setUint32(index * 4, word));
  return new Uint8Array(result.buffer);
}
