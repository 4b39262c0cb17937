/** Answers about the server itself. */
import { z } from 'zod';
import { map, noTime, shape, time } from './parts';

const revision = map({ revision: z.string() });
export const BuildInfo = shape('BuildInfo', { api: revision, engine: revision });
export const Service = shape('Service', {
  id: z.string(), binary: z.string(), engine_id: z.string(), host: z.string(), hostname: z.string(), topic: z.string(), report_interval: z.int().meta({ description: 'Seconds.' }),
  created_at: time, updated_at: time.meta({ format: 'date-time', description: 'When it last reported.' }), deleted_at: noTime, status: z.enum(['up', 'down']),
});
