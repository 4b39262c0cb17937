import { describe, expect, it } from 'vitest';
import { readCopied } from './clipboard';

const clipboard = (data: Record<string, string>) => ({ getData: (type: string) => data[type] ?? '' });
const LAYOUT = 'application/vnd.hearth.layout+json';

describe('the clipboard of the designer', () => {
  it('has places beside the YAML', () => {
    const web = { x: 0, y: 8, width: 208, height: 60 };
    expect(readCopied(clipboard({ 'text/plain': 'web: {}', [LAYOUT]: JSON.stringify({ web }) }))).toEqual({ yaml: 'web: {}', layout: { web } });
  });

  it.each(['', 'no JSON', '7', '[]', '{"web": {"x": "left"}}', '{"web": null}'])('reads %j as no place', (text) => {
    expect(readCopied(clipboard({ 'text/plain': 'web: {}', [LAYOUT]: text })).layout).toEqual({});
  });
});
