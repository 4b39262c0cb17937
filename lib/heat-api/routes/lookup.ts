/** A stack by its name, id or ARN: the answer is where it is, and clients ask there again. */
import { lookUp } from '../find';
import { stackUrl } from '../render/links';
import { type Method, NO_BODY, NO_QUERY, Reply, type Route, route } from '../route';
import { Notice } from '../shapes/parts';

/** What may be asked for below a stack that is given by name alone, and by which methods. */
const BELOW: readonly { below: string; methods: readonly Method[] }[] = [
  { below: '', methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] },
  { below: 'resources', methods: ['GET', 'POST'] },
  { below: 'events', methods: ['GET', 'POST'] },
  { below: 'template', methods: ['GET', 'POST'] },
  { below: 'actions', methods: ['GET', 'POST'] },
  { below: 'environment', methods: ['GET'] },
  { below: 'files', methods: ['GET'] },
];

export const lookupRoutes: Route[] = BELOW.flatMap(({ below, methods }) => methods.map((method) => redirect(method, below)));

function redirect(method: Method, below: string): Route {
  const path = below === '' ? '' : `/${below}`;
  return route({
    method, path: `/stacks/{stack_name}${path}`, tag: 'Stacks by name', summary: `Find the stack of a name${below === '' ? '' : `, for its ${below}`}`, policy: 'stacks:lookup', role: 'reader',
    stackUsers: true, status: 302, answer: 'nothing; where the stack is, in Location', returns: Notice, query: NO_QUERY, body: NO_BODY,
    async handler(call) {
      const stack = await lookUp(call, call.params['stack_name'] ?? '');
      const location = `${stackUrl(call.base, stack)}${path}${call.url.search}`;
      return new Reply(302, { code: '302 Found', title: 'Found', message: `The resource was found at <a href="${location}">${location}</a>;\nyou should be redirected automatically.\n\n\n` }, { location });
    },
  });
}
