/** Zip archives: written without compression, read with what browsers have for it. */

const encoder = new TextEncoder();

export function zipOf(files: Readonly<Record<string, string>>): Blob {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const index: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const [path, content] = [encoder.encode(name), encoder.encode(text)];
    // Version, flags (names are UTF-8), stored, the first day of 1980, checksum, sizes, length of the name, no extra.
    const common = [20, 0, 0x0800, 2, 0, 2, 0, 2, 0x21, 2, crc32(content), 4, content.length, 4, content.length, 4, path.length, 2, 0, 2];
    const header = packed(0x04034b50, 4, 20, 2, ...common.slice(2));
    parts.push(header, path, content);
    index.push(packed(0x02014b50, 4, 20, 2, 20, 2, ...common.slice(2), 0, 2, 0, 2, 0, 2, 0, 4, offset, 4), path);
    offset += header.length + path.length + content.length;
  }
  const size = index.reduce((sum, part) => sum + part.length, 0);
  const count = Object.keys(files).length;
  return new Blob([...parts, ...index, packed(0x06054b50, 4, 0, 2, 0, 2, count, 2, count, 2, size, 4, offset, 4, 0, 2)], { type: 'application/zip' });
}

/** Numbers with the bytes each takes, the lowest first. */
function packed(...numbers: number[]): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  for (let at = 0; at < numbers.length; at += 2) for (let byte = 0; byte < (numbers[at + 1] ?? 0); byte += 1) bytes.push(Math.floor((numbers[at] ?? 0) / 256 ** byte) % 256);
  return new Uint8Array(bytes);
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** What bytes say as text; null for those that are none, which reading them as text would only spoil. */
export async function textOf(content: Blob): Promise<string | null> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await content.arrayBuffer());
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}

/** Files of an archive by path, and which were left out because they are not text. More than `most` bytes together are refused. */
export async function filesOfZip(archive: ArrayBuffer, most: number): Promise<{ ok: true; files: Record<string, string>; leftOut: string[] } | { ok: false; message: string }> {
  const view = new DataView(archive);
  let end = archive.byteLength - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < 0) return { ok: false, message: 'This is not a zip archive, or it is cut off.' };
  const files: Record<string, string> = {};
  const leftOut: string[] = [];
  let [at, total] = [view.getUint32(end + 16, true), 0];
  for (let entry = 0; entry < view.getUint16(end + 10, true); entry += 1) {
    if (at + 46 > archive.byteLength || view.getUint32(at, true) !== 0x02014b50) return { ok: false, message: 'The list of files in this archive is damaged.' };
    const [method, packedSize, size] = [view.getUint16(at + 10, true), view.getUint32(at + 20, true), view.getUint32(at + 24, true)];
    const [nameLength, extra, comment, local] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true), view.getUint32(at + 42, true)];
    const name = new TextDecoder().decode(new Uint8Array(archive, at + 46, nameLength));
    at += 46 + nameLength + extra + comment;
    if (name.endsWith('/') || /(^|\/)(__MACOSX|\.git|\.DS_Store)(\/|$)/.test(name)) continue;
    if ((total += size) > most) return { ok: false, message: `The files of this archive are more than ${most / 1e6} MB together.` };
    if (method !== 0 && method !== 8) return { ok: false, message: `${name} is packed in a way that browsers cannot read. Make the archive with the usual compression.` };
    if (local + 30 > archive.byteLength) return { ok: false, message: 'The list of files in this archive is damaged.' };
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const bytes = new Uint8Array(archive, start, Math.min(packedSize, archive.byteLength - start));
    const content = method === 0 ? new Blob([bytes]) : await unpacked(bytes, size);
    if (content === null) return { ok: false, message: `${name} could not be unpacked.` };
    const text = await textOf(content);
    if (text === null) leftOut.push(name);
    else files[name] = text;
  }
  return { ok: true, files, leftOut };
}

/** No more than the size that was said: an archive may lie about it. */
async function unpacked(bytes: Uint8Array<ArrayBuffer>, size: number): Promise<Blob | null> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return new Blob(parts);
      if ((length += value.length) > size) return null;
      parts.push(new Uint8Array(value));
    }
  } catch {
    return null;
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}
