/** Events in the shapes of Heat's API. */
import type { JsonMap } from '@/lib/hot/types';
import type { EventRecord } from '@/lib/store/event-listing';
import { link, stackUrl } from './links';

/** Heat's column for reasons. */
const LONGEST_REASON = 255;

/** An item of a list; `root` is linked to when events of nested stacks are listed too. */
export function eventItem(base: string, event: EventRecord, root: { id: string; name: string } | null): JsonMap {
  // Lists have thousands: each address is made once.
  const stack = stackUrl(base, { id: event.stackId, name: event.stackName });
  const resource = `${stack}/resources/${encodeURIComponent(event.resourceName)}`;
  return {
    id: event.id,
    event_time: event.createdAt,
    resource_name: event.resourceName,
    logical_resource_id: event.resourceName,
    physical_resource_id: event.physicalResourceId ?? '',
    resource_status: `${event.action}_${event.status}`,
    resource_status_reason: event.reason.slice(0, LONGEST_REASON),
    links: [
      link('self', `${resource}/events/${event.id}`),
      link('resource', resource),
      link('stack', stack),
      ...(root === null ? [] : [link('root_stack', stackUrl(base, root))]),
    ],
  };
}

export function eventDetail(base: string, event: EventRecord & { properties: JsonMap }): JsonMap {
  return { ...eventItem(base, event, null), resource_type: event.resourceType, resource_properties: event.properties };
}
