/** The elements of an answer of the CFN-compatible API, as paths without order: `A/B/C`. For tests. */

/** Of a text that may be cut off. Elements whose text is `None` are Heat's way to say nothing. */
export function elementsOf(xml: string): Set<string> {
  const paths = new Set<string>();
  const open: string[] = [];
  for (const [, close, name = '', empty, text = ''] of xml.matchAll(/<(\/?)(\w+)(\/?)>([^<]*)/g)) {
    if (close === '/') {
      open.pop();
      continue;
    }
    open.push(name);
    if (text !== 'None') paths.add(open.join('/'));
    if (empty === '/') open.pop();
  }
  return paths;
}
