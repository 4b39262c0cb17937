import { describe, expect, it } from 'vitest';
import { readCopied, withPlaces, writeCopied } from './clipboard';

const clipboard = (data: Record<string, string>) => ({ getData: (type: string) => data[type] ?? '' });
const LAYOUT = 'application/vnd.hearth.layout+json';

describe('the clipboard of the designer', () => {
  it('has places beside the YAML', () => {
    const web = { x: 0, y: 8, width: 208, height: 60 };
    expect(readCopied(clipboard({ 'text/plain': 'web: {}', [LAYOUT]: JSON.stringify({ web }) }))).toEqual({ yaml: 'web: {}', layout: { web } });
  });

  it('knows where a text stood that was copied here, also when it comes back as text alone', () => {
    const copied = { yaml: 'db: {}', layout: { db: { x: 8, y: 16, width: 208, height: 60 } } };
    const data = new Map<string, string>();
    writeCopied({ setData: (type: string, value: string) => void data.set(type, value) }, copied);
    expect([readCopied(clipboard({ 'text/plain': 'db: {}' })), withPlaces('db: {}')]).toEqual([copied, copied]);
    expect(withPlaces('web: {}')).toEqual({ yaml: 'web: {}', layout: {} });
  });

  it.each(['', 'no JSON', '7', '[]', '{"web": {"x": "left"}}', '{"web": null}'])('reads %j as no place', (text) => {
    expect(readCopied(clipboard({ 'text/plain': 'web: {}', [LAYOUT]: text })).layout).toEqual({});
  });
});
