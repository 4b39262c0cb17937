/** Resources that become something else: another type, a group, a template of their own. Each is one step of the history. */
import { changeType, extractNested, nameOf, type NodeKey, wrapInGroup } from '@/lib/graph';
import { resourceKey } from './connect/offers';
import type { DesignerSession } from './document/session';

export function reshapeCommands(session: DesignerSession, attempt: (action: () => void) => boolean, said: (label: string) => void) {
  return {
    retype: (key: NodeKey, type: string) => attempt(() => {
      let lost: string[] = [];
      session.edit(`Change the type of ${nameOf(key)}`, (text) => {
        const changed = changeType(text, nameOf(key), type, session.catalogue.get(type));
        lost = changed.lost;
        return changed.text;
      });
      said(lost.length === 0 ? `${nameOf(key)} is a ${type} now` : `${nameOf(key)} is a ${type} now; it has no ${lost.join(', ')}`);
    }),
    wrap: (key: NodeKey) => attempt(() => {
      const { graph } = session.read();
      session.edit(`Wrap ${nameOf(key)} in a group`, (text) => wrapInGroup(text, graph, nameOf(key)));
      said(`${nameOf(key)} is a group of one now`);
    }),
    /** The selected resources move to a file of their own among those of the draft. */
    extract: () => attempt(() => {
      const { graph, text } = session.read();
      const { marked, beside, places } = session.getSnapshot();
      const names = graph.nodes.flatMap(({ kind, key, name }) => (kind === 'resource' && marked.has(key) ? [name] : []));
      let file = `${names.length === 1 ? names[0] : 'part'}.yaml`;
      for (let number = 2; beside.files[file] !== undefined; number += 1) file = `part_${number}.yaml`;
      const extracted = extractNested(text, graph, names, file);
      const [at] = names.flatMap((name) => places.get(resourceKey(name)) ?? []);
      session.edit(`Move ${names.join(', ')} to ${file}`, () => extracted.text, { ...Object.fromEntries(places), ...(at ? { [resourceKey(extracted.name)]: at } : {}) }, { files: { ...beside.files, [file]: extracted.nested } });
      session.select(resourceKey(extracted.name));
      said(`${names.length} ${names.length === 1 ? 'resource is' : 'resources are'} in ${file} now`);
    }),
  };
}
