/** Pre-signed access to a queue: the paths, the methods and the end are signed, and come back as headers. Source: Zaqar's API, "Pre-signed queue". */
import { sameText, type Sign } from '@/lib/software/stack-user';

export interface Signed {
  project: string;
  paths: readonly string[];
  methods: readonly string[];
  /** UTC; with or without `Z`. */
  expires: string;
}

export function signatureOf(sign: Sign, { project, paths, methods, expires }: Signed): string {
  return sign('queue', [paths.toSorted().join(','), methods.toSorted().join(','), project, expires].join('\n'));
}

/** The project that a request is signed for; null when it carries no signature. Throws nothing: a bad signature is the empty text. */
export function projectOf(sign: Sign, request: Request, path: string, now: Date): string | null {
  const header = (name: string): string => request.headers.get(name) ?? '';
  const signature = header('url-signature');
  if (signature === '') return null;
  const signed: Signed = { project: header('x-project-id'), paths: header('url-paths').split(','), methods: header('url-methods').split(','), expires: header('url-expires') };
  const end = Date.parse(signed.expires.endsWith('Z') ? signed.expires : `${signed.expires}Z`);
  const within = signed.methods.includes(request.method) && signed.paths.some((allowed) => path === allowed || path.startsWith(`${allowed}/`));
  return end > now.getTime() && within && sameText(signatureOf(sign, signed), signature) ? signed.project : '';
}
