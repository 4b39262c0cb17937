import { describe, expect, it } from 'vitest';
import { projectGraph } from '@/lib/graph';
import { parseTemplate } from '@/lib/hot';
import { factsCatalogue as catalogue } from '@/lib/resources/catalogue';
import { switchedOff } from './conditions';
import { parametersOfConditions } from './parametersOfConditions';

const { template } = parseTemplate(`heat_template_version: 2021-04-16
parameters: {size: {type: string, default: small}, other: {type: string, default: x}}
conditions: {big: {equals: [{get_param: size}, large]}}
resources:
  extra: {type: OS::Heat::Value, condition: big, properties: {value: {get_param: other}}}
`);
if (template === null) throw new Error('the template cannot be read');

describe('conditions', () => {
  const around = { files: {}, environment: {}, catalogue };

  it('are looked at with the values of the draft, or with others that are tried', () => {
    expect([...switchedOff(template, around)]).toEqual(['resource:extra']);
    expect([...switchedOff(template, { ...around, tried: { size: 'large', nothing: 'like it' } })]).toEqual([]);
  });

  it('are made of parameters, which are those to try', () => {
    expect(parametersOfConditions(projectGraph(template, catalogue))).toEqual(['size']);
  });
});
