import { redirect } from 'next/navigation';

export default async function Page({ params }: { params: Promise<{ project: string; stack: string }> }): Promise<never> {
  const { project, stack } = await params;
  redirect(`/p/${project}/stacks/${stack}/graph`);
}
