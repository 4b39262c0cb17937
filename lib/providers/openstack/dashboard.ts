/**
 * Where Horizon shows a thing: facts of its routes (`openstack_dashboard/dashboards/project/<panel>/urls.py`, those of heat-dashboard and mistral-dashboard), by the type of
 * resource that stands for it. `{id}` is the physical id. Types that are not here have no page of their own there.
 */
const PLACES: Readonly<Record<string, string>> = {
  'OS::Nova::Server': 'project/instances/{id}/',
  'OS::Cinder::Volume': 'project/volumes/{id}/',
  'OS::Neutron::Net': 'project/networks/{id}/detail',
  'OS::Neutron::Subnet': 'project/networks/subnets/{id}/detail',
  'OS::Neutron::Port': 'project/networks/ports/{id}/detail',
  'OS::Neutron::Router': 'project/routers/{id}/',
  'OS::Heat::Stack': 'project/stacks/stack/{id}/',
  'OS::Mistral::Workflow': 'mistral/workflows/{id}/detail',
  'OS::Mistral::CronTrigger': 'mistral/cron_triggers/{id}/detail',
  'OS::Mistral::ExternalResource': 'mistral/executions/{id}/detail',
};

/** Null where the cloud says no dashboard, or that has no page for things of this type. */
export function dashboardLink(dashboardUrl: string, type: string, id: string): string | null {
  const place = Object.hasOwn(PLACES, type) ? PLACES[type] : undefined;
  return dashboardUrl === '' || place === undefined || id === '' ? null : `${dashboardUrl.replace(/\/+$/, '')}/${place.replace('{id}', encodeURIComponent(id))}`;
}
