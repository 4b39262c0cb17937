/** Things of a project by their names and ids. */
import type { Pool } from 'pg';
import { TRIAL_TAG } from '@/lib/wire/library';

export interface SearchHit {
  /** The heading it stands under. */
  kind: string;
  label: string;
  about: string;
  /** Behind the address of the project. */
  path: string;
}

const MOST_OF_A_KIND = 6;

/** A few of each kind, those that begin with the text first. */
export async function searchProject(pool: Pool, projectId: string, text: string): Promise<SearchHit[]> {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const start = pattern.slice(1);
  const live = "s.project_id = $1 AND s.owner_id IS NULL AND s.deleted_at IS NULL AND NOT $4 = ANY (s.tags)";
  const { rows } = await pool.query<SearchHit>(
    `(SELECT 'Stacks' AS kind, s.name AS label, lower(s.action) || ' ' || lower(replace(s.status, '_', ' ')) AS about, 'stacks/' || s.id || '/graph' AS path FROM stack s
       WHERE ${live} AND (s.name ILIKE $2 OR s.id::text ILIKE $3) ORDER BY NOT s.name ILIKE $3, s.name LIMIT ${MOST_OF_A_KIND})
     UNION ALL (SELECT 'Resources', r.name, r.type || ' in ' || s.name, 'stacks/' || s.id || '/graph?res=' || r.id FROM resource r JOIN stack s ON s.id = r.root_id
       WHERE ${live} AND r.replaced_by IS NULL AND r.name ILIKE $2 ORDER BY NOT r.name ILIKE $3, r.name LIMIT ${MOST_OF_A_KIND})
     UNION ALL (SELECT 'Physical ids', r.physical_resource_id, r.name || ' in ' || s.name, 'stacks/' || s.id || '/graph?res=' || r.id FROM resource r JOIN stack s ON s.id = r.root_id
       WHERE ${live} AND length($3) > 4 AND r.physical_resource_id ILIKE $3 LIMIT ${MOST_OF_A_KIND})
     UNION ALL (SELECT 'Parameters', p.name, 'of ' || s.name, 'stacks/' || s.id || '/outputs' FROM stack s JOIN revision v ON v.id = s.revision_id CROSS JOIN LATERAL jsonb_object_keys(CASE WHEN jsonb_typeof(v.template->'parameters') = 'object' THEN v.template->'parameters' ELSE '{}' END) p (name)
       WHERE ${live} AND p.name ILIKE $2 ORDER BY NOT p.name ILIKE $3, p.name, s.name LIMIT ${MOST_OF_A_KIND})
     UNION ALL (SELECT 'Drafts', d.name, 'draft', 'designer/' || d.id FROM draft d WHERE d.project_id = $1 AND d.name ILIKE $2 ORDER BY d.updated_at DESC LIMIT ${MOST_OF_A_KIND})
     UNION ALL (SELECT 'Configs', l.name, 'config', 'configs/' || l.id FROM library_config l WHERE l.project_id = $1 AND l.name ILIKE $2 ORDER BY l.name LIMIT ${MOST_OF_A_KIND})
     UNION ALL (SELECT 'Environments', e.name, e.description, 'environments/' || e.id FROM environment_document e WHERE e.project_id = $1 AND e.name ILIKE $2 ORDER BY e.name LIMIT ${MOST_OF_A_KIND})
     UNION ALL (SELECT 'Hosts', h.name, h.kind, 'hosts' FROM server h WHERE h.project_id = $1 AND h.deleted_at IS NULL AND h.name ILIKE $2 ORDER BY h.name LIMIT ${MOST_OF_A_KIND})`,
    [projectId, pattern, start, TRIAL_TAG],
  );
  return rows;
}
