/** The server itself: what was built, and which workers there are. */
import { z } from 'zod';
import type { JsonMap } from '@/lib/hot/types';
import { listWorkers } from '@/lib/store/workers';
import { HeatFault, notAuthorised } from '../fault';
import { time } from '../render/links';
import { NO_BODY, NO_QUERY, route } from '../route';
import { map } from '../shapes/parts';
import { BuildInfo, Service } from '../shapes/server';

const SERVER = { tag: 'Server', body: NO_BODY, query: NO_QUERY, status: 200 } as const;

const buildInfo = route({
  ...SERVER, method: 'GET', path: '/build_info', summary: 'What was built', policy: 'build_info:build_info', role: 'reader', answer: 'api and engine, each with its revision', returns: BuildInfo,
  handler: ({ ports }) => ({ api: { revision: ports.revision }, engine: { revision: ports.revision } }),
});

const services = route({
  ...SERVER, method: 'GET', path: '/services', summary: 'List the workers', policy: 'service:index', role: 'reader', answer: 'services; for administrators', returns: map({ services: z.array(Service) }),
  async handler({ ports, caller }) {
    if (!caller.administrator) throw notAuthorised('service:index');
    const workers = await listWorkers(ports.pool);
    if (!workers.some(({ up }) => up)) throw new HeatFault('HTTPServiceUnavailable', 'All heat engines are down.');
    return {
      services: workers.map((worker): JsonMap => ({
        id: worker.id, binary: 'hearth-worker', engine_id: worker.id, host: worker.host, hostname: worker.host, topic: 'engine', report_interval: worker.reportSeconds,
        created_at: time(worker.startedAt), updated_at: time(worker.seenAt), deleted_at: time(worker.stoppedAt), status: worker.up ? 'up' : 'down',
      })),
    };
  },
});

export const serviceRoutes = [buildInfo, services];
