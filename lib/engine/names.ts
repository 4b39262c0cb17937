/** RFC 4648 alphabet in lower case, as in Heat's physical names. */
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** Twelve base-32 characters from the first 60 bits of a uuid: stable for a row, different for its replacement. */
export function shortId(uuid: string): string {
  const hex = uuid.replaceAll('-', '');
  let bits = BigInt(`0x${hex.slice(0, 15)}`);
  let result = '';
  for (let index = 0; index < 12; index += 1) {
    result = BASE32.charAt(Number(bits & 31n)) + result;
    bits >>= 5n;
  }
  return result;
}

/** `<stack>-<resource>-<short id>`, cut to `limit` characters Heat's way: the first two, a dash, and the end. */
export function physicalName(stackName: string, resourceName: string, rowId: string, limit: number): string {
  const full = `${stackName}-${resourceName}-${shortId(rowId)}`;
  if (full.length <= limit) return full;
  return `${full.slice(0, 2)}-${full.slice(full.length - (limit - 3))}`;
}
