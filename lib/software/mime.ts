/** MIME multipart documents as cloud-init reads them (RFC 2045 and 2046, as far as user data goes). Pure. */

export interface MimePart {
  /** `text/cloud-config` and the like, in small letters. */
  contentType: string;
  /** Empty when it has none. */
  filename: string;
  body: Uint8Array;
}

interface Headers {
  get(name: string): string;
}

/** Deeper than this nobody nests user data; it bounds the work for hostile documents. */
const DEEPEST = 8;

/** The parts of a multipart document, those of multiparts within it spliced in; null for a text that is none. */
export function parseMultipart(text: string, depth = 0): MimePart[] | null {
  const { headers, body } = split(text);
  const boundary = parameter(headers.get('content-type'), 'boundary');
  if (!headers.get('content-type').toLowerCase().startsWith('multipart/') || boundary === '' || depth >= DEEPEST) return null;
  return sections(body, boundary).flatMap((section) => parseMultipart(section, depth + 1) ?? [partOf(section)]);
}

/** Lines between `--boundary` and the next one; what is before the first and after `--boundary--` is nobody's. */
function sections(body: string, boundary: string): string[] {
  const found: string[][] = [];
  let open: string[] | null = null;
  for (const line of body.split('\n')) {
    const bare = line.trimEnd();
    if (bare === `--${boundary}--`) break;
    if (bare === `--${boundary}`) {
      open = [];
      found.push(open);
    } else open?.push(line);
  }
  return found.map((lines) => lines.join('\n'));
}

function partOf(section: string): MimePart {
  const { headers, body } = split(section);
  const contentType = (headers.get('content-type') || 'text/plain').split(';')[0]?.trim().toLowerCase() ?? 'text/plain';
  const filename = parameter(headers.get('content-disposition'), 'filename') || parameter(headers.get('content-type'), 'name');
  return { contentType, filename, body: decode(body, headers.get('content-transfer-encoding').trim().toLowerCase()) };
}

function split(text: string): { headers: Headers; body: string } {
  const fields = new Map<string, string>();
  const lines = text.split('\n');
  let last = '';
  let index = 0;
  for (; index < lines.length; index += 1) {
    const line = (lines[index] ?? '').replace(/\r$/, '');
    if (line === '') {
      index += 1;
      break;
    }
    if (/^[ \t]/.test(line) && last !== '') {
      fields.set(last, `${fields.get(last) ?? ''} ${line.trim()}`);
      continue;
    }
    const colon = line.indexOf(':');
    // The "From " line of a mailbox is no header, and neither is anything else without a name.
    if (colon <= 0 || /\s/.test(line.slice(0, colon))) {
      if (index === 0 && line.startsWith('From ')) continue;
      break;
    }
    last = line.slice(0, colon).toLowerCase();
    fields.set(last, line.slice(colon + 1).trim());
  }
  return { headers: { get: (name) => fields.get(name) ?? '' }, body: lines.slice(index).join('\n') };
}

function parameter(header: string, name: string): string {
  const [, quoted, bare] = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^;\\s]+))`, 'i').exec(header) ?? [];
  return quoted ?? bare ?? '';
}

function decode(body: string, encoding: string): Uint8Array {
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'utf8');
  const joined = body.replaceAll(/=[ \t]*\r?\n/g, '');
  return Buffer.from(Buffer.from(joined, 'utf8').toString('latin1').replaceAll(/=([0-9a-f]{2})/gi, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), 'latin1');
}

/**
 * One document of these parts. Texts of ASCII are printed as they are, others as base64 in UTF-8, so that every reader gets the same bytes.
 * `boundary` must not occur in them.
 */
export function printMultipart(parts: readonly MimePart[], boundary: string): string {
  const sectionsOf = parts.map(({ contentType, filename, body }) => {
    const text = new TextDecoder('utf-8').decode(body);
    const plain = /^[\0-\x7f]*$/.test(text);
    const head = [
      `Content-Type: ${contentType}; charset="${plain ? 'us-ascii' : 'utf-8'}"`,
      'MIME-Version: 1.0',
      `Content-Transfer-Encoding: ${plain ? '7bit' : 'base64'}`,
      ...(filename === '' ? [] : [`Content-Disposition: attachment; filename="${filename.replaceAll(/["\\\r\n]/g, '_')}"`]),
    ];
    const printed = plain ? text : Buffer.from(body).toString('base64').replaceAll(/.{76}/g, '$&\n');
    return `${head.join('\n')}\n\n${printed}`;
  });
  return `Content-Type: multipart/mixed; boundary="${boundary}"\nMIME-Version: 1.0\n\n${sectionsOf.map((section) => `--${boundary}\n${section}\n`).join('')}--${boundary}--\n`;
}
