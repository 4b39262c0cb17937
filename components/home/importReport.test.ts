import { describe, expect, it } from 'vitest';
import { environmentAmong } from './environmentAmong';
import { importReport } from './importReport';
import { withoutFolder } from './readTemplateFiles';

describe('what is said of a template that is brought', () => {
  it('is its language, its size, and what is missing', () => {
    expect(importReport('heat_template_version: 2016-10-14\nresources:\n  a: {type: box.yaml}\n', { 'other.txt': '' })).toEqual({ title: 'HOT 2016-10-14, 1 resource', details: ['1 file beside it', 'missing: box.yaml. Add it under Files'] });
    expect(importReport('AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  A: {Type: AWS::EC2::Instance}\n', {})).toMatchObject({ title: 'CloudFormation 2010-09-09, 1 resource' });
  });

  it('names the environment that came along, and what stayed behind', () => {
    expect(importReport('heat_template_version: 2016-10-14\nresources:\n  a: {type: OS::Heat::None}\n', {}, { environment: 'prod.yaml', candidates: [], leftOut: ['logo.png'] })?.details).toEqual(['prod.yaml is its environment', 'left out, because not text: logo.png']);
  });

  it('is nothing of an empty drawing', () => {
    expect(importReport('heat_template_version: 2021-04-16\n\nresources: {}\n', {})).toBeNull();
  });
});

it('leaves the folder that holds everything out of the names', () => {
  expect(withoutFolder([{ name: 'shop/stack.yaml', text: '' }, { name: 'shop/scripts/a.sh', text: '' }]).map(({ name }) => name)).toEqual(['stack.yaml', 'scripts/a.sh']);
});

describe('the environment among files that come with a template', () => {
  const TEMPLATE = 'heat_template_version: 2021-04-16\nresources:\n  a: {type: OS::Heat::SoftwareConfig, properties: {config: {get_file: settings.yaml}}}\n';

  it('is the document that has sections of environments only', () => {
    const files = { 'prod.yaml': 'parameters: {size: large}\n', 'inner.yaml': 'heat_template_version: 2021-04-16\nparameters: {}\n', 'run.sh': 'parameters:\n' };
    expect(environmentAmong(TEMPLATE, files)).toEqual({ environment: { parameters: { size: 'large' } }, name: 'prod.yaml', candidates: [], files: { 'inner.yaml': files['inner.yaml'], 'run.sh': files['run.sh'] } });
  });

  it('is none that the template takes as a file', () => {
    expect(environmentAmong(TEMPLATE, { 'settings.yaml': 'parameters: {a: 1}\n' })).toMatchObject({ name: null, candidates: [] });
  });

  it('is not chosen where there are several', () => {
    const files = { 'dev.yaml': 'parameters: {a: 1}\n', 'prod.yaml': 'parameters: {a: 2}\n' };
    expect(environmentAmong(TEMPLATE, files)).toEqual({ environment: {}, name: null, candidates: ['dev.yaml', 'prod.yaml'], files });
  });
});
