/** Above the text, where in the template its first line is: the section and the entry, once their own lines are out of sight. */
import { type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { placeAt } from './place';

export const stickyHeader = ViewPlugin.fromClass(class {
  private readonly dom = document.createElement('button');
  private readonly view: EditorView;
  private target = 0;

  constructor(view: EditorView) {
    this.view = view;
    this.dom.type = 'button';
    this.dom.tabIndex = -1;
    this.dom.className = 'cm-sticky';
    this.dom.hidden = true;
    this.dom.addEventListener('mousedown', (event) => {
      event.preventDefault();
      view.dispatch({ selection: { anchor: this.target }, scrollIntoView: true });
    });
    view.dom.appendChild(this.dom);
    view.scrollDOM.addEventListener('scroll', this.measure, { passive: true });
    this.measure();
  }

  private readonly measure = (): void => {
    this.view.requestMeasure({
      key: this,
      read: (view) => {
        const { scrollTop } = view.scrollDOM;
        if (scrollTop < 4) return null;
        const { doc } = view.state;
        const line = doc.lineAt(view.lineBlockAtHeight(scrollTop + 4).from);
        const lines: string[] = [];
        // As far up as the section: what stands before it says nothing of this place.
        let first = line.number;
        while (first > 1 && !/^[A-Za-z]/.test(doc.line(first).text)) first -= 1;
        for (let number = first; number <= line.number; number += 1) lines.push(doc.line(number).text);
        const { path } = placeAt(lines, line.number - first, 0);
        const name = path[1];
        if (path[0] === undefined) return null;
        const own = name === undefined ? first : first + lines.findLastIndex((text) => text.trimStart().startsWith(`${name}:`) || text.trimStart().startsWith(`"${name}"`));
        return { text: path.slice(0, 2).join(' › '), target: doc.line(Math.max(1, own)).from };
      },
      write: (found) => {
        this.dom.hidden = found === null;
        if (found === null) return;
        this.dom.textContent = found.text;
        this.target = found.target;
      },
    });
  };

  update(update: ViewUpdate): void {
    if (update.docChanged || update.geometryChanged || update.viewportChanged) this.measure();
  }

  destroy(): void {
    this.view.scrollDOM.removeEventListener('scroll', this.measure);
    this.dom.remove();
  }
});
