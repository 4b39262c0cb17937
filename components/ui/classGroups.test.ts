import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { extendTailwindMerge } from 'tailwind-merge';
import { describe, expect, it } from 'vitest';
import { cn } from './cn';

const whole = extendTailwindMerge({ extend: { classGroups: { shadow: ['shadow-raised'] } } });

/** Words of the sources that the library knows as classes, without what they depend on (`hover:`): of those it keeps one of two. */
function classesInUse(): string[] {
  const files = ['app', 'components'].flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => path.join(folder, file))).filter((file) => /\.tsx?$/.test(file) && !/\.test\.|classGroups/.test(file));
  const words = new Set(files.flatMap((file) => readFileSync(file, 'utf8').match(/[a-z-][\w:./[\]()%#,&>*-]*[\w\])]/g) ?? []).map((word) => word.slice(word.lastIndexOf(':') + 1)));
  return [...words].filter((word) => word !== '' && whole(`${word} ${word}`) === word);
}

describe('cn', () => {
  it('lets the later of two classes win that set the same thing', () => {
    expect(cn('h-8 px-3 text-sm', 'h-7 text-xs')).toBe('px-3 h-7 text-xs');
    expect(cn('hover:dark:p-2', 'dark:hover:p-3', 'p-4!', 'p-1')).toBe('dark:hover:p-3 p-4! p-1');
    expect(cn('text-ink/60 w-[calc(1px-2px)]', 'text-muted w-full')).toBe('text-muted w-full');
    expect(cn('p-2', false, 'hover:p-3', 'pt-4')).toBe('p-2 hover:p-3 pt-4');
    expect(cn('w-4 h-4 text-muted', 'size-5')).toBe('text-muted size-5');
  });

  it('judges every pair of classes in use as the library with its whole table does', () => {
    const classes = classesInUse();
    expect(classes.length).toBeGreaterThan(300);
    const different: string[] = [];
    for (const first of classes) {
      for (const second of classes) {
        const both = `${first} ${second}`;
        if (first !== second && whole(both) !== cn(both)) different.push(`${both}: the library says "${whole(both)}", classGroups.ts "${cn(both)}"`);
      }
    }
    expect(different).toEqual([]);
  });

  it('is used with start and end: what names left or right cannot be mirrored, but for what is moved by coordinates or is in the middle', () => {
    const physical = /^-?([mp]|scroll-[mp]|border-|rounded-|text-)?(l|r|tl|tr|bl|br|left|right)(-|$)/;
    expect(classesInUse().filter((name) => physical.test(name)).toSorted()).toEqual(['-left-[1000px]', 'left-(--time-left)', 'left-0', 'left-1/2']);
  });
});
