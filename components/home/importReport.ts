/** What came with a template that somebody brings: its language, and what of it is missing. */
import { parseTemplate } from '@/lib/hot';
import { missingFiles } from '@/components/designer/document/ownTypes';
import type { TypeCatalogue } from '@/lib/hot/types';

const NO_TYPES: TypeCatalogue = { get: () => undefined, names: () => [] };

export interface BroughtAlong {
  /** The one that the draft has now. */
  environment: string | null;
  /** Several could be it: none is chosen for somebody. */
  candidates: readonly string[];
  leftOut: readonly string[];
}

const NOTHING: BroughtAlong = { environment: null, candidates: [], leftOut: [] };

/** Null where there is nothing to say: an empty drawing, or a text that is no template yet. */
export function importReport(text: string, files: Readonly<Record<string, string>>, { environment, candidates, leftOut }: BroughtAlong = NOTHING): { title: string; details: string[] } | null {
  const { template, diagnostics } = parseTemplate(text);
  if (template === null) return diagnostics.length > 0 ? { title: 'This cannot be read as a template yet', details: [diagnostics[0]?.message ?? ''] } : null;
  const resources = Object.keys(template.resources).length;
  if (resources === 0) return null;
  const missing = missingFiles(template, files, NO_TYPES);
  const brought = Object.keys(files).length;
  return {
    title: `${template.versionKey === 'heat_template_version' ? 'HOT' : 'CloudFormation'} ${template.version}, ${resources} ${resources === 1 ? 'resource' : 'resources'}`,
    details: [
      ...(template.versionKey === 'heat_template_version' ? [] : ['it runs as it is']),
      ...(brought > 0 ? [`${brought} ${brought === 1 ? 'file' : 'files'} beside it`] : []),
      ...(environment === null ? [] : [`${environment} is its environment`]),
      ...(candidates.length > 0 ? [`${candidates.join(', ')} look like environments: choose one under Environment`] : []),
      ...(leftOut.length > 0 ? [`left out, because not text: ${leftOut.join(', ')}`] : []),
      ...(missing.length > 0 ? [`missing: ${missing.join(', ')}. Add ${missing.length === 1 ? 'it' : 'them'} under Files`] : []),
      ...(diagnostics.length > 0 ? [`${diagnostics.length} ${diagnostics.length === 1 ? 'problem' : 'problems'} in how it is written`] : []),
    ],
  };
}
