'use client';
import { useRouter } from 'next/navigation';
import { useMutation } from '@tanstack/react-query';
import { createDraft } from '@/app/actions/drafts';
import { unwrap } from '@/components/live/unwrap';
import { placeHref } from '@/components/shell/navigation';
import { toast } from '@/components/ui/Toast';
import { importReport } from './importReport';
import type { ImportedTemplate } from './readTemplateFiles';

/** Makes a draft of a template and opens it in the designer. */
export function useOpenTemplate(project: string) {
  const router = useRouter();
  return useMutation({
    mutationFn: async ({ name, text, files }: ImportedTemplate) => unwrap(await createDraft(project, { name, text, files })),
    onSuccess: (draft) => {
      const report = importReport(draft.text, draft.files);
      if (report !== null) toast(report.title, { description: report.details.join(' · '), duration: 8000 });
      router.push(`${placeHref(project, 'designer')}/${draft.id}`);
    },
    onError: (error) => toast.error('The template could not be opened', { description: error.message }),
  });
}
