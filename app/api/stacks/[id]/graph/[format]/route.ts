import { callerFor, refusalStatus } from '@/lib/auth/caller';
import { dotOf, mermaidOf, projectGraph } from '@/lib/graph';
import { stackPicture } from '@/lib/graph/stack-picture';
import { parseTemplate } from '@/lib/hot';
import { services } from '@/lib/runtime/services';
import { readStack } from '@/lib/stacks/read';
import { statusLabel } from '@/components/status/families';
import type { StackView } from '@/lib/wire/types';

export const dynamic = 'force-dynamic';

const FORMATS = { svg: 'image/svg+xml', mmd: 'text/plain', dot: 'text/vnd.graphviz' } as const;

/**
 * The graph of a stack for documents: `/api/stacks/{id}/graph/svg` is what is there with its states, `mmd` (Mermaid) and `dot` (Graphviz) are what its
 * template says. `?project=` names the project.
 */
export async function GET(request: Request, { params }: { params: Promise<{ id: string; format: string }> }): Promise<Response> {
  const { id, format } = await params;
  if (!isFormat(format)) return Response.json({ code: 'not_found', message: `A graph cannot be had as "${format}"; it can as ${Object.keys(FORMATS).join(', ')}.`, diagnostics: [] }, { status: 404 });
  const caller = await callerFor(new URL(request.url).searchParams.get('project') ?? '', 'reader');
  if (!caller.ok) return Response.json(caller.problem, { status: refusalStatus(caller.problem.code) });
  const { catalogue, ...parts } = await services();
  const found = await readStack({ ...parts, catalogue }, caller.value, id);
  if (!found.ok) return Response.json(found.problem, { status: refusalStatus(found.problem.code) });
  const { template } = parseTemplate(found.value.templateText);
  if (format !== 'svg' && template === null) return Response.json({ code: 'validation', message: 'The template of this stack cannot be read.', diagnostics: [] }, { status: 422 });
  const text = format === 'svg' || template === null ? pictureOf(found.value) : format === 'mmd' ? mermaidOf(projectGraph(template, catalogue)) : dotOf(projectGraph(template, catalogue));
  return new Response(text, { headers: { 'content-type': `${FORMATS[format]}; charset=utf-8`, 'content-disposition': `inline; filename="${found.value.name}.${format}"`, 'cache-control': 'no-store' } });
}

function isFormat(text: string): text is keyof typeof FORMATS {
  return text in FORMATS;
}

function pictureOf({ id, resources, layout }: StackView): string {
  const own = resources.filter((resource) => resource.stackId === id && resource.replacedBy === null);
  return stackPicture(own.map((resource) => ({ name: resource.name, type: resource.type, state: statusLabel(resource), requires: resource.requires })), layout);
}
