/** Answers about what templates may be made of, and about a template that was looked at. */
import { z } from 'zod';
import { anyMap, anything, map, shape, text, texts } from './parts';

const constraint = z.record(z.string(), z.unknown());
const propertyFields = {
  type: text('string, integer, number, boolean, map, list or any.'), description: z.string().optional(), default: anything('Absent where there is none.').optional(), required: z.boolean(),
  update_allowed: z.boolean().meta({ description: 'Changed in place; else the resource is made anew.' }), immutable: z.boolean(), constraints: z.array(constraint).optional(),
};
type Property = z.infer<z.ZodObject<typeof propertyFields>> & { schema?: Record<string, Property> | undefined };
const Property: z.ZodType<Property> = z.lazy(() => z.strictObject({ ...propertyFields, schema: z.record(z.string(), Property).optional().meta({ description: 'Of maps by key, of lists under *.' }) })).meta({ id: 'Property' });

export const ResourceTypeShown = shape('ResourceType', {
  resource_type: z.string(), properties: z.record(z.string(), Property), attributes: z.record(z.string(), map({ type: z.string().optional(), description: z.string().optional() })),
  support_status: map({ status: z.string(), version: z.string().nullable(), message: z.string().nullable(), previous_status: z.unknown() }), description: text('With with_description.').optional(),
});
export const ResourceTypes = z.union([texts('Names.'), z.array(map({ resource_type: z.string(), description: z.string() }))]).meta({ description: 'Names; with with_description each with what it is.' });
export const TemplateVersion = shape('TemplateVersion', { version: z.string(), type: z.enum(['hot', 'cfn']), aliases: texts('Names of releases.') });
export const TemplateFunction = shape('TemplateFunction', { functions: text('Its name.'), description: z.string() });

const parameter = map({
  Type: text('String, Number, CommaDelimitedList, Json or Boolean.'), Description: z.string(), NoEcho: z.enum(['true', 'false']), Label: z.string(), Default: anything('Absent where there is none.').optional(),
  Value: anything('Absent where none was given.').optional(), MinValue: z.number().optional(), MaxValue: z.number().optional(), MinLength: z.number().optional(), MaxLength: z.number().optional(),
  AllowedValues: z.array(z.unknown()).optional(), AllowedPattern: z.string().optional(), Step: z.number().optional(), Offset: z.number().optional(), CustomConstraint: z.string().optional(),
  ConstraintDescription: z.string().optional(), Tags: z.array(z.string()).optional(),
}).meta({ id: 'ValidatedParameter' });
const described = {
  Description: z.string(), Parameters: z.record(z.string(), parameter),
  ParameterGroups: z.array(map({ label: z.string().optional(), description: z.string().optional(), parameters: texts('Names.') })).optional(),
};
type Nested = z.infer<z.ZodObject<typeof described>> & { Type: string; NestedParameters?: Record<string, Nested> | undefined };
const Nested: z.ZodType<Nested> = z.lazy(() => z.strictObject({ Type: z.string(), ...described, NestedParameters: z.record(z.string(), Nested).optional() })).meta({ id: 'NestedParameters' });

export const Validation = shape('Validation', {
  ...described, NestedParameters: z.record(z.string(), Nested).optional().meta({ description: 'By resource; with show_nested.' }), Environment: anyMap('The environment as it was understood.'),
});
