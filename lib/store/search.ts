/** Things of a project by their names and ids. */
import type { Pool } from 'pg';
import { TRIAL_TAG } from '@/lib/wire/library';

export interface SearchHit {
  /** The heading it stands under. */
  kind: string;
  label: string;
  about: string;
  /** Behind the address of the project; with a slash in front: behind the address of Hearth. */
  path: string;
}

const MOST_OF_A_KIND = 6;

/** Events are looked through in the stacks that changed last, the newest of each: no index would find words in the middle of sentences. */
const STACKS_LOOKED_THROUGH = 50;
const EVENTS_LOOKED_THROUGH = 2000;

/** A few of each kind, those that begin with the text first. */
export async function searchProject(pool: Pool, projectId: string, text: string): Promise<SearchHit[]> {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const start = pattern.slice(1);
  const live = "s.project_id = $1 AND s.owner_id IS NULL AND s.deleted_at IS NULL AND NOT $4 = ANY (s.tags)";
  const { rows } = await pool.query<SearchHit>(
    `(SELECT 'Stacks' AS kind, s.name AS label, lower(s.action) || ' ' || lower(replace(s.status, '_', ' ')) AS about, 'stacks/' || s.id || '/graph' AS path FROM stack s
       WHERE ${live} AND (s.name ILIKE $2 OR s.id::text ILIKE $3) ORDER BY NOT s.name ILIKE $3, s.name LIMIT ${MOST_OF_A_KIND})
     UNION ALL (SELECT 'Resources', r.name, r.type || ' in ' || s.name, 'stacks/' || s.id || '/graph?resource=' || r.id FROM resource r JOIN stack s ON s.id = r.root_id
       WHERE ${live} AND r.replaced_by IS NULL AND r.name ILIKE $2 ORDER BY NOT r.name ILIKE $3, r.name LIMIT ${MOST_OF_A_KIND})
     UNION ALL (SELECT 'Physical ids', r.physical_resource_id, r.name || ' in ' || s.name, 'stacks/' || s.id || '/graph?resource=' || r.id FROM resource r JOIN stack s ON s.id = r.root_id
       WHERE ${live} AND length($3) > 4 AND r.physical_resource_id ILIKE $3 LIMIT ${MOST_OF_A_KIND})
     UNION ALL (SELECT 'Parameters', p.name, 'of ' || s.name, 'stacks/' || s.id || '/outputs' FROM stack s JOIN revision v ON v.id = s.revision_id CROSS JOIN LATERAL jsonb_object_keys(CASE WHEN jsonb_typeof(v.template->'parameters') = 'object' THEN v.template->'parameters' ELSE '{}' END) p (name)
       WHERE ${live} AND p.name ILIKE $2 ORDER BY NOT p.name ILIKE $3, p.name, s.name LIMIT ${MOST_OF_A_KIND})
     UNION ALL (SELECT 'Events', left(found.reason, 120), found.resource_name || ' in ' || found.name || ', ' || to_char(found.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') || ' UTC', 'stacks/' || found.id || '/events?event=' || found.seq
       FROM (SELECT s.id, s.name, e.reason, e.resource_name, e.created_at, e.seq FROM (SELECT * FROM stack WHERE project_id = $1 AND owner_id IS NULL AND NOT $4 = ANY (tags) ORDER BY coalesce(updated_at, created_at) DESC LIMIT ${STACKS_LOOKED_THROUGH}) s
         CROSS JOIN LATERAL (SELECT * FROM event WHERE root_id = s.id ORDER BY seq DESC LIMIT ${EVENTS_LOOKED_THROUGH}) e
         WHERE length($3) > 4 AND (e.reason ILIKE $2 OR e.id::text ILIKE $3) ORDER BY e.created_at DESC LIMIT ${MOST_OF_A_KIND}) found)
     UNION ALL (SELECT 'Drafts', d.name, 'draft', 'designer/' || d.id FROM draft d WHERE d.project_id = $1 AND d.name ILIKE $2 ORDER BY d.updated_at DESC LIMIT ${MOST_OF_A_KIND})
     UNION ALL (SELECT 'Configs', l.name, 'config', 'configs/' || l.id FROM library_config l WHERE l.project_id = $1 AND l.name ILIKE $2 ORDER BY l.name LIMIT ${MOST_OF_A_KIND})
     UNION ALL (SELECT 'Environments', e.name, e.description, 'environments/' || e.id FROM environment_document e WHERE e.project_id = $1 AND e.name ILIKE $2 ORDER BY e.name LIMIT ${MOST_OF_A_KIND})
     UNION ALL (SELECT 'Hosts', h.name, array_to_string(h.kind || h.labels, ', '), 'hosts/' || h.id FROM server h
       WHERE h.project_id = $1 AND h.deleted_at IS NULL AND (h.name ILIKE $2 OR EXISTS (SELECT 1 FROM unnest(h.labels) label WHERE label ILIKE $2)) ORDER BY h.name LIMIT ${MOST_OF_A_KIND})`,
    [projectId, pattern, start, TRIAL_TAG],
  );
  return rows;
}
