/** Where to go after signing in: a page of this server, never an address somebody has put into a link. */
export function localPath(wanted: unknown): string {
  const base = 'http://hearth.invalid';
  if (typeof wanted !== 'string' || !wanted.startsWith('/')) return '/';
  const url = URL.parse(wanted, base);
  return url?.origin === base ? `${url.pathname}${url.search}` : '/';
}
