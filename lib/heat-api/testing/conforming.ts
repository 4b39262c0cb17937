/** Holds every answer of Heat's API against the schema that its route says it has. For tests. */
import { decodedPart, matcher } from '../match';
import { MOUNT } from '../router';
import { ROUTES } from '../routes';

type Api = (request: Request) => Promise<Response>;

const match = matcher(ROUTES);

/** The same API; an answer that its route does not describe is told to `report`. */
export function conforming(api: Api, report: (fault: Error) => void): Api {
  return async (request) => {
    const response = await api(request);
    const parts = new URL(request.url).pathname.slice(MOUNT.length).split('/').slice(3).map(decodedPart);
    const route = match(parts)?.route(request.method);
    if (route === undefined || response.status !== route.status || request.method === 'HEAD') return response;
    const text = await response.clone().text();
    const asked = `${route.method} ${route.path}`;
    if (route.returns === null) {
      if (text !== '') report(new Error(`${asked} answered with a body: ${text.slice(0, 200)}`));
      return response;
    }
    const found = route.returns.safeParse(text === '' ? undefined : JSON.parse(text));
    if (!found.success) report(new Error(`${asked} answered otherwise than it says: ${found.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ').slice(0, 1000)}`));
    return response;
  };
}
