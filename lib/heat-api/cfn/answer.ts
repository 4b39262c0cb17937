/** Answers of the CFN-compatible API: one tree of values, as XML or as JSON. */
import { xmlElement, xmlText } from '@/lib/software/cfn-answer';
import type { Json, JsonMap } from '@/lib/hot/types';
import type { CfnFault } from './fault';

export type Format = 'XML' | 'JSON';

/** `<ActionResponse><ActionResult>…` */
export function answered(action: string, result: JsonMap, format: Format): Response {
  return written({ [`${action}Response`]: { [`${action}Result`]: result } }, 200, format);
}

export function refused(fault: CfnFault, format: Format): Response {
  return written({ ErrorResponse: { Error: { Type: fault.status >= 500 ? 'Server' : 'Sender', Code: fault.code, Message: fault.message } } }, fault.status, format);
}

function written(tree: JsonMap, status: number, format: Format): Response {
  if (format === 'JSON') return Response.json(tree, { status });
  return new Response(Object.entries(tree).map(([name, value]) => element(name, value)).join(''), { status, headers: { 'content-type': 'application/xml' } });
}

/** Items of lists are `member`s. What is absent is left out: a client of Amazon's reads no `None`. */
function element(name: string, value: Json): string {
  if (value === null) return '';
  if (Array.isArray(value)) return xmlElement(name, value.map((item) => element('member', item)));
  if (typeof value === 'object') return xmlElement(name, Object.entries(value).map(([key, item]) => element(key, item)));
  return xmlElement(name, [xmlText(String(value))]);
}
