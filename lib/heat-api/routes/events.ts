/** Events of a stack and of its resources. */
import { z } from 'zod';
import { eventRecord, type EventQuery, listEventRecords } from '@/lib/store/event-listing';
import type { StackRecord } from '@/lib/store/stack-listing';
import { HeatFault } from '../fault';
import { stackOf } from '../find';
import { count, direction, list, nothingEmpty, text } from '../query';
import { eventDetail, eventItem } from '../render/event';
import { type Call, NO_BODY, NO_QUERY, route } from '../route';
import { map } from '../shapes/parts';
import { Event, EventItem } from '../shapes/resource';

const S = '/stacks/{stack_name}/{stack_id}';
const EVENTS = { tag: 'Events', body: NO_BODY, query: NO_QUERY, role: 'reader', status: 200 } as const;

const paging = {
  limit: count('limit', 'Most events on a page.'),
  marker: text('Id of the last event of the page before.'),
  sort_keys: list('event_time, resource_name, resource_type, resource_status; the first one first.'),
  sort_dir: direction('Newest first, unless asc.'),
  resource_status: list('COMPLETE, FAILED, IN_PROGRESS.'),
  resource_action: list('CREATE, UPDATE, SIGNAL, ...'),
  resource_type: list('Types of resources.'),
};
const ofStack = nothingEmpty(z.object({ ...paging, resource_name: list('Names of resources.'), nested_depth: count('nested_depth', 'Levels of nested stacks whose events are listed too.') }));
const ofResource = nothingEmpty(z.object(paging));

type Paging = z.output<typeof ofResource> & { resource_name?: string[] };

function queryFor(stack: StackRecord, { query }: Call<Paging>): EventQuery {
  const { resource_status, resource_action, resource_type, resource_name = [] } = query;
  return {
    stack, depth: 0,
    filters: { resource_status, resource_action, resource_type, resource_name },
    sortKeys: query.sort_keys.flatMap((key) => key.split(',')),
    descending: query.sort_dir !== 'asc',
    ...(query.marker === undefined ? {} : { marker: query.marker }),
    ...(query.limit === undefined ? {} : { limit: query.limit }),
  };
}

const stackEvents = route({
  ...EVENTS, method: 'GET', path: `${S}/events`, summary: 'List the events of a stack', policy: 'events:index', answer: 'events', returns: map({ events: z.array(EventItem) }), query: ofStack,
  async handler(call) {
    const stack = await stackOf(call);
    const depth = call.query.nested_depth ?? 0;
    const events = await listEventRecords(call.ports.pool, { ...queryFor(stack, call), depth });
    return { events: events.map((event) => eventItem(call.base, event, depth > 0 ? stack : null)) };
  },
});

const resourceEvents = route({
  ...EVENTS, method: 'GET', path: `${S}/resources/{resource_name}/events`, summary: 'List the events of a resource', policy: 'events:index', answer: 'events', returns: map({ events: z.array(EventItem) }), query: ofResource,
  async handler(call) {
    const stack = await stackOf(call);
    const resourceName = call.params['resource_name'] ?? '';
    const query = { ...queryFor(stack, call), resourceName };
    const events = await listEventRecords(call.ports.pool, query);
    // Heat answers so to whoever asks for the page behind the last one, too, and clients that follow a resource stumble over it: not here.
    if (events.length === 0 && query.marker === undefined) throw new HeatFault('HTTPNotFound', `No events found for resource ${resourceName}`);
    return { events: events.map((event) => eventItem(call.base, event, null)) };
  },
});

const show = route({
  ...EVENTS, method: 'GET', path: `${S}/resources/{resource_name}/events/{event_id}`, summary: 'Show an event', policy: 'events:show', answer: 'event', returns: map({ event: Event }),
  async handler(call) {
    const stack = await stackOf(call);
    const { resource_name: name = '', event_id: id = '' } = call.params;
    const event = await eventRecord(call.ports.pool, stack.id, name, id);
    if (event === null) throw new HeatFault('HTTPNotFound', `No event ${id} found`);
    return { event: eventDetail(call.base, event) };
  },
});

export const eventRoutes = [stackEvents, resourceEvents, show];
