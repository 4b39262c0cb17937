import { Fragment, type ReactNode } from 'react';

/** As much Markdown as notes need: headings, lists, rules, code, emphasis and links. It makes elements and never HTML, so any text is safe. */
export function Markdown({ text }: { text: string }) {
  return <>{blocksOf(text).map((block, index) => <Block key={index} block={block} />)}</>;
}

type BlockKind = 'heading' | 'list' | 'numbers' | 'code' | 'rule' | 'text';
interface BlockText {
  kind: BlockKind;
  lines: string[];
}

export function blocksOf(text: string): BlockText[] {
  const blocks: BlockText[] = [];
  let fenced = false;
  const add = (kind: BlockKind, line: string, apart: boolean): void => {
    const last = blocks.at(-1);
    if (last?.kind === kind && !apart) last.lines.push(line);
    else blocks.push({ kind, lines: [line] });
  };
  let gap = true;
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('```')) {
      if (!fenced) blocks.push({ kind: 'code', lines: [] });
      fenced = !fenced;
    } else if (fenced) blocks.at(-1)?.lines.push(line);
    else if (line.trim() === '') gap = true;
    else {
      if (/^#{1,4} /.test(line)) add('heading', line.replace(/^#+ /, ''), true);
      else if (/^(-{3,}|\*{3,})$/.test(line.trim())) add('rule', '', true);
      else if (/^\s*[-*] /.test(line)) add('list', line.replace(/^\s*[-*] /, ''), gap);
      else if (/^\s*\d+[.)] /.test(line)) add('numbers', line.replace(/^\s*\d+[.)] /, ''), gap);
      else add('text', line, gap);
      gap = false;
    }
  }
  return blocks;
}

function Block({ block: { kind, lines } }: { block: BlockText }) {
  switch (kind) {
    case 'heading': return <p className="font-semibold">{inline(lines[0] ?? '')}</p>;
    case 'rule': return <hr className="my-1" />;
    case 'code': return <pre className="overflow-x-auto rounded-sm bg-sunken px-1.5 py-1 font-mono text-[11px]">{lines.join('\n')}</pre>;
    case 'list': return <ul className="list-disc ps-4">{lines.map((line, index) => <li key={index}>{inline(line)}</li>)}</ul>;
    case 'numbers': return <ol className="list-decimal ps-4">{lines.map((line, index) => <li key={index}>{inline(line)}</li>)}</ol>;
    case 'text': return <p>{lines.map((line, index) => <Fragment key={index}>{index > 0 ? <br /> : null}{inline(line)}</Fragment>)}</p>;
  }
}

const MARKS = /(`[^`]+`|\*\*[^*]+\*\*|__[^_]+__|\*[^*\s][^*]*\*|\[[^\]]+\]\(https?:\/\/[^)\s]+\)|https?:\/\/[^\s)]+)/;

function inline(text: string): ReactNode[] {
  return text.split(MARKS).map((part, index) => {
    if (index % 2 === 0) return part;
    const link = /^\[([^\]]+)\]\((.+)\)$/.exec(part);
    if (link) return <a key={index} href={link[2]} target="_blank" rel="noreferrer" className="nodrag underline">{link[1]}</a>;
    if (/^https?:/.test(part)) return <a key={index} href={part} target="_blank" rel="noreferrer" className="nodrag underline">{part}</a>;
    if (part.startsWith('`')) return <code key={index} className="rounded-sm bg-sunken px-1 font-mono text-[11px]">{part.slice(1, -1)}</code>;
    if (part.startsWith('**') || part.startsWith('__')) return <strong key={index}>{part.slice(2, -2)}</strong>;
    return <em key={index}>{part.slice(1, -1)}</em>;
  });
}
