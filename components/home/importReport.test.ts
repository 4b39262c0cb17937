import { describe, expect, it } from 'vitest';
import { importReport } from './importReport';
import { withoutFolder } from './readTemplateFiles';

describe('what is said of a template that is brought', () => {
  it('is its language, its size, and what is missing', () => {
    expect(importReport('heat_template_version: 2016-10-14\nresources:\n  a: {type: box.yaml}\n', { 'other.txt': '' })).toEqual({ title: 'HOT 2016-10-14, 1 resource', details: ['1 file beside it', 'missing: box.yaml. Add it under Files'] });
    expect(importReport('AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  A: {Type: AWS::EC2::Instance}\n', {})).toMatchObject({ title: 'CloudFormation 2010-09-09, 1 resource' });
  });

  it('is nothing of an empty drawing', () => {
    expect(importReport('heat_template_version: 2021-04-16\n\nresources: {}\n', {})).toBeNull();
  });
});

it('leaves the folder that holds everything out of the names', () => {
  expect(withoutFolder([{ name: 'shop/stack.yaml', text: '' }, { name: 'shop/scripts/a.sh', text: '' }]).map(({ name }) => name)).toEqual(['stack.yaml', 'scripts/a.sh']);
});
