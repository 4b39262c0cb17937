/** Files that a client has put into a container of its project's objects, for a template that refers to them by name. */
import type { Pool } from 'pg';
import type { Json } from '@/lib/hot/types';
import { listObjects, readObject } from '@/lib/store/objects';
import { badRequest, HeatFault } from './fault';

/** As much as a body may have. */
const MOST_BYTES = 1_048_576;
const PAGE = 1_000;

/** Objects of the container as texts by their names, without those that are in `given`. Throws NotFound and DownloadLimitExceeded as Heat does. */
export async function containerFiles(pool: Pool, projectId: string, container: Json | undefined, given: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  if (container === undefined || container === null) return {};
  if (typeof container !== 'string') throw badRequest('The files_container is the name of a container.');
  const wanted: string[] = [];
  let bytes = 0;
  let any = false;
  for (let marker = ''; ; ) {
    const page = await listObjects(pool, projectId, container, '', marker, PAGE);
    any ||= page.length > 0;
    for (const object of page) {
      bytes += object.bytes;
      if (!Object.hasOwn(given, object.name)) wanted.push(object.name);
    }
    if (bytes > MOST_BYTES) throw new HeatFault('DownloadLimitExceeded', `Total size of files to download (${bytes} bytes) exceeds maximum allowed (${MOST_BYTES} bytes).`);
    if (page.length < PAGE) break;
    marker = page.at(-1)?.name ?? '';
  }
  if (!any) throw new HeatFault('NotFound', `Could not fetch files from container ${container}, reason: the project has no objects in a container of that name.`);
  const files: Record<string, string> = {};
  for (const name of wanted) {
    const object = await readObject(pool, { projectId, container, name });
    if (object !== null) files[name] = object.content.toString('utf8');
  }
  return files;
}
