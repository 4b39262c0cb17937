/** Binds a stored revision to its parameters, secrets included, as a run needs it. */
import type { Pool } from 'pg';
import { withDefaults } from '@/lib/engine/children';
import type { Target } from '@/lib/engine/execution';
import { policiesOf } from '@/lib/engine/policies';
import type { Vault } from '@/lib/engine/types';
import { bindStack, parseEnvironment } from '@/lib/hot';
import type { JsonMap, Template, TypeCatalogue } from '@/lib/hot/types';
import { nestedTemplates } from '@/lib/hot/validate';
import { openValues } from './sealed-values';

export interface TargetSource {
  pool: Pool;
  vault: Vault;
  catalogue: TypeCatalogue;
}

interface RevisionRecord {
  template: Template;
  files: Record<string, string>;
  environment: JsonMap;
  parameters: JsonMap;
  secrets: string | null;
  stack_id: string;
  stack_name: string;
  project_id: string;
}

/** `instead`: with this template in place of the revision's own. */
export async function bindRevision(source: TargetSource, revisionId: string, instead?: Template): Promise<{ ok: true; target: Target } | { ok: false; reason: string }> {
  const { rows } = await source.pool.query<RevisionRecord>(
    `SELECT revision.template, revision.files, revision.environment, revision.parameters, revision.secrets,
       stack.id AS stack_id, stack.name AS stack_name, stack.project_id
     FROM revision JOIN stack ON stack.id = revision.stack_id WHERE revision.id = $1`,
    [revisionId],
  );
  const [revision] = rows;
  if (revision === undefined) return { ok: false, reason: `Revision ${revisionId} does not exist any more.` };
  try {
    return bind(source, instead === undefined ? revision : { ...revision, template: instead });
  } catch (fault) {
    // The key is another one, or the stored template is not what this version of the language expects: trying again would not help.
    return { ok: false, reason: `Revision ${revisionId} cannot be read: ${fault instanceof Error ? fault.message : String(fault)}` };
  }
}

function bind(source: TargetSource, revision: RevisionRecord): { ok: true; target: Target } | { ok: false; reason: string } {
  const secrets = openValues(revision.secrets === null ? {} : source.vault.open(revision.secrets));
  const { environment } = parseEnvironment(revision.environment);
  const template = nestedTemplates(revision.files);
  const { stack, diagnostics } = bindStack({
    template: revision.template,
    files: revision.files,
    environment: withDefaults(environment, secrets.defaults),
    parameters: { ...revision.parameters, ...secrets.parameters },
    pseudo: { stackName: revision.stack_name, stackId: revision.stack_id, projectId: revision.project_id },
    catalogue: source.catalogue,
    nested: template,
  });
  if (stack === null) {
    const problems = diagnostics.filter((diagnostic) => diagnostic.severity === 'error').map((diagnostic) => diagnostic.message);
    return { ok: false, reason: `StackValidationFailed: ${problems.join('; ')}` };
  }
  const sources = { files: revision.files, environment, secretDefaults: secrets.defaults, catalogue: source.catalogue, template };
  return { ok: true, target: { bound: stack, policies: policiesOf(revision.environment), sources } };
}
