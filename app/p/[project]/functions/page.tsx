import { FunctionReference, type FunctionEntry } from '@/components/types/FunctionReference';
import { pageCallerFor } from '@/lib/auth/caller';
import { LANGUAGES } from '@/lib/hot';

export const metadata = { title: 'Functions' };

/** Dates only: the names of releases are the same versions again. */
const DATED = /^\d{4}-\d\d-\d\d$/;

export default async function Page({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params;
  await pageCallerFor(decodeURIComponent(project), 'reader', `/p/${project}/functions`);
  const versions = [...(LANGUAGES.heat_template_version ?? [])].filter(([name]) => DATED.test(name));
  const dialect = [...(LANGUAGES.HeatTemplateFormatVersion ?? []), ...(LANGUAGES.AWSTemplateFormatVersion ?? [])];
  const names = new Set([...versions, ...dialect].flatMap(([, { functions, conditionFunctions }]) => [...functions.keys(), ...conditionFunctions.keys()]));
  const functions = [...names].map((name): FunctionEntry => ({
    name,
    versions: versions.flatMap(([version, { functions: table }]) => { const found = table.get(name); return found === undefined || 'removed' in found ? [] : [version]; }),
    cfnVersions: dialect.flatMap(([version, { functions: table, conditionFunctions }]) => (table.has(name) || conditionFunctions.has(name) ? [version] : [])),
    conditionVersions: versions.flatMap(([version, { conditionFunctions }]) => (conditionFunctions.has(name) ? [version] : [])),
  }));
  return <div className="min-h-0 flex-1 overflow-y-auto bg-canvas" tabIndex={-1}><FunctionReference versions={versions.map(([name]) => name)} cfnVersions={dialect.map(([name]) => name)} functions={functions} /></div>;
}
