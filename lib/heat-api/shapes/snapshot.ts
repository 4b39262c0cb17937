/** Answers about snapshots, and the document a stack can be adopted from. */
import { z } from 'zod';
import { anyMap, Environment, map, shape, text, textMap, time } from './parts';

const kept = {
  name: z.string(), type: z.string(), resource_id: z.string().nullable().meta({ description: 'The id of what it stands for.' }), action: z.string(), status: z.string(), metadata: anyMap('Its metadata.'),
  resource_data: anyMap('What its type remembers of it.'),
};
const KeptResource = shape('KeptResource', kept);

const exportedFields = { ...kept, attributes: anyMap('Not in Heat’s documents: a resource that is adopted knows them again from here.') };
type Exported = z.infer<z.ZodObject<typeof exportedFields>> & { resources?: Record<string, Exported> | undefined };
const ExportedResource: z.ZodType<Exported> = z.lazy(() => z.strictObject({
  ...exportedFields, resources: z.record(z.string(), ExportedResource).optional().meta({ description: 'Of a resource that is a stack of its own: those within it, by name.' }),
})).meta({ id: 'ExportedResource' });

const { encrypted_param_names: _names, ...open } = Environment.shape;
const documentOf = <Resource extends z.ZodType>(resource: Resource) => ({
  name: z.string(), id: z.string(), action: z.string(), status: z.string(), environment: map(open), files: textMap('Contents by name.'), template: anyMap('The template itself.'),
  resources: z.record(z.string(), resource).meta({ description: 'By name.' }), project_id: z.string(), stack_user_project_id: z.string(), tags: z.array(z.string()),
});

export const StackExport = shape('StackExport', documentOf(ExportedResource));

const SnapshotData = map(documentOf(KeptResource)).partial().required({ resources: true })
  .meta({ id: 'SnapshotData', description: 'The stack as it was; its resources alone, where its revision is not known any more.' });

export const Snapshot = shape('Snapshot', {
  id: z.string(), name: z.string(), action: text('CREATE.'), status: text('IN_PROGRESS, COMPLETE or FAILED.'), status_reason: z.string().nullable(), creation_time: time, data: SnapshotData,
});
