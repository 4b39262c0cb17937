import { headers } from 'next/headers';
import { ApiReference } from './ApiReference';
import { openApiDocument } from '@/lib/heat-api/openapi';
import { referenceOf } from '@/lib/heat-api/reference';
import { MOUNT } from '@/lib/heat-api/router';
import { ROUTES } from '@/lib/heat-api/routes';
import { services } from '@/lib/runtime/services';
import { version } from '../../package.json';

export const metadata = { title: 'API' };

/** The routes of the orchestration API, from the document that programs read. */
export default async function Page() {
  // First the headers: they tell Next that this page is made for one request, and not at build time.
  await headers();
  const { config } = await services();
  const sections = referenceOf(openApiDocument(ROUTES, { origin: config.publicUrl, version }));
  return <ApiReference sections={sections} address={`${config.publicUrl}${MOUNT}`} identity={`${config.publicUrl}/identity/v3`} openApi="/openapi.json" />;
}
