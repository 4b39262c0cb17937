import { describe, expect, it } from 'vitest';
import { isCustomConstraint, SERVICE_CONSTRAINTS } from '@/lib/hot/constraints/custom';
import type { PropertySchema } from '@/lib/hot/types';
import { factsCatalogue } from './index';

describe('the constraints of services', () => {
  it('name resource types that exist', () => {
    for (const { types } of Object.values(SERVICE_CONSTRAINTS)) {
      for (const type of types) expect(factsCatalogue.get(type), type).toBeDefined();
    }
  });

  it('are complete: every constraint of a property is known', () => {
    const names = new Set<string>();
    const collect = (properties: Record<string, PropertySchema>) => {
      for (const property of Object.values(properties)) {
        for (const constraint of property.constraints ?? []) if (constraint.kind === 'custom_constraint') names.add(constraint.name);
        collect(property.schema ?? {});
        if (property.items) collect({ items: property.items });
      }
    };
    for (const name of factsCatalogue.names()) collect(factsCatalogue.get(name)?.properties ?? {});
    expect([...names].filter((name) => !isCustomConstraint(name))).toEqual([]);
  });
});
