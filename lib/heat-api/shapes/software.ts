/** Answers about software configs and deployments. */
import { z } from 'zod';
import { anyMap, anything, shape, text, time } from './parts';

const declaration = z.record(z.string(), z.unknown());
const item = { id: z.string(), name: z.string(), group: text('The tool that runs it.'), creation_time: time };

export const ConfigItem = shape('SoftwareConfigItem', { ...item, project: text('With global_tenant.').optional() });
export const Config = shape('SoftwareConfig', {
  ...item, config: anything('A script, or a map.'), inputs: z.array(declaration).meta({ description: 'Declarations; of a derived config with their values.' }),
  outputs: z.array(declaration).meta({ description: 'Declarations.' }), options: anyMap('For the tool.'),
});

export const Deployment = shape('SoftwareDeployment', {
  id: z.string(), server_id: z.string(), config_id: text('The config derived for this run.'), action: text('CREATE, UPDATE, DELETE, SUSPEND or RESUME.'), status: text('IN_PROGRESS, COMPLETE or FAILED.'),
  status_reason: z.string(), input_values: anyMap('By name.'), output_values: z.record(z.string(), z.unknown()).nullable().meta({ description: 'By name; null before there are any.' }), creation_time: time, updated_time: time.optional(),
});

/** What an agent reads. */
export const ConfigToDeploy = shape('ConfigToDeploy', {
  id: z.string(), name: z.string(), group: z.string(), config: anything('A script, or a map.'), creation_time: time, inputs: z.array(declaration).meta({ description: 'With their values.' }), outputs: z.array(declaration), options: anyMap('For the tool.'),
});
