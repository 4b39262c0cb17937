/** Templates of years ago call properties by names that Heat has hidden since, and runs them as it did. */
import { describe, expect, it } from 'vitest';
import { factsCatalogue } from '@/lib/resources/catalogue';
import { FORMER_NAMES } from '@/lib/resources/catalogue/former-names';
import { bindStack, parseTemplate, resolveProperties, UnknownValue, validateTemplate } from '..';
import type { JsonMap, PropertySchema } from '../types';

const template = (properties: string, type = 'OS::Neutron::Subnet') => `heat_template_version: 2013-05-23\nresources:\n  net: {type: OS::Neutron::Net}\n  it: {type: ${type}, properties: ${properties}}\n`;
const problems = (text: string) => validateTemplate({ parsed: parseTemplate(text), catalogue: factsCatalogue }).map(({ severity, message, heat }) => ({ severity, message, type: heat?.type }));

function resolved(text: string, known = true) {
  const { template: parsed } = parseTemplate(text);
  if (!parsed) throw new Error('no template');
  const { stack } = bindStack({ template: parsed, files: {}, parameters: {}, pseudo: { stackName: 's', stackId: null, projectId: 'p' }, catalogue: factsCatalogue });
  if (!stack) throw new Error('no stack');
  const answer = (): string => {
    if (!known) throw new UnknownValue('not made yet');
    return 'net-id';
  };
  return resolveProperties(stack, 'it', { referenceId: answer, attribute: answer, attributes: (): JsonMap => ({}) });
}

describe('a property under its former name', () => {
  it('is the property of today: nothing is missing, and a new name is offered', () => {
    expect(problems(template('{network_id: {get_resource: net}, cidr: 10.0.0.0/24}'))).toEqual([{ severity: 'warning', message: 'OS::Neutron::Subnet calls "network_id" "network" now.', type: undefined }]);
  });

  it('has its value, whether that is known before the deployment or not', () => {
    const text = template('{network_id: {get_resource: net}, cidr: 10.0.0.0/24}');
    const made = resolved(text);
    expect(made).toMatchObject({ ok: true, properties: { network: 'net-id' }, unknown: [] });
    expect(made.ok && 'network_id' in made.properties).toBe(false);
    expect(resolved(text, false)).toMatchObject({ ok: true, unknown: ['network'] });
  });

  it('is found within lists, too', () => {
    expect(resolved(template('{network_id: n, fixed_ips: [{subnet_id: s}]}', 'OS::Neutron::Port'))).toMatchObject({ ok: true, properties: { network: 'n', fixed_ips: [{ subnet: 's' }] } });
  });

  it('cannot be given beside the one of today', () => {
    const text = template('{network_id: a, network: b, cidr: 10.0.0.0/24}');
    const message = 'Cannot define the following properties at the same time: network, network_id.';
    expect(problems(text)).toContainEqual(expect.objectContaining({ severity: 'error', type: 'ResourcePropertyConflict' }));
    expect(resolved(text)).toEqual({ ok: false, errorType: 'ResourcePropertyConflict', message });
    expect(resolved(text.replace('network_id: a', 'network_id: {get_resource: net}'), false)).toMatchObject({ ok: false, message });
  });

  it('is known to the facts by both names', () => {
    for (const [type, names] of Object.entries(FORMER_NAMES)) {
      for (const [path, former] of Object.entries(names)) {
        const steps = path.split('.');
        let level: Record<string, PropertySchema> | undefined = factsCatalogue.get(type)?.properties;
        for (const step of steps.slice(0, -1)) level = level?.[step]?.items?.schema ?? level?.[step]?.schema;
        expect(level?.[steps.at(-1) ?? '']?.formerly, `${type} ${path}`).toBe(former);
        expect(level?.[former]?.support, `${type} ${former}`).toBe('HIDDEN');
      }
    }
  });
});
