/** Answers about resources of stacks and their events. */
import { z } from 'zod';
import { anyMap, links, shape, text, texts, time } from './parts';

const item = {
  resource_name: z.string(), logical_resource_id: text('The name again.'), physical_resource_id: text('The id of what it stands for; empty while there is none.'), resource_type: z.string(),
  resource_status: text('Action and status: CREATE_COMPLETE, CHECK_FAILED.'), resource_status_reason: z.string(), creation_time: time, updated_time: time,
  required_by: texts('Names of the resources that depend on it.'), links, parent_resource: text('Of a nested stack: the resource it is.').optional(),
};
const details = { description: z.string(), attributes: anyMap('By name.') };

export const Resource = shape('Resource', { ...item, ...details });
export const ResourceItem = shape('ResourceItem', { ...item, description: z.string().optional().meta({ description: 'With with_detail.' }), attributes: anyMap('By name; with with_detail.').optional() });

const event = {
  id: z.string(), event_time: time, resource_name: text('Of events of a stack: its name.'), logical_resource_id: text('The name again.'), physical_resource_id: z.string(),
  resource_status: text('Action and status: CREATE_COMPLETE, SIGNAL_IN_PROGRESS.'), resource_status_reason: text('At most 255 characters of it.'), links,
};

export const EventItem = shape('EventItem', event);
export const Event = shape('Event', { ...event, resource_type: z.string(), resource_properties: anyMap('As the resource has them.') });
