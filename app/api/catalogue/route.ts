import { createHash } from 'node:crypto';
import { signedIn } from '@/lib/auth/caller';
import { services } from '@/lib/runtime/services';

export const dynamic = 'force-dynamic';

let known: { text: string; tag: string } | null = null;

/** Everything that forms, completion and checks need to know of every resource type: `TypeSchema[]`. The same for everybody, until the server changes. */
export async function GET(request: Request): Promise<Response> {
  if ((await signedIn()) === null) return Response.json({ code: 'unauthenticated', message: 'You are not signed in.', diagnostics: [] }, { status: 401 });
  known ??= await catalogue();
  const headers = { etag: known.tag, 'cache-control': 'private, no-cache', 'content-type': 'application/json' };
  if (request.headers.get('if-none-match') === known.tag) return new Response(null, { status: 304, headers });
  return new Response(known.text, { headers });
}

async function catalogue(): Promise<{ text: string; tag: string }> {
  const { catalogue: types } = await services();
  const text = JSON.stringify(types.names().flatMap((name) => types.get(name) ?? []));
  return { text, tag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"` };
}
