import { describe, expect, it } from 'vitest';
import { parseTemplate, validateTemplate } from '@/lib/hot';
import { factsCatalogue } from '@/lib/resources/catalogue';
import { addResource } from './commands';
import { followRecipe, RECIPES, recipeLabel, recipesFor } from './recipes';

describe.each(RECIPES)('from $from to $to', (recipe) => {
  it('makes a resource that is right, and refers to both', () => {
    const both = addResource(addResource('heat_template_version: 2021-04-16\n', recipe.from, 'one'), recipe.to, 'two');
    const { text, name } = followRecipe(both, recipe, 'one', 'two');
    const parsed = parseTemplate(text);
    expect(validateTemplate({ parsed, catalogue: factsCatalogue }).filter(({ severity, path }) => severity === 'error' && path[1] === name)).toEqual([]);
    expect(JSON.stringify(parsed.template?.resources[name]?.properties)).toMatch(/one.*two|two.*one/);
  });
});

it('is said with the names of both', () => {
  const [recipe] = recipesFor('OS::Cinder::Volume', 'OS::Nova::Server');
  expect(recipe && recipeLabel(recipe, 'data', 'web')).toBe('Attach data to web');
  expect(recipesFor('OS::Nova::Server', 'OS::Cinder::Volume')).toEqual([]);
});
