import { describe, expect, it } from 'vitest';
import { type PictureNode, stackPicture } from './stack-picture';

const node = (name: string, requires: string[] = []): PictureNode => ({ name, type: 'T', state: 'Created', requires });

describe('a stack as a picture', () => {
  const picture = stackPicture([node('net'), node('we"b<1>', ['net', 'gone'])], {});

  it('has a card for each resource, and a line for each need that is there', () => {
    expect(picture.match(/<rect /g)).toHaveLength(2);
    expect(picture.match(/<path d="M[\d.-]+ [\d.-]+ C/g)).toHaveLength(1);
  });

  it('takes names for text, whatever is in them', () => {
    expect(picture).toContain('>we&quot;b&lt;1&gt;<');
  });
});
