import { createDraft } from '@/app/actions/drafts';
import { unwrap } from '@/components/live/unwrap';
import { placeHref } from '@/components/shell/navigation';
import { toast } from '@/components/ui/Toast';
import type { ImportedTemplate } from './readTemplateFiles';

/** An empty canvas. */
export const BLANK: ImportedTemplate = { name: 'untitled', text: 'heat_template_version: 2021-04-16\n\nresources: {}\n', files: {} };

/** Makes a draft of a template and opens it in the designer; a failure is told, not thrown. */
export async function openTemplate(project: string, { name, text, files, leftOut = [] }: ImportedTemplate, go: (href: string) => void): Promise<void> {
  try {
    // Both read documents, for which the whole language is needed; a template alone is opened without waiting for it.
    const along = Object.keys(files).length === 0 ? null : (await import('./environmentAmong')).environmentAmong(text, files);
    const draft = unwrap(await createDraft(project, { name, text, files: along?.files ?? files, environment: along?.environment ?? {} }));
    go(`${placeHref(project, 'designer')}/${draft.id}`);
    const { importReport } = await import('./importReport');
    const report = importReport(draft.text, draft.files, { environment: along?.name ?? null, candidates: along?.candidates ?? [], leftOut });
    if (report !== null) toast(report.title, { description: report.details.join(' · '), duration: 8000 });
  } catch (error) {
    toast.error('The template could not be opened', { description: error instanceof Error ? error.message : String(error) });
  }
}
