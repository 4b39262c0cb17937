/** What HOT and CFN call the same things. */
import type { ParameterType } from '../types';

export interface Dialect {
  /** Section as written -> HOT's name. */
  sections: Readonly<Record<string, string>>;
  /** HOT's name -> section as written. */
  names: { parameters: string; conditions: string; resources: string; outputs: string };
  resource: { type: string; properties: string; metadata: string; dependsOn: string; deletionPolicy: string; updatePolicy: string; description: string; externalId: string | null; condition: string };
  output: { value: string; description: string; condition: string };
  parameterTypes: Readonly<Record<string, ParameterType>>;
  /** Unknown keys of resources are errors. */
  strict: boolean;
}

export const DIALECTS: Readonly<Record<'hot' | 'cfn', Dialect>> = {
  hot: {
    sections: { description: 'description', parameter_groups: 'parameter_groups', parameters: 'parameters', resources: 'resources', outputs: 'outputs', conditions: 'conditions' },
    names: { parameters: 'parameters', conditions: 'conditions', resources: 'resources', outputs: 'outputs' },
    resource: {
      type: 'type', properties: 'properties', metadata: 'metadata', dependsOn: 'depends_on', deletionPolicy: 'deletion_policy',
      updatePolicy: 'update_policy', description: 'description', externalId: 'external_id', condition: 'condition',
    },
    output: { value: 'value', description: 'description', condition: 'condition' },
    parameterTypes: { string: 'string', number: 'number', comma_delimited_list: 'comma_delimited_list', json: 'json', boolean: 'boolean' },
    strict: true,
  },
  cfn: {
    sections: { Description: 'description', Mappings: 'mappings', Parameters: 'parameters', Resources: 'resources', Outputs: 'outputs', Conditions: 'conditions' },
    names: { parameters: 'Parameters', conditions: 'Conditions', resources: 'Resources', outputs: 'Outputs' },
    resource: {
      type: 'Type', properties: 'Properties', metadata: 'Metadata', dependsOn: 'DependsOn', deletionPolicy: 'DeletionPolicy',
      updatePolicy: 'UpdatePolicy', description: 'Description', externalId: null, condition: 'Condition',
    },
    output: { value: 'Value', description: 'Description', condition: 'Condition' },
    parameterTypes: { String: 'string', Number: 'number', CommaDelimitedList: 'comma_delimited_list', Json: 'json', Boolean: 'boolean' },
    strict: false,
  },
};
