/** Resources on the clipboard. */
import { describe, expect, it } from 'vitest';
import { EditRefused } from './edit';
import { fragmentOf, paste } from './fragment';

const TEXT = `heat_template_version: 2018-08-31

resources:
    # Where they talk.
    net:
        type: OS::Neutron::Net

    port:  # one door
        type: OS::Neutron::Port
        properties: {network: {get_resource: net}}

outputs:
    id:
        value: {get_resource: net}
`;

describe('copying', () => {
  it('takes the lines as they are, with the comments above them', () => {
    expect(fragmentOf(TEXT, ['net', 'port'])).toBe('# Where they talk.\nnet:\n    type: OS::Neutron::Net\nport:  # one door\n    type: OS::Neutron::Port\n    properties: {network: {get_resource: net}}\n');
  });

  it('finds nothing where a resource has no lines of its own', () => {
    expect(fragmentOf('heat_template_version: 2018-08-31\nresources: {a: {type: b}}\n', ['a'])).toBeNull();
  });
});

describe('pasting', () => {
  it('what was copied gives copies that belong together, written as they were, and changes no other line', () => {
    const { text, names } = paste(TEXT, fragmentOf(TEXT, ['net', 'port']) ?? '');
    expect(names).toEqual(['net_2', 'port_2']);
    expect(text).toBe(TEXT.replace('\noutputs:', `
    # Where they talk.
    net_2:
        type: OS::Neutron::Net

    port_2:  # one door
        type: OS::Neutron::Port
        properties: {network: {get_resource: net_2}}

outputs:`));
  });

  it('one of two leaves its reference to the other', () => {
    expect(paste(TEXT, fragmentOf(TEXT, ['port']) ?? '').text).toContain('port_2:  # one door\n        type: OS::Neutron::Port\n        properties: {network: {get_resource: net}}');
  });

  it('twice finds free names again, also where one is like a number', () => {
    const once = paste(TEXT, 'net_2: {type: OS::Neutron::Net}\nnet: {type: OS::Neutron::Net}\n');
    expect(once.names).toEqual(['net_2', 'net_3']);
    expect(paste(once.text, 'net: {type: OS::Neutron::Net}\n').names).toEqual(['net_4']);
  });

  it('a whole template takes its resources', () => {
    expect(paste(TEXT, TEXT).names).toEqual(['net_2', 'port_2']);
  });

  it('into braces, and what came from braces', () => {
    expect(paste('heat_template_version: 2018-08-31\nresources: {a: {type: b}}\n', 'c:\n  type: d\n').text).toBe('heat_template_version: 2018-08-31\nresources: {a: {type: b}, c: {type: d}}\n');
    expect(paste(TEXT, '{"resources": {"c": {"type": "d"}}}').names).toEqual(['c']);
  });

  it('keeps the line breaks of the text', () => {
    const windows = TEXT.replace(/\n/g, '\r\n');
    const { text } = paste(windows, 'c:\n  type: d\n');
    expect(text.replace(/\r\n/g, '')).not.toContain('\n');
  });

  it.each(['a: b', '- x', 'just words', '{', ''])('of "%s" is refused', (clipboard) => {
    expect(() => paste(TEXT, clipboard)).toThrow(EditRefused);
  });
});
